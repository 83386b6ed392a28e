from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.golden.script import Medicine, ScriptError, VoiceMessage, load_script
from bot.settings import ROOT

GOOD = """
patient:
  name: 王秀英
  birth_date: 1952-03-01
  sex: female
  conditions: [hypertension]
  medications: [{name: 氨氯地平片, dosage: 每日1次}]
  goals: {systolic: 150}
  language: en
due: hypertension
at: 2026-11-20T09:00:00+08:00
turns:
- bot: [王秀英, 145, 血压]
  not: [没听明白, 2]
  buttons: [都没有]
- patient: 高压一百四十五低压九十
- patient: 72
- patient: 135/85
- wait: 26h
- patient: {voice: reading.amr}
- due: phq_2
- bot: []
  buttons: []
records:
  observations: [{kind: blood_pressure, systolic: 145, diastolic: 90}]
  answers: {symptoms: [头痛头晕], visit_date: 2026-11-20}
  alerts: []
  task: completed
  reason: no_answer
  tasks: [{questionnaire: hypertension, status: pending, rule: two_weeks, due: 2026-12-04}]
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "one.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_conversation_is_read_as_it_is_documented(tmp_path: Path) -> None:
    script = load_script(written(tmp_path, GOOD))
    assert (script.patient.name, script.patient.birth_date) == ("王秀英", "1952-03-01")
    assert (script.due, script.at) == ("hypertension", datetime(2026, 11, 20, 1, tzinfo=UTC))
    bot, words, number, pressure, wait, voice, due, silence = script.turns
    assert (bot.bot, bot.not_said, bot.buttons) == (("王秀英", "145", "血压"), ("没听明白", "2"), ("都没有",))
    assert (due.due, silence.bot, silence.buttons) == ("phq_2", (), ())
    assert [words.patient, number.patient, pressure.patient] == ["高压一百四十五低压九十", "72", "135/85"]
    assert (wait.wait, voice.patient) == (timedelta(hours=26), VoiceMessage(voice="reading.amr"))
    assert (script.records.alerts, script.records.task, script.records.reason) == ((), "completed", "no_answer")


def test_patient_may_have_medicines_goals_and_another_language(tmp_path: Path) -> None:
    patient = load_script(written(tmp_path, GOOD)).patient
    assert patient.medications == (Medicine(name="氨氯地平片", dosage="每日1次"),)
    assert (patient.goals, patient.language) == ({"systolic": 150}, "en")


def test_days_are_compared_as_iso_text(tmp_path: Path) -> None:
    records = load_script(written(tmp_path, GOOD)).records
    assert records.tasks is not None
    assert records.tasks[0]["due"] == "2026-12-04"
    assert (records.answers or {})["visit_date"] == "2026-11-20"


def test_records_that_are_left_out_are_not_checked(tmp_path: Path) -> None:
    script = load_script(written(tmp_path, GOOD[: GOOD.index("records:")]))
    assert set(script.records.model_dump().values()) == {None}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("at: 2026-11-20T09:00:00+08:00", "at: 2026-11-20T09:00:00", "at: "),
        ("at: 2026-11-20T09:00:00+08:00\n", "", "at: "),
        ("wait: 26h", "wait: a while", r"turns\.4\.wait: .*such as 26h"),
        ("wait: 26h", "wait: 26", r"turns\.4\.wait: "),
        ("- wait: 26h", "- {wait: 26h, patient: 你好}", r"turns\.4: .*one of bot, patient, wait, due"),
        ("- wait: 26h", "- {wait: 26h, not: [你好]}", r"turns\.4: .*not and buttons belong to bot"),
        ("- wait: 26h", "- {}", r"turns\.4: .*one of bot, patient, wait"),
        ("bot: [王秀英, 145, 血压]", "bot: 王秀英", r"turns\.0\.bot"),
        ("patient: 72", "patient: yes", r"turns\.2\.patient"),
        ("task: completed", "taks: completed", r"records\.taks"),
        ("  name: 王秀英", "  nmae: 王秀英", r"patient\."),
        ("dosage: 每日1次", "dose: 每日1次", r"patient\.medications\.0\.dosage"),
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
