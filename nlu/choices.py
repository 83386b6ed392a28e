"""Which option was chosen? By its name, by other words, by its place (第二个, B, 2), or by the symptoms named."""

from __future__ import annotations

import re

from nlu.findings import Understanding
from nlu.questions import Option, Question
from nlu.text import clauses, normalise, without_questions

_ORDINAL = {c: i for i, c in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_PLACE = re.compile(
    r"\s*(?:我?[选挑]?(?:第|选项|答案)?)\s*(?P<place>[1-9一二三四五六七八九a-h])\s*(?:个|项|种|条|"
    r"号)?[吧的。.！!、）)]*\s*"
)
_LAST_PLACE = re.compile(r"\s*(?:我?选)?(?:最后|末尾)(?:一个|那个|个)?[吧的。.]*\s*")
_SEVERAL = re.compile(r"\s*[1-9](?:\s*(?:[、,，和跟与]|\s)\s*[1-9])+\s*[。.]?\s*")
_NOT_BEFORE = re.compile(
    r"(?:不|没|没有|并非|别|未|没啥|没什么|没有什么)(?:是|敢|爱|能|想|会|喜欢|容易|觉得|感觉|感到|发现|出现|很|太|怎么|大|那么|啥|什么|吃)*$"
)
# Words so common that they are an answer only where little else is said: 好 in 早上好, 没 in 没听懂 are none.
_COMMON = re.compile(r"[有无没好差轻中重不太很挺还行可以正常一般都的]+")
_FILLER = re.compile(
    r"(?:[\s、:：;；~～的了啊呢吧呀哦嗯嘛哈得也都还就是很挺蛮太最更偏比较有点我在现今日过到么个这那些]|感觉|觉得|最近|目前|暂时|从来|平时|一直|"
    r"一般|基本上?|应该|好像|什么|啥子?|以前|以后|之后|吃[药完了]*|药|副作用|不良反应|反应|问题|症状|情况|身体|心情|情绪|心里|心态|精神|"
    r"日子|口味|味道|盐巴?|菜|饭|家里?|们|放|做|每天|天天|谢谢|医生|大夫|护士|您|你|大|没有|哪里|不对劲?|不舒服|任何|多|少|一点儿?|点儿|算|老|人)*"
)
_LAPSE_NOW = re.compile(r"(?:还|这[两几]天|今天|今早|今晚|早上|早晨|上午|中午|晚上|刚才)(?:我|都|也|的?药)*$")
_BUT = re.compile(r"就是|但|不过|只是|只有|除|可是|倒是")
_NONE = re.compile(
    r"(?:[我嗯哦啊，,。！!\s]|最近|目前|现在|这些|以上|这段时间|身体|感觉|什么|啥|都|也|全|真的|倒是|暂时|其他|别的|还行|还好|还可以|挺好|很好|蛮好的?)*"
    r"(?:没有?|没啥|没什么|无|没事|没事儿|没有没有|没的)(?:什么|啥子?|任何|感觉|觉得|哪里|明显|大|大的|别的)*(?:不舒服|不适|异常|症状|毛病|难受|问题|事|反应|感觉|不好|不对劲)?"
    r"(?:的?地方)?[的了啊呢吧呀哦过。.！!，,～~\s]*(?:都|一切|身体|感觉)?(?:挺好|很好|正常|都好|还好|"
    r"好着呢|好的)?[的了呢。.！!\s]*"
)
_YES = re.compile(
    r"\s*(?:嗯+|是|是的|有|有的|对|对的|有啊|是啊|会|好|行|可以|当然|没错|有点|有一点|有过|"
    r"要)[的啊呢吧呀哦。.！!，,\s]*.*"
)
_NO = re.compile(r"\s*(?:没|不|无|否|从来没|从来不|从没).*")
_FINE = re.compile(
    r"\s*(?:我|身体|都|也|一切|感觉|最近)*(?:还行|还好|很好|好得很|好着呢|挺好|都好|不错|正常|蛮好|蛮好的|老样子|还可以)[的了呢啊吧嘛。.！!]*\s*"
)
# What 有 means after 有没有: 有, 是有的; 嗯 alone may be no more than 我在听.
_HAS = re.compile(r"[\s嗯啊是对的哦,，]*会?有(?![没什啥哪时问])[^吗么?？]*")
_GENERIC = 1  # a word so short (有, 差, 淡) says nothing unless the question was asked
_OTHER = "其他"
_ALL_CLEAR = 2  # so many denied symptoms and none present answer the whole list that was read out


def _by_place(question: Question, plain: str) -> tuple[str, ...] | None:
    """Options by number, letter or order: 2, B, 第二个, 最后一个, 2和4."""
    if _LAST_PLACE.fullmatch(plain) and question.options:
        return (question.options[-1].code,)
    if question.kind == "multi-choice" and _SEVERAL.fullmatch(plain):
        codes = {option.code for option in question.options}
        chosen = tuple(dict.fromkeys(re.findall(r"[1-9]", plain)))
        return chosen if set(chosen) <= codes else None
    if not (match := _PLACE.fullmatch(plain)):
        return None
    place = match.group("place")
    if place.isdigit() and any(option.code == place for option in question.options):
        return (place,)
    number = ord(place) - ord("a") + 1 if place.isalpha() and place.isascii() else _ORDINAL.get(place, 0) or int(place)
    return (question.options[number - 1].code,) if 1 <= number <= len(question.options) else None


def _spoken(plain: str, options: tuple[Option, ...], *, shortest: int = 1) -> list[tuple[int, int, str]]:
    """Where the options' words stand: start, end, code; longer words hide the shorter ones inside them."""
    found = []
    for option in options:
        for word in {option.label, *option.synonyms}:
            if len(word) < shortest:
                continue
            for match in re.finditer(re.escape(normalise(word)), plain):
                found.append((match.start(), match.end(), option.code))
    found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    kept: list[tuple[int, int, str]] = []
    for hit in found:
        if all(hit[1] <= other[0] or hit[0] >= other[1] for other in kept):
            kept.append(hit)
    return sorted(hit for hit in kept if not _voided(plain, hit))


def _voided(plain: str, hit: tuple[int, int, str]) -> bool:
    """Whether the words before turn an option's word: 不敢吃咸, and 今天还没吃, which says nothing of other days."""
    before, word = plain[: hit[0]], plain[hit[0] : hit[1]]
    if re.match(r"[没不].*[吃服]", word) and _LAPSE_NOW.search(before):
        return True
    return _NOT_BEFORE.search(before) is not None


def read_choice(question: Question, message: Understanding, *, asked: bool) -> tuple[str, ...] | None:
    """The one option chosen; of several named the last counts (按时吃，就是偶尔忘)."""
    plain = normalise(message.text)
    if not asked:
        return _mentioned_choice(question, plain)
    if (chosen := _by_place(question, plain)) is not None:
        return chosen
    plain = without_questions(plain)
    spoken = _standing(plain, _spoken(plain, question.options), [s.surface for s in message.symptoms])
    if (yes := _yes_option(question)) and _says_yes(plain, message, [hit[2] for hit in spoken], yes):
        return (yes,)
    if (
        "除" in plain and len({hit[2] for hit in spoken}) > 1
    ):  # 除了昨天忘了都按时吃: nobody knows which one weighs more
        return None
    return (spoken[-1][2],) if spoken else None


def _yes_option(question: Question) -> str | None:
    """The code of 有 in a question with the options 无 and 有."""
    labels = {option.label: option.code for option in question.options}
    return labels["有"] if set(labels) == {"有", "无"} else None


def _standing(plain: str, hits: list[tuple[int, int, str]], symptoms: list[str]) -> list[tuple[int, int, str]]:
    """The hits without common words in a clause that speaks of something else."""
    kept = []
    for start, end in clauses(plain):
        inside = [hit for hit in hits if start <= hit[0] < end]
        rest = plain[start:end]
        for said in [plain[hit[0] : hit[1]] for hit in inside] + symptoms:
            rest = rest.replace(said, "")
        light = _FILLER.fullmatch(rest) is not None
        kept += [hit for hit in inside if light or not _COMMON.fullmatch(plain[hit[0] : hit[1]])]
    return kept


def _says_yes(plain: str, message: Understanding, spoken: list[str], yes: str) -> bool:
    """A symptom that is there says 有, whatever stands before it (没有，就是有点干咳)."""
    present = any(s.status == "present" and plain[s.start : s.end].strip() for s in message.symptoms)
    return present or (not spoken and _HAS.fullmatch(plain) is not None)


def _mentioned_choice(question: Question, plain: str) -> tuple[str, ...] | None:
    chosen = None
    plain = without_questions(plain)
    for start, end in clauses(plain):
        clause = plain[start:end]
        if not any(word in clause for word in question.mentions) or re.search(r"[吗么]$|怎么|什么", clause):
            continue
        if spoken := _spoken(clause, question.options, shortest=_GENERIC + 1) or _next_to_mention(question, clause):
            chosen = spoken[-1][2]
    return None if chosen is None else (chosen,)


def _next_to_mention(question: Question, clause: str) -> list[tuple[int, int, str]]:
    """A short word right after the mention: 口味淡, 心情好, 副作用没有."""
    hits = _spoken(clause, question.options)
    words = "|".join(map(re.escape, question.mentions))
    return [
        hit
        for hit in hits
        if re.search(rf"(?:{words})(?:也|都|是|很|挺|比较|还|有点|偏|得|吃得|方面)*$", clause[: hit[0]])
    ]


def read_boolean(question: Question, message: Understanding, *, asked: bool) -> bool | None:
    """Yes or no; unasked only beside a mention (血压计有)."""
    plain = normalise(message.text)
    if not asked:
        named = [plain[a:b] for a, b in clauses(plain) if any(word in plain[a:b] for word in question.mentions)]
        plain = re.sub("|".join(map(re.escape, question.mentions)) or "$^", "", named[-1]) if named else ""
    if _NO.fullmatch(plain):
        return False
    return True if _YES.fullmatch(plain) else None


def read_symptom_choices(question: Question, message: Understanding, *, asked: bool) -> tuple[str, ...] | None:
    """The options that the symptoms named belong to, or the exclusive one for 都没有; in the form's order."""
    plain = normalise(message.text)
    if asked and (chosen := _by_place(question, plain)) is not None:
        return chosen
    present = [symptom.name for symptom in message.symptoms if symptom.status == "present"]
    codes = {_option_for(question, name) for name in present} | _labels_said(question, plain)
    chosen_codes = tuple(o.code for o in question.options if o.code in codes and o.code not in question.exclusive)
    if not asked and all(option.label == _OTHER for option in question.options if option.code in chosen_codes):
        chosen_codes = ()  # 瘦了五斤 beside the weight must not close the question before it was put
    if chosen_codes:
        return chosen_codes
    if present or not question.exclusive:
        return None
    return question.exclusive[:1] if _none_of_them(question, message, plain, asked=asked) else None


def _option_for(question: Question, name: str) -> str | None:
    """The option that lists a symptom's name, else 其他 where there is one; a mere 难受 is no answer yet."""
    for option in question.options:
        if name == option.label or name in option.synonyms:
            return option.code
    return next((o.code for o in question.options if o.label == _OTHER and name != "难受"), None)


def _labels_said(question: Question, plain: str) -> set[str]:
    """Options of an answer that is nothing but option words, as a pressed button sends it."""
    words = {normalise(word): option.code for option in question.options for word in (option.label, *option.synonyms)}
    parts = [part for part in re.split(r"[、,，。；;\s]+", plain) if part]
    return {words[part] for part in parts} if all(part in words for part in parts) else set()


def _none_of_them(question: Question, message: Understanding, plain: str, *, asked: bool) -> bool:
    exclusive = tuple(option for option in question.options if option.code in question.exclusive)
    if any(symptom.status in ("present", "asked") for symptom in message.symptoms):
        return False
    if not asked:
        return re.search(r"没有?(?:什么|啥|哪里|任何)?(?:不舒服|症状|难受)", plain) is not None
    if _NONE.fullmatch(plain) or _FINE.fullmatch(plain) or _spoken(plain, exclusive):
        return True
    if not _BUT.search(plain) and any(_NONE.fullmatch(plain[a:b]) for a, b in clauses(plain)[:1]):
        return True
    gone = [symptom for symptom in message.symptoms if symptom.status in ("denied", "resolved")]
    return len({symptom.name for symptom in gone}) >= _ALL_CLEAR
