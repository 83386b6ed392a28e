"""A questionnaire is written, published and answered while everything runs: no restart, no training."""

from __future__ import annotations

import re
from pathlib import Path

from bot.golden.play import Player
from bot.golden.script import Script
from bot.golden.stage import Stage
from bot.settings import ROOT
from records.questionnaires import load_definition, publish

GUIDE = ROOT / "docs" / "questionnaires.md"
EXAMPLE = re.compile(r"<!-- questionnaire -->\n```yaml\n(.*?)```", re.DOTALL)


async def test_questionnaire_of_the_guide_is_published_and_answered_without_a_restart(
    stage: Stage, tmp_path: Path
) -> None:
    found = EXAMPLE.search(GUIDE.read_text(encoding="utf-8"))
    assert found
    path = tmp_path / "sleep.yml"
    path.write_text(found[1], encoding="utf-8")
    async with stage.system.sessions.begin() as session:
        await publish(session, load_definition(path), now=stage.clock())
    script = Script.model_validate(
        {
            "patient": {"name": "何秀兰"},
            "due": "sleep",
            "at": "2026-11-20T09:00:00+08:00",
            "turns": [
                {"bot": ["何秀兰", "睡了几个小时"]},
                {"patient": "大概两个半小时吧"},
                {"bot": ["大约2.5小时", "对吗"]},
                {"patient": "对"},
                {"bot": ["我请护士看一下", "夜里会醒吗"]},
                {"patient": "老醒"},
                {"bot": ["谢谢您", "夜里醒：会", "12月20日"]},
            ],
            "records": {
                "answers": {"hours": {"value": 2.5, "approximate": True}, "trouble": ["会"]},
                "alerts": [{"rule": "short_sleep"}, {"rule": "improbable_value"}],
                "task": "completed",
            },
        }
    )
    assert (await Player(stage, script).play()).differences == []
