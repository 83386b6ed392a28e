"""In which order is a checkout made ready, and how does a failure end?"""

import fcntl
import functools
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.provision.assets import ensure_assets
from bot.provision.environments import ensure_app, ensure_engine
from bot.provision.failures import SetupError, os_reason
from bot.provision.installer import ensure_uv
from bot.provision.layout import Layout, python_of
from bot.provision.process import Console

MODES = {
    "app": "everything `suifang up` needs",
    "dev": "the same, and what the tests and linters need",
    "lint": "only .venv with the linters",
    "model": "only the dialogue model",
    "uv": "only uv; prints where it is",
}
INTERRUPTED = 130


def main(arguments: Sequence[str], root: Path) -> int:
    """Make the checkout in `root` ready; the exit code."""
    mode = arguments[0] if arguments else "app"
    if mode not in MODES:
        print("usage: setup.py [" + "|".join(MODES) + "]", file=sys.stderr)
        return 2
    layout = Layout.of(root)
    try:
        with _alone(layout):
            _prepare(mode, layout)
    except SetupError as exc:
        return _fail(str(exc))
    except KeyboardInterrupt:
        return _fail("Set-up was stopped; run it again to go on where it was.", code=INTERRUPTED)
    except OSError as exc:
        return _fail(f"Set-up failed: {os_reason(exc)}.")
    except Exception:
        return _fail(f"Set-up failed in a way it does not know{_note(layout)}.")
    return 0


def _prepare(mode: str, layout: Layout) -> None:
    console = Console(layout=layout)
    uv = functools.cache(lambda: ensure_uv(layout, console))
    if mode == "uv":
        print(uv())
    if mode in {"app", "dev", "lint"}:
        ensure_app(layout, console, uv, dev=mode != "app")
    if mode in {"app", "dev"}:
        ensure_engine(layout, console, uv)
        ensure_assets(layout, console)
    if mode in {"app", "dev", "model"}:
        train(layout, console)


def train(layout: Layout, console: Console) -> None:
    """The dialogue model; the engine's own module decides whether training is needed."""
    console.say("Dialogue model: checking")
    command: list[str | Path] = [python_of(layout.engine_venv), "-m", "bot.engine.train"]
    console.run(command, what="Training the dialogue model", echo=True, environ={"PYTHONUNBUFFERED": "1"})
    console.say("Dialogue model: ready")


@contextmanager
def _alone(layout: Layout) -> Iterator[None]:
    """Two set-ups at once would tear each other's environments apart."""
    layout.tools.mkdir(exist_ok=True)
    with (layout.tools / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise SetupError("Another set-up is at work in this folder; wait until it has ended.") from exc
        yield


def _fail(sentence: str, *, code: int = 1) -> int:
    print(("\r\x1b[K" if sys.stdout.isatty() else "") + sentence, file=sys.stderr, flush=True)
    return code


def _note(layout: Layout) -> str:
    """Put the trace into the log, if there is room for it, and say so."""
    try:
        layout.log_file.parent.mkdir(parents=True, exist_ok=True)
        with layout.log_file.open("a", encoding="utf-8") as record:
            record.write(traceback.format_exc())
    except OSError:
        return ""
    return f" (details: {layout.log_file})"
