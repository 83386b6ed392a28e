"""Red flags as people write them on forums and by dictation, one family a rule, and the level of each."""

from __future__ import annotations

from types import ModuleType

import pytest

import console.words_en.rules
import console.words_zh.rules
from nlu.red_flags import screen
from nlu.red_flags.rules import rules

IMMEDIATE = {
    "chest_pain": (
        "左胸疼是怎么回事 心前区疼痛伴出汗 胸闷憋气，左肩膀疼，出冷汗 我一走路就会胸痛，正常吗 兄口疼得受不了 "
        "我心绞痛又犯了 胸痛两天了"
    ),
    "heart_attack": "我爸突发心梗怎么办 老公急性心梗送医院了 我妈心脏骤停抢救回来了",
    "breathless": "晚上睡觉憋醒 宝宝呼吸困难嘴唇发紫 呼吸很费力 总感觉气不够用 没有发烧，就是喘不上气",
    "near_faint": "心跳很快，眼前发黑 感觉快要晕倒了",
    "stroke": (
        "我爸嘴歪眼斜怎么办 左边身子麻木两个小时了 说话突然说不清楚 突发脑溢血怎么办 刚才说不出话，现在好了 "
        "手脚突然不听使唤"
    ),
    "vision_loss": "右眼突然失明 眼前突然一片黑 早上突然看不见，几分钟后恢复了",
    "faint": "老公突然晕倒，不省人事 今天上厕所晕倒了一次 我妈晕到了 从去年开始经常晕倒 患者昏迷不醒怎么办",
    "seizure": "孩子发烧抽搐怎么办 我儿子癫痫又犯了 突然倒地抽蓄",
    "blood": "今天咳嗽咳出血了 大便像柏油一样 鼻血流了半个小时止不住 伤口一直在流血，按也按不住 从上个月开始便血",
    "worst_headache": "突然头痛像要炸开 头疼得厉害，一直吐 这辈子没这么头疼过",
    "confusion": "妈妈突然不认识人了 孩子烧得说胡话 问啥都答不上来",
    "suicide": (
        "不想拖累孩子了 我活够了 把药都攒起来了 我走了以后你们好好过 怎么自杀不痛苦 要是死了就好了 活着太累了，想解脱"
    ),
    "poisoning": (
        "孩子误食了老鼠药 一次吃了10片布洛芬 吃完头孢喝酒了怎么办 煤气中毒了头晕 宝宝吞了纽扣电池 被马蜂蜇了 "
        "胰岛素打多了怎么办"
    ),
    "throat_swelling": "吃了海鲜喉咙肿了 打完针全身起疹子喘不上气 喉咙肿了，咽口水都困难",
    "choking": "孩子卡住喉咙了，脸发紫 被噎住了喘不上气",
    "low_sugar": "糖尿病人心慌手抖出冷汗 打完胰岛素心慌出汗手抖 我现在低血糖了，浑身发抖",
    "wound_infection": "切口红肿化脓了，体温38度6 伤口又红又肿，发烧了",
    "labour": "羊水破了",
    "asked_for_help": "快叫救护车 感觉要死了",
    "pressure": "我血压180/110要不要紧 血压185正常吗 低压115",
    "glucose": "餐后血糖18.9口渴 血糖测出来hi",
    "oxygen": "血氧只有88%",
    "temperature_after_surgery": "手术后发烧39.5",
}
URGENT = {
    "short_of_breath": "呼吸急促怎么办 突然胸闷 一动就喘",
    "palpitations": "心跳突然很快 心慌得厉害",
    "severe_dizziness": "突然头晕，天旋地转 眼前发黑站不住",
    "heart_rate": "心率145，难受",
    "pregnancy": "怀孕见红了 怀孕8个月血压160/100",
    "head_injury": "老人摔倒头着地，一直吐",
    "fall_with_injury": "奶奶摔倒站不起来了",
    "wound_opening": "伤口裂开了",
    "diabetic_foot": "脚趾发黑了，糖尿病",
    "blood_in_urine": "小便带血怎么办",
    "extra_dose": "降压药多吃了一片怎么办 重复吃了降压药",
    "severe_rash": "吃药后全身起红疹",
    "ketoacidosis": "嘴里有烂苹果味，呕吐",
    "belly": "肚子疼得打滚 一直吐，水都喝不进去",
    "no_urine": "一天没尿了",
    "leg_clot": "右小腿突然肿了很疼",
    "high_fever": "孩子高烧不退三天了 体温39.8，吃了退烧药不退",
}


@pytest.mark.parametrize(
    ("rule", "level", "text"),
    [
        (rule, level, text)
        for level, families in (("immediate", IMMEDIATE), ("urgent", URGENT))
        for rule, texts in families.items()
        for text in texts.split()
    ],
)
def test_family_is_flagged_at_its_level(rule: str, level: str, text: str) -> None:
    assert (rule, level) in [(flag.rule, flag.level) for flag in screen(text)]


def test_flag_says_which_words_where_and_whose() -> None:
    text = "您好，我爸晕倒了"
    (flag,) = screen(text)
    assert (flag.surface, flag.subject, flag.rule) == ("晕倒", "父亲", "faint")
    assert text[flag.start : flag.end] == flag.surface


def test_words_are_those_of_the_patient_though_misspelt() -> None:
    (flag,) = screen("孩子抽蓄了")
    assert flag.surface == "抽蓄"


@pytest.mark.parametrize(
    "text", ["胸痛" * 2000, "没有胸痛，" * 800, "吐血吗？没有。" * 500, "血" * 4000, "没有" * 2000]
)
def test_page_of_one_word_is_read(text: str) -> None:
    screen(text)


@pytest.mark.parametrize("language", [console.words_zh.rules, console.words_en.rules], ids=["zh", "en"])
def test_every_rule_has_a_name_for_staff(language: ModuleType) -> None:
    (words,) = (value for value in vars(language).values() if isinstance(value, dict) and "rule.chest_pain" in value)
    assert {f"rule.{rule.name}" for rule in rules()} <= words.keys()
