"""Settles what makes a questionnaire wrong although each of its parts is well formed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from string import Formatter

from records.models import ObservationKind
from records.questionnaires.calculation import FACTS, FUNCTIONS, SCOPES, gives_number, names_in
from records.questionnaires.definition import Definition
from records.questionnaires.errors import Path, Problem
from records.questionnaires.item import NUMBERS, Item
from records.questionnaires.parts import AnswerOption, Condition

ORDERED = (">", "<", ">=", "<=")
MOMENTS = {"date": "2026-03-05", "time": "08:30"}


def check(definition: Definition) -> list[Problem]:
    """Everything that is wrong with a definition, in the file's order."""
    places = dict(_places(definition))
    return [
        *_texts(definition),
        *(problem for link_id, path in places.items() for problem in _item(definition, link_id, path)),
        *_duplicates(definition),
        *(problem for link_id, path in places.items() for problem in _conditions_of(definition, link_id, path)),
        *_follow_up(definition),
    ]


def _places(definition: Definition) -> Iterator[tuple[str, Path]]:
    def walk(items: tuple[Item, ...], path: Path) -> Iterator[tuple[str, Path]]:
        for number, item in enumerate(items):
            yield item.link_id, (*path, number)
            yield from walk(item.item, (*path, number, "item"))

    yield from walk(definition.item, ("item",))


def _texts(definition: Definition) -> Iterator[Problem]:
    yield from _fields(("opening",), definition.opening, {"name", "hospital"})
    yield from _fields(("closing",), definition.closing, {"name"})
    for number, rule in enumerate(definition.follow_up):
        yield from _fields(("followUp", number, "say"), rule.say or "", {"date"})
    if not definition.questions:
        yield Problem(path=("item",), text="nothing is asked")


def _fields(path: Path, text: str, allowed: set[str]) -> Iterator[Problem]:
    try:
        named = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError as exc:
        yield Problem(path=path, text=f"not a text with {{…}} in it: {exc}")
        return
    if wrong := named - allowed:
        may = " and ".join(f"{{{name}}}" for name in sorted(allowed))
        yield Problem(path=path, text=f"{{{sorted(wrong)[0]}}} is not filled in here, only {may}")


