"""Words that only look like an option's, denials said last, 有 and what stands behind it, other items' subjects."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import options, read

BREATH = Question(
    link_id="breath",
    kind="choice",
    mentions=("喘", "气短"),
    options=options(
        ("1", "无", "不喘 没有 没 正常 挺好"),
        ("2", "重活动时", "上楼喘 爬楼喘 走快喘"),
        ("3", "轻活动时", "走几步喘 走几步就喘 一动就喘"),
        ("4", "休息时", "坐着喘 坐着也喘"),
    ),
)
FEET = Question(
    link_id="feet",
    kind="choice",
    mentions=("脚肿", "腿肿", "肿"),
    options=options(("1", "无", "不肿 没有 没 正常 消了"), ("2", "脚踝", "脚肿"), ("3", "小腿", "小腿肿 腿肿")),
)
WAKES = Question(
    link_id="wakes",
    kind="choice",
    options=options(("1", "无", "没有 没 没憋醒"), ("2", "有", "有的 有过 有一次 憋醒 喘醒 憋得慌")),
)
AFRAID = Question(
    link_id="afraid",
    kind="choice",
    mentions=("怕摔",),
    options=options(("1", "无", "没有 没 不怕 不会"), ("2", "有", "怕 害怕 担心 会 有点")),
)
FELL = Question(
    link_id="fell",
    kind="choice",
    mentions=("摔倒", "摔了"),
    options=options(("1", "无", "没有 没 没摔"), ("2", "有", "有过 摔过 滑倒 摔了一跤")),
)
HURT = Question(
    link_id="hurt",
    kind="choice",
    options=options(("1", "无", "没有 没 没受伤"), ("2", "有", "受伤 骨折 破皮 肿了")),
)
WALKS = Question(
    link_id="walks",
    kind="choice",
    mentions=("下床",),
    options=options(("1", "能走", "能 可以"), ("2", "要扶", "扶着走 扶墙"), ("3", "不能走", "走不了 下不来床")),
)
NEEDLE = Question(
    link_id="needle",
    kind="choice",
    mentions=("胰岛素",),
    options=options(("1", "未用", "不打 没打 没有"), ("2", "在用", "打 打的 打着 在打")),
)
PHLEGM = Question(
    link_id="phlegm",
    kind="choice",
    mentions=("痰",),
    options=options(("1", "没有痰", "没有 没痰"), ("2", "不多", "少 差不多"), ("3", "比平时多", "多 多了 痰多")),
)
COLOUR = Question(
    link_id="colour",
    kind="choice",
    mentions=("痰的颜色",),
    options=options(("1", "白色", "白 白的"), ("2", "黄色", "黄 黄的"), ("4", "带血", "血 有血 血丝")),
)
SALT = Question(
    link_id="salt",
    kind="choice",
    mentions=("口味", "吃盐", "盐"),
    options=options(("1", "轻", "清淡 淡"), ("2", "中", "一般 正常 就那样"), ("3", "重", "咸 偏咸")),
)
MOOD = Question(
    link_id="mood",
    kind="choice",
    mentions=("心情", "情绪"),
    options=options(("1", "良好", "好 挺好"), ("2", "一般", "还行 差不多 就那样"), ("3", "差", "不好 心烦")),
)
CHANGED = Question(
    link_id="changed",
    kind="choice",
    mentions=("换药", "药换"),
    options=options(("1", "无", "没有 没 没换"), ("2", "有", "有的 换了 换过 加了")),
)
CLEAR = Question(
    link_id="clear",
    kind="choice",
    options=options(("1", "都好懂", "好懂 听得懂"), ("2", "很难懂", "听不懂 不明白")),
)
EASE = Question(
    link_id="ease",
    kind="choice",
    options=options(("1", "跟以前一样", "一样 没问题"), ("2", "有点费劲", "费劲 不方便")),
)


def code(asked_for: Question, text: str, *, asked: bool = True) -> str | None:
    """The code chosen, why there is none, or None where the question is asked again."""
    found = read(asked_for, text, asked=asked)
    if found is None or not isinstance(found.value, tuple):
        return found.absent if found else None
    return found.value[0]


@pytest.mark.parametrize(
    ("asked_for", "text", "chosen"),
    [
        (WALKS, "能", "1"),
        (WALKS, "嗯，能的", "1"),
        (WALKS, "现在能了", "1"),
        (WALKS, "可能吧", None),
        (WALKS, "功能锻炼还没开始", None),
        (WALKS, "医生还没来查房，不太可能", None),
        (AFRAID, "会", "2"),
        (AFRAID, "会啊", "2"),
        (AFRAID, "社区开会去了", None),
        (AFRAID, "歇一会儿再说", None),
        (AFRAID, "恐怕吧", None),
        (AFRAID, "怕的", "2"),
        (NEEDLE, "打", "2"),
        (NEEDLE, "打着呢", "2"),
        (NEEDLE, "不打", "1"),
        (NEEDLE, "早上去打太极", None),
        (NEEDLE, "打牌呢", None),
        (NEEDLE, "打的去的医院", None),
        (PHLEGM, "多", "3"),
        (PHLEGM, "痰多", "3"),
        (PHLEGM, "少", "2"),
        (PHLEGM, "多谢您", None),
        (PHLEGM, "至少先歇歇", None),
        (PHLEGM, "好多了", None),
        (COLOUR, "白", "1"),
        (COLOUR, "有血", "4"),
        (COLOUR, "血压高", None),
        (COLOUR, "明白", None),
        (COLOUR, "刚吃了黄瓜", None),
    ],
)
def test_short_word_counts_only_where_it_stands_for_itself(asked_for: Question, text: str, chosen: str | None) -> None:
    assert code(asked_for, text) == chosen


@pytest.mark.parametrize(
    ("asked_for", "text", "chosen"),
    [
        (BREATH, "走几步喘，坐下就不喘", "3"),
        (BREATH, "一动就喘，歇会儿就不喘了", "3"),
        (BREATH, "上楼喘，平时不喘", "2"),
        (BREATH, "上楼喘，不喘", None),
        (BREATH, "喘，坐着不喘", None),
        (BREATH, "白天不喘，夜里喘", None),
        (BREATH, "前阵子一动就喘，现在不喘了", "1"),
        (BREATH, "不喘，就是爬楼喘", "2"),
        (BREATH, "不喘，都挺好", "1"),
        (FEET, "脚肿，别处不肿", "2"),
        (FEET, "左脚肿，右脚不肿", "2"),
        (FEET, "脚肿，已经消了", "1"),
        (FEET, "脚肿，不肿", None),
        (FEET, "昨天脚肿，今天不肿了", "1"),
        (WAKES, "憋醒过，没有", "2"),
        (FELL, "摔过，没受伤", "2"),
        (FELL, "没摔，差点", "1"),
        (FELL, "差点摔过一次", None),
    ],
)
def test_denial_said_last_takes_back_only_what_is_over(asked_for: Question, text: str, chosen: str | None) -> None:
    assert code(asked_for, text) == chosen


@pytest.mark.parametrize(
    ("text", "chosen"), [("走几步就喘，坐着不喘", "3"), ("前几天上楼喘，现在不喘了", "1"), ("喘得厉害，坐着不喘", None)]
)
def test_denial_said_last_counts_no_more_where_nothing_was_asked(text: str, chosen: str | None) -> None:
    assert code(BREATH, text, asked=False) == chosen


@pytest.mark.parametrize(
    ("asked_for", "text", "chosen"),
    [
        (AFRAID, "有", "2"),
        (AFRAID, "有一点", "2"),
        (AFRAID, "有灯", None),
        (AFRAID, "有孩子陪着", None),
        (WAKES, "有", "2"),
        (WAKES, "嗯，有，坐起来才好", "2"),
        (WAKES, "有两三回", "2"),
        (WAKES, "憋醒了", "2"),
        (WAKES, "脚有点肿", None),
        (WAKES, "有点咳", None),
        (WAKES, "有人来看我", None),
        (FELL, "有啊，去年冬天", "2"),
        (FELL, "有高血压", None),
        (CHANGED, "有换", "2"),
        (HURT, "胳膊疼", "2"),
        (HURT, "有点肿", "2"),
        (HURT, "头晕", None),
        (HURT, "没受伤", "1"),
    ],
)
def test_has_counts_where_it_is_about_the_question(asked_for: Question, text: str, chosen: str | None) -> None:
    assert code(asked_for, text) == chosen


@pytest.mark.parametrize(
    ("asked_for", "text", "chosen"),
    [
        (SALT, "一般", "2"),
        (SALT, "口味一般", "2"),
        (SALT, "心情一般", None),
        (SALT, "血压还是就那样", None),
        (SALT, "心情挺好，口味淡", "1"),
        (MOOD, "心情还行", "2"),
        (MOOD, "口味还行", None),
        (MOOD, "血压好，心情不好", "3"),
        (MOOD, "饭吃得好", None),
        (CHANGED, "没有", "1"),
        (CHANGED, "没有副作用", None),
        (CHANGED, "没有副作用，药没换", "1"),
    ],
)
def test_clause_about_another_item_gives_no_answer(asked_for: Question, text: str, chosen: str | None) -> None:
    assert code(asked_for, text) == chosen


@pytest.mark.parametrize(
    ("asked_for", "text", "chosen"),
    [
        (BREATH, "没有没有", "1"),
        (CLEAR, "听不懂", "2"),
        (CLEAR, "不明白", "2"),
        (EASE, "有点不方便", "2"),
        (EASE, "不方便说", "asked-declined"),
        (MOOD, "不方便", "asked-declined"),
        (MOOD, "不方便出门", None),
    ],
)
def test_repeated_no_and_words_that_are_options_are_answers(asked_for: Question, text: str, chosen: str | None) -> None:
    assert code(asked_for, text) == chosen
