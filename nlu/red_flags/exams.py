"""Is it a question of an exam or a paper? One word of them (护士你好, 考试回来) is none; two may be."""

from __future__ import annotations

import re

from nlu.red_flags.message import Place

_NEEDED = 2  # kinds of marks
# each a kind of its own; a list of answers is enough alone
_MARKS = tuple(
    re.compile(source)
    for source in (
        r"下列|下述|以下(?:哪|不|选项|关于|属于|正确|各项|何)",
        r"首选|首先(?:应|采取|考虑)|应首先|应考虑|首要",
        r"最可能的?诊断|护理诊断|病例分析|案例分析|诊断(?:为|是)(?:$|[?？（(])",
        r"选项|单选|多选|判断题|选择题|名词解释|简答|试述|简述|论述|答案选",
        r"(?:正确|错误|属于[^，,。]{1,12}|表现|措施|病因|原因|诊断|体位|药物|检查)的?是(?:什么)?[（()）\s?？。:：]*$|不正确|不包括|不属于",
        r"最常见的?|主要见于|常见于|多见于",
        r"考试|期末|真题|题库|考点|考题|教材|课件|ppt|资格证?考|执业医师|论文|病理生理|药理学?|护理学",
        r"家兔|大鼠|小鼠|豚鼠|动物",
        r"本实验|实验(?:报告|目的|原理|步骤|动物|结果|课)?(?!的(?:工|同)|室)",
        r"(?:观察|复制)[^，,。]{0,12}(?:变化|模型)",
        r"(?:患者|病人|患儿|产妇|孕妇)[，,\s]?(?:男|女)|某(?:男|女|患者|病人)",
        r"护士(?:应|首先|需|要采取|的?首要|在?[^，,。你您]{0,6}时应)",
    )
)
_ANSWERS = re.compile(r"[a-d][.、．][^a-e]{1,20}[b-e][.、．]")
_OWN = re.compile(
    r"[我俺咱](?![国们])|(?<!老)爸|(?<!大)妈|[爷奶姥]|老[伴公婆]|老头|老太|闺女|儿子|[您你]好|护士(?:[，,\s]|姑娘|小姐|长)|"
    r"今[天早晚儿]|昨[天晚儿]|刚[才刚]|现在|这[几两]天|怎么办|咋[办整]|[疼痛喘晕闷]得"
)


def is_of_an_exam(place: Place) -> bool:
    """Whether two kinds of words of an exam or a paper stand in the sentence and nobody of one's own does."""
    if _OWN.search(place.sentence):
        return False
    if _ANSWERS.search(place.sentence):
        return True
    return sum(mark.search(place.sentence) is not None for mark in _MARKS) >= _NEEDED
