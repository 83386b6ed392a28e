"""Options, scales, lists, free words beside them, and yes or no."""

from __future__ import annotations

import pytest

from nlu.answers import Question
from tests.nlu.questions import options, read

SCALE = options(
    ("0", "完全没有", "没有 从来没 从来没有 没有过"),
    ("1", "有几天", "几天 偶尔 偶尔有几天 有时候 两三天"),
    ("2", "一半以上的天数", "一半以上 一半时间 一半"),
    ("3", "几乎每天", "每天 天天 天天都这样 差不多每天"),
)
REASONS = options(
    ("1", "经济原因", "太贵 没钱"),
    ("2", "忘记", "忘了 老忘"),
    ("3", "不良反应", "副作用 吃了头晕"),
    ("4", "配药不方便", "没药了 医院远"),
    ("other", "其他", "别的原因"),
)
WOUND = options(
    ("none", "都没有", "没有 正常"),
    ("red", "发红", "红"),
    ("pus", "流脓", "脓 流水 渗液"),
    ("hot", "发烫", "烫"),
    ("open", "裂开", "开线"),
    ("other", "其他", "别的"),
)
SYMPTOMS = options(
    ("1", "无症状", "都没有"),
    ("2", "头痛头晕", "头痛 头晕"),
    ("3", "恶心呕吐", "恶心 呕吐"),
    ("6", "心悸胸闷", "心悸 胸闷"),
    ("9", "下肢水肿", "水肿 脚肿"),
    ("other", "其他", "其它"),
)
FREQUENCY = Question(link_id="f", kind="choice", options=SCALE, mentions=("睡不好", "睡不着"))
WHY = Question(link_id="w", kind="open-choice", options=REASONS)
WHYS = Question(link_id="w", kind="open-multi-choice", options=REASONS)
SIGNS = Question(link_id="s", kind="multi-choice", options=WOUND, exclusive=("none",), mentions=("伤口",))
ILLS = Question(link_id="i", kind="multi-choice", options=SYMPTOMS, exclusive=("1",), mentions=("不舒服",))
FEVER = Question(link_id="b", kind="boolean", mentions=("发烧",))
FALL = Question(link_id="b", kind="boolean", mentions=("摔倒", "摔"))
DEVICE = Question(link_id="b", kind="boolean", mentions=("血压计",))
WORDS = Question(link_id="t", kind="text", max_length=12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("没有", "0"),
        ("从来没", "0"),
        ("没有睡不好", "0"),
        ("没有，都挺好的", "0"),
        ("0", "0"),
        ("零", "0"),
        ("第一个", "0"),
        ("有几天", "1"),
        ("偶尔有几天", "1"),
        ("没有，就是有几天睡不着", "1"),
        ("不是每天，就几天", "1"),
        ("b", "1"),
        ("1", "1"),
        ("一半时间吧", "2"),
        ("第三个", "2"),
        ("C", "2"),
        ("选2", "2"),
        ("天天都这样", "3"),
        ("几乎每天都睡不好", "3"),
        ("3", "3"),
        ("三", "3"),
        ("最后一个", "3"),
        ("D", "3"),
    ],
)
def test_scale_takes_words_codes_and_places(text: str, code: str) -> None:
    found = read(FREQUENCY, text)
    assert found is not None
    assert found.value == (code,)


@pytest.mark.parametrize("text", ["4", "没有几天", "不是没有", "还好", "好的", "三个", "不懂什么叫几天", "每天吗？"])
def test_unclear_word_chooses_nothing_on_a_scale(text: str) -> None:
    assert read(FREQUENCY, text) is None


@pytest.mark.parametrize(
    ("text", "codes"), [("3", None), ("选3", ("pus",)), ("第三个", ("pus",)), ("3和4", ("pus", "hot"))]
)
def test_bare_number_is_a_place_only_where_codes_are_numbers(text: str, codes: tuple[str, ...] | None) -> None:
    found = read(SIGNS, text)
    assert (found and found.value) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("有点红", ("red",)),
        ("没有红，有点流水", ("pus",)),
        ("发红、流脓", ("red", "pus")),
        ("红的，不烫", ("red",)),
        ("红了一点，没有流脓", ("red",)),
        ("有一点点红，别的没有", ("red",)),
        ("裂开了", ("open",)),
        ("都没有", ("none",)),
        ("没有发红也没有流脓", ("none",)),
        ("没红没烫没流水", ("none",)),
        ("挺好的", ("none",)),
        ("都有", ("red", "pus", "hot", "open")),
        ("除了红都没有", ("red",)),
        ("第二个和第三个", ("red", "pus")),
        ("前两个", ("red", "pus")),
        ("B、D", ("red", "hot")),
        ("第二个有，第三个没有", ("red",)),
    ],
)
def test_list_takes_what_is_there(text: str, codes: tuple[str, ...]) -> None:
    found = read(SIGNS, text)
    assert found is not None
    assert found.value == codes


