"""Settles what `suifang converse` prints."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

from bot.errors import OperatorError
from bot.golden.play import Line, Played, Player
from bot.golden.script import Script, ScriptError, load_script
from bot.golden.stage import open_stage

WHO = {"bot": "bot     ", "patient": "patient ", "clock": "clock   "}


async def converse(files: Sequence[Path], *, as_json: bool) -> bool:
    """Play files on one stage. True if all hold.

    Raises:
        OperatorError: a file is not a golden conversation, or the engine does not start.
    """
    try:
        scripts = [(path, load_script(path)) for path in files]
    except ScriptError as exc:
        raise OperatorError(str(exc)) from exc
    results = await _play(scripts, quiet=as_json)
    if as_json:
        report = [{"file": str(path), **played.to_json()} for path, played in results]
        print(json.dumps(report, ensure_ascii=False, indent=2, default=str))
    return all(not played.differences for _, played in results)


async def _play(scripts: Sequence[tuple[Path, Script]], *, quiet: bool) -> list[tuple[Path, Played]]:
    results = []
    async with open_stage() as stage:
        for path, script in scripts:
            started = time.monotonic()
            played = await Player(stage, script).play()
            results.append((path, played))
            if not quiet:
                _print(path, played, time.monotonic() - started)
    return results


def _print(path: Path, played: Played, seconds: float) -> None:
    if not played.differences:
        print(f"ok      {path} ({len(played.transcript)} lines, {seconds:.1f} s)")
        return
    print(f"DIFFERS {path}")
    for line in played.transcript:
        print(_say(line))
    for difference in played.differences:
        print(f"  ! {difference}")


def _say(line: Line) -> str:
    text = line.text.replace("\n", "\n" + " " * 12)
    buttons = f"\n{' ' * 12}[{'] ['.join(line.buttons)}]" if line.buttons else ""
    return f"  {WHO[line.who]}  {text}{buttons}" + (f"\n  ! {line.wrong}" if line.wrong else "")
