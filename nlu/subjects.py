"""Which measured thing does a part of a message speak of? 糖化…没去查 is about 糖化, whatever was asked."""

from __future__ import annotations

import re

from nlu.questions import Question

# What a question for it is called by patients; the keys are kinds of reading, or names of no question of ours.
_NAMES = {
    "blood_pressure": r"血压(?![计仪表])|高压(?!锅)|低压|收缩压|舒张压",
    "heart_rate": r"心率|心跳|脉搏",
    "weight": r"体重(?![秤计])",
    "glucose": r"血糖(?![仪试计])|空腹|[餐饭]后",
    "temperature": r"体温(?![计表枪])",
    "spo2": r"血氧(?![仪夹])|氧饱和",
    "hba1c": r"糖化(?:血红蛋白)?",
    "height": r"身高|个子|个头",
    "waist": r"腰围",
    "laboratory": r"血脂|胆固醇|尿酸|肌酐|肝功|肾功|尿蛋白|血常规|尿常规",
    "examination": r"心电图|b超|彩超|ct|核磁|胸片|眼底|胃镜|肠镜|造影",
}
_ANY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items()))
# What else a word such as 一般 or 没有 may be said of, in the words of the questionnaires' mentions
_TOPICS = re.compile(
    _ANY.pattern.replace("?P<", "?P<x_")
    + r"|心情|情绪|心态|口味|咸淡|睡眠|胃口|食欲|饭量|副作用|不良反应|药物反应|低血糖|大便|小便|"
    r"记性|视力|听力|天气|不舒服|不对劲|反应|咳嗽|咳|痰|药|酒|烟|盐|饭|菜"
)
# What a scale of days (几乎每天) may be said of; 累赘 is another word
_OF_DAYS = (
    re.compile(r"睡|醒|失眠"),
    re.compile(r"吃(?!药|惊|力)|胃口|食欲|饭"),
    re.compile(r"累(?!赘)|力气|乏力"),
)
_EVERY_DAY = re.compile("每天|天数|好几天")
_BETWEEN = re.compile(r"(?:[\s、:：也都还是就很挺蛮太比较有点我现在最近吃得的了呢啊呀倒感觉觉得方面])*")
_PARTICLES = re.compile(r"[的了呢啊呀吧哦嘛着过多一点些儿得很。.！!\s]*")
MEASURED_UNITS = frozenset({"cm", "%", "kg", "毫米", "度"})


def subjects(plain: str) -> list[tuple[int, int, str]]:
    """Start, end and name of every measured thing in a normalised text, in order."""
    return [(match.start(), match.end(), str(match.lastgroup)) for match in _ANY.finditer(plain)]


def own_subjects(question: Question) -> frozenset[str]:
    """The names of the things that a question asks for: its reading, and what its mentions name."""
    named = {str(match.lastgroup) for word in question.mentions if (match := _ANY.search(word))}
    return frozenset(named | ({question.reading} if question.reading else set()))


def names_another(question: Question, plain: str) -> bool:
    """Whether a text names something measured that is not what the question asks for."""
    own = own_subjects(question)
    return any(name not in own for _, _, name in subjects(plain))


def speaks_of_another(question: Question, clause: str, at: list[tuple[int, int]]) -> bool:
    """Whether a clause ends with an option's word that is said of a subject which is none of the question's.

    Args:
        question: the question; one that names nothing by its mentions has every subject.
        clause: a clause of a normalised text.
        at: where the words of the options stand in it.
    """
    if any(word in clause for word in question.mentions):
        return False
    return any(
        _BETWEEN.fullmatch(clause, topic, start) and _PARTICLES.fullmatch(clause, end)
        for topic in _foreign(question, clause)
        for start, end in at
        if start >= topic
    )


def days_of_another(question: Question, plain: str, start: int, end: int) -> bool:
    """Whether a clause counts the days of something else: 每天晚上两点就醒, where the mood was asked for.

    Of days alone (半夜就醒，每天都这样) the clauses beside it tell what they are of.
    """
    if not question.mentions or not any(_EVERY_DAY.search(option.label) for option in question.options):
        return False
    clause = plain[start:end]
    if "天" in clause and not any(word in plain for word in question.mentions):
        clause = plain
    if any(word in clause for word in question.mentions):
        return False
    own = "，".join(question.mentions)
    return any(topic.search(clause) and not topic.search(own) for topic in _OF_DAYS)


def names_topic_of_another(question: Question, words: str) -> bool:
    """Whether words beside a common one (没有, 一般) name a subject which is none of the question's."""
    return bool(_foreign(question, words))


def _foreign(question: Question, words: str) -> list[int]:
    """Where the subjects end that neither the mentions nor the options of a question name."""
    if not question.mentions:
        return []
    own = [*question.mentions, *(word for option in question.options for word in (option.label, *option.synonyms))]
    return [topic.end() for topic in _TOPICS.finditer(words) if not any(topic.group() in word for word in own)]
