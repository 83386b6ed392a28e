"""What was said of earlier years or of other people is never recorded as the patient's value of today."""

from __future__ import annotations

import pytest

from tests.nlu.questions import answer


@pytest.mark.parametrize(
    ("link_id", "text", "value"),
    [
        ("height", "参军体检那时候一米七六，现在背驼了，差不多一米七三", 173),
        ("height", "从前一米六，如今一米五八", 158),
        ("height", "现在一米六二，年轻的时候一米六五", 162),
        ("height", "当年一米八，现在不清楚了", None),
        ("height", "年轻时一米七一", None),
        ("height", "以前单位体检量过，一米六三", 163),
        ("smoking", "原来一天一包半，现在五根", 5),
        ("smoking", "现在一天五根，以前两包", 5),
        ("smoking", "以前一天两包，如今不抽了", 0),
        ("alcohol", "过去顿顿半斤，现在一天一两", 1),
        ("exercise_frequency", "以前天天跳舞，现在一个星期两次", 2),
        ("exercise_frequency", "以前天天跑步，现在膝盖不行不跑了", None),
    ],
)
def test_what_is_now_counts(link_id: str, text: str, value: float | None) -> None:
    found = answer(link_id, text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("link_id", "text", "value", "absent"),
    [
        ("smoking", "我老公抽，一天两包，我从来不抽", 0, None),
        ("weight", "我儿子八十公斤，我没称", None, "not-performed"),
        ("symptoms", "老伴头疼，我没有", ("1",), None),
        ("symptoms", "我爸头疼，还恶心", ("2", "3"), None),
        ("symptoms", "孩子给我量的，我没有头疼，有点恶心", ("3",), None),
    ],
)
def test_what_others_have_is_left_out_beside_the_patients_own_no(
    link_id: str, text: str, value: object, absent: str | None
) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.absent) == (value, absent)
