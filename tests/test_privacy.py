"""What a patient says, and who they are, stands in no file in clear: not in the database, not in any log."""

from __future__ import annotations

import io
import itertools
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import structlog
from sqlalchemy import text

from actions.once import Context, OnceAction, Outcome
from bot.golden.stage import Stage
from bot.logs import configure_logs
from bot.turns import LONGEST_RETRY
from channels.protocol import InboundMessage
from records.models import Task
from records.registration import NewPatient, register
from tests.support.leaks import find, forms

NAME = "訾鸑鷟"
ADDRESS = "13977462805"
SAID = {
    "free words": "犄角旮旯里的饕餮",
    "reading": "上头一百五十三下头八十七",
    "telephone": "13266094417",
    "red flag": "胸口疼得像钝锯拉扯",
    "adverse reaction": "吃了以后脚丫子像蒸熟的魍魉",
    "leaving": "圪蹴",
    "failing": "魑魅敲门第七下",
    "failing in the database": "耄耋写进整数列",
    "malformed": "龃龉不合的请求",
}
MARKERS = [NAME, ADDRESS, *SAID.values()]
FORM = [
    f"你好，{SAID['free words']}，电话{SAID['telephone']}",
    f"{SAID['reading']}，脉搏七十",
    f"{SAID['red flag']}，喘不上气",
    "继续",
    "没称",
    "不知道",
    "不抽",
    "不喝",
    "不锻炼",
    "一般",
    "好",
    "按时吃",
    "有",
    SAID["adverse reaction"],
    "没有",
]
numbers = itertools.count(1)


class Talk:
    """One patient's side of a conversation on the stage."""

    def __init__(self, stage: Stage, address: str) -> None:
        self.stage = stage
        self.address = address
        self.conversation_id = 0

    async def say(self, said: str) -> None:
        message = InboundMessage(
            channel="memory",
            address=self.address,
            external_id=f"privacy-{next(numbers)}",
            text=said,
            received_at=self.stage.clock(),
        )
        receipt = await self.stage.system.inbox(message)
        self.conversation_id = receipt.conversation_id
        await self.stage.settle(receipt.conversation_id)

    def heard(self) -> str:
        return "\n".join(message.text for message in self.stage.channel.to(self.address))


@contextmanager
def production_logs() -> Iterator[io.StringIO]:
    """Our own log as `suifang serve` writes it, and every library's from WARNING on, unformatted."""
    lines, stderr = io.StringIO(), sys.stderr
    handler = logging.StreamHandler(lines)
    sys.stderr = lines
    try:
        configure_logs()
        logging.getLogger().addHandler(handler)
        yield lines
    finally:
        sys.stderr = stderr
        logging.getLogger().removeHandler(handler)
        structlog.reset_defaults()


@contextmanager
def failing(stage: Stage, name: str, *, in_database: bool) -> Iterator[None]:
    """An action that fails after it has read what was said, with the words in the error."""

    async def fail(context: Context) -> Outcome:
        if in_database:
            query = text("SELECT CAST(CAST(:said AS text) AS integer)")
            await context.session.execute(query, {"said": context.understanding.text})
        raise ValueError(context.understanding.text)

    action = next(a for a in stage.system.actions if isinstance(a, OnceAction) and a.name() == name)
    act, action._act = action._act, fail
    try:
        yield
    finally:
        action._act = act


@pytest.fixture
async def told(stage: Stage) -> Talk:
    """A patient of rare words with a form that is due."""
    async with stage.system.sessions.begin() as session:
        new = NewPatient(name=NAME, conditions=("hypertension",))
        patient = await register(session, new, channel="memory", address=ADDRESS, now=stage.clock())
        session.add(Task(patient_id=patient.id, questionnaire="hypertension", due_at=stage.clock()))
    for conversation_id in await stage.system.tick.open_due():
        await stage.settle(conversation_id)
    return Talk(stage, ADDRESS)


