from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.golden.script import ScriptError, VoiceMessage, load_script
from bot.settings import ROOT

GOOD = """
patient: {name: 王秀英, birth_date: 1952-03-01, sex: female, conditions: [hypertension]}
due: hypertension
at: 2026-11-20T09:00:00+08:00
turns:
- bot: [王秀英, 145, 血压]
- patient: 高压一百四十五低压九十
- patient: 72
- patient: 135/85
- wait: 26h
- patient: {voice: reading.amr}
records:
  observations: [{kind: blood_pressure, systolic: 145, diastolic: 90}]
  answers: {symptoms: [头痛头晕]}
  alerts: []
  task: completed
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "one.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_conversation_is_read_as_it_is_documented(tmp_path: Path) -> None:
    script = load_script(written(tmp_path, GOOD))
    assert (script.patient.name, script.patient.birth_date) == ("王秀英", "1952-03-01")
    assert (script.due, script.at) == ("hypertension", datetime(2026, 11, 20, 1, tzinfo=UTC))
    bot, words, number, pressure, wait, voice = script.turns
    assert bot.bot == ("王秀英", "145", "血压")
    assert [words.patient, number.patient, pressure.patient] == ["高压一百四十五低压九十", "72", "135/85"]
    assert (wait.wait, voice.patient) == (timedelta(hours=26), VoiceMessage(voice="reading.amr"))
    assert (script.records.alerts, script.records.task) == ((), "completed")


def test_records_that_are_left_out_are_not_checked(tmp_path: Path) -> None:
    script = load_script(written(tmp_path, GOOD[: GOOD.index("records:")]))
    assert script.records.model_dump() == {"observations": None, "answers": None, "alerts": None, "task": None}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("at: 2026-11-20T09:00:00+08:00", "at: 2026-11-20T09:00:00", "at: "),
        ("at: 2026-11-20T09:00:00+08:00\n", "", "at: "),
        ("wait: 26h", "wait: a while", r"turns\.4\.wait: .*such as 26h"),
        ("wait: 26h", "wait: 26", r"turns\.4\.wait: "),
        ("- wait: 26h", "- {wait: 26h, patient: 你好}", r"turns\.4: .*one of bot, patient, wait"),
        ("- wait: 26h", "- {}", r"turns\.4: .*one of bot, patient, wait"),
        ("bot: [王秀英, 145, 血压]", "bot: 王秀英", r"turns\.0\.bot"),
        ("patient: 72", "patient: yes", r"turns\.2\.patient"),
        ("task: completed", "taks: completed", r"records\.taks"),
        ("patient: {name: 王秀英,", "patient: {nmae: 王秀英,", r"patient\."),
        ("turns:", "turns: [", "not readable as YAML"),
    ],
)
def test_wrong_file_is_refused_with_the_place(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ScriptError, match=rf"(?s)^{path}: .*{reason}"):
        load_script(path)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"\x07"])
def test_file_that_is_no_conversation_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.yml"
    path.write_bytes(content)
    with pytest.raises(ScriptError, match=rf"^{path}: "):
        load_script(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match=r"nothing\.yml: No such file"):
        load_script(tmp_path / "nothing.yml")


def test_projects_own_conversations_are_right() -> None:
    paths = sorted((ROOT / "tests" / "conversations").glob("*.yml"))
    assert paths
    for path in paths:
        load_script(path)
