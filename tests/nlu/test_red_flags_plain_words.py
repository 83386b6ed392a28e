"""Red flags as old people say them, and everyday words that only look like one."""

from __future__ import annotations

import pytest

from nlu.red_flags import screen

REPORTED = {
    "chest_pain": "胸口闷得像压块大石头 心口像搁了个磨盘 心窝子针扎似的 胸脯一阵一阵地疼 心口闷痛扯着左胳膊疼 "
    "胸口疼往后背窜 胸口被人勒着一样",
    "breathless": "心口堵得慌，喘不过来 嘴唇都乌了 指甲盖都发紫 坐着也气急 歇着都喘 躺着还憋得慌 半夜得坐起来喘 "
    "夜里憋得坐起来 整宿坐着睡 一躺下就憋 喘得话都说不成 上楼嘴唇都发紫",
    "stroke": "舌头打结说不清话 右边身子发麻 筷子都拿不住 左手突然抓不住东西 走路老往一边歪 嘴角耷拉了 讲话含含糊糊",
    "vision_loss": "右眼一下子看不着了 眼前像拉了黑帘子",
    "faint": "叫也叫不醒 喊都喊不应 眼前一黑就倒了 一头栽倒在院子里 人厥过去了",
    "seizure": "抽筋口吐白沫 浑身直抽 手脚抽搐 两眼往上翻 抽得翻白眼",
    "blood": "吐了一口血 咳了两口血 吐出来的都是血 拉的屎是黑的 大便黑得像柏油 有血丝 痰里带点血丝 痰发红 拉了好多血",
    "worst_headache": "头痛得要炸开 脑袋疼得像要裂开 脑壳痛得要命",
    "confusion": "连我都不认得了 认不出儿子了 说话颠三倒四",
    "suicide": "想从楼上跳下去 活着没啥意思 真想一觉睡过去再也不醒 攒了好些安眠药 想不开",
    "poisoning": "吃了十几片安眠药 安眠药吃了二十片 吞了五片安定 喝了消毒水 一瓶降压药全吃了 胰岛素打重了",
    "throat_swelling": "嗓子眼堵住了 嘴唇肿了还憋气",
    "wound_infection": "伤口流黄水，还发烧 烧到38度，刀口淌黄水",
    "wound_open": "伤口崩开了 肚子上的刀口能看到肠子",
    "glucose": "早上一测二十一点三 刚扎手指3.1 今早测了是3.4",
}
HARMLESS = (
    "心里堵得慌 心里像压了块石头 心疼钱 胃疼 心脏病好多年，腿疼 胸口的伤口有点疼 胸口不疼也不闷 胸口贴了膏药 "
    "忙得喘不过气来 歇着喘口气就好 坐着不喘 坐着不怎么喘 走快了有点喘 坐着睡着了 夜里起来两次小便 嘴唇不紫 "
    "小腿抽筋 晚上腿抽筋抽得厉害 眼皮抽搐 没抽搐过 全身抽血检查 说话不清楚是什么病 你说话不清楚，我没听懂 没有说不清话 "
    "吃了一片安眠药 安眠药吃了三天了 一天要吃十几片药 药全吃了 我要喝药了 想跳广场舞 没有想不开 "
    "一次吃十粒六味地黄丸 跳楼价 走了算了 "
    "眼睛里有血丝 刷牙有血丝 没有血丝 痰里没血丝 痰不红 没吐过血 大便不黑 抽血了 "
    "伤口流了点黄水，没发烧 伤口有黄水，体温36.7 伤口没裂开 线还没拆 孩子吵得头都要炸了 头有点疼 头不怎么疼 "
    "测了7.2 一测视力3.8 测了145/90 走了2.5公里 三点二十测的 今天测了36.5 左边膝盖疼 上楼喘不上气"
)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in REPORTED.items() for text in texts.split()])
def test_plain_words_are_flagged(rule: str, text: str) -> None:
    assert rule in [flag.rule for flag in screen(text)]


@pytest.mark.parametrize("text", HARMLESS.split())
def test_everyday_words_are_not_flagged(text: str) -> None:
    assert screen(text) == ()
