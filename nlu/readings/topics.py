"""Which measures does a text name, the other ones that have values too? And what does each usually come to?"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOPICS = {
    "temperature": (
        r"体温|发烧|发热|[高低退]烧|[高低]热|[耳额腋肛口]温|腋下|测温|量温|温度计|(?<![水室气保])温度|"
        r"烧(?!伤|烤|心|灼|饭|菜|酒|饼)"
    ),
    "blood_pressure": r"血压(?![计仪药])|高压(?!锅|氧)",
    "heart_rate": r"(?<!胎)心率|心跳|脉搏|心律|脉率|心动过[速缓]|心慌|心悸",
    "glucose": (
        r"血糖(?![仪试纸])|吃[完过了](?:早|中|午|晚)?饭|葡萄糖(?!注射|酸|液|溶|水|粉|耐)|空腹|[餐饭]后|[餐饭]前|随机|"
        r"糖尿病|睡前"
    ),
    "weight": r"体重(?![秤计指])",
    "spo2": r"血氧|氧饱和|spo2|氧合",
    "": (  # whatever else has a value
        r"谷[草丙]|胆红|淋巴|中性|单核|压积|抗[原体]|afp|ca\d|cea|t[34]|tsh|fsh|凝血|二聚体|同型|叶酸|胎心|"
        r"尿酸|尿素|肌酐|胆固醇|甘油三酯|血脂|蛋白|[酶酯酸醇酮胺腺素钾钠钙磷铁镁糖化酐氮](?=[^，,。]{0,6}[NU])|hcg|血值|细胞|血小板|血色素|crp|c反应|血沉|"
        r"(?:眼|颅内|动脉|肺动|门脉|气|胎|轮|电)高?压|骨密度|身高|身长|个子|腰围|臀围|视力|近视|散光|度数|[bB]超|彩超|ct|结节|囊肿|大小|内膜|"
        r"卵泡|周期|月经|胰岛素|剂量|抗体|比[值例重率]|指数|间期|时间|长|宽|厚|直径|内径|射血|分数|呼吸|水温|室温|气温|空调|冰箱|暖气|地暖|年龄|今年|虚岁|电话|手机|价|花了|"
        r"挂号|费|楼|床|排|号"
    ),
}
_TOPIC = re.compile("|".join(f"(?P<t{i}>{words})" for i, words in enumerate(_TOPICS.values())))
_KINDS = tuple(_TOPICS)
USUAL = {  # narrower than what is possible: the name stands apart
    "temperature": (34.5, 42.5), "blood_pressure": (90, 260), "heart_rate": (35, 220), "glucose": (1.5, 33.3),
    "weight": (30, 110), "spo2": (60, 100),
}  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """A measure that was named, and where its name ends in the form."""

    end: int
    kind: str


def topics_in(form: str) -> list[Topic]:
    """Every measure that a form names, in order; kind "" for those that are no reading."""
    return [Topic(hit.end(), _KINDS[int(str(hit.lastgroup)[1:])]) for hit in _TOPIC.finditer(form)]
