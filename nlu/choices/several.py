"""Which options of several were chosen? By the symptoms named, by the options' own words, by place, or none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.choices.nothing import all_but, may_complain, none_but, says_all, says_none
from nlu.choices.places import read_places
from nlu.choices.spoken import FILLER, Hit, all_option_words, option_words, standing, without_doubts
from nlu.context import statuses
from nlu.findings import Understanding
from nlu.questions import Option, Question
from nlu.symptoms import names
from nlu.text import clauses, normalise

OTHERS = ("其他", "其它", "别的", "其他原因", "其他不舒服", "其他症状")
_VAGUE = "难受"
_NO_OTHER = re.compile(r"的?(?:地方|情况|都|也|就|倒)*(?:没|不|无|还好|正常|挺好)")
_ALL_CLEAR = 2  # so many denied words and none present answer the whole list that was read out


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The codes of the options chosen, in the form's order, and the words that belong to no option."""

    codes: tuple[str, ...] = ()
    other: str = ""


def read_choices(question: Question, message: Understanding, *, asked: bool) -> Choice | None:
    """The options of a question that takes several; unasked only those that a symptom or a mention names."""
    plain = without_doubts(normalise(message.text), question.options)
    if asked and (chosen := read_places(question, plain) or _by_exception(question, message, plain)):
        return None if len(chosen) > 1 and set(chosen) & set(question.exclusive) else Choice(codes=chosen)
    found = _found(question, message, plain, asked=asked)
    codes = tuple(o.code for o in question.options if o.code in found and o.code not in question.exclusive)
    other = _other_option(question)
    if not asked and all(code == other for code in codes):
        codes = ()  # 瘦了五斤 beside the weight must not close the question before it was put
    if codes:
        return Choice(codes=codes, other=_other_words(question, message, codes, asked=asked))
    symptoms_there = _about_symptoms(question) and any(s.status == "present" for s in message.symptoms)
    if symptoms_there or not question.exclusive:
        return None
    return Choice(codes=question.exclusive[:1]) if _none_of_them(question, message, plain, asked=asked) else None


def _other_words(question: Question, message: Understanding, codes: tuple[str, ...], *, asked: bool) -> str:
    if _other_option(question) in codes:
        return _unlisted(question, message)
    return left_over(question, message) if asked and question.kind == "open-multi-choice" else ""


def _about_symptoms(question: Question) -> bool:
    """Whether at least half of the options are symptoms; a reason such as 吃了头晕 makes no list of symptoms."""
    aside = {*question.exclusive, _other_option(question)}
    listed = [_is_symptom(option) for option in question.options if option.code not in aside]
    return sum(listed) * 2 >= len(listed) > 0


def _is_symptom(option: Option) -> bool:
    return not (names() - {_VAGUE}).isdisjoint({option.label, *option.synonyms})


def _other_option(question: Question) -> str | None:
    return next((option.code for option in question.options if option.label in OTHERS), None)


def _found(question: Question, message: Understanding, plain: str, *, asked: bool) -> set[str | None]:
    worded = _worded(question, plain, asked=asked)
    present = [s for s in message.symptoms if s.status == "present"] if _about_symptoms(question) else []
    other, words = _other_option(question), [(hit[0], hit[1]) for hit, _ in _hits(question, plain)]
    by_symptom = {
        code
        for s in present
        if (code := _option_for(question, s.name)) != other or not any(a < s.end and b > s.start for a, b in words)
    }
    return by_symptom | _labels_said(question, plain) | worded


def _option_for(question: Question, name: str) -> str | None:
    """The option that lists a symptom's name, else 其他 where there is one; a mere 难受 is no answer yet."""
    for option in question.options:
        if name == option.label or name in option.synonyms:
            return option.code
    return _other_option(question) if name != _VAGUE else None


def _labels_said(question: Question, plain: str) -> set[str | None]:
    """Options of an answer that is nothing but option words, as a pressed button sends it."""
    words = {normalise(word): option.code for option in question.options for word in (option.label, *option.synonyms)}
    parts = [part for part in re.split(r"[、,，。；;\s]+", plain) if part]
    return {words[part] for part in parts} if parts and all(part in words for part in parts) else set()


