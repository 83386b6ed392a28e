"""Settles how questionnaires are made up: every type of item, every operator, groups in groups, displays, sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from records.questionnaires import Item

Raw = dict[str, Any]
LABELS = ("偏多", "偏少", "跟平时一样", "红色的", "蓝色的", "在楼上", "在楼下", "说不好")
TOPICS = ("水", "窗户", "鞋子", "早饭", "院子", "收音机", "毛巾", "拐杖", "邻居", "被子", "楼梯", "闹钟")
LIMITS = ((0, 10), (1, 600), (20, 250), (0, 3))
ORDERED = (">", "<", ">=", "<=")
MOST_ITEMS = 7
NUMBERS = ("quantity", "integer", "decimal")
SIMPLE = ("boolean", "date", "time", "string", "text")


@st.composite
def forms(draw: st.DrawFn) -> list[Raw]:
    """The items of a questionnaire; the first is always asked, so that there is something to ask."""
    maker = _Maker(draw)
    first = maker.question()
    first.pop("carryForward", None)
    return [maker.known(first), *(maker.item(depth=0) for _ in range(draw(st.integers(0, MOST_ITEMS))))]


class _Maker:
    """Draws items one after the other; a later one may depend on those before it."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._count = 0
        self._earlier: list[Raw] = []  # what a condition may look at
        self._readings = ["blood_pressure", "weight", "heart_rate"]

    def known(self, raw: Raw) -> Raw:
        """The item, from now on one that others may depend on."""
        Item.model_validate(raw)  # a strategy that makes nonsense shows here
        self._earlier += [raw, *raw.get("item", ())] if raw["type"] != "display" else []
        return raw

    def item(self, *, depth: int) -> Raw:
        """An item of any kind, below a condition or not."""
        kinds: list[Callable[[], Raw]] = [self.question, self.question, self.question, self._display, self._computed]
        if depth < 2:
            kinds.append(lambda: self._group(depth))
        conditions = self._conditions()
        raw = self._pick(kinds)()
        enabled = {"enableWhen": conditions, "enableBehavior": self._pick(("all", "any"))} if conditions else {}
        raw |= enabled
        return raw if raw["type"] == "group" and "reading" not in raw else self.known(raw)

    def question(self) -> Raw:
        """Something that is asked."""
        makers = (self._number, self._choice, self._simple, *([self._reading] if self._readings else []))
        raw = self._pick(makers)()
        for key in ("carryForward", "required"):
            if self._draw(st.booleans()) and self._draw(st.booleans()):
                raw[key] = key == "carryForward"
        if self._draw(st.integers(0, 4)) == 4:
            raw["hint"] = f"请说说{raw['short']}，怎么样都行。"
        if self._draw(st.integers(0, 5)) == 5 and "item" not in raw:
            raw["alert"] = [self._alert(raw)]
        if self._draw(st.integers(0, 5)) == 5:
            raw["confirm"] = {"always": True}
        return raw

    def _pick(self, options: Any) -> Any:
        return self._draw(st.sampled_from(list(options)))

    def _base(self, kind: str) -> Raw:
        self._count += 1
        topic = TOPICS[self._count % len(TOPICS)]
        return {
            "linkId": f"q{self._count}",
            "type": kind,
            "text": f"第{self._count}问：{topic}呢？",
            "short": f"{topic}",
        }

    def _number(self) -> Raw:
        low, high = self._pick(LIMITS)
        raw = self._base(self._pick(NUMBERS)) | {"unit": self._pick(("支", "步", "分", "kg", "cm", "天"))}
        raw |= {"possible": [low, high]} if self._draw(st.booleans()) else {}
        if "possible" in raw and self._draw(st.booleans()):
            raw["plausible"] = [low + (high - low) * 0.2, low + (high - low) * 0.8]
        if self._draw(st.integers(0, 3)) == 3:
            raw["initial"] = low + 1
        return raw | ({"confirm": {"change": 2}} if self._draw(st.booleans()) else {})

    def _simple(self) -> Raw:
        raw = self._base(self._pick(SIMPLE))
        if raw["type"] in ("string", "text") and self._draw(st.booleans()):
            raw["maxLength"] = self._pick((1, 5, 40))
        if raw["type"] == "boolean" and self._draw(st.booleans()):
            raw["initial"] = self._draw(st.booleans())
        return raw

    def _choice(self) -> Raw:
        raw = self._base(self._pick(("choice", "open-choice"))) | {"repeats": self._draw(st.booleans())}
        labels = self._draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=5, unique=True))
        options: list[Raw] = [{"code": str(n), "label": label, "score": n} for n, label in enumerate(labels, start=1)]
        if raw["repeats"] and self._draw(st.booleans()):
            options[0] |= {"exclusive": True, "synonyms": ["没有", "都没有"]}
        if self._draw(st.booleans()):
            options.append({"code": "other", "label": "其他", "score": 0})
        return raw | {"answerOption": options}

    def _reading(self) -> Raw:
        kind = self._pick(self._readings)
        self._readings.remove(kind)
        if kind != "blood_pressure":
            unit, possible = {"weight": ("kg", [20, 250]), "heart_rate": ("/min", [20, 250])}[kind]
            mentions = {"weight": ["体重"], "heart_rate": ["心率"]}[kind]
            fields = {"reading": kind, "unit": unit, "possible": possible, "mentions": mentions, "short": mentions[0]}
            return self._base("quantity") | fields
        raw = self._base("group") | {"reading": kind, "short": "血压", "mentions": ["血压"]}
        halves = (("systolic", "高压", [50, 300], [80, 220]), ("diastolic", "低压", [20, 200], [40, 130]))
        parts = [
            {"linkId": f"{raw['linkId']}.{key}", "type": "quantity", "unit": "mm[Hg]", "text": text,
             "possible": possible, "plausible": plausible}
            for key, text, possible, plausible in halves
        ]  # fmt: skip
        return raw | {"item": parts}

    def _display(self) -> Raw:
        return self._base("display")

    def _group(self, depth: int) -> Raw:
        raw = self._base("group")
        return raw | {"item": [self.item(depth=depth + 1) for _ in range(self._draw(st.integers(1, 3)))]}

    def _computed(self) -> Raw:
        """A sum, a count of days, a choice by rule, or something fixed; of questions that give no number, fixed."""
        numbers = [raw["linkId"] for raw in self._earlier if _gives_number(raw)]
        dates = [raw["linkId"] for raw in self._earlier if raw["type"] == "date"]
        if numbers and self._draw(st.booleans()):
            one, two = self._pick(numbers), self._pick(numbers)
            expression = self._pick((f"{one} + {two}", f"round({one} / {two}, 1)", f"max({one}, {two}) ** 2"))
            bands = [{"code": "low", "label": "低", "high": 5, "say": "不多。"}]
            return self._base("decimal") | {"readOnly": True, "calculate": expression, "interpretation": bands}
        if dates and self._draw(st.booleans()):
            expression = f"days_since({self._pick(dates)})"
            return self._base("integer") | {"readOnly": True, "calculate": expression}
        conditions = self._conditions()
        options: list[Raw] = [{"code": "yes", "label": "符合"}, {"code": "no", "label": "不符合"}]
        if conditions:
            options[0] |= {"when": conditions, "say": "符合要求。"}
            return self._base("choice") | {"readOnly": True, "answerOption": options}
        return self._base("choice") | {"readOnly": True, "answerOption": options, "initial": "no"}

    def _conditions(self) -> list[Raw]:
        if not self._earlier or self._draw(st.integers(0, 2)) == 0:
            return []
        return [self._condition(self._pick(self._earlier)) for _ in range(self._draw(st.integers(1, 2)))]

    def _condition(self, on: Mapping[str, Any]) -> Raw:
        question = {"question": on["linkId"]}
        if on["type"] == "group" or self._draw(st.integers(0, 3)) == 0:
            return question | {"operator": "exists", "answer": self._draw(st.booleans())}
        return question | self._comparison(on)

    def _comparison(self, on: Mapping[str, Any]) -> Raw:
        equal = self._pick(("=", "!="))
        if on["type"] in NUMBERS:
            low, high = on.get("possible", (0, 10))
            return {"operator": self._pick((equal, *ORDERED)), "answer": self._pick((low, high, (low + high) / 2))}
        if "answerOption" in on:
            option = self._pick(on["answerOption"])
            return {"operator": equal, "answer": self._pick((option["code"], option["label"]))}
        said: Any = {"boolean": self._draw(st.booleans()), "date": "2026-03-05", "time": "08:30"}.get(
            on["type"], "没有"
        )
        return {"operator": equal, "answer": said}

    def _alert(self, on: Mapping[str, Any]) -> Raw:
        level = self._pick(("routine", "urgent", "emergency"))
        return {
            "rule": f"odd_{on['linkId']}",
            "level": level,
            "when": [self._comparison(on)],
            "say": "这个我告诉护士。",
        }


def _gives_number(raw: Mapping[str, Any]) -> bool:
    scored = bool(raw.get("answerOption")) and all("score" in option for option in raw["answerOption"])
    return raw["type"] in (*NUMBERS, "boolean") or scored
