from __future__ import annotations

import pytest

from records.database import Sessions
from records.models import Questionnaire
from records.questionnaires import QuestionnaireError, definition_of, latest, publish
from tests.records.questionnaires.support import PAIN, WEIGHT
from tests.support.people import NOW, definition, rows_of


async def test_version_is_published_once_and_comes_back_as_it_was(sessions: Sessions) -> None:
    form = definition([WEIGHT, PAIN])
    for _ in range(2):
        async with sessions.begin() as session:
            await publish(session, form, now=NOW)
    [row] = await rows_of(sessions, Questionnaire, Questionnaire.name == form.id)
    assert definition_of(row) == form


async def test_changed_content_needs_a_new_version_and_then_is_the_latest(sessions: Sessions) -> None:
    form = definition([WEIGHT, PAIN])
    other = form.model_copy(update={"title": "新随访"})
    async with sessions.begin() as session:
        await publish(session, form, now=NOW)
    async with sessions() as session:
        with pytest.raises(QuestionnaireError, match="raise its version"):
            await publish(session, other, now=NOW)
    async with sessions.begin() as session:
        await publish(session, other.model_copy(update={"version": "2"}), now=NOW)
        newest = await latest(session, form.id)
    assert newest is not None
    assert (newest.version, newest.title) == ("2", "新随访")
    [old, _new] = await rows_of(sessions, Questionnaire, Questionnaire.name == form.id)
    assert definition_of(old) == form
