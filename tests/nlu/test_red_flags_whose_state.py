"""A question that tells somebody's own state is a report; what is only feared, taught or experimented on is none."""

from __future__ import annotations

import time

import pytest

from nlu.findings import Reading
from nlu.red_flags import screen, screen_readings

SECONDS = 1.0  # a busy machine takes several times the hundredths that it needs

OWN = """
有冠心病，半边脸发麻请问是什么原因 糖尿病请问嘴角有点歪怎么治疗 高血压多年，说话有点不清楚是什么原因
有糖尿病，右手麻木无力请问怎么治疗 头晕恶心说话不清是什么原因 咳嗽，胸痛，有痰，请问是什么原因引起的
突然偏瘫怎么治疗 左胸隐隐作痛是什么原因引起的 老人嘴歪流口水怎么治疗 晚上睡觉胸口痛是什么原因
走路时胸口疼是怎么引起的 胸闷心慌呼吸困难是什么病 昏迷不醒怎么治疗 得了肺炎，呼吸困难怎么治疗
"""
BOOK = """
偏瘫怎么治疗 咯血的原因有哪些 呼吸困难怎么治疗 高血压为什么会头晕昏迷 急性心肌梗死手术风险大不大 脑出血手术多少钱
急性心梗搭桥手术费用 失血性休克对家兔血压的影响 家兔失血性休克实验 本实验观察失血性休克的变化 上消化道出血ppt 晕厥查因
有没有不咳嗽，直接咯血的呢 有没有人没有征兆，突然晕倒的 咽炎也会有呼吸困难吗 颈椎病也会出现晕倒吗
低血糖昏迷和酮症酸中毒昏迷怎么区分 有机磷农药中毒的解毒剂 中风前兆有哪些，半边身子麻是不是 羊癫疯和癫痫是一个病吗
我有高血压，会不会脑出血 潜伏期多久，什么时候会呼吸困难 我爸高血压，怎么预防中风
"""
AHEAD = """
下一步会偏瘫是吗 以后会不会瘫痪 接下来会咯血吗 最后会昏迷是不是 迟早会中风的吧 时间久了会失明吗 再发展下去会呼吸困难吧
"""
OLD = """
去年五月得了肺炎，治了几天，又突然咯血后确诊肺结核 2019年患流感，突然昏迷后经诊断为脑炎
不记得有没有胸痛 胸痛记不清有没有了
晕倒这个我忘了有没有过 血压最高到过180，现在130 刚确诊那会儿血糖20多，现在空腹6点几
"""
BODILY = """
半夜被尿憋醒 晚上总被一泡尿憋醒 老是憋尿憋醒 大便憋得慌 想拉又拉不出来憋得难受 鼻子堵得憋醒 肚子胀气憋得难受
"""
LISTED = """
没有胸闷，也没有反酸胸痛 没有反酸烧心胸痛 无咳嗽咳痰咯血 无反酸嗳气呕血黑便 没有腰酸背痛胸痛 无发热盗汗咯血消瘦
"""
FIGURES = """
做胃镜做得我想死 公司天天加班，我都快吐血了 说明书我都看糊涂了 记性差，老糊涂，钥匙总忘带 眼皮老跳，抽搐一样
血糖仪总显示E3 药还要吃多久 血尿酸高 阿莫西林多吃了一粒 右手麻木，颈椎病引起的吗
"""
TOLD = """
跑步以后会胸痛 坐久了会晕倒 昨晚胸痛，不记得几点了 没有发烧，胸痛两天了 半夜憋醒，喘不上气 不咳嗽就是胸痛
她把遗书都写好了 前阵子吃了止疼药，拉黑便三天了 胰岛素误打成了五十个单位 马桶里全是血 癫痫又发作了
呼吸特别急，肋骨下面凹进去
孩子把爷爷的降压药吃了半板 坐在楼顶上说永别了 鼻子流血流了半小时 不知道自己在哪 吃了自己采的野菜，吐得厉害
孩子掉水里了，捞上来没呼吸了 胸口有东西压着 醒来躺在地上 脑出血，现在在重症监护室 胸前区不舒服有压迫感
酮症酸中毒住院了，血糖降不下来 妈妈脑梗住院，现在意识不清，还能恢复吗 月经多得头晕 三天没解小便 被开水烫伤起泡
"""


@pytest.mark.parametrize("text", (OWN + TOLD).split())
def test_own_state_is_flagged(text: str) -> None:
    assert screen(text)


@pytest.mark.parametrize("text", "".join((BOOK, AHEAD, OLD, BODILY, LISTED, FIGURES)).split())
def test_no_state_of_now_is_not_flagged(text: str) -> None:
    assert screen(text) == ()


@pytest.mark.parametrize("text", ["一" * 4000, "胸口有点痛，" * 600, "没有反酸、" * 800, "去年又突然晕倒后" * 500])
def test_page_of_one_word_is_read_in_time(text: str) -> None:
    screen("胸痛")  # the rules are compiled once
    started = time.perf_counter()
    screen(text)
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize(
    ("text", "kind", "values", "unit"),
    [
        ("血糖3.4", "glucose", {"value": 3.4}, "mmol/L"),
        ("血糖3.4，手抖得厉害，一身汗", "glucose", {"value": 3.4}, "mmol/L"),
        ("血糖17.8", "glucose", {"value": 17.8}, "mmol/L"),
        ("血压185/95", "blood_pressure", {"systolic": 185.0, "diastolic": 95.0}, "mm[Hg]"),
        ("体温39.6", "temperature", {"value": 39.6}, "Cel"),
        ("血氧88%", "spo2", {"value": 88.0}, "%"),
    ],
)
def test_value_has_one_rule_said_in_words_or_answered(
    text: str, kind: str, values: dict[str, float], unit: str
) -> None:
    answered = screen_readings([Reading(kind=kind, values=values, unit=unit, surface=text, start=0, end=len(text))])
    assert [flag.rule for flag in screen(text)] == [flag.rule for flag in answered]
