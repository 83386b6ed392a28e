"""Answers to the hypertension questions, as people give them."""

from __future__ import annotations

import pytest

from tests.nlu.questions import answer, items

ASKED = {
    "blood_pressure": [
        ("高压一百四十五低压九十", {"systolic": 145, "diastolic": 90}),
        ("135，85", {"systolic": 135, "diastolic": 85}),
        ("今天没量，昨天145/90", {"systolic": 145, "diastolic": 90}),
        ("一三五八五", {"systolic": 135, "diastolic": 85}),
        ("昨天150/95，今天140/90，还行", {"systolic": 140, "diastolic": 90}),
        ("高压135", {"systolic": 135}),
        ("高压是一百四吧。低压九十", {"systolic": 140, "diastolic": 90}),
        ("145/90，心率72", {"systolic": 145, "diastolic": 90}),
        ("上头一百三十八下头八十六", {"systolic": 138, "diastolic": 86}),
        ("大的138小的86", {"systolic": 138, "diastolic": 86}),
        ("145一90", {"systolic": 145, "diastolic": 90}),
        ("145杠90", {"systolic": 145, "diastolic": 90}),
    ],
    "heart_rate": [
        ("72", {"value": 72}),
        ("七十二", {"value": 72}),
        ("大概七十二下吧", {"value": 72}),
        ("脉搏68", {"value": 68}),
        ("每分钟75次", {"value": 75}),
        ("七二", {"value": 72}),
        ("７８", {"value": 78}),
        ("七十来下", {"value": 70}),
        ("血压计上写的72", {"value": 72}),
        ("1分钟72", {"value": 72}),
    ],
    "weight": [
        ("65公斤", {"value": 65}),
        ("130斤", {"value": 65}),
        ("一百三十斤", {"value": 65}),
        ("一百二十五斤", {"value": 62.5}),
        ("65", {"value": 65}),
        ("62.5kg", {"value": 62.5}),
    ],
    "symptoms": [
        ("没有", ("1",)),
        ("都没有", ("1",)),
        ("没有不舒服", ("1",)),
        ("一切正常", ("1",)),
        ("挺好的", ("1",)),
        ("没什么不舒服的", ("1",)),
        ("头有点晕", ("2",)),
        ("发飘", ("2",)),
        ("头晕，脚有点肿", ("2", "9")),
        ("除了头晕都没有", ("2",)),
        ("头不晕，就是心慌", ("6",)),
        ("没有头晕、恶心和胸闷", ("1",)),
        ("手脚发麻，上不来气", ("5", "8")),
        ("流鼻血", ("7",)),
        ("咳嗽", ("other",)),
        ("2和4", ("2", "4")),
        ("第二个", ("2",)),
        ("头痛头晕", ("2",)),
        ("无症状", ("1",)),
        ("1", ("1",)),
        ("眼睛有点花，耳朵嗡嗡响", ("4",)),
        ("没得", ("1",)),
        ("没啥子不舒服", ("1",)),
        ("身体还行没啥毛病", ("1",)),
        ("没有，药也按时吃", ("1",)),
    ],
    "adherence": [
        ("按时吃", ("1",)),
        ("天天都吃", ("1",)),
        ("每天早上吃一片", ("1",)),
        ("没有规律", ("2",)),
        ("每天都按时吃", ("1",)),
        ("规律", ("1",)),
        ("没忘过", ("1",)),
        ("偶尔忘", ("2",)),
        ("有时候会忘", ("2",)),
        ("按时吃，就是偶尔忘一次", ("2",)),
        ("不规律", ("2",)),
        ("不按时", ("2",)),
        ("没吃", ("3",)),
        ("没在吃", ("3",)),
        ("停了", ("3",)),
        ("自己停药了", ("3",)),
        ("第二个", ("2",)),
        ("2", ("2",)),
        ("B", ("2",)),
        ("ｂ", ("2",)),
        ("选第三个", ("3",)),
        ("最后一个", ("3",)),
        ("一天一片", ("1",)),
        ("早晚各一片", ("1",)),
        ("从来不会忘", ("1",)),
        ("血压正常就不吃", ("2",)),
        ("隔天吃", ("2",)),
        ("每天都忘", ("2",)),
    ],
    "adverse_reaction": [
        ("没有", ("1",)),
        ("没", ("1",)),
        ("无", ("1",)),
        ("没有副作用", ("1",)),
        ("有", ("2",)),
        ("有点", ("2",)),
        ("吃完脚肿", ("2",)),
        ("没有，就是有点干咳", ("2",)),
        ("没什么不舒服", ("1",)),
        ("没觉得有啥", ("1",)),
        ("还好", ("1",)),
        ("脸红", ("2",)),
    ],
    "smoking": [
        ("不抽", 0),
        ("不抽烟", 0),
        ("早戒了", 0),
        ("没有", 0),
        ("每天两包烟", 40),
        ("半包", 10),
        ("5支", 5),
        ("十来根", 10),
        ("一天一包半", 30),
        ("5", 5),
        ("七八支", 7),
        ("3-5支", 3),
        ("两天一包", 10),
        ("以前一天一包，现在不抽了", 0),
        ("一根都不抽", 0),
        ("不吃烟", 0),
        ("烟酒不沾", 0),
        ("一个月三条", 20),
    ],
    "alcohol": [
        ("不喝", 0),
        ("不喝酒", 0),
        ("滴酒不沾", 0),
        ("一天半斤白酒", 5),
        ("二两", 2),
        ("二两半", 2.5),
        ("两三两", 2),
        ("一瓶啤酒", 1),
        ("半斤黄酒", 1),
        ("100毫升白酒", 2),
        ("没有", 0),
        ("2", 2),
        ("中午二两晚上二两", 4),
        ("一周喝两次，每次七两", 2),
        ("不吃酒", 0),
    ],
    "exercise_frequency": [
        ("每周三次", 3),
        ("三次", 3),
        ("3", 3),
        ("天天走路", 7),
        ("每天都走走", 7),
        ("一周五天", 5),
        ("三四次", 3),
        ("不锻炼", 0),
        ("没有", 0),
        ("一天两次", 14),
        ("每周三次，每次半小时", 3),
        ("一个礼拜三次", 3),
        ("一个星期四五次", 4),
        ("一天两趟", 14),
        ("早晚各走一次", 14),
        ("五六天", 5),
    ],
    "exercise_minutes": [
        ("半小时", 30),
        ("每次半小时", 30),
        ("半个小时", 30),
        ("一个小时", 60),
        ("一个半小时", 90),
        ("一小时二十分钟", 80),
        ("四十来分钟", 40),
        ("20分钟", 20),
        ("三十", 30),
        ("一刻钟", 15),
        ("半个钟头", 30),
        ("一个多小时", 60),
        ("一两个小时", 60),
        ("个把小时", 60),
        ("半个多小时", 30),
    ],
    "salt": [
        ("清淡", ("1",)),
        ("不咸", ("1",)),
        ("一般", ("2",)),
        ("不咸不淡", ("2",)),
        ("偏咸", ("3",)),
        ("口味重", ("3",)),
        ("3", ("3",)),
        ("淡", ("1",)),
        ("不敢吃咸", ("1",)),
    ],
    "mood": [
        ("挺好的", ("1",)),
        ("好", ("1",)),
        ("一般", ("2",)),
        ("不太好", ("3",)),
        ("不好", ("3",)),
        ("心里烦", ("3",)),
        ("良好", ("1",)),
        ("还行", ("2",)),
        ("有时好有时坏", ("2",)),
        ("差不多", ("2",)),
        ("没啥不好", ("1",)),
    ],
    "adverse_reaction_text": [("吃完药脚肿", "吃完药脚肿")],
}
CASES = [(link_id, text, value) for link_id, cases in ASKED.items() for text, value in cases]


