"""Settles the command line of understanding: `suifang nlu` reads lines of text and writes what they say."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.engine.model import ROOT, model_path

MODULE = "bot.engine.understand"


def nlu(
    intent: Annotated[bool, typer.Option(help="also the intents, with the trained model")] = True,
) -> None:
    """Read JSON lines {"id", "text"} on standard input; write a line each: readings, symptoms, red flags, intents."""
    from bot.engine.json_lines import answer_standard_input, end_quietly

    end_quietly()
    if not intent:
        raise typer.Exit(answer_standard_input())
    _become_the_engine()


def _become_the_engine() -> None:
    """The engine's Python takes this process's place, and with it standard input and output."""
    from bot.engine_process import INHERITED, engine_command  # with the database: rules alone start faster without

    python = engine_command()[0]
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "SUIFANG_MODEL": str(model_path())}
    os.execve(python, [python, "-m", MODULE], environment)  # noqa: S606  # no shell, our own command
