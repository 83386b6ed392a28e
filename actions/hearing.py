"""Settles what one message says to a form: to the open question, and to every other one that it names."""

from __future__ import annotations

from dataclasses import replace

from actions.filling import Filled, Heard
from actions.turn import Turn
from actions.values import initial_value
from nlu.corrections import find_correction
from nlu.moves import read_confirmation
from nlu.understanding import understand
from records.questionnaires import Item


def hear(turn: Turn, asked: Item | None) -> Heard:
    """What the message answers, items that its own answers open included: 天天走路，每次半小时."""
    reader, message = turn.reader(), turn.context.understanding
    correction = find_correction(turn.text)
    if correction and correction.within:  # 145，说错了: what is taken back in the same breath is no answer
        message = understand(correction.said)
    items = turn.form.open_items()
    heard = reader.read([*items, *turn.form.without_value()], asked, message)
    if asked and asked.initial is not None and not heard.answers(asked) and read_confirmation(turn.text):
        heard += Heard(filled=[Filled(item=asked, value=initial_value(asked))])
    now = turn.form.answers | {answer.item.link_id: answer.value for answer in heard.filled}
    known = turn.form.with_answers(now)
    opened = [item for item in turn.form.open_items(known) if item not in items]
    heard += reader.read(opened, None, message)
    if turn.is_emergency:  # a cry for help is not the answer to an open question, nor a bad answer
        said = [answer for answer in heard.filled if answer.value is not None and "text" not in answer.value]
        return replace(heard, filled=said)
    return heard


def chooses(heard: Heard, asked: Item | None) -> bool:
    """Whether the message holds a value for the open question; words alone are no such value."""
    return asked is not None and any(
        said.item is asked and said.value is not None and "text" not in said.value for said in heard.filled
    )
