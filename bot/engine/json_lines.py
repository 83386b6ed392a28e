"""Settles how JSON lines are answered one by one: at once, in order, and a bad one does not end the rest.

Standard library and `nlu` only: the application's `suifang nlu --no-intent` uses it as well as the engine's Python.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, TextIO

from nlu.lines import LineError, Request, answer_of, line_of, read_request
from nlu.red_flags import screen
from nlu.understanding import understand

IntentsOf = Callable[[str], Sequence[dict[str, Any]]]


def answer_lines(
    source: Iterable[bytes], out: BinaryIO, complaints: TextIO, intents_of: IntentsOf | None = None
) -> int:
    """Answer each line as soon as it is read.

    Args:
        source: requests, see `nlu.lines`.
        out: gets one line an answer, flushed.
        complaints: gets a sentence for each line that cannot be answered, with its number; never the line's own words.
        intents_of: a text's intents, best first; without it none are looked for.

    Returns:
        The exit code: 1 if there was a line that could not be answered.
    """
    code = 0
    for number, raw in enumerate(source, 1):
        try:
            answer = _answer(raw, intents_of)
        except LineError as exc:
            code = 1
            print(f"suifang: line {number} {exc}", file=complaints, flush=True)
            if exc.id is None:
                continue
            answer = {"id": exc.id, "error": f"the line {exc}"}
        out.write(line_of(answer))
        out.flush()
    return code


def answer_for(request: Request, intents_of: IntentsOf | None = None) -> dict[str, Any]:
    """All that can be said of a text, see `nlu.lines.answer_of`; of one that is too long, of its beginning."""
    understood = understand(request.text)
    intents = None if intents_of is None else intents_of(understood.text)
    return answer_of(request, understood, screen(understood.text, understood.readings), intents)


def _answer(raw: bytes, intents_of: IntentsOf | None) -> dict[str, Any]:
    request = read_request(raw)
    try:
        return answer_for(request, intents_of)
    except Exception as exc:  # a defect of ours in one text must not cost the other thousand their answers
        raise LineError(f"cannot be understood ({type(exc).__name__})", request.id) from None


def end_quietly() -> None:
    """Let the process end without a word when whoever reads its output has gone (`| head`)."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def answer_standard_input(intents_of: IntentsOf | None = None) -> int:
    """`answer_lines` from standard input to standard output; the exit code."""
    return answer_lines(sys.stdin.buffer, sys.stdout.buffer, sys.stderr, intents_of)
