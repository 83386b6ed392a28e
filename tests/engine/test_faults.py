"""What the engine does when something it needs fails: nothing is lost, nothing is done twice."""

from __future__ import annotations

import signal

import httpx
import pytest

from bot.postgres import EmbeddedPostgres
from tests.engine.conftest import Rows, texts
from tests.support.action_server import QUESTIONS, ActionServer
from tests.support.engine import Engine

OPEN = "/session_start"
UNAVAILABLE = (503, {"error": "unavailable"})
FAILED = (500, {"error": "turn_failed"})


def outcome(answer: httpx.Response) -> tuple[int, object]:
    return answer.status_code, answer.json()


def test_action_that_raises_fails_the_turn_and_the_retry_works(
    engine: Engine, actions: ActionServer, rows: Rows
) -> None:
    engine.turn("raises", "s1", OPEN, control=True)
    before = len(rows.of("raises"))
    actions.fails = True
    assert outcome(engine.turn("raises", "m1", "头晕")) == FAILED
    assert len(rows.of("raises")) == before
    actions.fails = False
    assert texts(engine.turn("raises", "m1", "头晕")) == ["记下了：头晕", QUESTIONS[1]]


@pytest.mark.parametrize(
    ("status", "expected"), [(400, FAILED), (404, FAILED), (500, FAILED), (502, UNAVAILABLE), (503, UNAVAILABLE)]
)
def test_refused_action_fails_the_turn(
    engine: Engine, actions: ActionServer, rows: Rows, status: int, expected: tuple[int, object]
) -> None:
    who = f"refused {status}"
    actions.status = status
    assert outcome(engine.turn(who, "m1", "你好")) == expected
    assert rows.of(who) == []


def test_session_start_that_fails_leaves_nothing(engine: Engine, actions: ActionServer, rows: Rows) -> None:
    actions.fails = True
    assert outcome(engine.turn("no start", "s1", OPEN, control=True)) == FAILED
    assert rows.of("no start") == []


def test_webhook_that_is_away_makes_turns_unavailable_until_it_is_back(
    engine: Engine, actions: ActionServer, rows: Rows
) -> None:
    engine.turn("away", "s1", OPEN, control=True)
    before = len(rows.of("away"))
    actions.stop()
    assert outcome(engine.turn("away", "m1", "头晕", timeout=5)) == UNAVAILABLE
    assert len(rows.of("away")) == before
    actions.start()
    assert texts(engine.turn("away", "m1", "头晕")) == ["记下了：头晕", QUESTIONS[1]]


def test_webhook_that_was_restarted_is_called_at_once(engine: Engine, actions: ActionServer) -> None:
    engine.turn("restarted", "s1", OPEN, control=True)
    actions.stop()
    actions.start()
    assert engine.turn("restarted", "m1", "头晕").status_code == 200


def test_client_that_goes_away_does_not_stop_the_turn(engine: Engine, actions: ActionServer) -> None:
    engine.turn("leaves", "s1", OPEN, control=True)
    actions.delay_seconds = 1.0
    with pytest.raises(httpx.ReadTimeout):
        engine.turn("leaves", "m1", "头晕", timeout=0.3)
    answer = engine.turn("leaves", "m1", "头晕")
    assert answer.json()["repeated"] is True
    assert texts(answer) == ["记下了：头晕", QUESTIONS[1]]
    assert len(actions.calls_of("leaves")) == 2


def test_dead_database_makes_turns_unavailable_until_it_is_back(
    engine: Engine, actions: ActionServer, rows: Rows, postgres: EmbeddedPostgres
) -> None:
    engine.turn("dead", "s1", OPEN, control=True)
    postgres.kill()
    postgres.stop()
    assert outcome(engine.turn("dead", "m1", "头晕", timeout=8)) == UNAVAILABLE
    assert httpx.get(f"{engine.url}/health").status_code == 200
    assert len(actions.calls_of("dead")) == 1
    postgres.start()
    assert texts(engine.turn("dead", "m1", "头晕")) == ["记下了：头晕", QUESTIONS[1]]
    assert sum(row["type_name"] == "user" for row in rows.of("dead")) == 2


def test_database_that_dies_during_the_turn_leaves_nothing_and_the_retry_works(
    engine: Engine, actions: ActionServer, rows: Rows, postgres: EmbeddedPostgres
) -> None:
    engine.turn("dies", "s1", OPEN, control=True)
    actions.on_call = postgres.stop
    assert outcome(engine.turn("dies", "m1", "头晕", timeout=8)) == UNAVAILABLE
    actions.on_call = None
    postgres.start()
    assert {row["message_id"] for row in rows.of("dies")} == {"s1"}
    assert engine.turn("dies", "m1", "头晕").json()["repeated"] is False


def test_engine_starts_before_its_database_and_remembers_after_sigkill(
    engine: Engine, actions: ActionServer, postgres: EmbeddedPostgres
) -> None:
    engine.turn("killed", "s1", OPEN, control=True)
    said = engine.turn("killed", "m1", "头晕").json()["replies"]
    engine.stop(signal.SIGKILL)
    postgres.kill()
    postgres.stop()
    engine.start()
    engine.wait_until_ready()
    assert outcome(engine.turn("killed", "m1", "头晕", timeout=8)) == UNAVAILABLE
    postgres.start()
    assert engine.turn("killed", "m1", "头晕").json() == {"replies": said, "repeated": True}
    assert texts(engine.turn("killed", "m2", "没有")) == ["问完了"]
