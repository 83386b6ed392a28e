"""Settles what joins an answer that was given before: a reading measured again, a symptom that comes to mind later."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.correcting import changed
from actions.filling import Heard
from actions.taking import take
from actions.turn import Turn
from records.questionnaires import Item, Value

REMEMBERED = re.compile(r"忘了?说|忘记说|漏了?说|没说到?|其实|补充|想起来|对了")


async def update(turn: Turn) -> bool:
    """A reading that names itself and was answered already: the newer one stands, and both were measured."""
    readings = [item for item in turn.form.answered() if item.reading]
    heard = changed(turn, turn.reader().read(readings, None, turn.context.understanding))
    if not heard.filled and not heard.doubtful:
        return False
    await take(turn, heard, measured_again=True)
    return True


async def remember(turn: Turn, heard: Heard) -> bool:
    """刚才忘了说，其实有点头晕: a symptom that comes to mind later joins the answer, or takes the place of 都没有.

    Args:
        turn: the turn.
        heard: what the message answers besides; then only a plain word of remembering counts.
    """
    if heard and not REMEMBERED.search(turn.text):
        return False
    now = {item.link_id for item in heard.items}
    lists = [i for i in turn.form.answered() if i.answer_option and i.repeats and i.link_id not in now]
    heard = turn.reader().read(lists, None, turn.context.understanding)
    joined = [replace(said, value=_joined(turn, said.item, said.value)) for said in heard.filled if said.value]
    new = [said for said in joined if said.value != turn.form.answers.get(said.item.link_id)]
    if new:
        await take(turn, Heard(filled=new))
    return bool(new)


def _joined(turn: Turn, item: Item, value: Value | None) -> Value:
    """Both answers' options, in the form's order; what excludes the others goes where one of them is there."""
    before = turn.form.answers.get(item.link_id) or {}
    codes = {*before.get("codes", ()), *(value or {}).get("codes", ())}
    chosen = [option for option in item.answer_option if option.code in codes]
    chosen = [option for option in chosen if not option.exclusive] or chosen
    other = (value or {}).get("other") or before.get("other")
    joined: Value = {"codes": [option.code for option in chosen], "labels": [option.label for option in chosen]}
    return {**joined, "other": other} if other else joined
