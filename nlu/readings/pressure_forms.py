"""In which forms are blood pressures written? Patterns over the form of a text (`shape`), with named parts."""

from __future__ import annotations

import re

from nlu.readings.pieces import FILL, GAP, MMHG, MORE, RANGE

_HIGH = r"(?:(?<!肺动)(?<!动脉)(?<!颅内)(?<!门脉)(?<!静脉)高压(?!氧|锅)|上压|收缩压|最高血压|sbp)"
_LOW = r"(?:低压|下压|舒张压|最低血压|dbp)"
# words that name a part only where the other part is named as well: 高145低90, 高血压150低血压72, 上面140下面90
_HIGH_OF_TWO = (
    r"(?:高压|上压|收缩压?|最?高血压|sbp|高的?那个|(?:[高上大][面头边]?|上半?截)(?:那个|的?一个|那个数)?的?(?=\s*[是有到:：]?\s*N)|"
    r"(?<![偏太很更身升])高(?=[是到:：]?N))"
)
_LOW_OF_TWO = (
    r"(?:低压|下压|舒张压?|最?低血压|dbp|低的?那个|(?:[低下小底][面头边]?|底下)(?:那个|的?一个|那个数)?的?(?=\s*[是有到:：]?\s*N)|"
    r"(?<![偏太很更])低(?=[是到:：]?N))"
)
_KEY = r"(?:血压|bp(?![a-z]))"


def _part(name: str) -> str:
    return f"(?P<{name}>N){MORE}(?:{RANGE}(?P<{name}2>N){MORE})?{MMHG}"


_BETWEEN_MARK = r"\s*(?:[/\\,，、~-]|到|比|和|斜?杠)\s*"
_JOIN = r"[\s,，、/;；。.:：和跟与及呢吧\-]*(?:然后|还有|另外|而|后面)?"
LABELLED = [
    re.compile(
        rf"{_HIGH}[和跟与、/,， ]?{_LOW}(?:[^NU。！？!?；;]{{0,6}})(?P<systolic>N){MORE}"
        r"[\s和跟与、/,，]+(?P<diastolic>N)"
    ),
    re.compile(f"{_HIGH_OF_TWO}{GAP}{_part('systolic')}{_JOIN}{_LOW_OF_TWO}{GAP}{_part('diastolic')}"),
    re.compile(f"{_LOW_OF_TWO}{GAP}{_part('diastolic')}{_JOIN}{_HIGH_OF_TWO}{GAP}{_part('systolic')}"),
]
EXTREMES = re.compile(
    f"(?:{_KEY}[^NU。！？!?；;]{{0,4}}?最高|最高血压){GAP}{_part('systolic')}{_JOIN}最低(?:血压)?{GAP}{_part('diastolic')}"
)
KEY_AND_LOW = re.compile(f"{_KEY}{FILL}{_part('systolic')}{_JOIN}{_LOW_OF_TWO}{GAP}{_part('diastolic')}")
KILOPASCAL = re.compile(
    rf"(?:(?P<key>{_KEY}){GAP})?(?P<a>N)\s*(?P<unit1>kpa|千帕)?{_BETWEEN_MARK}(?P<b>N)\s*(?P<unit2>kpa|千帕)?"
)
SINGLE = [re.compile(f"{_HIGH}{GAP}{_part('systolic')}"), re.compile(f"{_LOW}{GAP}{_part('diastolic')}")]
_BETWEEN = r"(?P<mark>\s*(?:[/\\,，、.。:：;；~比和与跟-]{1,3}|到|至|斜?杠|斜线|对)\s*|\s*)"
_PAIR = f"(?P<a>N){MORE}{MMHG}{_BETWEEN}(?P<b>N){MORE}{MMHG}"
KEYED_PAIR = re.compile(_KEY + GAP + _PAIR)
BARE_PAIR = re.compile(_PAIR)
KEYED_ONE = re.compile(f"{_KEY}{FILL}(?P<a>N){MORE}{MMHG}(?!\\s*(?:[块元]|买|的?价))")
BARE_ONE = re.compile("(?P<a>N)")
RANGES = re.compile(  # 130-140/80-90, 130到140，80到90
    f"(?P<systolic>N){MORE}{RANGE}(?P<systolic2>N){MORE}{MMHG}\\s*[/，,、;；和比 ]\\s*"
    f"(?P<diastolic>N){MORE}{RANGE}(?P<diastolic2>N){MORE}{MMHG}"
)
