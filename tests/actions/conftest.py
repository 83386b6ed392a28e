"""Settles the patient and the open form that most of these tests begin with."""

from __future__ import annotations

import pytest

from records.database import Sessions
from tests.support.forms import visit
from tests.support.people import Known, make_patient
from tests.support.talks import Talk, begin_talk


@pytest.fixture
async def known(sessions: Sessions) -> Known:
    """A patient who agreed to be followed."""
    return await make_patient(sessions)


@pytest.fixture
async def talk(sessions: Sessions, known: Known) -> Talk:
    """Pressure, heart rate, medicines and a free text, with the first question put."""
    return await begin_talk(sessions, known, visit())
