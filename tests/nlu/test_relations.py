"""Whose reading or symptom is it?"""

from __future__ import annotations

import pytest

from nlu.relations import subject_of
from nlu.text import normalise


def _of(text: str, words: str) -> str:
    plain = normalise(text)
    start = plain.index(words)
    return subject_of(plain, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "whose"),
    [
        ("血压150/90", "150/90", "self"),
        ("我今天血压150/90", "150/90", "self"),
        ("我妈血压150/90，我自己130/80", "150/90", "母亲"),
        ("我妈血压150/90，我自己130/80", "130/80", "self"),
        ("我老伴今早头晕", "头晕", "配偶"),
        ("孩子发烧38度5，吃了美林", "38度5", "孩子"),
        ("我家宝宝9个月，体温39度", "39", "孩子"),
        ("我女儿三岁，咳嗽两天", "咳嗽", "孩子"),
        ("我爷爷八十了。昨晚血压190/100", "190/100", "祖父母"),
        ("我妈糖尿病十年，她今早空腹9.8", "9.8", "母亲"),
        ("我弟心率120", "120", "兄弟姐妹"),
        ("我公公晕倒了", "晕倒", "配偶父母"),
        ("邻居老王胸口疼", "胸口疼", "亲友"),
        ("婆婆头疼，我不疼", "头疼", "配偶父母"),
        ("血压180/110，我爸现在说话不清楚", "180/110", "父亲"),
        ("我想问一下，我爸喘不上气怎么办", "喘不上气", "父亲"),
        ("我孙子烧到39度", "39", "孙辈"),
        ("我媳妇血糖7.8", "7.8", "配偶"),
    ],
)
def test_a_finding_belongs_to_the_person_named_before_it(text: str, words: str, whose: str) -> None:
    assert _of(text, words) == whose


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我妈说我血压太高了，150/90", "150/90"),
        ("我女儿帮我量的血压，150/90", "150/90"),
        ("听我妈说胸闷要去医院，胸闷三天了", "胸闷三天"),
        ("跟老伴吵架以后头晕", "头晕"),
        ("带孩子太累，头晕", "头晕"),
        ("我父亲有高血压史，今早头晕", "头晕"),
        ("血压150/90，我妈也有高血压", "150/90"),
    ],
)
def test_who_is_only_mentioned_is_nobodys_patient(text: str, words: str) -> None:
    assert _of(text, words) == "self"


@pytest.mark.parametrize(
    "text",
    [
        "我妈头晕，我给她量了血压150/90",
        "我妈头晕得厉害，我量了一下血压150/90",
        "带我妈去医院量血压150/90",
        "我妈的情况我很担心，血压150/90",
    ],
)
def test_the_writer_is_not_the_patient_once_somebody_else_was_named(text: str) -> None:
    assert _of(text, "150/90") == "母亲"
