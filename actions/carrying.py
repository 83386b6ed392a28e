"""Settles which answers of the last completed form stand without being asked again: height, the day of an operation."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.form import Form, current_rows, last_completed
from records.models import ResponseItem


async def carry_forward(session: AsyncSession, form: Form) -> bool:
    """Copy them, with the message that they were said in, once their questions belong to the form; whether any was."""
    wanted = {item.link_id for item in form.open_items() if item.carry_forward and form.earlier.get(item.link_id)}
    if wanted:  # an answer that was taken back in this form is asked, not brought back
        before = select(ResponseItem.link_id).where(ResponseItem.response_id == form.response.id)
        wanted -= set(await session.scalars(before))
    last = await last_completed(session, form.response, form.definition.id) if wanted else None
    if last is None:
        return False
    for row in await current_rows(session, last.id):
        if row.link_id in wanted:
            copied = {"value": row.value, "message_id": row.message_id, "answered_at": row.answered_at}
            session.add(ResponseItem(response_id=form.response.id, link_id=row.link_id, **copied))
    await session.flush()
    return True