def _duplicates(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    for item, (_, path) in zip(definition.walk(), _places(definition), strict=True):
        if item.link_id in seen:
            yield Problem(path=(*path, "linkId"), text=f"{item.link_id} stands twice")
        seen.add(item.link_id)


def _item(definition: Definition, link_id: str, path: Path) -> Iterator[Problem]:
    item = definition.find(link_id)
    yield from _reading(item, path)
    yield from _limits(item, path)
    yield from _options(item, path)
    yield from _initial(item, path)
    yield from _calculation(definition, item, path)
    if item.interpretation and not (item.calculate and item.type in NUMBERS):
        yield Problem(path=(*path, "interpretation"), text="only a computed number is interpreted")


def _reading(item: Item, path: Path) -> Iterator[Problem]:
    if item.reading is None:
        return
    if item.reading not in set(ObservationKind):
        known = ", ".join(ObservationKind)
        yield Problem(path=(*path, "reading"), text=f"{item.reading} is no kind of reading; there are {known}")
    elif item.reading == ObservationKind.BLOOD_PRESSURE:
        if {f"{item.link_id}.systolic", f"{item.link_id}.diastolic"} != {child.link_id for child in item.item}:
            yield Problem(
                path=(*path, "item"), text=f"a pressure holds {item.link_id}.systolic and {item.link_id}.diastolic"
            )
    elif item.type not in NUMBERS:
        yield Problem(path=(*path, "type"), text="a reading is a quantity, an integer or a decimal")


def _limits(item: Item, path: Path) -> Iterator[Problem]:
    for name in ("possible", "plausible", "unit", "conversion", "zero"):
        if getattr(item, name) and item.type not in NUMBERS:
            yield Problem(path=(*path, name), text="only a number has one")
    if item.type == "quantity" and not item.unit:
        yield Problem(path=(*path, "unit"), text="a quantity has a unit")
    if item.possible and item.plausible:
        inside = item.possible[0] <= item.plausible[0] and item.plausible[1] <= item.possible[1]
        if not inside:
            yield Problem(path=(*path, "plausible"), text="what is plausible must be possible")
    if item.confirm and item.confirm.change is not None and item.type not in NUMBERS:
        yield Problem(path=(*path, "confirm", "change"), text="only a number changes by so much")
    if item.repeats and item.type not in ("choice", "open-choice"):
        yield Problem(path=(*path, "repeats"), text="only a choice repeats: ask for the rest in words")
    if item.max_length and item.type not in ("string", "text"):
        yield Problem(path=(*path, "maxLength"), text="only words have a length")


def _options(item: Item, path: Path) -> Iterator[Problem]:
    codes: set[str] = set()
    meanings: dict[str, str] = {}
    for number, option in enumerate(item.answer_option):
        place = (*path, "answerOption", number)
        if option.code in codes:
            yield Problem(path=(*place, "code"), text=f"{option.code} stands twice")
        codes.add(option.code)
        for word in _words(option):
            other = meanings.setdefault(word, option.code)
            if other != option.code:
                yield Problem(path=place, text=f"“{word}” means option {other} as well")
        if option.exclusive and not item.repeats:
            yield Problem(path=(*place, "exclusive"), text="of one choice every option is exclusive")
        if option.when and not item.read_only:
            yield Problem(path=(*place, "when"), text="only a computed choice (readOnly) has conditions")


def _words(option: AnswerOption) -> set[str]:
    return {option.label, option.title, *option.synonyms}


def _initial(item: Item, path: Path) -> Iterator[Problem]:
    value = item.initial
    if value is None:
        return
    place = (*path, "initial")
    if item.type in ("group", "display"):
        yield Problem(path=place, text=f"a {item.type} has no answer")
    elif item.answer_option:
        if value not in {option.code for option in item.answer_option}:
            yield Problem(path=place, text=f"{value} is no option's code")
    else:
        yield from _answer(item, value, place)
        if item.possible and isinstance(value, float) and not item.possible[0] <= value <= item.possible[1]:
            yield Problem(path=place, text=f"{value:g} is not possible")


def _calculation(definition: Definition, item: Item, path: Path) -> Iterator[Problem]:
    if item.calculate is None:
        return
    place = (*path, "calculate")
    if not item.read_only:
        yield Problem(path=place, text="a computed item is readOnly: it is not asked")
    try:
        names = names_in(item.calculate)
    except SyntaxError as exc:
        yield Problem(path=place, text=f"not an expression: {exc.msg}")
        return
    for name in names:
        if fault := _name_fault(definition, name) or _order_fault(definition, item, name):
            yield Problem(path=place, text=fault)


def _name_fault(definition: Definition, name: tuple[str, ...]) -> str | None:
    dotted = ".".join(name)
    if dotted.endswith("()"):
        known = ", ".join(FUNCTIONS)
        return None if dotted[:-2] in FUNCTIONS else f"there is no function {dotted[:-2]}; there are {known}"
    if dotted in FACTS or name[0] == "goal":
        return None
    link_id = ".".join(name[1:]) if name[0] in SCOPES else dotted
    items = {item.link_id: item for item in definition.walk()}
    if link_id not in items:
        return f"there is no item {link_id}"
    return None if gives_number(items[link_id]) else f"{link_id} gives no number: each option needs a score"


def _order_fault(definition: Definition, item: Item, name: tuple[str, ...]) -> str | None:
    """Computed items get their numbers one after the other."""
    link_id = ".".join(name)
    later = {other.link_id for other in definition.computed} - _before(definition, item)
    return f"{link_id} is computed later" if link_id in later and link_id not in FACTS else None


def _conditions_of(definition: Definition, link_id: str, path: Path) -> Iterator[Problem]:
    item = definition.find(link_id)
    earlier = _before(definition, item)
    for number, condition in enumerate(item.enable_when):
        place = (*path, "enableWhen", number)
        if not condition.question:
            yield Problem(path=(*place, "question"), text="which question? An item cannot depend on itself")
        elif not condition.previous and condition.question not in earlier:
            yield Problem(path=(*place, "question"), text=f"{condition.question} is not asked before this item")
        else:
            yield from _condition(definition, condition, condition.question, place)
    for number, alert in enumerate(item.alert):
        for inner, condition in enumerate(alert.when):
            yield from _condition(
                definition, condition, condition.question or link_id, (*path, "alert", number, "when", inner)
            )
    for number, option in enumerate(item.answer_option):
        for inner, condition in enumerate(option.when):
            yield from _condition(
                definition, condition, condition.question, (*path, "answerOption", number, "when", inner)
            )


def _before(definition: Definition, item: Item) -> set[str]:
    ordered = [other.link_id for other in definition.walk()]
    return set(ordered[: ordered.index(item.link_id)])


def _condition(definition: Definition, condition: Condition, link_id: str, path: Path) -> Iterator[Problem]:
    items = {item.link_id: item for item in definition.walk()}
    if link_id not in items:
        yield Problem(path=(*path, "question"), text=f"there is no item {link_id or '(none named)'}")
        return
    item = items[link_id]
    if item.type == "display" or (item.type == "group" and not item.reading):
        yield Problem(path=(*path, "question"), text=f"{link_id} has no answer")
    elif condition.operator == "exists":
        if not isinstance(condition.answer, bool):
            yield Problem(path=(*path, "answer"), text="exists takes true or false")
    elif item.type == "group":
        yield Problem(path=(*path, "question"), text=f"compare a part of it: {item.item[0].link_id}")
    elif condition.operator in ORDERED:
        if item.type not in NUMBERS or isinstance(condition.answer, (bool, str)):
            yield Problem(path=path, text=f"{condition.operator} compares a number with a number")
    else:
        yield from _answer(item, condition.answer, (*path, "answer"))


def _answer(item: Item, answer: bool | float | str, path: Path) -> Iterator[Problem]:
    """Whether an answer is one that the item can have."""
    if item.answer_option:
        if answer not in {word for option in item.answer_option for word in (option.code, option.label)}:
            yield Problem(path=path, text=f"{answer} is no option of {item.link_id}")
    elif item.type in NUMBERS:
        if isinstance(answer, (bool, str)):
            yield Problem(path=path, text="must be a number")
    elif item.type == "boolean":
        if not isinstance(answer, bool):
            yield Problem(path=path, text="must be true or false")
    elif not isinstance(answer, str):
        yield Problem(path=path, text="must be words")
    elif item.type in MOMENTS and not _is_moment(item.type, answer):
        yield Problem(path=path, text=f"must be a {item.type}, e.g. {MOMENTS[item.type]}")


def _is_moment(type_: str, answer: str) -> bool:
    try:
        date.fromisoformat(answer) if type_ == "date" else time.fromisoformat(answer)
    except ValueError:
        return False
    return len(answer) == len(MOMENTS[type_])


def _follow_up(definition: Definition) -> Iterator[Problem]:
    codes: set[str] = set()
    for number, rule in enumerate(definition.follow_up):
        path: Path = ("followUp", number)
        if rule.code in codes:
            yield Problem(path=(*path, "code"), text=f"{rule.code} stands twice")
        codes.add(rule.code)
        if rule.then is not None and rule.then not in {other.code for other in definition.follow_up}:
            yield Problem(path=(*path, "then"), text=f"there is no rule {rule.then}")
        if rule.within_days is None and rule.alert is None and rule.say is None:
            yield Problem(path=path, text="a rule leads to a date, an alert or a sentence")
        if rule.say and "{date}" in rule.say and rule.within_days is None:
            yield Problem(path=(*path, "say"), text="{date} needs withinDays")
        for inner, condition in enumerate(rule.when):
            yield from _condition(definition, condition, condition.question, (*path, "when", inner))