async def fail_once(stage: Stage, told: Talk, said: str, *, in_database: bool) -> None:
    """A turn whose action raises with the words, and which is done at the next try."""
    with failing(stage, "action_free_message", in_database=in_database):
        await told.say(said)
    stage.clock.advance(LONGEST_RETRY)
    await stage.settle(told.conversation_id)


async def malformed_requests(stage: Stage) -> None:
    """Broken calls of the engine and of the action webhook; each is refused."""
    settings, secrets, words = stage.system.settings, stage.system.secrets, SAID["malformed"]
    turn = {"conversation_id": "1", "message_id": "m1", "text": [words], "control": False}
    calls = [
        (f"{settings.engine_url}/webhooks/suifang/turn", secrets.engine_token, {"json": turn}),
        (f"{settings.engine_url}/webhooks/suifang/turn", secrets.engine_token, {"content": f'{{"text": "{words}'}),
        (f"{settings.engine_url}/webhooks/rest/webhook", secrets.engine_token, {"json": {"message": words}}),
        (settings.webhook_url, secrets.action_token, {"content": f'{{"tracker": "{words}'}),
        (settings.webhook_url, secrets.action_token, {"json": {"next_action": words, "tracker": {"x": words}}}),
    ]
    async with httpx.AsyncClient(trust_env=False) as client:
        for url, token, body in calls:
            answer = await client.post(url, headers={"Authorization": f"Bearer {token}"}, **body)  # type: ignore[arg-type]
            assert answer.status_code >= httpx.codes.BAD_REQUEST, url


async def test_nothing_that_a_patient_says_stands_in_a_file(stage: Stage, told: Talk) -> None:
    with production_logs() as log:
        for said in FORM:
            await told.say(said)
        assert f"{SAID['adverse reaction']}" in told.heard()  # it was read back, so it is on record
        assert "120" in told.heard()
        await told.say(f"{SAID['leaving']}，血压132/80")
        await fail_once(stage, told, SAID["failing"], in_database=False)
        await fail_once(stage, told, SAID["failing in the database"], in_database=True)
        await malformed_requests(stage)
        await written_out(stage)
        assert find(MARKERS, files(stage)) == []
        lines = log.getvalue()
    assert "action.failed" in lines  # the log was listened to
    assert "turn.failed" in lines
    assert "failed" in (stage.system.settings.log_dir / "engine.log").read_text(encoding="utf-8")
    assert [word for word in MARKERS if any(form in lines.encode() for form in forms(word))] == []


async def test_the_same_search_finds_what_is_stored_in_clear(stage: Stage, tmp_path: Path) -> None:
    control = "蹀躞不前的豇豆"
    async with stage.system.sessions.begin() as session:
        await session.execute(text("CREATE TABLE in_clear (words text)"))
        await session.execute(text("INSERT INTO in_clear VALUES (:words)"), {"words": control})
    await written_out(stage)
    try:
        assert any(name.startswith(control) for name in find([control], [stage.postgres.data_dir]))
    finally:
        async with stage.system.sessions.begin() as session:
            await session.execute(text("DROP TABLE in_clear"))


@pytest.mark.parametrize("form", sorted(forms("蹀躞的豇豆")))
def test_every_form_of_a_word_is_found(form: bytes, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"\x00abc" + form + b"xyz")
    assert find(["蹀躞的豇豆"], [tmp_path]) == ["蹀躞的豇豆: log"]


async def written_out(stage: Stage) -> None:
    """Everything that PostgreSQL holds in memory goes to its files."""
    async with stage.system.sessions() as session:
        await session.execute(text("CHECKPOINT"))


def files(stage: Stage) -> list[Path]:
    """The database's files with its log of writes, the server's log, and the folder with the engine's log."""
    places = [stage.postgres.data_dir, stage.postgres.log_file, stage.system.settings.log_dir]
    assert all(place.exists() for place in places)
    return places
