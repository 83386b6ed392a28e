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
