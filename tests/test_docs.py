"""The documents name only what is there (paths, make targets, commands, settings, pictures, links).

Their transcript is what the program really says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
import yaml

from bot.cli import cli
from bot.golden.play import Player
from bot.golden.script import Script
from bot.golden.stage import Stage
from bot.settings import ROOT, Settings
from records.questionnaires import (
    Alert,
    AnswerOption,
    Band,
    Condition,
    Conversion,
    Definition,
    FollowUp,
    Item,
    parse_definition,
)

READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("docs/questionnaires.md", "docs/questionnaires.zh-CN.md")
UNDERSTANDING = ("docs/understanding.md", "docs/understanding.zh-CN.md", "docs/libraries.md", "bench/README.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *GUIDES, *UNDERSTANDING)
TREE = re.compile(r"<!-- tree -->\n```text\n(.*?)```", re.DOTALL)
TRANSCRIPT = re.compile(r"<!-- transcript: (\w+) -->\n```text\n(随访助手：.*?)```", re.DOTALL)
MEDICINES = {"diabetes_type_2": [{"name": "二甲双胍片", "dosage": "每日2次，每次0.5克，随餐服用"}]}  # as in bot/demo.py
EXAMPLE = re.compile(r"<!-- questionnaire -->\n```yaml\n(.*?)```", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
MADE = ("var", "models", ".venv", ".venv-engine", "node_modules")  # not in a clone
OTHER_VARIABLES = {
    *("SUIFANG_HOME", "SUIFANG_DATABASE_URL", "SUIFANG_CHROMIUM", "SUIFANG_ENGINE_PYTHON"),
    *("SUIFANG_FAULT_PATIENTS", "SUIFANG_FAULT_ROUNDS"),
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(name: str) -> str:
    return "\n".join(CODE.findall(read(name)))


def tree_paths(name: str) -> list[str]:
    found = TREE.search(read(name))
    assert found, f"{name} has no tree"
    return [path for line in found[1].splitlines() for path in re.split(r"\s{2,}", line, maxsplit=1)[0].split()]


@pytest.mark.parametrize("name", READMES)
def test_every_path_in_the_tree_is_there(name: str) -> None:
    missing = [path for path in tree_paths(name) if not (ROOT / path).exists()]
    assert missing == []


def test_both_trees_name_the_same_paths_and_every_top_folder() -> None:
    english, chinese = map(tree_paths, READMES)
    assert english == chinese
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= set(english)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_the_text_is_there(name: str) -> None:
    tops = {path.name for path in ROOT.iterdir() if path.name not in MADE}
    spans = [span for span in SPAN.findall(read(name)) if PATH.fullmatch(span) and span.split("/")[0] in tops]
    assert [span for span in spans if not (ROOT / span).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of(name))) - targets == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_is_there(name: str) -> None:
    commands = set(typer.main.get_group(cli).commands)
    named = set(re.findall(r"\bsuifang ([a-z][a-z-]*)", code_of(name)))
    assert named - commands == set()
    assert name not in READMES or commands <= named


@pytest.mark.parametrize("name", READMES)
def test_settings_are_those_of_the_program(name: str) -> None:
    fields = {f"SUIFANG_{field.upper()}" for field in Settings.model_fields}
    named = set(re.findall(r"SUIFANG_[A-Z_]+", read(name)))
    assert fields - named == set()
    assert named - fields - OTHER_VARIABLES == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_picture_and_linked_file_is_there(name: str) -> None:
    targets = ["".join(pair) for pair in LINK.findall(read(name))]
    files = [target.split("#")[0] for target in targets if "://" not in target]
    assert [file for file in files if file and not ((ROOT / name).parent / file).is_file()] == []


@pytest.mark.parametrize("name", GUIDES)
def test_guide_explains_every_key_of_a_questionnaire(name: str) -> None:
    parts = (Definition, Item, AnswerOption, Condition, Conversion, Alert, Band, FollowUp)
    keys = {field.alias or key for part in parts for key, field in part.model_fields.items()}
    named = set(re.findall(r"[A-Za-z]+", code_of(name)))
    assert keys - named - {"resourceType"} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_guide_example_is_a_questionnaire(name: str) -> None:
    found = EXAMPLE.search(read(name))
    assert found, f"{name} has no example"
    assert parse_definition(yaml.safe_load(found[1]), place=name).id == "sleep"


def turns_of(transcript: str) -> list[dict[str, str | list[str]]]:
    """What was said, in order; the numbered choices below a question are not said."""
    turns: list[dict[str, str | list[str]]] = []
    heard: list[str] = []
    for line in transcript.splitlines():
        if line.startswith("我："):
            turns.append({"patient": line.removeprefix("我：")})
        elif waited := re.fullmatch(r"（(\d+)分钟后）", line):
            turns.append({"wait": f"{waited[1]}m"})
        elif line.startswith("随访助手："):
            heard = [line.removeprefix("随访助手：")]
            turns.append({"bot": heard})
        elif not line.startswith("  #"):
            heard.append(line)
    return turns


def test_each_readme_has_three_transcripts() -> None:
    assert [len(TRANSCRIPT.findall(read(name))) for name in READMES] == [3, 3]


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("number", range(3))
async def test_transcript_is_what_the_program_says(name: str, number: int, stage: Stage) -> None:
    due, transcript = TRANSCRIPT.findall(read(name))[number]
    known = re.search(r"您好，(\w+)，", transcript)
    assert known, "the bot greets the patient by name"
    patient = {"name": known[1], "sex": "female", "conditions": [due], "medications": MEDICINES.get(due, [])}
    turns = turns_of(transcript)
    script = {"patient": patient, "due": due, "at": "2026-11-20T09:00:00+08:00", "turns": turns}
    assert len(turns) > 5
    assert (await Player(stage, Script.model_validate(script)).play()).differences == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.png")), ids=lambda path: path.stem)
def test_picture_is_small_enough_for_a_clone(path: Path) -> None:
    assert path.stat().st_size < 250_000
