"""Settles what a patient may answer to an item of each type: what is right, what is odd and what cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from records.questionnaires import Item

WIDE = (1.0, 100.0)
FREE = ("邻居家的狗老叫", "上个月搬了家", "说不上来，反正怪怪的", "膝盖不得劲", "家里事情多", "医生换了一种白色的药")
UNIT_WORDS = {"kg": ("公斤", "kg", ""), "cm": ("厘米", "公分", ""), "/min": ("下", "次", ""), "Cel": ("度", "")}


def right(item: Item, rng: Random, today: date) -> str:
    """Words for an answer that can stand."""
    if item.item:
        return _pressure(item, rng, "plausible")
    if item.answer_option:
        return _options(item, rng)
    if item.type == "boolean":
        return rng.choice(("有", "没有", "是", "不是", "有的", "没", "会", "不会"))
    if item.type == "date":
        return _date(rng, today)
    if item.type == "time":
        return rng.choice(("早上八点半", "20:30", "晚上十点", "下午3点", "08:05", "中午十二点"))
    if item.type in ("text", "string"):
        return rng.choice(FREE)
    return _with_unit(item, _number(item, rng, "plausible"), rng)


def odd(item: Item, rng: Random, today: date) -> str:
    """Words for what is possible and improbable, as far as the item knows of such."""
    if item.item:
        return _pressure(item, rng, "possible")
    return _with_unit(item, _number(item, rng, "possible"), rng) if _is_number(item) else right(item, rng, today)


def wrong(item: Item, rng: Random) -> str:
    """Words for what cannot be."""
    if item.item:
        return rng.choice(("500/300", "80/135", "高压8", "低压900", "0/0", "120/120", "12/8", "高压135低压153"))
    if item.answer_option:
        return rng.choice(("第九十九个", "Z", "0", "第0个", "都有又都没有"))
    if item.type == "date":
        return rng.choice(("2月30号", "3月", "2026-13-45", "一万年前", "昨天和明天", "1899-01-01", "9999-12-31"))
    if item.type == "time":
        return rng.choice(("25:70", "三点一百分", "晚上", "0点", "24:00"))
    low, high = item.possible or (-1.0, 1000.0)
    beyond = (high * 3 + 7, high + 0.5, -abs(low) - 1, 10**9, 99999999999999999999, 0, 1e-9, high * 10)
    return _with_unit(item, rng.choice(beyond), rng)


def span(item: Item, rng: Random, today: date) -> str:
    """Words for a range."""
    if item.item:
        return rng.choice(("130到140，80到90", "高压130到140", "一百三四，八九十", "130-140/80-90", "300到400，80到90"))
    if not _is_number(item):
        return right(item, rng, today)
    low = _number(item, rng, rng.choice(("plausible", "possible")))
    return _with_unit(item, low, rng, upper=low + rng.choice((1, 2, 5, 10)))


def kept(item: Item, rng: Random, today: date) -> dict[str, Any]:
    """An answer as the records keep it."""
    if item.item:
        return {"systolic": float(rng.randint(100, 170)), "diastolic": float(rng.randint(60, 95))}
    if item.answer_option:
        option = rng.choice(item.answer_option)
        return {"codes": [option.code], "labels": [option.label]}
    if item.type == "boolean":
        return {"boolean": rng.random() < 0.5}
    if item.type == "date":
        return {"date": (today - timedelta(days=rng.randint(1, 40))).isoformat()}
    if item.type == "time":
        return {"time": "08:30"}
    if item.type in ("text", "string"):
        return {"text": rng.choice(FREE)[: item.max_length]}
    return {"value": _number(item, rng, "plausible"), "unit": item.unit}


def _is_number(item: Item) -> bool:
    return item.type in ("quantity", "integer", "decimal")


def _number(item: Item, rng: Random, range_name: str) -> float:
    low, high = getattr(item, range_name) or item.possible or WIDE
    number = rng.choice((low, high, rng.uniform(low, high), rng.uniform(low, high), rng.uniform(low, high)))
    return min(max(round(number), low), high) if item.type == "integer" or high > 20 else round(number, 1)


def _with_unit(item: Item, number: float, rng: Random, *, upper: float | None = None) -> str:
    said = f"{number:g}" if abs(number) < 10**6 else f"{number}"
    if upper is not None:
        said = rng.choice((f"{said}到{upper:g}", f"{said}-{upper:g}", f"{said}～{upper:g}"))
    words = list(UNIT_WORDS.get(item.unit or "", ("", item.unit or "")))
    words += [word for conversion in item.conversion for word in conversion.words[:1]]
    return f"{said}{rng.choice(words)}"


def _pressure(item: Item, rng: Random, range_name: str) -> str:
    high, low = (round(_number(part, rng, range_name)) for part in item.item)
    high, low = (high, low) if high > low or rng.random() < 0.1 else (low, high)
    return rng.choice((f"{high}/{low}", f"高压{high}，低压{low}", f"{high} {low}", f"血压{high}，{low}"))


def _options(item: Item, rng: Random) -> str:
    words = [word for o in item.answer_option for word in (o.title, o.label, *o.synonyms[:4])]
    if item.repeats and rng.random() < 0.5:
        some = rng.sample(words, k=min(len(words), rng.randint(2, 3)))
        return rng.choice(("、".join(some), f"除了{some[0]}都没有", f"没有{some[0]}，有{some[1]}", "都没有", "都有"))
    if item.type == "open-choice" and rng.random() < 0.4:
        return rng.choice(FREE)
    return rng.choice(words)


def _date(rng: Random, today: date) -> str:
    day = today - timedelta(days=rng.randint(0, 50))
    said = ("昨天", "前天", "三天前", "上周三", "今天", day.isoformat(), f"{day.month}月{day.day}号", "上个月5号")
    return rng.choice(said)
