"""What must reach a person at once, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlu.lexicon import LEXICON
from nlu.red_flags import screen

RASA_KEYS = {
    "nlu",
    "rules",
    "stories",
    "responses",
    "forms",
    "intents",
    "entities",
    "slots",
    "actions",
    "session_config",
}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("我爸晕倒了", "faint"),
        ("我妈昨天晕倒了，现在醒了", "faint"),
        ("胸口疼得厉害，出冷汗", "chest_pain"),
        ("胸口像压着块大石头", "chest_pain"),
        ("我胸痛是怎么回事", "chest_pain"),
        ("胸闷，一直冒冷汗", "chest_pain"),
        ("躺下就喘不上气", "breathless"),
        ("左边胳膊突然没劲，说话不清楚", "stroke"),
        ("嘴歪了", "stroke"),
        ("突然看不见了", "vision_loss"),
        ("孩子抽搐了", "seizure"),
        ("大便发黑两天了", "blood"),
        ("咳出血了", "blood"),
        ("头疼得厉害", "worst_headache"),
        ("老伴说胡话，认不得人", "confusion"),
        ("不想活了", "suicide"),
        ("安眠药吃多了", "poisoning"),
        ("喉咙肿了，喘不上气", "throat_swelling"),
        ("刀口化脓，还发烧", "wound_infection"),
        ("血压185/95", "pressure"),
        ("高压一百七低压一百一", "pressure"),
        ("血压一百七八十", "pressure"),
        ("血糖3.5", "glucose"),
        ("血糖17.2", "glucose"),
        ("血氧88%", "oxygen"),
        ("手术后烧到39.5度", "temperature_after_surgery"),
        ("以前也胸痛过，现在又疼了", "chest_pain"),
        ("没有头晕，就是胸口疼", "chest_pain"),
    ],
)
def test_emergency_is_flagged(text: str, rule: str) -> None:
    flags = screen(text)
    assert rule in [flag.rule for flag in flags]
    assert all(flag.level in ("immediate", "urgent") for flag in flags)


@pytest.mark.parametrize(
    "text",
    [
        "胸痛是什么引起的",
        "没有胸痛",
        "胸口不疼",
        "不胸痛了",
        "如果胸痛怎么办",
        "去年晕倒过一次",
        "我没有胸痛，也没有晕倒",
        "听说脑出血很危险",
        "想死你了",
        "爬楼有点喘不上气",
        "血压135/85",
        "血压1350/85",
        "130/90是高血压吗",
        "血压超过180/110要紧吗",
        "心慌",
        "口渴",
        "头有点晕",
        "脑梗三年了",
        "没有不舒服",
        "咳嗽，没有咳血",
    ],
)
def test_look_alike_is_not_flagged(text: str) -> None:
    assert screen(text) == ()


def test_flag_at_the_end_of_a_long_message_is_found() -> None:
    assert [flag.rule for flag in screen("今天天气不错。" * 200 + "我爸晕倒了")] == ["faint"]


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.yml")), ids=lambda path: path.name)
def test_lexicons_are_no_training_data_to_rasa(path: Path) -> None:
    assert not RASA_KEYS & set(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_an_old_fool_by_ones_own_word_is_not_confused() -> None:
    for text in ("看我老糊涂了，体重说错了", "我真是老糊涂，忘了吃"):
        assert screen(text) == ()
    for text in ("我爸突然糊涂了，认不得人", "他糊涂了，老说错话", "我妈这两天糊涂了"):
        assert [flag.rule for flag in screen(text)] == ["confusion"]


def test_a_sign_asked_and_answered_with_no_is_none() -> None:
    assert screen("胸口疼吗？没有") == ()
    assert screen("胸口疼吗？疼得厉害")
