"""Has it passed by now, is somebody dead of it, was it only just now? 好了, 醒了没事了; 我二叔是心梗走的; 刚才."""

from __future__ import annotations

import re

from nlu.red_flags.message import Place
from nlu.red_flags.times import GOES_ON, JUST_NOW

_DIED = re.compile(
    r"(?:去世|过世)(?!后|以后|之后|[得太]?早)|走了(?![几一两三没半\d]|路|很|多|好|大半|不|以后|后|会|过)|走的(?!时|很|路|急)|没了$|离世|逝世|死于|死的|牺牲|死的|家族史|遗传"
)
_OVER = re.compile(
    r"(?<!什么时候)(?<!怎么)(?<!怎样)(?<!才能)(?<!能不能)(?<!没)(?<!不)(?:(?<![写备做买想虑约拾排攒])好了(?!一?[些点]|很多|多|又|吗|没|几天|一阵|一会)|没事了(?!吗)|没再|不再|过去了|痊愈|出院了|治好|没犯过|没有再|(?<![能会以何望])恢复(?!不|得慢|期|慢|吗|么)|消失|醒了|(?:今天|现在|这两天|这几天|后来|目前|已经|早就)[^，,。]{0,4}(?:没有了?|没了|不[疼痛喘晕吐咳闷憋]了?|正常)(?=$|[，,。；;！!\s了])|去[^。]{0,8}(?:医院|急诊|门诊)[^。]{0,20}(?:没事|没问题|正常|没什么|无大碍|排除)|(?:早|都|已经?|全)就?退(?:下去|烧|热)?了|退烧了|烧退了|退下来了|退热了|体温正常|现在(?:体温)?3[67]|缓解了(?!一?[些点]))"
)
_NOT_OVER = re.compile(
    r"又|没好|不好|还(?:是|在)?(?:疼|痛|有|没|喘|憋|吐|晕|闷|难受)|反复|更|加重|重了|厉害|[没不](?:彻底|完全)|不清"
)


def is_dead(place: Place) -> bool:
    """Whether it is told of somebody who died of it: 我二叔是心梗走的."""
    return _DIED.search(place.clause) is not None and not GOES_ON.search(place.before)


def is_over(place: Place) -> bool:
    """Whether the rest of the sentence says that it has passed: 吃了药好了, 醒了没事了."""
    return _OVER.search(place.later) is not None and not _NOT_OVER.search(place.later)


def was_just_now(place: Place) -> bool:
    """Whether the words tell of today or yesterday and are not themselves the good news (今天不痛了)."""
    if re.search(r"[不没]", place.before):
        return False
    return JUST_NOW.search(place.before) is not None or JUST_NOW.search(place.earlier) is not None
