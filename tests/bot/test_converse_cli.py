"""`suifang converse` as a script calls it: exit codes, what differs, JSON, and files that are no conversations."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.golden import report
from bot.golden.stage import Stage
from bot.settings import ROOT

HEAD = "patient: {name: 王秀英}\ndue: hypertension\nat: 2026-11-20T09:00:00+08:00\n"
HOLDS = HEAD + "turns:\n- bot: [王秀英]\n- patient: 145/90\n- bot: [145/90]\n"
DIFFERS = (
    HEAD
    + "turns:\n- patient: 145/90\n- bot: [146/91]\n"
    + "records:\n  observations: [{kind: blood_pressure, systolic: 146}]\n  task: completed\n"
)
VOICE = HEAD + "turns:\n- patient: {voice: reading.amr}\n"
SUIFANG = [sys.executable, "-c", "from bot.cli import main; main()"]


def converse(*arguments: str | Path, timeout_seconds: float = 240) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SUIFANG, "converse", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=timeout_seconds, check=False,
    )  # fmt: skip


def script(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_one_that_differs_is_printed_with_what_differs_and_the_others_are_still_played(tmp_path: Path) -> None:
    files = [script(tmp_path, "differs", DIFFERS), script(tmp_path, "voice", VOICE), script(tmp_path, "holds", HOLDS)]
    done = converse(*files)
    assert done.returncode == 1
    assert f"DIFFERS {files[0]}" in done.stdout
    assert "patient   145/90" in done.stdout
    assert "bot       记下了，血压145/90。" in done.stdout
    assert "the bot did not say 146/91" in done.stdout
    assert "observations: expected {'kind': 'blood_pressure', 'systolic': 146}" in done.stdout
    assert "task: expected completed, found in_progress" in done.stdout
    assert f"DIFFERS {files[1]}" in done.stdout
    assert "voice messages cannot be played yet" in done.stdout
    assert f"ok      {files[2]}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


async def test_json_holds_transcript_records_and_differences(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextlib.asynccontextmanager
    async def shared() -> AsyncIterator[Stage]:
        yield stage

    monkeypatch.setattr(report, "open_stage", shared)
    assert await report.converse([script(tmp_path, "holds", HOLDS)], as_json=True)
    assert not await report.converse([script(tmp_path, "differs", DIFFERS)], as_json=True)
    first, _, second = capsys.readouterr().out.partition("\n]\n")
    (holds,) = json.loads(first + "]")
    assert holds["file"].endswith("holds.yml")
    assert [line["who"] for line in holds["transcript"]] == ["bot", "patient", "bot"]
    assert holds["records"]["observations"][0]["systolic"] == 145
    assert holds["records"]["task"] == "in_progress"
    assert holds["differences"] == []
    (differs,) = json.loads(second)
    assert len(differs["differences"]) == 4  # the words, the reading wanted, the one found, the task


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("turns: [", "line 1"),
        (HEAD + "turns:\n- patient: 你好\n  bot: [你好]\n", "turns.0"),
        (HEAD + "turns:\n- wait: soon\n", "turns.0.wait"),
        (HEAD.replace("+08:00", "") + "turns: []\n", "at"),
        ("just words", "the whole file"),
    ],
)
def test_a_file_that_is_no_conversation_is_one_sentence_and_starts_nothing(
    content: str, place: str, tmp_path: Path
) -> None:
    path = script(tmp_path, "broken", content)
    done = converse(path, timeout_seconds=20)
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.strip().splitlines()
    assert str(path) in sentence
    assert place in sentence


def test_a_file_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    done = converse(tmp_path / "none.yml", timeout_seconds=20)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"{tmp_path}/none.yml: No such file or directory")
