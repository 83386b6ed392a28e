"""Which one option was chosen? By its name, by other words, or by its place."""

from __future__ import annotations

import re

from nlu.choices.has import says_has
from nlu.choices.over import last_said, still_there
from nlu.choices.places import read_place
from nlu.choices.spoken import Hit, option_words, standing, without_doubts
from nlu.findings import Symptom, Understanding
from nlu.questions import Question
from nlu.text import clauses, normalise

_ANY_SYMPTOM = re.compile(r"副作用|不良|反应|不舒服|症状|难受")
_INJURY = re.compile(r"受伤|骨折")  # to a question for injuries 胳膊疼 and 脸肿 are answers
_HURT = re.compile(r"[疼痛肿青破伤]")
_FEW_WORDS = re.compile(r"[有没无不是的过了]+")
_NEITHER = re.compile(r"(不.)[也又](不.)")  # 不淡也不咸 is 不淡不咸
_SHORT_OF_BREATH = re.compile("气急|气促")  # in some places said for 喘
_GENERIC = 1  # a word so short (有, 差, 淡) says nothing unless the question was asked


def read_choice(question: Question, message: Understanding, *, asked: bool) -> tuple[str, ...] | None:
    """The one option chosen; of several named the last counts (按时吃，就是偶尔忘)."""
    plain = _in_the_words_of(question, normalise(message.text))
    if not asked:
        return _mentioned_choice(question, message, plain)
    if (chosen := read_place(question, plain)) is not None:
        return chosen
    plain = without_doubts(plain, question.options)
    plain = _NEITHER.sub(r"\1\2 ", plain)
    symptoms = [s for s in message.symptoms if _concerns(question, s)]
    spoken = standing(question, plain, option_words(plain, question.options), [s.surface for s in symptoms])
    if (yes := _yes_option(question)) and _says_yes(question, plain, symptoms, spoken, yes):
        return (yes,)
    if (
        "除" in plain and len({hit[2] for hit in spoken}) > 1
    ):  # 除了昨天忘了都按时吃: nobody knows which one weighs more
        return None
    return _settled(question, plain, spoken, symptoms)


def _in_the_words_of(question: Question, plain: str) -> str:
    """The text with 喘 for 气急, of the same length, where the options say 喘 and not 气急."""
    words = [word for option in question.options for word in (option.label, *option.synonyms)]
    if not any("喘" in word for word in words) or any(word in plain for word in words if _SHORT_OF_BREATH.search(word)):
        return plain
    return _SHORT_OF_BREATH.sub("喘的", plain)


def _settled(question: Question, plain: str, spoken: list[Hit], symptoms: list[Symptom]) -> tuple[str, ...] | None:
    """The option that counts of those that were said; none where a symptom that is there speaks against it."""
    chosen = last_said(question, plain, spoken) if spoken else None
    there = [(s.start, s.end) for s in symptoms if s.status == "present" and plain[s.start : s.end].strip()]
    if chosen is None or still_there(question, plain, chosen, spoken, there):
        return None
    return (chosen,)


def _yes_option(question: Question) -> str | None:
    """The code of 有 in a question with the options 无 and 有."""
    labels = {option.label: option.code for option in question.options}
    return labels["有"] if set(labels) == {"有", "无"} else None


def _concerns(question: Question, symptom: Symptom) -> bool:
    """Whether a symptom is what a question is about: 脚肿 is an adverse reaction, and says nothing of 憋醒."""
    if any(_ANY_SYMPTOM.search(word) for word in question.mentions):
        return True
    words = [*question.mentions, *(word for option in question.options for word in (option.label, *option.synonyms))]
    surface = normalise(symptom.surface)
    if _HURT.search(surface) and any(_INJURY.search(word) for word in words):
        return True
    return symptom.name in words or any(
        word in surface or surface == word.rstrip("了过着的") for word in words if not _FEW_WORDS.fullmatch(word)
    )


def _says_yes(question: Question, plain: str, symptoms: list[Symptom], spoken: list[Hit], yes: str) -> bool:
    """A symptom that is there says 有, whatever stands before it (没有，就是有点干咳)."""
    present = any(s.status == "present" and plain[s.start : s.end].strip() for s in symptoms)
    return present or (not spoken and says_has(question, plain, yes))


def _mentioned_choice(question: Question, message: Understanding, plain: str) -> tuple[str, ...] | None:
    plain = without_doubts(plain, question.options)
    hits: list[Hit] = []
    for start, end in clauses(plain):
        clause = plain[start:end]
        if not any(word in clause for word in question.mentions) or re.search(r"[吗么]$|怎么|什么", clause):
            continue
        words = option_words(clause, question.options, shortest=_GENERIC + 1)
        spoken = standing(question, clause, words, []) or _around_mention(question, clause)
        hits += [(start + a, start + b, code) for a, b, code in spoken]
    return _settled(question, plain, hits, [s for s in message.symptoms if _concerns(question, s)])


def _around_mention(question: Question, clause: str) -> list[Hit]:
    """A short word beside the mention, or a word with the mention inside or behind it: 没打胰岛素."""
    if hits := _next_to_mention(question, clause):
        return hits
    bare = clause
    for word in sorted(question.mentions, key=len, reverse=True):
        bare = bare.replace(word, "")
    bare = re.sub(r"^[\s我也都就现在]+|[\s了的啊呢吧。.！!]+$", "", bare)
    said = {bare, bare + "了"} if len(bare) > _GENERIC else set()
    return [
        (0, len(clause), option.code)
        for option in question.options
        if not said.isdisjoint(map(normalise, (option.label, *option.synonyms)))
    ]


def _next_to_mention(question: Question, clause: str) -> list[Hit]:
    """A short word right after the mention: 口味淡, 心情好, 副作用没有."""
    hits = option_words(clause, question.options)
    words = "|".join(map(re.escape, question.mentions))
    return [
        hit
        for hit in hits
        if re.search(rf"(?:{words})(?:也|都|是|很|挺|比较|还|有点|偏|得|吃得|方面)*$", clause[: hit[0]])
    ]