@pytest.mark.parametrize(
    "text", ["没有流脓", "不红了", "不知道啥叫渗液", "第一个和第三个", "伤口长得慢", "有没有流脓？"]
)
def test_list_is_not_answered_by_part_of_it(text: str) -> None:
    assert read(SIGNS, text) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("除了头晕都没有", ("2",)),
        ("没有哪儿不舒服的", ("1",)),
        ("都好", ("1",)),
        ("2和6", ("2", "6")),
        ("头晕，脚肿", ("2", "9")),
        ("除了头晕都有", ("3", "6", "9")),
        ("都有一点", ("2", "3", "6", "9")),
        ("前两个有，后面没有", ("2", "3")),
        ("头晕没有，胸闷有一点", ("6",)),
        ("头晕、胸闷都有", ("2", "6")),
        ("除了第二个都没有", ("2",)),
        ("没有头晕恶心", ("1",)),
    ],
)
def test_list_of_symptoms_takes_what_is_there(text: str, codes: tuple[str, ...]) -> None:
    found = read(ILLS, text)
    assert found is not None
    assert (found.value, found.other) == (codes, "")


@pytest.mark.parametrize(
    ("text", "codes", "other"),
    [("咳嗽", ("other",), "咳嗽"), ("头晕，还有咳嗽", ("2", "other"), "咳嗽"), ("其他，腰疼", ("other",), "腰疼")],
)
def test_symptom_that_is_not_listed_is_kept_in_words(text: str, codes: tuple[str, ...], other: str) -> None:
    found = read(ILLS, text)
    assert found is not None
    assert (found.value, found.other) == (codes, other)


@pytest.mark.parametrize(
    ("text", "codes", "other"),
    [
        ("太贵了", ("1",), ""),
        ("第二个", ("2",), ""),
        ("儿子不让吃", ("other",), "儿子不让吃"),
        ("其他，怕上瘾", ("other",), "怕上瘾"),
    ],
)
def test_open_choice_takes_an_option_or_the_words(text: str, codes: tuple[str, ...], other: str) -> None:
    found = read(WHY, text)
    assert found is not None
    assert (found.value, found.other) == (codes, other)


@pytest.mark.parametrize(
    ("text", "codes", "other"),
    [
        ("太贵，也老忘", ("1", "2"), ""),
        ("1和2", ("1", "2"), ""),
        ("吃了头晕", ("3",), ""),
        ("医院远，儿子又不在家", ("4",), "儿子又不在家"),
        ("村里的大夫走了", ("other",), "村里的大夫走了"),
    ],
)
def test_open_list_keeps_the_words_beside_its_options(text: str, codes: tuple[str, ...], other: str) -> None:
    found = read(WHYS, text)
    assert found is not None
    assert (found.value, found.other) == (codes, other)


@pytest.mark.parametrize("text", ["好的", "谢谢", "没有", "跟上次一样", "您说什么？"])
def test_nod_is_no_answer_in_words(text: str) -> None:
    assert read(WHY, text) is None


@pytest.mark.parametrize(("text", "reason"), [("不知道", "asked-unknown"), ("不想说", "asked-declined")])
def test_open_choice_keeps_why_there_is_no_answer(text: str, reason: str) -> None:
    found = read(WHY, text)
    assert found is not None
    assert (found.value, found.absent, found.other) == (None, reason, "")


def test_open_choice_takes_words_only_when_asked() -> None:
    assert read(WHY, "儿子不让吃", asked=False) is None


YES = [
    "有",
    "有，昨天去的",
    "是的",
    "会",
    "对",
    "嗯",
    "没错",
    "有啊",
    "有过一次",
    "偶尔会",
    "有一点",
    "当然",
    "有的有的",
    "有点发烧",
    "发烧了",
]
NO = [
    "没有",
    "没",
    "不是",
    "没有，挺好的",
    "没有没有",
    "没发烧",
    "一次都没有",
    "应该没有吧",
    "肯定没有",
    "木有",
    "没得",
    "从来没有",
    "不发烧",
]
NEITHER = [
    "没有，不过有点疼",
    "没听懂",
    "好的",
    "不错",
    "可能有",
    "没问题",
    "有吗？",
    "有，现在没有了",
    "有没有关系？",
    "没什么",
]


@pytest.mark.parametrize(("text", "value"), [(t, True) for t in YES] + [(t, False) for t in NO])
def test_yes_and_no_in_everyday_words(text: str, value: bool) -> None:
    found = read(FEVER, text)
    assert found is not None
    assert found.value is value


@pytest.mark.parametrize("text", NEITHER)
def test_neither_yes_nor_no_is_asked_again(text: str) -> None:
    assert read(FEVER, text) is None


@pytest.mark.parametrize(
    ("asked_for", "text", "value"),
    [
        (FALL, "上个月摔过一次", True),
        (FALL, "最近没摔倒", False),
        (DEVICE, "家里有血压计", True),
        (DEVICE, "没有血压计", False),
        (FEVER, "145/90，没有发烧", False),
        (FALL, "差点摔倒", None),
        (FALL, "有", None),
        (DEVICE, "血压145/90", None),
    ],
)
def test_unasked_yes_or_no_needs_its_mention(asked_for: Question, text: str, value: bool | None) -> None:
    found = read(asked_for, text, asked=False)
    assert (found.value if found else None) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("吃药以后脚肿", "吃药以后脚肿"),
        ("脚肿，不知道是不是药", "脚肿，不知道是不是药"),
        ("一到晚上腿就肿得厉害走不了路", "一到晚上腿就肿得厉害走不"),
    ],
)
def test_text_is_kept_up_to_its_length(text: str, value: str) -> None:
    found = read(WORDS, text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["好的", "谢谢", "什么意思？"])
def test_text_takes_no_nod_and_no_question(text: str) -> None:
    assert read(WORDS, text) is None
