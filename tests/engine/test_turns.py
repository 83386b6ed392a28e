"""A turn through the real engine: what is answered, what is asked of the application, what is stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.postgres import EmbeddedPostgres
from tests.engine.conftest import Rows, texts
from tests.support.action_server import ENDLESS, QUESTIONS, SILENT, ActionServer
from tests.support.engine import Engine

OPEN = "/session_start"


def test_session_start_opens_the_form_and_the_next_message_is_the_first_answer(
    engine: Engine, actions: ActionServer
) -> None:
    opened = engine.turn("form", "s1", OPEN, control=True)
    assert opened.json() == {"replies": [], "repeated": False}
    assert [call["next_action"] for call in actions.calls] == ["action_session_start"]
    assert texts(engine.turn("form", "m1", "高压145，低压90")) == ["记下了：高压145，低压90", QUESTIONS[1]]
    assert actions.calls[-1]["tracker"]["slots"]["answer"] == "高压145，低压90"


def test_form_goes_on_with_every_message_and_ends_when_the_application_says_so(
    engine: Engine, actions: ActionServer
) -> None:
    engine.turn("ends", "s1", OPEN, control=True)
    engine.turn("ends", "m1", "不要再给我发消息了")  # the intent is stop: inside the form it is an answer
    ended = engine.turn("ends", "m2", "转人工")
    assert ended.json()["replies"] == [{"text": "问完了", "buttons": [], "custom": {"kind": "closing"}}]
    assert texts(engine.turn("ends", "m3", "血压多少算正常")) == ["free: 血压多少算正常"]
    names = [call["next_action"] for call in actions.calls]
    assert names == ["action_session_start", *["validate_followup_form"] * 2, "action_free_message"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("退订，别再发了", "stop"),
        ("转人工，我要找医生", "human"),
        ("你好", "free"),
        ("咕噜咕噜", "free"),
        ("138/86", "free"),
    ],
)
def test_outside_a_form_the_message_finds_its_action(
    engine: Engine, actions: ActionServer, text: str, answer: str
) -> None:
    actions.opens_form = False
    assert texts(engine.turn(f"free {text}", "m1", text)) == [f"{answer}: {text}"]


def test_long_form_keeps_its_state_and_sends_the_application_only_this_turn(
    engine: Engine, actions: ActionServer
) -> None:
    actions.questions = tuple(f"第{number}题？" for number in range(12))
    engine.turn("long", "s1", OPEN, control=True)
    for number in range(1, 12):
        assert texts(engine.turn("long", f"m{number}", "没有"))[-1] == f"第{number}题？"
    call = actions.calls[-1]
    assert sum(event["event"] == "user" for event in call["tracker"]["events"]) == 1
    assert call["tracker"]["active_loop"]["name"] == "followup_form"
    assert call["domain"] == {}
    assert texts(engine.turn("long", "m12", "没有")) == ["问完了"]


def test_new_session_forgets_the_old_form(engine: Engine, actions: ActionServer) -> None:
    engine.turn("again", "s1", OPEN, control=True)
    engine.turn("again", "m1", "一百四")
    actions.opens_form = False
    engine.turn("again", "s2", OPEN, control=True)
    assert texts(engine.turn("again", "m2", "你好")) == ["free: 你好"]


def test_application_always_finds_the_message_id(engine: Engine, actions: ActionServer) -> None:
    engine.turn("ids", "first", "你好")
    engine.turn("ids", "second", OPEN, control=True)
    automatic, answer, asked_for = (call["tracker"] for call in actions.calls_of("ids"))
    assert automatic["slots"]["session_started_metadata"] == {"message_id": "first"}
    assert answer["latest_message"]["metadata"]["message_id"] == "first"
    assert asked_for["latest_message"]["metadata"]["message_id"] == "second"


def test_same_message_again_gives_the_same_replies_and_calls_nothing(engine: Engine, actions: ActionServer) -> None:
    engine.turn("twice", "s1", OPEN, control=True)
    first = engine.turn("twice", "m1", "头晕").json()
    calls = len(actions.calls)
    assert engine.turn("twice", "m1", "头晕").json() == {"replies": first["replies"], "repeated": True}
    assert engine.turn("twice", "s1", OPEN, control=True).json() == {"replies": [], "repeated": True}
    assert len(actions.calls) == calls


def test_old_message_is_known_after_a_new_session(engine: Engine, actions: ActionServer) -> None:
    engine.turn("old", "s1", OPEN, control=True)
    first = engine.turn("old", "m1", "头晕").json()
    engine.turn("old", "s2", OPEN, control=True)
    assert engine.turn("old", "m1", "头晕").json() == {"replies": first["replies"], "repeated": True}


def test_one_message_posted_many_times_at_once_is_taken_once(engine: Engine, actions: ActionServer) -> None:
    engine.turn("rush", "s1", OPEN, control=True)
    with ThreadPoolExecutor(6) as pool:
        answers = [answer.json() for answer in pool.map(lambda _: engine.turn("rush", "m1", "头晕"), range(6))]
    assert len({str(answer["replies"]) for answer in answers}) == 1
    assert sorted(answer["repeated"] for answer in answers) == [False] + [True] * 5
    assert len(actions.calls_of("rush")) == 2


@pytest.mark.parametrize("text", ["/restart", "  /session_start", "/stop{}"])
def test_patient_cannot_drive_the_engine(engine: Engine, actions: ActionServer, rows: Rows, text: str) -> None:
    who = f"slash {text}"
    engine.turn(who, "s1", OPEN, control=True)
    escaped = "／" + text.strip()[1:]
    assert texts(engine.turn(who, "m1", text))[0] == f"记下了：{escaped}"
    assert [row["type_name"] for row in rows.of(who)].count("session_started") == 1
    assert "restart" not in {row["type_name"] for row in rows.of(who)}


def test_what_a_patient_wrote_stands_nowhere_in_clear(
    engine: Engine, actions: ActionServer, rows: Rows, postgres: EmbeddedPostgres
) -> None:
    secret = "我叫钱守密血压147"
    engine.turn("secret", "s1", OPEN, control=True)
    engine.turn("secret", "m1", secret)
    actions.fails = True
    assert engine.turn("secret", "m2", secret).status_code == 500
    stored = rows.of("secret")
    assert len(stored) > 5
    needles = ("钱守密".encode(), b"\\u94b1\\u5b88", b"147")
    assert not [needle for row in stored for needle in needles if needle in row["data"]]
    log = engine.log.read_bytes()
    assert b"turn m2 failed" in log
    assert not [needle for needle in needles[:2] if needle in log]


def test_turn_without_a_reply_fails_and_is_not_stored(engine: Engine, actions: ActionServer, rows: Rows) -> None:
    engine.turn("silent", "s1", OPEN, control=True)
    before = len(rows.of("silent"))
    answer = engine.turn("silent", "m1", SILENT)
    assert (answer.status_code, answer.json()) == (500, {"error": "turn_failed"})
    assert len(rows.of("silent")) == before


def test_turn_that_would_never_end_fails_and_is_not_stored(engine: Engine, actions: ActionServer, rows: Rows) -> None:
    actions.opens_form = False
    assert engine.turn("endless", "m1", ENDLESS).status_code == 500
    assert rows.of("endless") == []


def test_every_event_of_a_turn_carries_its_message(engine: Engine, actions: ActionServer, rows: Rows) -> None:
    engine.turn("carried", "m1", "你好")
    assert {row["message_id"] for row in rows.of("carried")} == {"m1"}


def test_conversation_can_be_forgotten(engine: Engine, actions: ActionServer, rows: Rows) -> None:
    engine.turn("gone", "m1", "你好")
    stored = len(rows.of("gone"))
    answer = httpx.delete(f"{engine.url}/conversations/gone", headers=engine.headers)
    assert answer.json() == {"deleted": stored}
    assert rows.of("gone") == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic wrong"}])
def test_wrong_token_is_refused(engine: Engine, actions: ActionServer, headers: dict[str, str]) -> None:
    assert engine.turn("thief", "m1", "你好", headers=headers).status_code == 401
    assert httpx.delete(f"{engine.url}/conversations/thief", headers=headers).status_code == 401
    assert actions.calls == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"conversation_id": "c", "message_id": "m", "text": " "},
        {"conversation_id": "", "message_id": "m", "text": "你好"},
        {"conversation_id": "c", "message_id": 7, "text": "你好"},
        {"conversation_id": "c", "message_id": "m", "text": "你好", "control": "yes"},
    ],
)
def test_malformed_turn_is_refused(engine: Engine, body: object) -> None:
    answer = httpx.post(f"{engine.url}/turn", json=body, headers=engine.headers)
    assert (answer.status_code, answer.json()) == (400, {"error": "malformed"})


def test_health_names_the_model(engine: Engine) -> None:
    answer = httpx.get(f"{engine.url}/health").json()
    assert answer["status"] == "ok"
    assert answer["model"].endswith(".tar.gz")


def test_long_message_is_answered_soon(engine: Engine, actions: ActionServer) -> None:
    engine.turn("essay", "s1", OPEN, control=True)
    assert engine.turn("essay", "m1", "今天头有点晕，" * 20_000, timeout=5).status_code == 200
