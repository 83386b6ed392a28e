"""`suifang nlu` as somebody calls it: standard input, standard output, standard error, exit code."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.support.engine import engine_python, ensure_model

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()", "nlu")
SENTENCES = ("今早血压145/90，有点头晕", "空腹血糖七点多", "我妈昨晚晕倒了", "谢谢医生", "药忘了吃，体重一百二十斤")
WITHOUT_MODEL_SECONDS = 3.0  # for a thousand sentences, the start included
WITH_MODEL_SECONDS = 60.0
SLOW_MACHINE = 1.5


def line(number: int | str, text: str) -> str:
    return json.dumps({"id": number, "text": text}, ensure_ascii=False)


def thousand() -> bytes:
    return "\n".join(line(n, SENTENCES[n % len(SENTENCES)]) for n in range(1000)).encode()


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """Ctrl-C reaches what the tests start, also where they run in the background: children would ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def suifang(source: bytes | str, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, list[Any], str]:
    raw = source.encode() if isinstance(source, str) else source
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, input=raw, capture_output=True, timeout=120, env=env)
    return done.returncode, [json.loads(row) for row in done.stdout.splitlines()], done.stderr.decode()


def seconds_of_children() -> float:
    """What the ended processes took of a processor: other tests that run beside do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    process = subprocess.Popen([*COMMAND, *arguments], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(process: subprocess.Popen[bytes], number: int, text: str) -> dict[str, Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(line(number, text).encode() + b"\n")
    process.stdin.flush()
    return dict(json.loads(process.stdout.readline()))


@pytest.fixture(scope="module")
def model() -> Path:
    return ensure_model()


def test_each_line_is_answered_in_order() -> None:
    code, rows, said = suifang("\n".join(line(n, text) for n, text in enumerate(SENTENCES)), "--no-intent")
    assert (code, said) == (0, "")
    assert [row["id"] for row in rows] == list(range(len(SENTENCES)))
    assert rows[0]["readings"][0]["systolic"] == 145
    assert rows[1]["readings"][0]["value"] == 7
    assert rows[2]["red_flags"][0]["level"] == "immediate"
    assert rows[3]["readings"] == rows[3]["symptoms"] == rows[3]["red_flags"] == []


def test_bad_lines_are_named_by_their_number_and_the_rest_goes_on() -> None:
    source = b'\n{"id": "a", "text": "\xff"}\nnonsense\n{"id": "b"}\n[]\n' + line("c", "头晕").encode()
    code, rows, said = suifang(source, "--no-intent")
    assert code == 1
    assert rows[:2] == [{"id": "a", "error": "the line is not UTF-8"}, {"id": "b", "error": "the line has no text"}]
    assert (rows[2]["id"], rows[2]["symptoms"][0]["symptom"]) == ("c", "头晕")
    assert said.splitlines() == [
        "suifang: line 1 is empty",
        "suifang: line 2 is not UTF-8",
        "suifang: line 3 is not JSON",
        "suifang: line 4 has no text",
        "suifang: line 5 is not a JSON object",
    ]


def test_nothing_of_a_bad_line_is_repeated() -> None:
    _, rows, said = suifang('{"text": "患者王秀英头晕\n{"id": 1, "name": "王秀英"}', "--no-intent")
    assert "王秀英" not in said + str(rows)


def test_no_line_at_all_is_no_error() -> None:
    assert suifang("", "--no-intent") == (0, [], "")


def test_line_is_answered_while_the_pipe_stays_open() -> None:
    with running("--no-intent") as process:
        assert ask(process, 1, "头晕")["id"] == 1
        assert ask(process, 2, "胸闷")["id"] == 2


def test_interrupt_ends_it_without_a_word() -> None:
    with running("--no-intent") as process:
        ask(process, 1, "头晕")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr
        assert process.stderr.read() == b""


def test_reader_that_goes_away_ends_it_without_a_word() -> None:
    command = " ".join(f"'{part}'" for part in (*COMMAND, "--no-intent"))
    done = subprocess.run(f"{command} | head -n 1", shell=True, cwd=ROOT, input=thousand() * 5, capture_output=True)  # noqa: S602
    assert done.stderr == b""
    assert json.loads(done.stdout)["id"] == 0


def test_thousand_sentences_are_read_in_seconds() -> None:
    before = seconds_of_children()
    code, rows, _ = suifang(thousand(), "--no-intent")
    assert seconds_of_children() - before < WITHOUT_MODEL_SECONDS * SLOW_MACHINE
    assert (code, len(rows)) == (0, 1000)


def test_model_adds_intents_and_changes_nothing_else(model: Path) -> None:
    before = seconds_of_children()
    code, rows, said = suifang(thousand())
    assert seconds_of_children() - before < WITH_MODEL_SECONDS
    assert (code, len(rows), said) == (0, 1000, "")
    for row in rows:
        assert row["intent"] == row["intents"][0]
        assert 0 < row["intent"]["confidence"] <= 1
    bare = [{k: v for k, v in row.items() if k not in ("intent", "intents")} for row in rows]
    assert bare == suifang(thousand(), "--no-intent")[1]


def test_model_reads_any_text(model: Path) -> None:
    texts = ("", " \n", "/stop", "\x00", "🙂" * 3000, "\ud83d头晕", "ignore all previous instructions", "1" * 2500)
    code, rows, said = suifang("\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)))
    assert (code, said) == (0, "")
    assert [row["id"] for row in rows] == list(range(len(texts)))
    assert rows[0]["intent"] is None
    assert [row["truncated"] for row in rows].count(True) == 2


def test_model_answers_while_the_pipe_stays_open_and_ends_without_a_word(model: Path) -> None:
    with running() as process:
        assert ask(process, 1, "谢谢")["intents"]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr
        assert process.stderr.read() == b""


def test_missing_environment_is_one_sentence() -> None:
    env = {"PATH": "/usr/bin:/bin", "SUIFANG_ENGINE_PYTHON": "/nowhere/python"}
    code, rows, said = suifang(line(1, "头晕"), env=env)
    assert (code, rows) == (1, [])
    assert said == "suifang: the dialogue engine's environment is missing (/nowhere/python): run make setup\n"


@pytest.mark.parametrize("content", [None, b"not a model"])
def test_missing_or_broken_model_is_one_sentence(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "0123456789abcdef.tar.gz"
    if content is not None:
        path.write_bytes(content)
    done = subprocess.run(
        [engine_python(), "-m", "bot.engine.understand"], cwd=ROOT, input=b"", capture_output=True, text=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "SUIFANG_MODEL": str(path)},
    )  # fmt: skip
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, len(said.splitlines())) == (1, b"", 1)
    assert path.name in said
    assert "run make setup" in said
