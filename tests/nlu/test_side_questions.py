"""Questions that patients ask inside a form, and the answers that only sound like one."""

from __future__ import annotations

import pytest

from nlu.side_questions import TOPICS, SideQuestion, find_side_question

ASKED = {
    "medication": [
        "这个药饭前还是饭后吃",
        "降压药什么时候吃",
        "我该吃几片",
        "我吃的什么药",
        "这个药，饭前吃还是饭后吃",
        "缬沙坦一天几次",
        "药怎么吃啊",
        "医生给我开的什么药",
        "早上吃药还是晚上吃药",
        "一天吃几片啊？",
        "什么时候吃药最好",
        "药是早上吃还是晚上吃",
        "这药饭后吃吗？",
        "我该吃哪个药",
        "145/90，对了这个药饭前吃还是饭后吃",
    ],
    "next_visit": [
        "下次什么时候复查",
        "啥时候随访",
        "下次几号来",
        "我什么时候要去医院复查",
        "下回随访是哪天",
        "多久复查一次",
        "要不要去复查",
        "什么时候再来问我",
        "什么时候拆线",
    ],
    "earlier_value": ["我上次血压多少", "上次量的是多少来着", "上回我多重", "我上个月血压多少", "我的血压上次是多少"],
    "identity": [
        "你是机器人吗",
        "你是谁",
        "是真人吗",
        "你是哪个医院的",
        "你是不是骗子",
        "你是人还是机器",
        "你们是哪里的",
        "你是医生吗",
        "你叫什么名字",
        "你咋晓得我的电话",
    ],
    "purpose": [
        "问这个干嘛",
        "为什么要问",
        "问这些有什么用",
        "为啥老问我抽烟",
        "你问这个做什么",
        "填这个有用吗",
        "为什么要问心情",
    ],
    "privacy": ["谁会看到", "会不会泄露", "我说的给谁看", "保密吗", "会告诉我儿子吗", "别人看得到吗", "我的信息安全吗"],
    "progress": [
        "还有几个问题",
        "要多久",
        "快完了吗",
        "还有多少题",
        "问完了没有",
        "还要多久",
        "还有吗",
        "有完没完啊",
        "什么时候能问完",
        "一共几个问题",
    ],
    "contact": [
        "电话多少",
        "怎么联系你们",
        "医院在哪",
        "你们医院在哪里",
        "护士站电话是多少",
        "门诊几点上班",
        "周末门诊开门吗",
        "怎么找张医生",
    ],
    "other": [
        "能不能喝酒",
        "头晕是怎么回事",
        "药能停吗",
        "要不要紧",
        "血压高了怎么办",
        "145/90高吗",
        "这个血压正常吗",
        "头晕要紧吗",
        "忘了吃药怎么办",
        "能吃柚子吗",
        "为什么老是头晕",
        "吃药会不会伤肝",
        "我能运动吗",
        "高压多少算正常啊",
        "不知道能不能喝酒？",
        "这药有没有副作用",
        "脚肿是不是药的问题",
        "血压降下来了药可以停吗",
        "鸡蛋能吃几个",
        "可以打疫苗吗",
        "怎么血压老是降不下来",
        "药吃完了去哪开",
    ],
}
ANSWERS = [
    "没什么",
    "什么都没有",
    "不怎么",
    "多少有点",
    "有时候吗？",
    "嗯？",
    "135？",
    "什么意思",
    "怎么会呢",
    "没什么不舒服",
    "不怎么抽",
    "好几次",
    "有几天",
    "几乎每天",
    "什么都好",
    "哪儿都好",
    "哪里都不疼",
    "一天两片吗？",
    "不知道是多少",
    "记不清多少了",
    "135/85吧？",
    "散步什么的",
    "没多少",
    "是说现在吗",
    "对不对",
    "这样可以吗",
    "什么时候想起来什么时候吃",
    "时不时头晕",
    "差不多",
    "谁知道呢",
    "不知道",
    "不太清楚",
    "我不知道我血压多少",
    "偶尔喝几口",
    "抽几根",
    "你好吗",
    "在吗",
    "没有吧？",
    "你说什么",
    "再说一遍好吗",
    "可以跳过吗",
    "145/90",
    "血压135/85，心率72，头不晕，药都按时吃了",
    "想吃就吃",
    "不晓得好多",
    "有啥吃啥",
    "一天抽十几根",
    "没几次",
    "有时候吃有时候不吃",
    "每天都吃啊",
    "吃了吗？",
    "想起来才吃",
    "忘了是多少了",
    "怎么说呢，还行吧",
    "能走能动",
    "还好吧",
    "好多了",
    "没怎么量",
]
CASES = [(text, topic) for topic, texts in ASKED.items() for text in texts]


@pytest.mark.parametrize(("text", "topic"), CASES)
def test_side_question_is_found(text: str, topic: str) -> None:
    found = find_side_question(text)
    assert found is not None
    assert found.topic == topic


@pytest.mark.parametrize("text", ANSWERS)
def test_answer_is_no_side_question(text: str) -> None:
    assert find_side_question(text) is None


def test_every_topic_has_examples() -> None:
    assert set(ASKED) == set(TOPICS)


def test_surface_is_the_clause_that_asks() -> None:
    assert find_side_question("145/90，对了下次什么时候复查？") == SideQuestion(
        topic="next_visit", surface="对了下次什么时候复查？"
    )


def test_specific_topic_goes_before_another_question() -> None:
    found = find_side_question("我能不能喝酒？还有下次什么时候复查？")
    assert found is not None
    assert found.topic == "next_visit"


def test_a_clause_said_a_hundred_times_is_read_once() -> None:
    for text in ("不，" * 120, "我，" * 120, "不？" * 120):
        assert find_side_question(text) is None
    found = find_side_question("不，" * 60 + "这个药饭前吃还是饭后吃？")
    assert found is not None
    assert found.topic == "medication"


def test_feeling_nothing_anywhere_asks_nothing() -> None:
    for text in ("没觉得哪里难受", "没感觉有什么不对", "我又没病吃什么药"):
        assert find_side_question(text) is None
