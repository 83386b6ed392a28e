"""Settles the world of these tests: one database, one clock, one patient after the other with what lies before."""

from __future__ import annotations

import traceback
from datetime import timedelta
from random import Random

from sqlalchemy import update
from structlog.testing import capture_logs

from bot.clock import FrozenClock
from bot.inbox import Inbox
from bot.screening import Screening
from bot.tick import Tick
from bot.wiring import make_compose, make_nudge
from nlu.red_flags import screen
from records.database import Sessions
from records.models import QuestionnaireResponse, ResponseStatus, Task, TaskStatus
from records.questionnaires import Definition
from speech.protocol import no_recogniser
from tests.properties.background import make_background
from tests.properties.play import Play, Played, Ward
from tests.properties.steps import Patient
from tests.support.acting import BOOK
from tests.support.people import NOW, Known, make_patient


class World:
    """One database, one clock, one patient at a time."""

    def __init__(self, sessions: Sessions, clock: FrozenClock) -> None:
        self.sessions, self.clock = sessions, clock
        screening = Screening(sessions, screen=screen, hear=no_recogniser, phrases=BOOK, clock=clock)
        tick = Tick(sessions, compose=make_compose(BOOK, clock), nudge=make_nudge(BOOK, clock), clock=clock)
        self.ward = Ward(sessions=sessions, clock=clock, inbox=Inbox(sessions, screening), tick=tick)

    async def play(self, definition: Definition, patient: Patient) -> Played:
        """Fill a published questionnaire in; what was wrong stands in `faults`, the first step's alone."""
        played = Played(definition=definition, patient=patient)
        rng = Random(patient.salt)
        self.clock.set(NOW + timedelta(hours=rng.randrange(24 * 300), minutes=rng.randrange(60)))
        with capture_logs() as logs:
            known = await make_patient(self.sessions, now=self.clock())
            try:
                async with self.sessions.begin() as session:
                    background = await make_background(session, known, definition, rng, self.clock())
                await Play(self.ward, known, background, played).through()
            except Exception:  # whatever it is, it is this conversation's fault
                played.faults.append(f"raised: {traceback.format_exc()[-1800:]}")
            played.faults += [f"logged {log}" for log in logs if log["log_level"] == "error"]
            await self._clear(known)
        return played

    async def _clear(self, known: Known) -> None:
        """Nothing of this patient may wake up in the next one's time."""
        async with self.sessions.begin() as session:
            of_patient = QuestionnaireResponse.patient_id == known.patient_id
            still = (of_patient, QuestionnaireResponse.status == ResponseStatus.IN_PROGRESS)
            stopped = {"status": ResponseStatus.STOPPED, "ended_at": self.clock()}
            await session.execute(update(QuestionnaireResponse).where(*still).values(**stopped))
            left = (Task.patient_id == known.patient_id, Task.ended_at.is_(None))
            cancelled = {"status": TaskStatus.CANCELLED, "ended_at": self.clock()}
            await session.execute(update(Task).where(*left).values(**cancelled))


def make_world(sessions: Sessions) -> World:
    """An empty world at the hour of all tests."""
    return World(sessions, FrozenClock(NOW))
