"""Every golden conversation holds, through the real engine."""

from pathlib import Path

import pytest

from bot.golden.play import Player
from bot.golden.script import load_script
from bot.golden.stage import Stage
from bot.settings import QUESTIONNAIRES

FILES = sorted((Path(__file__).parent / "conversations").glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_golden_conversation_holds(path: Path, stage: Stage) -> None:
    played = await Player(stage, load_script(path)).play()
    assert played.differences == [], "\n".join(f"{line.who}: {line.text}" for line in played.transcript)


def test_there_are_golden_conversations() -> None:
    assert len(FILES) >= 36


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_first_line_says_what_a_conversation_shows(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_every_shipped_questionnaire_is_played() -> None:
    scripts = [load_script(path) for path in FILES]
    played = {script.due for script in scripts} | {turn.due for script in scripts for turn in script.turns}
    planned = {task["questionnaire"] for script in scripts for task in script.records.tasks or ()}
    assert {path.stem for path in QUESTIONNAIRES.glob("*.yml")} <= played | planned
