"""Settles which questionnaires a property test tries: any that the checks let pass, odd words and numbers included."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from records.models import ObservationKind
from records.questionnaires import Definition, parse_definition

Raw = dict[str, Any]

NUMBERS = ("quantity", "integer", "decimal")
PLAIN = ("quantity", "integer", "decimal", "choice", "open-choice", "boolean", "date", "time", "string", "text")
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
words = st.one_of(
    st.sampled_from(
        ["没有", "头晕", "是", "yes", "1", "null", "2026-03-05", "{name}", "a: b", "- x", "#", "'", "\n多行\n"]
    ),
    st.text(letters, min_size=1, max_size=12).filter(str.strip),
)
no_braces = words.map(lambda text: text.replace("{", "").replace("}", "") or "好").filter(str.strip)
maybe_empty = words | st.just("")
codes = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
option_codes = st.sampled_from(["1", "2", "other", "a b", " 1", "中 文"]) | words
units = st.sampled_from(["kg", "mm[Hg]", "/min", "支", "次/周"]) | words
numbers = st.one_of(st.integers(-500, 500), st.floats(-1e6, 1e6), st.sampled_from([0, 0.1, 2**31, 1e300]))
dates = st.dates().map(lambda day: day.isoformat())
times = st.times().map(lambda time: f"{time:%H:%M}")
OPERATORS = ("=", "!=", ">", "<", ">=", "<=")


def some(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> Raw:
    """Some of these fields."""
    return {name: draw(field) for name, field in fields.items() if draw(st.booleans())}


@st.composite
def pairs(draw: st.DrawFn) -> list[float]:
    low = draw(numbers)
    return [low, draw(numbers.filter(lambda high: high > low))] if low < 1e300 else [0, low]


def answer_to(draw: st.DrawFn, item: Raw) -> Any:
    """An answer that an item can have."""
    if item.get("answerOption"):
        return draw(st.sampled_from([option[key] for option in item["answerOption"] for key in ("code", "label")]))
    kinds = {"boolean": st.booleans(), "date": dates, "time": times, "string": words, "text": maybe_empty}
    return draw(kinds.get(item["type"], numbers))


@st.composite
def condition(draw: st.DrawFn, items: list[Raw]) -> Raw:
    """A condition on one of these items."""
    item = draw(st.sampled_from(items))
    operators = OPERATORS if item["type"] in NUMBERS else OPERATORS[:2]
    more = some(draw, previous=st.just(True), goal=words) if draw(st.integers(0, 4)) == 0 else {}
    if draw(st.integers(0, 5)) == 0:
        return {"question": item["linkId"], "operator": "exists", "answer": draw(st.booleans()), **more}
    operator = draw(st.sampled_from(operators))
    answer = answer_to(draw, item)
    return {"question": item["linkId"], "operator": operator, "answer": answer, **more}


def conditions(items: list[Raw], *, least: int = 1) -> st.SearchStrategy[list[Raw]]:
    return st.lists(condition(items), min_size=least, max_size=3)


@st.composite
def options(draw: st.DrawFn, *, repeats: bool, earlier: list[Raw]) -> list[Raw]:
    """Options none of whose words mean another one."""
    chosen = draw(st.lists(option_codes, min_size=1, max_size=4, unique=True))
    spoken = draw(st.lists(words, min_size=3 * len(chosen), max_size=3 * len(chosen), unique=True))
    found: list[Raw] = []
    for code in chosen:
        label, display, synonym = spoken.pop(), spoken.pop(), spoken.pop()
        more = some(draw, display=st.just(display), synonyms=st.just([synonym, label]), score=numbers, say=maybe_empty)
        if repeats:
            more |= some(draw, exclusive=st.just(True))
        if earlier and not repeats:
            more |= some(draw, when=conditions(earlier), whenBehavior=st.just("any"))
        found.append({"code": code, "label": label, **more})
    return found


def texts(draw: st.DrawFn) -> Raw:
    return some(
        draw,
        spoken=maybe_empty,
        short=maybe_empty,
        hint=maybe_empty,
        explain=maybe_empty,
        mentions=st.lists(maybe_empty, max_size=2),
        inSummary=st.booleans(),
        required=st.booleans(),
        code=st.builds(
            lambda system, code: {"system": system, "code": code},
            st.sampled_from(["loinc", "http://loinc.org", "本院", "urn:x:y"]) | words,
            option_codes,
        ),
    )


def alerts(earlier: list[Raw], own: Raw) -> st.SearchStrategy[list[Raw]]:
    levels = st.sampled_from(["emergency", "urgent", "routine"])
    parts = {"rule": codes, "level": levels, "when": conditions([*earlier, own])}
    more = {"behavior": st.sampled_from(["all", "any"]), "say": maybe_empty}
    return st.lists(st.fixed_dictionaries(parts, optional=more), max_size=2)


@st.composite
def question(draw: st.DrawFn, link_id: str, earlier: list[Raw]) -> Raw:
    """One question, asked or not."""
    kind = draw(st.sampled_from(PLAIN))
    item: Raw = {"linkId": link_id, "type": kind, "text": draw(words), **texts(draw)}
    item |= some(draw, readOnly=st.just(True), carryForward=st.just(True))
    if kind in ("choice", "open-choice"):
        item |= some(draw, repeats=st.just(True))
        computed = item.get("readOnly", False)
        item["answerOption"] = draw(options(repeats=item.get("repeats", False), earlier=earlier if computed else []))
        item |= some(draw, initial=st.sampled_from([option["code"] for option in item["answerOption"]]))
    elif kind in NUMBERS:
        item |= number(draw, kind)
    else:
        item |= some(draw, initial=st.just(answer_to(draw, item)))
    if kind in ("string", "text"):
        item |= some(draw, maxLength=st.integers(1, 500))
    if earlier:
        item |= some(draw, enableWhen=conditions(earlier, least=0), enableBehavior=st.sampled_from(["all", "any"]))
    item |= some(draw, alert=alerts(earlier, item))
    return item


def number(draw: st.DrawFn, kind: str) -> Raw:
    limits = draw(pairs())
    more = some(
        draw,
        zero=words,
        conversion=st.lists(
            st.builds(lambda word, factor, of: {"words": [word], "factor": factor, **({"of": [of]} if of else {})},
                      words, st.floats(0.01, 100), maybe_empty), max_size=2),
        possible=st.just(limits),
        confirm=st.sampled_from([{}, {"always": True}, {"change": 5}, {"always": True, "change": 0.5}]),
        initial=st.floats(*limits) if limits[1] < 1e300 else st.just(limits[0]),
        plausible=st.just(limits),
    )  # fmt: skip
    more |= {"unit": draw(units)} if kind == "quantity" else some(draw, unit=units)
    if draw(st.booleans()):
        more |= {"readOnly": True, "calculate": draw(st.sampled_from(["1 + 1", "round(goal.weight, 1)", "goal.x * 2"]))}
        more |= some(draw, interpretation=st.lists(bands(), max_size=2))
    return more


@st.composite
def bands(draw: st.DrawFn) -> Raw:
    return {"code": draw(maybe_empty), "label": draw(maybe_empty), **some(draw, low=numbers, high=numbers, say=words)}


def pressure(link_id: str) -> Raw:
    part = {"type": "quantity", "unit": "mm[Hg]", "text": "高压", "possible": [20, 300]}
    return {
        "linkId": link_id,
        "type": "group",
        "reading": ObservationKind.BLOOD_PRESSURE.value,
        "text": "血压多少？",
        "item": [{**part, "linkId": f"{link_id}.systolic"}, {**part, "linkId": f"{link_id}.diastolic"}],
    }


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A questionnaire."""
    earlier: list[Raw] = []
    items: list[Raw] = [{"linkId": "first", "type": "boolean", "text": "您好吗？"}]
    for number_ in range(draw(st.integers(0, 4))):
        link_id = draw(st.sampled_from(["q", "问", "q.help", "/8480-6/", "1.", "first.help"])) + str(number_)
        shape = draw(st.sampled_from(["question", "question", "question", "group", "display", "pressure"]))
        if shape == "question":
            item = draw(question(link_id, earlier))
            earlier = [*earlier, item]
        elif shape == "display":
            item = {"linkId": link_id, "type": "display", "text": draw(words), **texts(draw)}
        elif shape == "pressure":
            item = {**pressure(link_id), **texts(draw)}
            earlier = [*earlier, *item["item"]]
        else:
            inner = draw(question(f"{link_id}.inner", earlier))
            item = {"linkId": link_id, "type": "group", "text": draw(words), "item": [inner], **texts(draw)}
            earlier = [*earlier, inner]
        items.append(item)
    return parse_definition(
        {**head(draw), "item": items, "followUp": draw(follow_ups(items[:1] + earlier))}, place="test"
    )


def head(draw: st.DrawFn) -> Raw:
    return {
        "resourceType": "Questionnaire",
        "id": draw(codes | st.just("a" * 70)),
        "version": draw(words),
        "title": draw(words),
        "source": draw(words),
        "opening": f"{{name}}{draw(no_braces)}",
        "closing": draw(no_braces),
        **some(
            draw,
            url=st.sampled_from(["https://example.org/q", "urn:x", "a b", ""]),
            status=st.sampled_from(["draft", "active", "retired"]),
            language=st.sampled_from(["en", "zh-CN", "中 文", ""]),
            description=maybe_empty,
            licence=maybe_empty,
        ),
    }


@st.composite
def follow_ups(draw: st.DrawFn, items: list[Raw]) -> list[Raw]:
    rules: list[Raw] = []
    for code in draw(st.lists(codes, max_size=2, unique=True)):
        more = some(
            draw,
            when=conditions(items, least=0),
            behavior=st.just("any"),
            questionnaire=codes,
            say=no_braces,
            alert=st.just({"rule": "next", "level": "urgent"}),
        )
        rules.append({"code": code, "source": draw(words), "withinDays": draw(st.integers(1, 400)), **more})
    return rules
