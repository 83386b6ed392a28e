from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from records.database import Sessions
from records.models import Questionnaire
from records.questionnaires import QuestionnaireError, definition_of, latest, load_definitions, publish
from tests.support.people import NOW, definition, rows_of

GOOD: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "id": "test",
    "version": "1",
    "title": "随访",
    "source": "test",
    "opening": "您好，{name}。",
    "closing": "谢谢。",
    "item": [
        {"linkId": "smokes", "type": "boolean", "text": "抽烟吗？"},
        {"linkId": "how_many", "type": "quantity", "text": "几支？", "possible": [0, 120]},
    ],
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def second(**fields: Any) -> dict[str, Any]:
    return changed(item=[GOOD["item"][0], {**GOOD["item"][1], **fields}])


ASKED_LATER = [{"question": "how_many", "operator": ">", "answer": 0}]
WRONG = {
    "top-level key of Rasa": (changed(rules=[]), "rules belongs to Rasa"),
    "unknown key": (changed(autor="x"), "autor"),
    "id with blanks": (changed(id="my form"), "id"),
    "no items": (changed(item=[]), "item"),
    "linkId twice": (second(linkId="smokes"), "smokes stands twice"),
    "condition on a later item": (
        changed(item=[{**GOOD["item"][0], "enableWhen": ASKED_LATER}, GOOD["item"][1]]),
        "how_many, which is not asked before",
    ),
    "condition on itself": (second(enableWhen=ASKED_LATER), "not asked before"),
    "unknown operator": (second(enableWhen=[{"question": "smokes", "operator": "~", "answer": 1}]), "operator"),
    "choice without options": (second(type="choice"), "answerOption"),
    "options of what is no choice": (second(answerOption=[{"code": "1", "label": "x"}]), "answerOption"),
    "group without members": (second(type="group"), "group has items"),
    "limits the wrong way round": (second(possible=[120, 0]), "possible"),
    "empty question": (second(text=""), "text"),
    "word in the opening that nobody fills in": (changed(opening="您好，{nmae}。"), "opening"),
    "no mapping": (["item"], "one mapping"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_refused_with_its_name_and_the_place(tmp_path: Path, name: str) -> None:
    raw, reason = WRONG[name]
    (tmp_path / "wrong.yml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=rf"(?s)^wrong\.yml: .*{reason}"):
        load_definitions(tmp_path)


@pytest.mark.parametrize("content", [b"item: [", b"\xff\xfe\x00", b"", b"id: \x07"])
def test_file_that_is_no_yaml_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.yml").write_bytes(content)
    with pytest.raises(QuestionnaireError, match=r"^wrong\.yml: "):
        load_definitions(tmp_path)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(yaml.safe_dump(GOOD), encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=r"^b\.yml: .*test"):
        load_definitions(tmp_path)


def test_projects_own_questionnaires_are_right() -> None:
    assert "hypertension" in load_definitions(ROOT / "data" / "questionnaires")


async def test_version_is_published_once_and_comes_back_as_it_was(sessions: Sessions) -> None:
    form = definition(GOOD["item"])
    for _ in range(2):
        async with sessions.begin() as session:
            await publish(session, form, now=NOW)
    [row] = await rows_of(sessions, Questionnaire, Questionnaire.name == form.id)
    assert definition_of(row) == form


async def test_changed_content_needs_a_new_version_and_then_is_the_latest(sessions: Sessions) -> None:
    form = definition(GOOD["item"])
    other = form.model_copy(update={"title": "新随访"})
    async with sessions.begin() as session:
        await publish(session, form, now=NOW)
    async with sessions() as session:
        with pytest.raises(QuestionnaireError, match="raise its version"):
            await publish(session, other, now=NOW)
    async with sessions.begin() as session:
        await publish(session, other.model_copy(update={"version": "2"}), now=NOW)
        newest = await latest(session, form.id)
    assert newest is not None
    assert (newest.version, newest.title) == ("2", "新随访")
    [old, _new] = await rows_of(sessions, Questionnaire, Questionnaire.name == form.id)
    assert definition_of(old) == form