@pytest.mark.parametrize(("link_id", "text", "value"), CASES)
def test_asked_question_takes_everyday_answer(link_id: str, text: str, value: object) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.absent, found.impossible) == (value, None, False)


@pytest.mark.parametrize(
    ("link_id", "text", "reason"),
    [
        ("blood_pressure", "没量", "not-performed"),
        ("blood_pressure", "家里没有血压计", "not-performed"),
        ("blood_pressure", "血压计坏了", "not-performed"),
        ("blood_pressure", "没有", "not-performed"),
        ("blood_pressure", "不记得了", "asked-unknown"),
        ("heart_rate", "不知道", "asked-unknown"),
        ("weight", "没称", "not-performed"),
        ("weight", "不想说", "asked-declined"),
        ("smoking", "不想回答", "asked-declined"),
        ("mood", "跳过", "asked-declined"),
        ("alcohol", "不清楚", "asked-unknown"),
    ],
)
def test_missing_answer_keeps_its_reason(link_id: str, text: str, reason: str) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert (found.value, found.absent) == (None, reason)


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("heart_rate", "720"),
        ("heart_rate", "心率7200"),
        ("blood_pressure", "高压1350低压85"),
        ("blood_pressure", "高压90低压140"),
        ("weight", "650公斤"),
        ("smoking", "一天500支"),
    ],
)
def test_impossible_value_is_marked_and_keeps_what_was_said(link_id: str, text: str) -> None:
    found = answer(link_id, text)
    assert found is not None
    assert found.impossible
    assert found.value is not None


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("blood_pressure", "您好"),
        ("blood_pressure", "我65岁"),
        ("heart_rate", "5毫克"),
        ("heart_rate", "13912345678"),
        ("weight", "130"),
        ("symptoms", "头不晕"),
        ("symptoms", "副作用会头晕吗"),
        ("smoking", "偶尔抽"),
        ("alcohol", "一杯"),
        ("adherence", "今天天气不错"),
        ("mood", "145/90"),
        ("blood_pressure", "血压一百多"),
        ("weight", "一百多斤"),
        ("weight", "120到130"),
        ("heart_rate", "70到720"),
        ("symptoms", "以前头晕现在不晕"),
        ("symptoms", "好的"),
        ("adherence", "今天还没吃"),
        ("adherence", "这两天没吃"),
        ("adherence", "除了昨天忘了一次都按时吃"),
        ("adverse_reaction", "嗯"),
        ("adverse_reaction", "今天下雨没出门"),
        ("adverse_reaction", "我有高血压二十年了"),
        ("adverse_reaction", "还有吗"),
        ("adverse_reaction", "没听懂"),
        ("smoking", "抽了五十年"),
        ("smoking", "我家住三楼"),
        ("smoking", "偶尔一根"),
        ("smoking", "100到130支"),
        ("alcohol", "一瓶"),
        ("alcohol", "能不能喝酒"),
        ("alcohol", "不喝白酒，喝点啤酒"),
        ("alcohol", "每顿一两"),
        ("exercise_frequency", "医生叫我一个月去一次"),
        ("exercise_frequency", "血糖7.8"),
        ("salt", "高压多少算正常啊"),
        ("mood", "早上好"),
        ("mood", "我眼睛不好看不清字"),
    ],
)
def test_unclear_answer_is_left_to_be_asked_again(link_id: str, text: str) -> None:
    assert answer(link_id, text) is None


