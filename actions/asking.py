"""Settles how a question, an acknowledgement and an objection are worded, and which buttons go with a question."""

from __future__ import annotations

from collections.abc import Sequence

from actions.filling import Filled, Half
from actions.form import Form
from actions.judging import Refused
from actions.phrases import Phrases
from actions.values import initial_value, read_back, say_number, say_value
from records.questionnaires import Definition, Item

Button = dict[str, str]
SIMPLER_AFTER = 2  # answers that were not understood, before help comes as buttons


class NothingToAsk(Exception):
    """A form has no question for this patient."""


def button(title: str) -> Button:
    """A button that may be typed instead."""
    return {"title": title, "payload": title}


def buttons_of(item: Item, phrases: Phrases, *, misses: int = 0) -> list[Button]:
    """One button for each option; a yes and a no; after two misses also the ways out of any question."""
    buttons = [button(option.title) for option in item.answer_option]
    if item.type == "boolean":
        buttons = [button(phrases("yes")), button(phrases("no"))]
    if misses >= SIMPLER_AFTER and not buttons:
        buttons = [button(phrases("button_unknown")), button(phrases("button_skip"))]
    return [*buttons, button(phrases("button_person"))] if misses >= SIMPLER_AFTER else buttons


def ask(definition: Definition, item: Item, phrases: Phrases) -> str:
    """The question, with the texts that stand before it and the usual answer if there is one."""
    parts = [display.text for display in definition.displays_before(item)] + [item.text]
    if item.initial is not None:
        parts.append(phrases("usual", what=usual_answer(item, phrases)))
    return joined(parts)


def brief(item: Item) -> str:
    """The question without its examples, for somebody who has just heard it: 最近有没有哪里不舒服？"""
    short, mark, _ = item.text.partition("？")
    return short + mark


def usual_answer(item: Item, phrases: Phrases) -> str:
    """The initial value in words."""
    return say_value(item, initial_value(item), phrases)


def acknowledge(filled: Sequence[Filled], phrases: Phrases) -> str:
    """Reads back what was recorded, so that a mistake is seen at once."""
    with_value = [answer for answer in filled if answer.value is not None]
    new = [read_back(a.item, a.value, phrases) for a in with_value if not a.corrects and a.value is not None]
    corrected = [read_back(a.item, a.value, phrases) for a in with_value if a.corrects and a.value is not None]
    said = [phrases("corrected", what=phrases.clauses(corrected))] if corrected else []
    said += [phrases("noted", what=phrases.clauses(new))] if new else []
    return joined(said) or (phrases("noted_absent") if filled else "")


def object_to(refused: Refused, phrases: Phrases) -> str:
    """Says why a value cannot stand."""
    if refused.low is None or refused.high is None:
        return phrases("pressure_order")
    what = phrases("named_number", name=refused.item.name, what=refused.said)
    return phrases("impossible", what=what, low=say_number(refused.low), high=say_number(refused.high))


def ask_for_half(half: Half, phrases: Phrases) -> str:
    """Asks for the half of a pressure that is missing, and says which one was heard."""
    missing = next(part for part in half.item.item if part.link_id.rpartition(".")[2] not in half.value)
    heard = next(part for part in half.item.item if part.link_id.rpartition(".")[2] in half.value)
    said = f"{heard.text}{say_number(half.value[heard.link_id.rpartition('.')[2]])}"
    return phrases("half_missing", heard=said, what=missing.text)


def question_back(doubtful: Sequence[Filled], phrases: Phrases, *, code: str = "confirm") -> str:
    """Reads improbable values back: 我听到的是…，对吗？"""
    said = [read_back(answer.item, answer.value, phrases) for answer in doubtful if answer.value is not None]
    return phrases(code, what=phrases.clauses(said))


def ask_again(item: Item, misses: int, phrases: Phrases) -> str:
    """The question in simpler words after the first or second answer that was not understood."""
    parts = [phrases(f"not_understood_{misses}"), item.hint or item.text]
    if item.answer_option and misses >= SIMPLER_AFTER:
        parts.append(phrases("options_hint", options=phrases.list(option.title for option in item.answer_option)))
    return phrases.sentences(parts)


def first_question(form: Form, phrases: Phrases) -> tuple[str, Item]:
    """The opening of a questionnaire with its first question, and the item that it asks.

    Raises:
        NothingToAsk: every answer of last time stands.
    """
    open_items = form.open_items()
    if not open_items:
        raise NothingToAsk
    opening = form.definition.opening.format(name=form.patient.name, hospital=phrases("hospital"))
    return joined([opening, ask(form.definition, open_items[0], phrases)]), open_items[0]


def joined(parts: Sequence[str]) -> str:
    """The parts of a bubble, a line each."""
    return "\n".join(part.strip() for part in parts if part and part.strip())
