"""Does this message report something that a person must see at once? Rules in `data/lexicon/red_flags/`.

It counts for the writer and for whoever they speak for (我爸晕倒了). A knowledge question, a denial, an old episode
that is over, a supposition and hearsay do not count; whatever stays unclear does.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlu.findings import Reading, RedFlag
from nlu.readings import find_readings
from nlu.red_flags.message import Message
from nlu.red_flags.reports import reported
from nlu.red_flags.rules import Rule, rules
from nlu.red_flags.spelling import spelt
from nlu.red_flags.unnamed import unnamed_values
from nlu.red_flags.values import passed, told
from nlu.relations import subject_of
from nlu.text import normalise

__all__ = ["MAX_SCREENED", "screen", "screen_readings"]

MAX_SCREENED = 4000  # characters: more than any reader of answers looks at, a flag may stand at the end


def screen(text: str, readings: Sequence[Reading] | None = None) -> tuple[RedFlag, ...]:
    """The red flags that a message reports, one a rule, in the rules' order; offsets are those of `text`.

    Args:
        text: the message.
        readings: those that were found in it already; finding them again takes as long as all the rest.
    """
    message = Message(spelt(normalise(text[:MAX_SCREENED])))
    said = find_readings(message.plain) if readings is None else readings
    values = [r for r in (*said, *unnamed_values(message.plain, said)) if told(r, message)]
    found = {rule.name: flag for rule in rules() if (flag := _flag(rule, message, values, text)) is not None}
    covered = {rule.name for rule in rules() if rule.covered_by in found}
    return tuple(flag for name, flag in found.items() if name not in covered)


def _flag(rule: Rule, message: Message, values: Sequence[Reading], text: str) -> RedFlag | None:
    if rule.needs is not None and not rule.needs.search(message.plain):
        return None
    span = reported(rule, message)
    if span is None:
        reading = next((r for r in passed(rule, values)), None)
        if reading is None:
            return None
        span = (reading.start, reading.end)
    start, end = span
    return RedFlag(
        rule=rule.name,
        surface=text[start:end],
        level=rule.level,
        start=start,
        end=end,
        subject=subject_of(message.plain, start, end),
    )


def screen_readings(readings: Sequence[Reading]) -> tuple[RedFlag, ...]:
    """The red flags of values alone, one a rule: a bare 17.8 is a glucose only once the question is known.

    Rules that need words beside the value (a temperature after an operation) are left to `screen`.
    """
    found = [(rule, next(passed(rule, readings), None)) for rule in rules() if rule.needs is None]
    return tuple(
        RedFlag(rule=rule.name, surface=reading.surface, level=rule.level)
        for rule, reading in found
        if reading is not None
    )
