"""The shipped questionnaires, filled in from answers that are written in short, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from actions.computing import computed_value
from actions.filling import question_of
from bot.settings import ROOT
from nlu.answers import read_answer
from nlu.understanding import understand
from records.questionnaires import Definition, FollowUp, Item, Known, Value, all_hold, load_definitions

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@cache
def forms() -> dict[str, Definition]:
    """The shipped questionnaires by their id."""
    return load_definitions(ROOT / "data" / "questionnaires")


def value(item: Item, said: Any) -> Value:
    """What is recorded for an answer that is written here in short."""
    if isinstance(said, tuple):
        return {"systolic": said[0], "diastolic": said[1]}
    if item.answer_option:
        labels = said if isinstance(said, list) else [said]
        return {"codes": [o.code for o in item.answer_option if o.label in labels], "labels": labels}
    if isinstance(said, date):
        return {"date": said.isoformat()}
    return said if isinstance(said, dict) else {"value": said}


def completed(name: str, said: dict[str, Any], before: dict[str, Any] | None = None, **goals: float) -> Known:
    """A form with these answers and everything that follows from them; `before` is the one completed before it."""
    form = forms()[name]
    answers = {key: value(form.find(key), answer) for key, answer in said.items()}
    previous = completed(name, before, **goals).answers if before else {}
    known = Known(answers=answers, previous=previous, goals=goals)
    for item in form.computed:
        found = computed_value(item, form, known, {"today": TODAY})
        if found is not None:
            known = replace(known, answers={**known.answers, item.link_id: found})
    return known


def led_to(name: str, known: Known) -> FollowUp | None:
    """The rule that a completed form leads to."""
    rules = forms()[name].follow_up
    return next((rule for rule in rules if all_hold(rule.when, rule.behavior, known)), None)


def next_rule(name: str, *answers: Any) -> str | None:
    """The code of the rule that answers lead to, these answers and those of the form before."""
    said, before, goals = answers
    rule = led_to(name, completed(name, said, before, **goals))
    return rule.code if rule else None


def rules_of(name: str) -> set[str]:
    """The codes of all rules of a form."""
    return {rule.code for rule in forms()[name].follow_up}


def alerts(name: str, said: dict[str, Any]) -> list[tuple[str, str]]:
    """Rule and level of every alert that these answers raise."""
    known = completed(name, said)
    return [
        (alert.rule, alert.level)
        for item in forms()[name].walk()
        for alert in item.alert
        if item.link_id in known.answers and all_hold(alert.when, alert.behavior, known, own=item.link_id)
    ]


def bands(name: str, link_id: str, number: float) -> list[str]:
    """What a computed number is called."""
    return [band.code for band in forms()[name].find(link_id).interpretation if band.holds(number)]


def heard(name: str, link_id: str, text: str) -> str | float | None:
    """What is recorded for a patient's words: titles of options, a number, or why there is none; None: asked again."""
    item = forms()[name].find(link_id)
    answer = read_answer(question_of(item), understand(text), asked=True, now=NOW)
    if answer is None or answer.absent:
        return answer.absent if answer else None
    if isinstance(answer.value, tuple):
        return "、".join(item.option(code).title for code in answer.value)
    return answer.value if isinstance(answer.value, (int, float)) else str(answer.value)


def mentioned(name: str, link_id: str, text: str) -> str | None:
    """The title of the option that words give to a question that was not asked."""
    item = forms()[name].find(link_id)
    answer = read_answer(question_of(item), understand(text), asked=False, now=NOW)
    if answer is None or not isinstance(answer.value, tuple):
        return answer.absent if answer else None
    return "、".join(item.option(code).title for code in answer.value)
