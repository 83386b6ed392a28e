"""Is a word only asked about, supposed or feared, or does the writer have it? 会头晕吗 asks, 头晕怎么办 reports."""

from __future__ import annotations

import re

_IF = re.compile(
    r"(?:如果|(?<![主重需])要是|万一|假如|若是|倘若|一旦|假设|的话)[^。，,]{0,12}$|"  # not 主要是
    r"(?:如果|(?<![主重需])要是|万一|假如|倘若)[^。]{0,12}$"
)
_FEARS = re.compile(
    r"(?:怕|担心|避免|防止|以免|免得|预防|小心|当心)(?:会|再|又|引起|出现|导致|发生|是|得|有|它|我){0,3}$"
)
_OPEN = re.compile(
    r"(?:会不会|有没有|是不是|是否|能不能|算不算)(?:会|有|要|能|再|出现|引起|导致|发生|感觉|觉得|老|经常|很|太){0,3}$"
)
_GUESSES = re.compile(r"(?:应该|估计|大概|也许|八成)(?:就)?是[^，,。]{0,6}$")
_GUESSED = re.compile(r"[^，,。]{0,4}的吧")
_MAY = re.compile(
    r"(?:会|能|可能|可以|容易|引起|导致|造成|出现|引发|诱发|伴有|伴随|有(?![些点时过一])|必须|一定|算)[^，,。？?]{0,8}$"
)
_CAN = re.compile(r"(?:会|能|可能|可以|容易|引起|导致|造成|引发|诱发|必须|一定|算)[^，,。？?]{0,8}$")
_WHY = re.compile(r"怎么|为什么|为啥|咋|什么原因")
_YES_OR_NO = re.compile(r"[^。！!？?\n]{0,14}?(?:吗|嘛|(?<![什怎这那多])么|不会|[?？])")
_STATED = re.compile(r"[\d一二两三四五六七八九十几半多][个]?[天周月年](?:多)?了?[?？]$")  # 胸闷，高血压6年了？
_YES_OR_NO_AT_THE_END = re.compile(
    r"(?:的?症状|的?情况|的?反应|的?表现|的?感觉|了|啊|这些|等|、){0,3}(?:吗|(?<![什怎这那多])么)[\s?？]*$"
)
_CAUSE = re.compile(
    r"怎么|什么|原因|如何|[为是]?啥|咋|哪|治|多久|多长|有关|关系|引起的|造成的|导致的|能|可以|严重|要紧|正常|好吗|是"
)
_DEFINED = re.compile(
    r"(?:的|呢|到底|究竟|一般|都|，)*(?:是|有|会有)?(?:什么|哪些|怎样|怎么样|啥)(?:样)?的?(?:表现|"
    r"感觉|意思|概念|标准|颜色)|的?(?:标准|定义|概念)是|"
    r"的?(?:一般)?(?:是|为)?(?:多少|几)度|(?:是)?指的?(?:是|什么)|怎么(?:判断|区分|定义)"
)
_DEFINES = re.compile(
    r"(?:什么叫|啥叫|什么是|啥是|怎么才?算|怎样才?算|怎么判断|所谓|算不算)(?:是|得|的)?[^，,。]{0,6}$"
)
_CHOICE = re.compile(r"(?P<x>[^一])不(?P=x)(?!得)")
# Somebody speaks of what they have: 我, 老公, 最近, 经常, 吃了药 …
_OWN = re.compile(
    r"我(?!想问|想咨询|们)|俺|孩子|宝宝|宝贝|老公|老婆|爸|妈|爷|奶|老人|儿子|女儿|最近|今[天早晚]|"
    r"昨[天晚]|这[几两]天|近[来期]|刚|已经|现在|目前|"
    r"偶尔|有时|经常|老是|总是|一直|晚上|早上|半夜|睡醒|[好几一两三\d]+[天周年]|个月|有[点些]|突然|又|还是|了(?!解)|"
    r"[男女][，, ]?\d{1,2}岁|\d{1,2}岁[，, ]?[男女]"
)


def is_asked(sentence: str, clause: str, tail: str, words: str) -> bool:
    """Whether a word is asked about, supposed or feared.

    Args:
        sentence: what stands before the word in its sentence.
        clause: what stands before it in its comma clause.
        tail: what stands behind it in its sentence.
        words: the word with two characters on either side.
    """
    if _IF.search(sentence) or _FEARS.search(clause) or _OPEN.search(clause) or _CHOICE.search(words):
        return True
    if _DEFINES.search(clause) or (_GUESSES.search(clause) and _GUESSED.match(tail)):
        return True
    if _OWN.search(clause):
        return False
    if _DEFINED.match(tail):
        return True
    asks = _YES_OR_NO.match(tail)
    if asks is None or _WHY.search(clause) or _STATED.search(asks.group()):
        return False
    if _YES_OR_NO_AT_THE_END.match(tail):
        return True
    asker = _CAN if re.search("[，,]", asks.group()) else _MAY  # 有头晕，血压150？ tells, 会头晕，恶心吗 asks
    return bool(asker.search(clause)) and not _CAUSE.search(asks.group())
