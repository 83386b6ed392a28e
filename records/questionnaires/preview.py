"""Settles how a questionnaire is told in plain words, for whoever wrote it: what is asked, when, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from records.questionnaires.definition import Definition
from records.questionnaires.item import Item
from records.questionnaires.parts import Alert, AnswerOption, Band, Behavior, Condition, FollowUp

OPERATORS = {"=": "is", "!=": "is not", ">": "is above", "<": "is below", ">=": "is at least", "<=": "is at most"}
INDENT = "   "


def preview(definition: Definition) -> Iterator[str]:
    """The lines of a preview."""
    yield f"{definition.id} {definition.version}: {definition.title} ({definition.status}, {definition.language})"
    yield f"source: {definition.source}"
    if definition.licence:
        yield f"licence: {definition.licence}"
    yield f"opening: {definition.opening}"
    yield ""
    numbers = {question.link_id: number for number, question in enumerate(definition.questions, start=1)}
    parts = {child.link_id for item in definition.walk() if item.reading for child in item.item}
    for item in definition.walk():
        head = "part of it" if item.link_id in parts else numbers.get(item.link_id)
        yield f"{head}. {item.text}" if isinstance(head, int) else f"{_role(item, head)}: {item.text}"
        yield from (f"{INDENT}{line}" for line in _item(item))
    yield ""
    yield f"closing: {definition.closing}"
    if definition.follow_up:
        yield "then, the first that holds:"
        yield from (f"{INDENT}{line}" for rule in definition.follow_up for line in _rule(rule))


def _role(item: Item, head: str | None) -> str:
    if head:
        return head
    if item.type in ("display", "group"):
        return "said" if item.type == "display" else "group"
    return "computed" if item.is_computed else "for staff"


def _item(item: Item) -> Iterator[str]:
    yield f"{item.link_id}: {_kind(item)}"
    if item.enable_when:
        yield f"only if {_conditions(item.enable_when, item.enable_behavior)}"
    if item.calculate is not None:
        yield f"computed: {item.calculate}"
    if item.carry_forward:
        yield "not asked again while the last form has an answer"
    if item.initial is not None:
        yield f"{'always' if item.read_only else 'usual answer'}: {_answer(item.initial)}"
    yield from _numbers(item)
    yield from (f"- {_option(option)}" for option in item.answer_option)
    yield from (f"- {_band(band, item.unit)}" for band in item.interpretation)
    yield from (_alert(alert) for alert in item.alert)


def _kind(item: Item) -> str:
    words = [item.type, *(["several answers"] if item.repeats else []), *([item.unit] if item.unit else [])]
    words += [f"reading {item.reading}"] if item.reading else []
    words += ["optional"] if item.is_question and not item.required else []
    return ", ".join(words)


def _numbers(item: Item) -> Iterator[str]:
    if item.possible:
        yield f"possible from {item.possible[0]:.10g} to {item.possible[1]:.10g}, else refused"
    if item.plausible:
        yield f"plausible from {item.plausible[0]:.10g} to {item.plausible[1]:.10g}, else confirmed"
    if item.confirm and item.confirm.always:
        yield "always confirmed"
    if item.confirm and item.confirm.change is not None:
        yield f"confirmed if it differs from the last one by more than {item.confirm.change:.10g}"
    for conversion in item.conversion:
        of = f" of {'/'.join(conversion.of)}" if conversion.of else ""
        yield f"{'/'.join(conversion.words)}{of} counts {conversion.factor:.10g} {item.unit or ''}".rstrip()


def _option(option: AnswerOption) -> str:
    words = f"{option.code} {option.label}"
    words += f" (button: {option.display})" if option.display else ""
    words += " (none of the others)" if option.exclusive else ""
    words += f", score {option.score:.10g}" if option.score is not None else ""
    words += f", if {_conditions(option.when, option.when_behavior)}" if option.when else ""
    words += f", says: {option.say}" if option.say else ""
    return words


def _band(band: Band, unit: str | None) -> str:
    low = f"from {band.low:.10g}" if band.low is not None else ""
    high = f"to {band.high:.10g}" if band.high is not None else ""
    span = " ".join(word for word in (low, high, unit or "") if word)
    return f"{span}: {band.label}" + (f", says: {band.say}" if band.say else "")


def _alert(alert: Alert) -> str:
    said = f", says: {alert.say}" if alert.say else ""
    return f"alert {alert.rule} ({alert.level}) if {_conditions(alert.when, alert.behavior)}{said}"


def _rule(rule: FollowUp) -> Iterator[str]:
    yield f"{rule.code}: {f'if {_conditions(rule.when, rule.behavior)}' if rule.when else 'in any case'}"
    if rule.within_days is not None:
        yield f"{INDENT}{rule.questionnaire or 'this one'} within {rule.within_days} days"
    if rule.alert:
        yield f"{INDENT}alert {rule.alert.rule} ({rule.alert.level})"
    if rule.say:
        yield f"{INDENT}says: {rule.say}"
    yield f"{INDENT}as {rule.source} has it"


def _conditions(conditions: Iterable[Condition], behavior: Behavior) -> str:
    return (" and " if behavior == "all" else " or ").join(map(_condition, conditions))


def _condition(condition: Condition) -> str:
    name = condition.question or "it"
    name = f"the last form's {name}" if condition.previous else name
    if condition.operator == "exists":
        return f"{name} is {'answered' if condition.answer else 'not answered'}"
    goal = f" (or the patient's goal {condition.goal})" if condition.goal else ""
    return f"{name} {OPERATORS[condition.operator]} {_answer(condition.answer)}{goal}"


def _answer(answer: bool | float | str) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer if isinstance(answer, str) else f"{answer:.10g}"
