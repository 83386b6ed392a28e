"""Settles where the bot's own words come from: data/phrases/, one file a language, editable without retraining."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "zh"


class Phrases:
    """The phrases of one language. A missing one is an error when the process starts, not in a patient's turn.

    Args:
        phrases: the sentences by code, with {…} for what is filled in.
        standing: what is the same in every sentence, e.g. the hospital's name.
        units: how a unit is said, by UCUM code; a unit that is not there is said as it is.
        readings: what a kind of reading is called; of a glucose in a context (`glucose_fasting`) that as well.
        relations: what somebody is to the writer, by the canonical relation; who is not there is not named.
    """

    def __init__(
        self,
        phrases: Mapping[str, str],
        *,
        standing: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        relations: Mapping[str, str] | None = None,
    ) -> None:
        self._phrases = dict(phrases)
        self._standing = dict(standing or {})
        self._units = dict(units or {})
        self._readings = dict(readings or {})
        self._relations = dict(relations or {})

    def __contains__(self, code: str) -> bool:
        return code in self._phrases

    def __call__(self, code: str, **values: Any) -> str:
        return self._phrases[code].format(**{**self._standing, **values}).strip()

    def unit(self, unit: str | None) -> str:
        """A unit as it is said behind a number; empty where people say the number alone."""
        return self._units.get(unit, unit) if unit else ""

    def reading(self, kind: str, context: str | None = None) -> str:
        """What a kind of reading is called: 血压, 餐后2小时血糖."""
        return self._readings.get(f"{kind}_{context}", self._readings[kind])

    def relation(self, relation: str) -> str:
        """What somebody is to the writer: 母亲; empty for the writer, and where it is not to be said."""
        return self._relations.get(relation, "")

    def list(self, parts: Iterable[str]) -> str:
        """Things in a row: 头晕、恶心."""
        return self._phrases["comma_in_list"].join(parts)

    def sentences(self, parts: Iterable[str]) -> str:
        """Sentences in one line."""
        return self._phrases["between_sentences"].join(part for part in parts if part)

    def clauses(self, parts: Iterable[str]) -> str:
        """Statements in a row: 血压145/90，心率72次/分."""
        return self._phrases["comma"].join(parts)

    def day(self, day: date, *, today: date) -> str:
        """A day as it is said: 明天, 12月7日, 明年2月18日."""
        if (day - today).days in (0, 1):
            return self("tomorrow" if day > today else "today")
        codes = {0: "day", 1: "day_next_year", -1: "day_last_year"}
        code = codes.get(day.year - today.year, "day_of_year")
        return self(code, year=day.year, month=day.month, day=day.day, month_name=f"{day:%b}")

    def full_day(self, day: date) -> str:
        """A day with its year, to check a date that was understood: 2026年3月5日."""
        return self("day_of_year", year=day.year, month=day.month, day=day.day, month_name=f"{day:%b}")

    def moment(self, moment: datetime, *, now: datetime) -> str:
        """A time of day, with the day where it is another one: 9点半, 明天9点, 12月7日9点."""
        code = {0: "clock_full", 30: "clock_half"}.get(moment.minute, "clock")
        clock = self(code, hour=moment.hour, minute=f"{moment.minute:02d}")
        if moment.date() == now.date():
            return clock
        return self("day_at", day=self.day(moment.date(), today=now.date()), time=clock)


class Phrasebook:
    """All languages; a patient whose language is not there is spoken to in Chinese."""

    def __init__(self, languages: Mapping[str, Phrases]) -> None:
        self._languages = dict(languages)

    def of(self, language: str) -> Phrases:
        """The phrases of a language."""
        return self._languages.get(language, self._languages[DEFAULT])


def load_phrasebook(folder: Path, *, hospital: str) -> Phrasebook:
    """Read every language's file, zh.yml first of all."""
    raw = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.glob("*.yml")}
    return Phrasebook(
        {
            language: Phrases(
                words["phrases"],
                standing={"hospital": hospital},
                units=words["units"],
                readings=words["readings"],
                relations=words["relations"],
            )
            for language, words in raw.items()
        }
    )
