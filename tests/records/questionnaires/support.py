"""Settles the small questionnaires that these tests change, and how a test says where a fault is expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from records.questionnaires import Definition, QuestionnaireError, load_definition, parse_definition

HEAD = """\
resourceType: Questionnaire
id: test
version: "1"
title: 随访
source: 测试
opening: 您好，{name}。
closing: 谢谢。
"""
FIRST_LINE = len(HEAD.splitlines()) + 1
SMOKES = {"linkId": "smokes", "type": "boolean", "text": "您抽烟吗？"}
WEIGHT = {"linkId": "weight", "type": "quantity", "unit": "kg", "text": "您现在多重？"}
PAIN = {
    "linkId": "pain",
    "type": "choice",
    "text": "伤口疼吗？",
    "answerOption": [{"code": "1", "label": "不疼"}, {"code": "2", "label": "疼"}],
}


def raw(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A questionnaire of these items, as its file has it."""
    head = {"resourceType": "Questionnaire", "id": "test", "version": "1", "title": "随访", "source": "测试"}
    return {**head, "opening": "您好，{name}。", "closing": "谢谢。", "item": list(items), **fields}


def form(*items: dict[str, Any], **fields: Any) -> Definition:
    """A right questionnaire of these items."""
    return parse_definition(raw(*items, **fields), place="test")


def write(folder: Path, body: str, *, head: str = HEAD) -> Path:
    """A file that begins with `head`."""
    path = folder / "test.yml"
    path.write_text(head + body, encoding="utf-8")
    return path


Fault = tuple[int, str, str]
"""Line after the head (from 1), place and words of a fault."""


def faults_of(path: Path) -> list[Fault]:
    """Line after the head (from 1), place and words of each fault of a wrong file."""
    with pytest.raises(QuestionnaireError) as caught:
        load_definition(path)
    return [(problem.line - FIRST_LINE + 1, problem.place, problem.text) for problem in caught.value.problems]


PRESSURE = """\
item:
- linkId: bp
  type: group
  reading: blood_pressure
  text: 血压多少？
  item:
  - {linkId: bp.systolic, type: quantity, unit: "mm[Hg]", text: 高压}
  - {linkId: bp.diastolic, type: quantity, unit: "mm[Hg]", text: 低压}
"""
ASKED = """\
item:
- {linkId: smokes, type: boolean, text: 您抽烟吗？}
- {linkId: weight, type: quantity, unit: kg, text: 您多重？}
- {linkId: pain, type: choice, text: 疼吗？, answerOption: [{code: "1", label: 不疼}, {code: "2", label: 疼}]}
- {linkId: since, type: date, text: 哪天开始的？}
- {linkId: words, type: text, text: 哪里不舒服？}
"""  # the next item is on line 7


def last(keys: str, *, type_: str = "text") -> str:
    """ASKED and one more item, whose further keys stand on line 8 and after."""
    return f"{ASKED}- {{linkId: last, type: {type_}, text: 还有呢？,\n   {keys}}}\n"


def option(keys: str, more: str = "") -> str:
    head = f"item:\n- linkId: a\n  type: choice\n  text: 疼吗？\n{more}  answerOption:\n"
    return f"{head}  - {{code: '1', label: 不疼}}\n  - {keys}\n"
