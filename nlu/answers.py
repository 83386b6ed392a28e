"""Does this message answer this question, and with what? Pure; every question of every form is read here.

A value that was said goes before 不知道 and 没量: 今天没量，昨天145/90 is 145/90. A range keeps both its ends. What is
unclear (130 without 公斤 or 斤, 偶尔抽, 三月 for a day) is None: the question is put again, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nlu.absences import absent_reason, not_measured, says_nothing
from nlu.amounts import Amount, read_amount
from nlu.amounts.counted import is_bare_no
from nlu.choices import Choice, beside, read_boolean, read_choice, read_choices
from nlu.choices.several import OTHERS
from nlu.dates import Dated, read_date, read_time
from nlu.findings import Understanding
from nlu.measured import read_reading
from nlu.questions import Answer, Conversion, Option, Question, between
from nlu.speakers import own_words
from nlu.text import normalise, without_questions

__all__ = ["Answer", "Conversion", "Option", "Question", "read_answer"]


@dataclass(frozen=True, kw_only=True)
class _Said:
    """One question and one message, as every reader takes them."""

    question: Question
    message: Understanding
    plain: str
    asked: bool
    now: datetime | None


def read_answer(
    question: Question, message: Understanding, *, asked: bool, now: datetime | None = None
) -> Answer | None:
    """The answer that a message gives to a question.

    Args:
        question: the question, with options and limits.
        message: what `understand` found in the message.
        asked: the question was the last one put, so that a bare 72, 有 or 第二个 belongs to it; else only an explicit
            mention counts.
        now: the patient's time, aware, in the patient's timezone; without it no date or time of day is read.

    Returns:
        The answer, or None where the message does not answer the question. A pressure may come with one value only
        (高压135): whoever records it asks for the other one.
    """
    message = own_words(message)
    said = _Said(question=question, message=message, plain=normalise(message.text), asked=asked, now=now)
    answer = _reader(question)(said)
    return answer or _absent(said)


def _absent(said: _Said) -> Answer | None:
    """Why there is no value; unasked only where the message itself names what was not measured."""
    reason = absent_reason(said.question, said.plain) if said.asked else None
    if not said.asked and not_measured(said.question, said.plain):
        reason = "not-performed"
    return Answer(link_id=said.question.link_id, value=None, absent=reason) if reason else None


def _reader(question: Question) -> Callable[[_Said], Answer | None]:
    if question.reading is not None:
        return lambda said: read_reading(said.question, said.message, asked=said.asked)
    return {
        "quantity": _quantity,
        "integer": _quantity,
        "decimal": _quantity,
        "date": _date,
        "time": _time,
        "choice": _one,
        "open-choice": _one,
        "multi-choice": _several,
        "open-multi-choice": _several,
        "boolean": _boolean,
        "text": _text,
        "string": _text,
    }.get(question.kind, lambda said: None)


def _quantity(said: _Said) -> Answer | None:
    """An amount as an answer: impossible where no end of it can be, unclear where only one can."""
    question, amount = said.question, read_amount(said.question, said.plain, asked=said.asked)
    if amount is None or (question.kind == "integer" and not _whole(amount)):
        return None
    ends = [amount.value] if amount.upper is None else [amount.value, amount.upper]
    outside = [not between(question, end) for end in ends]
    if any(outside) and not all(outside):
        return None
    return Answer(
        link_id=question.link_id, value=amount.value, impossible=all(outside), upper=amount.upper,
        approximate=amount.approximate,
    )  # fmt: skip


def _whole(amount: Amount) -> bool:
    return float(amount.value).is_integer() and float(amount.upper or 0).is_integer()


def _date(said: _Said) -> Answer | None:
    found = read_date(said.question, said.plain, asked=said.asked, now=said.now) if said.now else None
    return _dated(said, found)


def _time(said: _Said) -> Answer | None:
    found = read_time(said.question, said.plain, asked=said.asked, now=said.now) if said.now else None
    return _dated(said, found)


def _dated(said: _Said, found: Dated | None) -> Answer | None:
    if found is None:
        return None
    return Answer(link_id=said.question.link_id, value=found.value, approximate=found.approximate)


def _one(said: _Said) -> Answer | None:
    question = said.question
    if codes := read_choice(question, said.message, asked=said.asked):
        return _chosen(said, Choice(codes=codes, other=_beside_other(question, codes, said.message.text)))
    return _free(said) if question.kind == "open-choice" else None


def _beside_other(question: Question, codes: tuple[str, ...], text: str) -> str:
    """What was said beside 其他."""
    option = next((o for o in question.options if o.code in codes and o.label in OTHERS), None)
    return beside(text, (option.label, *option.synonyms)) if option else ""


def _several(said: _Said) -> Answer | None:
    question, choice = said.question, read_choices(said.question, said.message, asked=said.asked)
    if question.kind != "open-multi-choice":
        return _chosen(said, choice) if choice else None
    if choice is None:
        return _free(said)
    return _chosen(said, choice)


def _chosen(said: _Said, choice: Choice) -> Answer:
    return Answer(link_id=said.question.link_id, value=choice.codes, other=choice.other)


def _free(said: _Said) -> Answer | None:
    """The words themselves, where the question was asked and they are an answer at all."""
    words = _words(said)
    if not words or is_bare_no(said.plain):
        return None
    other = next((option.code for option in said.question.options if option.label in OTHERS), None)
    return _chosen(said, Choice(codes=(other,) if other else (), other=words))


def _words(said: _Said) -> str:
    asks = not without_questions(said.plain).strip(" 。，,！!？?")
    if not said.asked or asks or says_nothing(said.plain):
        return ""
    return said.message.text.strip()[: said.question.max_length]


def _boolean(said: _Said) -> Answer | None:
    value = read_boolean(said.question, said.message, asked=said.asked)
    return None if value is None else Answer(link_id=said.question.link_id, value=value)


def _text(said: _Said) -> Answer | None:
    words = _words(said)
    return Answer(link_id=said.question.link_id, value=words) if words else None
