"""Where do the lexicons lie and how does one of their entries become a pattern?

An entry has `words`, `pairs` (a place and what is wrong with it, with small words between) and `patterns`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C ten times as fast
# between a place and its complaint; a negation here belongs to the complaint (头也不怎么晕)
BETWEEN = (
    r"(?P<between{0}>(?:有一?点儿?|有一?些|有时候?|偶尔|老是?|总是?|经常|时不时|常常?|特别|非常|很|好|"
    r"也|还|就|一直|都|挺|比较|开始|会|里面?|头|部|上|面|的|得|"
    r"一阵阵?|突然|忽然|今天|现在|最近|这几天|又|感觉|觉得|是|倒是?|从来|已经|没有?|不怎么|不太|不大|"
    r"不会|不再|不|没再|再|想|要|发|酸|老|儿|边|侧|"
    r"左|右|两|脚|腿|隐隐|阵阵|厉害地?|微微|稍微|略微?|有|点|些){{0,4}}?)"
)
NEGATED = re.compile(r"没|不|无")


def load(name: str) -> Any:
    """The contents of a lexicon file, e.g. moves.yml."""
    with (LEXICON / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)  # noqa: S506  # both are safe ones


def load_folder(folder: str, key: str) -> dict[str, Any]:
    """What all files of a lexicon folder hold under one key, as one mapping."""
    found: dict[str, Any] = {}
    for path in sorted((LEXICON / folder).glob("*.yml")):
        found.update(load(f"{folder}/{path.name}")[key])
    return found


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def entry_patterns(entry: dict[str, Any]) -> list[re.Pattern[str]]:
    """The patterns of one entry: its words, its pairs, its own expressions."""
    sources = [_any(entry["words"])] if entry.get("words") else []
    for where, what in entry.get("pairs", []):
        sources.append(f"(?:{_any(where)}){BETWEEN.format('')}(?:{_any(what)})")
    return [re.compile(source) for source in [*sources, *entry.get("patterns", [])]]
