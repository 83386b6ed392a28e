"""Which measure was meant where words that sound alike were written? 雪糖 is 血糖, 底压 is 低压.

Every change is as long as what it replaces, and is made only where a number may follow: 血鸭汤 stays a soup.
"""

from __future__ import annotations

import re

_NUMBER_NEAR = r"(?=[^，,。；;！!？?]{0,12}[\d幺零〇一二两三四五六七八九十百])"
_ALIKE = (
    (r"雪[压鸭亚呀]|血[鸭亚呀雅鸦](?!汤|肠|粉)|血丫", "血压"),
    (r"雪[糖塘汤唐](?!水|梨)|血[汤唐塘堂](?!圆)", "血糖"),
    (
        r"雪[氧养]|血[养痒仰]|(?<![抽采取送验留查份管])血样(?=[^，,。；;\d]{0,4}(?:[789]\d(?!\d)|[七八九]十|100|一百))",
        "血氧",
    ),
    (r"高[鸭亚呀雅押牙](?!细|麻)|膏压", "高压"),
    (r"[低底地抵][鸭亚呀雅押牙]|[底抵地]压", "低压"),
    (r"收(?=.压)[^缩，,。\d]压", "收缩压"),
    (r"(?:犯|贩|范|泛)(?=[前后])", "饭"),
    (r"(?:参|残|惨|灿)(?=[前后](?!考))", "餐"),
    (r"俩(?=个?(?:小时|钟))", "两"),
    (r"空(?:富|复|服|付|府|副|妇)", "空腹"),
    (r"[新欣辛星]率|心[绿虑]", "心率"),
    (r"[麦卖迈脈]搏|脉[博波驳]", "脉搏"),
    (r"[提题替]温|体[文闻稳]", "体温"),
    (r"体[中种众](?!药)", "体重"),
)
_POINT = re.compile(  # 血糖7点16 is 7.16, where no clock is meant
    r"(?:血糖|空腹|[餐饭]后(?:[12一二两]个?小时)?|[餐饭]前|血钾|钾|尿酸|糖化|胆固醇)"
    r"(?:值|仪|的|是|为|有|在|到|了|测|量|出来|一下|高到|升到|显示|结果|大概|[:： ])*(?<!\d)\d{1,2}点\d{2}(?![\d分])"
    r"(?!\s*(?:[，,]?\s*(?:[测量查打吃]|[是为:：]\s*\d)|血糖|\d|钟|左右[测量查打吃]|的时候|空腹|睡|起|开始))"
)
_LETTER_O = re.compile(r"(?<=\d)o(?=\d|\s*[/\\]\s*\d|$|[，,。；;次斤公度])")  # 14O/90
_LETTER_L = re.compile(r"(?<![a-z\d.])(?<!ol/)[l|](?=\d[\do](?![\da-z]))")  # l45/90
_KILOGRAMS = re.compile(r"(?<=[\d零一二三四五六七八九十百两半])工斤")
_HEARD = re.compile("|".join(f"(?P<w{i}>(?:{words}){_NUMBER_NEAR})" for i, (words, _) in enumerate(_ALIKE)))


def as_meant(plain: str) -> str:
    """A normalised text with the measures by their right names, as long as it was."""
    plain = _LETTER_O.sub("0", _LETTER_L.sub("1", plain))
    heard = _KILOGRAMS.sub("公斤", _HEARD.sub(_right, plain))
    return _POINT.sub(lambda value: value.group().replace("点", "."), heard)


def _right(match: re.Match[str]) -> str:
    return _ALIKE[int(str(match.lastgroup)[1:])][1]