def _hits(question: Question, plain: str) -> list[tuple[Hit, str]]:
    """Words of the options that name no symptom, each with its status: present, denied, resolved or asked."""
    aside = {*question.exclusive, _other_option(question)}
    by_name = _about_symptoms(question)
    options = tuple(o for o in question.options if not (by_name and _is_symptom(o)) and o.code not in aside)
    hits = all_option_words(plain, options)
    return list(zip(hits, statuses(plain, [(hit[0], hit[1]) for hit in hits]), strict=True))


def _worded(question: Question, plain: str, *, asked: bool) -> set[str | None]:
    if not asked and not any(word in plain for word in question.mentions):
        return set()
    present: set[str | None] = {hit[2] for hit, status in _hits(question, plain) if status == "present"}
    if asked and not _about_symptoms(question):
        present |= _other_said(question, plain)
    return present


def _other_said(question: Question, plain: str) -> set[str | None]:
    """其他 where it is not 其他没有."""
    option = tuple(o for o in question.options if o.label in OTHERS)
    return {hit[2] for hit in option_words(plain, option) if not _NO_OTHER.match(plain, hit[1])}


def _by_exception(question: Question, message: Understanding, plain: str) -> tuple[str, ...] | None:
    """都有, 除了头晕都有, 除了第二个都没有."""
    everything = [o.code for o in question.options if o.code not in question.exclusive and o.label not in OTHERS]
    if says_all(plain):
        return tuple(everything)
    if (words := all_but(plain)) is not None:
        excepted = _named(question, message, words)
        return tuple(code for code in everything if code not in excepted) if excepted else None
    if (words := none_but(plain)) is not None:
        return tuple(code for code in everything if code in _named(question, message, words)) or None
    return None


def _named(question: Question, message: Understanding, words: str) -> set[str | None]:
    """The options that a few words name, whatever is said of them."""
    said = {_option_for(question, s.name) for s in message.symptoms if normalise(s.surface) in words}
    spoken: set[str | None] = {hit[2] for hit in all_option_words(words, question.options)}
    return (said | spoken | set(read_places(question, words) or ())) - {None}


def _unlisted(question: Question, message: Understanding) -> str:
    """The symptoms behind 其他, else what was said beside that word."""
    other = _other_option(question)
    said = [s.surface for s in message.symptoms if s.status == "present" and _option_for(question, s.name) == other]
    if said and _about_symptoms(question):
        return "、".join(said)
    option = next(o for o in question.options if o.code == other)
    return beside(message.text, (option.label, *option.synonyms))


def beside(text: str, words: tuple[str, ...]) -> str:
    """A text without the words of an option: 主要是太忙 of 其他，主要是太忙."""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(rf"^\s*(?:是|选)?(?:{pattern})的?(?:原因)?[，,：:。、\s]*", "", text).strip(" 。，,")


def _none_of_them(question: Question, message: Understanding, plain: str, *, asked: bool) -> bool:
    exclusive = tuple(option for option in question.options if option.code in question.exclusive)
    symptoms = message.symptoms if _about_symptoms(question) else ()
    if any(symptom.status in ("present", "asked") for symptom in symptoms):
        return False
    if not asked:
        return bool(symptoms or _about_symptoms(question)) and _DENIES.search(plain) is not None
    spoken = option_words(plain, exclusive)
    if says_none(normalise(message.text)) or (
        spoken and not may_complain(_besides(plain, spoken))
        if _about_symptoms(question)
        else standing(question, plain, spoken, [])
    ):
        return True
    gone = {s.name for s in symptoms if s.status in ("denied", "resolved")}
    gone |= {hit[2] for hit, status in _hits(question, plain) if status in ("denied", "resolved")}
    return len(gone) >= _ALL_CLEAR


def _besides(plain: str, hits: list[Hit]) -> str:
    """A text with some words blanked out."""
    for start, end, _ in hits:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


_DENIES = re.compile(r"没有?(?:什么|啥|哪里|任何)?(?:不舒服|症状|难受)")


def left_over(question: Question, message: Understanding) -> str:
    """The clauses of an answer in which no option's word stands: what an open choice records as other words."""
    text, plain = message.text, without_doubts(normalise(message.text), question.options)
    spans = [(hit[0], hit[1]) for hit in all_option_words(plain, question.options)]
    spans += [(s.start, s.end) for s in message.symptoms]
    free = [
        text[start:end].strip()
        for start, end in clauses(plain)
        if not any(start <= a < end for a, _ in spans) and not FILLER.fullmatch(plain[start:end])
    ]
    return "，".join(free)
