"""Settles which words a step becomes at a moment of a conversation: what is asked, answered, shown as buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from records.questionnaires import Definition, Item
from tests.properties import answers
from tests.properties.steps import Step

FIXED: Mapping[str, tuple[str, ...]] = {
    "unknown": ("不知道", "不清楚啊", "记不得了", "忘了"),
    "declined": ("不想说", "不想回答", "这个不方便说"),
    "absent": ("没量", "没测", "没称", "没记"),
    "yes": ("对", "对的", "是的，没错", "嗯", "对对对", "好"),
    "no": ("不对", "不是", "错了", "没有"),
    "back": ("上一题", "回到上一个", "返回上一步"),
    "skip": ("跳过", "下一题", "过"),
    "repeat": ("再说一遍", "没听清", "重复一下"),
    "explain": ("什么意思", "什么意识", "看不懂", "没明白"),
    "snooze": ("等会儿", "半小时后再问我", "晚上八点再说", "明天再说", "在忙", "过两天再问"),
    "resume": ("继续", "我回来了", "接着来"),
    "same": ("和上次一样", "跟以前一样", "没变", "体重跟上次一样"),
    "thanks": ("谢谢", "谢谢你啊"),
    "thumbs": ("👍", "👌", "好的", "嗯嗯", "😀😀"),
    "greet": ("你好", "您好", "在吗"),
    "flag": ("胸口疼得厉害，喘不上气", "我不想活了", "半边身子突然没力气，说话也不清楚", "拉了好多黑便"),
    "stop": ("退订", "别再发了", "td", "取消随访"),
    "refuse": ("今天不想答了", "不做了", "太麻烦了不填了"),
    "human": ("人工", "找护士", "转人工"),
    "side": ("这个药饭前还是饭后吃", "下次什么时候复查", "你是机器人吗", "还有几个问题", "我上次血压多少",
             "能不能喝酒", "问这个干嘛", "谁会看到", "电话多少", "头晕是怎么回事？"),
    "place": ("第二个", "B", "1", "第一个", "最后一个", "2和3", "A、C", "b", "１"),
    "nonsense": ("嘎嘎乌拉", "……", "？？？", "。", " ", "asdf", "\U0001f9ff", "{name}", "{0}", "%s", "<b>1</b>",
                 "\x00\x01", "‮abc", "999999999999999999999", "1e9", "-5", "一二三四五六七", "NaN",
                 "0", "3.14.15", "啊" * 60),
}  # fmt: skip
STORIES = ("昨天隔壁老李来下棋，聊了半天，", "我跟你讲，我闺女从外地回来了，", "哎呀这天冷得很，", "我这个人吧，嘴笨，")
LONG = 900  # characters


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a patient may refer to."""

    definition: Definition
    item: Item | None
    answers: Mapping[str, Any]
    buttons: Sequence[str]
    bot_said: str
    today: date


def words_of(step: Step, at: Moment) -> list[str]:
    """The messages of a step, those of one breath together; none for silence."""
    rng = Random(step.salt)
    if step.kind == "silence":
        return []
    if step.kind == "hasty":
        return [_answer(at, rng), rng.choice((_answer(at, rng), _other(at, rng), rng.choice(FIXED["thanks"])))]
    if step.kind in FIXED:
        return [rng.choice(FIXED[step.kind])]
    return [_WAYS[step.kind](at, rng)]


def _item(at: Moment, rng: Random) -> Item:
    return at.item or rng.choice(at.definition.questions)


def _answer(at: Moment, rng: Random) -> str:
    return answers.right(_item(at, rng), rng, at.today)


def _button(at: Moment, rng: Random) -> str:
    return rng.choice(at.buttons) if at.buttons else _answer(at, rng)


def _named(item: Item, rng: Random, at: Moment) -> str:
    return f"{rng.choice((item.name, *item.mentions))}{answers.right(item, rng, at.today)}"


def _other(at: Moment, rng: Random) -> str:
    return _named(rng.choice(at.definition.questions), rng, at)


def _several(at: Moment, rng: Random) -> str:
    rest = [item for item in at.definition.questions if item.link_id not in at.answers] or [*at.definition.questions]
    some = rest[: rng.randint(1, 4)] if rng.random() < 0.5 else rng.sample(rest, k=min(len(rest), rng.randint(1, 4)))
    return "，".join(_named(item, rng, at) for item in some)


def _ramble(at: Moment, rng: Random) -> str:
    said = rng.choice((_answer, _several))(at, rng)
    return f"{rng.choice(STORIES)}{said}，{rng.choice(('就这样吧', '你说是不是', '唉'))}"


def _half(at: Moment, rng: Random) -> str:
    return rng.choice((f"高压{rng.randint(60, 260)}", f"低压{rng.randint(30, 140)}", f"{rng.randint(40, 200)}"))


def _correct(at: Moment, rng: Random) -> str:
    known = [item for item in at.definition.questions if at.answers.get(item.link_id)]
    item = rng.choice(known) if known else _item(at, rng)
    new = rng.choice((answers.right, answers.odd))(item, rng, at.today)
    if rng.random() < 0.15:
        new = answers.wrong(item, rng)
    value = at.answers.get(item.link_id) or {}
    old = next((f"{value[key]:g}" for key in ("systolic", "value") if key in value), "135")
    ways = (
        *(f"刚才说错了，是{new}", f"{item.name}不是{old}，是{new}", f"不对，{new}", f"改一下，{item.name}{new}"),
        *(f"刚才{item.name}说错了", "刚才那个不对", f"{_answer(at, rng)}，不对，{_answer(at, rng)}"),
    )
    return rng.choice(ways)


def _mixed(at: Moment, rng: Random) -> str:
    move = rng.choice(FIXED[rng.choice(("snooze", "skip", "back", "thanks", "explain", "side", "refuse", "flag"))])
    return "，".join(rng.sample([_answer(at, rng), move], k=2))


def _about(at: Moment, rng: Random) -> str:
    return rng.choice(("大概{}", "{}左右", "差不多{}吧", "也就{}来的")).format(_answer(at, rng))


_WAYS: Mapping[str, Callable[[Moment, Random], str]] = {
    "answer": _answer,
    "button": _button,
    "several": _several,
    "ramble": _ramble,
    "range": lambda at, rng: answers.span(_item(at, rng), rng, at.today),
    "about": _about,
    "half": _half,
    "other": _other,
    "long": lambda at, rng: (rng.choice(STORIES) + _answer(at, rng)) * (LONG // 20),
    "absurd": lambda at, rng: answers.wrong(_item(at, rng), rng),
    "improbable": lambda at, rng: answers.odd(_item(at, rng), rng, at.today),
    "echo": lambda at, rng: at.bot_said,
    "correct": _correct,
    "mixed": _mixed,
}
