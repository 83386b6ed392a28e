"""Settles how a form begins and how its open question is put again later: carried answers, greeting, question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.asking import Button, ask, ask_for_half, button, buttons_of, first_question, joined, question_back
from actions.carrying import carry_forward
from actions.filling import Filled, Half
from actions.form import load_form
from actions.phrases import Phrasebook
from records.models import QuestionnaireResponse
from records.questionnaires import Item

Said = tuple[str, Item, list[Button]]


async def begin(session: AsyncSession, response: QuestionnaireResponse, book: Phrasebook, *, now: datetime) -> Said:
    """Carry answers over that need not be asked again; the greeting with the first question.

    Raises:
        NothingToAsk: every answer of last time stands.
    """
    form = await load_form(session, response, now=now)
    while await carry_forward(session, form):  # what was carried may open further questions
        form = await load_form(session, response, now=now)
    phrases = book.of(form.patient.language)
    text, item = first_question(form, phrases)
    return text, item, buttons_of(item, phrases)


async def again(
    session: AsyncSession, response: QuestionnaireResponse, book: Phrasebook, *, code: str, now: datetime
) -> Said:
    """The open question once more by itself; `code` is the phrase before it, or in its place while the form is paused.

    Raises:
        ValueError: no question is open.
    """
    form = await load_form(session, response, now=now)
    item = form.asked
    if item is None:
        raise ValueError("no question is open")
    phrases = book.of(form.patient.language)
    before = phrases(code, name=form.patient.name)
    if response.paused:  # after an emergency nobody wants to be asked for a weight
        return before, item, []
    pending = response.pending or {}
    if pending.get("kind") == "confirm":
        find = form.definition.find
        waiting = [Filled(item=find(kept["link_id"]), value=kept["value"]) for kept in pending["values"]]
        yes_no = [button(phrases("button_right")), button(phrases("button_wrong"))]
        return joined([before, question_back(waiting, phrases, code=pending["code"])]), item, yes_no
    if pending.get("kind") == "half":
        return joined([before, ask_for_half(Half(item=item, value=pending["value"]), phrases)]), item, []
    return joined([before, ask(form.definition, item, phrases)]), item, buttons_of(item, phrases)
