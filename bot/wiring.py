"""Settles how the parts are put together. The only place that knows everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from rasa_sdk.interfaces import Action
from sqlalchemy.ext.asyncio import AsyncSession

from actions import followup, nudging, opening, outside
from actions.asking import NothingToAsk
from actions.once import Act, OnceAction
from actions.phrases import Phrasebook, load_phrasebook
from actions.session_start import session_start
from actions.times import put_again_at
from bot.clock import Clock, system_clock
from bot.delivery import Delivery
from bot.engine_client import EngineClient
from bot.inbox import Inbox
from bot.screening import Screening
from bot.secrets import Secrets
from bot.settings import PHRASES, Settings
from bot.tick import Tick
from bot.turns import Turns
from channels.protocol import Channel
from channels.web.channel import WebChannel
from nlu.red_flags import screen
from records.database import Sessions, create_engine, create_sessions
from records.models import Patient, QuestionnaireResponse
from records.types import bind_keyring
from scheduler.opening import Compose, Opening
from scheduler.resuming import Nudge
from speech.protocol import no_recogniser

LEAST_CONNECTIONS = 4

ACTS: Mapping[str, Act] = {
    "action_session_start": session_start,
    "validate_followup_form": followup.validate_followup_form,
    "action_free_message": outside.free_message,
    "action_request_human": outside.request_human,
    "action_stop": outside.stop,
}


@dataclass(frozen=True, kw_only=True)
class System:
    """All parts of one process."""

    settings: Settings
    secrets: Secrets
    database_url: str = field(repr=False)
    sessions: Sessions
    clock: Clock
    inbox: Inbox
    actions: Sequence[Action]
    turns: Turns
    delivery: Delivery
    tick: Tick
    engine: EngineClient


@asynccontextmanager
async def build(
    settings: Settings,
    secrets: Secrets,
    *,
    database_url: str,
    channels: Mapping[str, Channel] | None = None,
    clock: Clock = system_clock,
) -> AsyncIterator[System]:
    """Put a process together; what it opened is closed at the end."""
    bind_keyring(secrets.keyring)
    # A turn keeps one connection while its action takes another one: as many again may overflow.
    engine = create_engine(database_url, pool_size=max(LEAST_CONNECTIONS, settings.worker_concurrency))
    sessions = create_sessions(engine)
    phrases = load_phrasebook(PHRASES, hospital=settings.hospital)
    screening = Screening(sessions, screen=screen, hear=no_recogniser, phrases=phrases, clock=clock)
    async with EngineClient(
        settings.engine_url, secrets.engine_token, timeout_seconds=settings.engine_timeout_seconds
    ) as client:
        try:
            yield System(
                settings=settings,
                secrets=secrets,
                database_url=database_url,
                sessions=sessions,
                clock=clock,
                inbox=Inbox(sessions, screening),
                actions=make_actions(sessions, phrases, clock),
                turns=Turns(sessions, client, screening=screening, phrases=phrases, clock=clock),
                delivery=Delivery(sessions, channels or {WebChannel.name: WebChannel()}, clock=clock),
                tick=Tick(
                    sessions, compose=make_compose(phrases, clock), nudge=make_nudge(phrases, clock), clock=clock
                ),
                engine=client,
            )
        finally:
            await engine.dispose()


def make_actions(sessions: Sessions, phrases: Phrasebook, clock: Clock) -> list[Action]:
    """The custom actions of domain.yml."""
    return [OnceAction(name, act, sessions=sessions, phrases=phrases, clock=clock) for name, act in ACTS.items()]


def make_compose(phrases: Phrasebook, clock: Clock) -> Compose:
    """How a due questionnaire begins."""

    async def compose(session: AsyncSession, response: QuestionnaireResponse) -> Opening | None:
        patient = await session.get_one(Patient, response.patient_id)
        try:
            said = await opening.begin(session, response, phrases, now=clock())
        except NothingToAsk:
            return None
        return _opening(said, resume_at=put_again_at(clock(), patient.timezone))

    return compose


def make_nudge(phrases: Phrasebook, clock: Clock) -> Nudge:
    """How an open question is put again by itself."""

    async def nudge(session: AsyncSession, response: QuestionnaireResponse) -> Opening | None:
        said = await nudging.nudge(session, response, phrases, clock())
        return _opening(said, resume_at=response.resume_at) if said else None

    return nudge


def _opening(said: opening.Said, *, resume_at: datetime | None) -> Opening:
    text, item, buttons = said
    return Opening(text=text, link_id=item.link_id, quick_replies=buttons, resume_at=resume_at)
