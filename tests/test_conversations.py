"""Every golden conversation holds, through the real engine."""

from pathlib import Path

import pytest

from bot.golden.play import Player
from bot.golden.script import load_script
from bot.golden.stage import Stage

FILES = sorted((Path(__file__).parent / "conversations").glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_golden_conversation_holds(path: Path, stage: Stage) -> None:
    played = await Player(stage, load_script(path)).play()
    assert played.differences == [], "\n".join(f"{line.who}: {line.text}" for line in played.transcript)


def test_there_are_golden_conversations() -> None:
    assert len(FILES) >= 4