@pytest.mark.parametrize(
    ("link_id", "text", "value"),
    [
        ("blood_pressure", "血压135/85，心率72，头不晕，药都按时吃了", {"systolic": 135, "diastolic": 85}),
        ("heart_rate", "血压135/85，心率72，头不晕，药都按时吃了", {"value": 72}),
        ("adherence", "血压135/85，心率72，头不晕，药都按时吃了", ("1",)),
        ("symptoms", "145/90，头有点晕", ("2",)),
        ("smoking", "145/90，不抽烟", 0),
        ("alcohol", "不抽烟，每天喝二两白酒", 2),
        ("exercise_minutes", "每天走路半小时", 30),
        ("exercise_frequency", "不抽烟不喝酒，天天走路", 7),
        ("mood", "血压145/90，心情挺好的", ("1",)),
        ("salt", "吃得清淡", ("1",)),
    ],
)
def test_unasked_question_takes_an_explicit_mention(link_id: str, text: str, value: object) -> None:
    found = answer(link_id, text, asked=False)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("link_id", "text"),
    [
        ("symptoms", "血压135/85，头不晕"),
        ("symptoms", "没有"),
        ("heart_rate", "72"),
        ("adherence", "有"),
        ("adherence", "没有"),
        ("mood", "一般"),
        ("salt", "一般"),
        ("smoking", "没有"),
        ("smoking", "5"),
        ("alcohol", "每天两包烟"),
        ("smoking", "每天喝二两白酒"),
        ("adverse_reaction", "有"),
        ("blood_pressure", "130/90是高血压吗"),
        ("weight", "瘦了5公斤"),
        ("adherence", "这个药怎么吃"),
        ("adverse_reaction", "这个药有没有副作用"),
        ("alcohol", "能不能喝酒"),
        ("symptoms", "瘦了5斤"),
    ],
)
def test_unasked_question_ignores_what_does_not_name_it(link_id: str, text: str) -> None:
    assert answer(link_id, text, asked=False) is None


def test_every_option_label_answers_its_own_question() -> None:
    for link_id, item in items().items():
        for option in item.get("answerOption", ()):
            found = answer(link_id, option["label"])
            assert found is not None
            assert found.value == (option["code"],), (link_id, option["label"])


def test_every_synonym_answers_with_its_option() -> None:
    wrong = []
    for link_id, item in items().items():
        for option in item.get("answerOption", ()):
            for word in option.get("synonyms", ()):
                found = answer(link_id, word)
                if found is None or found.value != (option["code"],):
                    wrong.append((link_id, word, found and found.value))
    assert wrong == []
