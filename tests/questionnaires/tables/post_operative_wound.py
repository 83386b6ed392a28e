"""What is asked of a wound by the day, what it leads to, and how patients answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.questionnaires.cases import TODAY

FORM = "post_operative_wound"
HEALING = {"operation_date": TODAY - timedelta(days=5), "pain": 2, "temperature": 36.6, "discharge": "无"}
STITCHED = {"stitches": "未拆"}
BY_DAY = {"dressing", "stitches", "getting_up", "daily_life"}
FOLLOW: list[tuple[dict[str, Any], dict[str, Any] | None, dict[str, float], str]] = [
    ({**HEALING, "discharge": "脓"}, None, {}, "look_again_tomorrow"),
    (HEALING, None, {}, "first_week"),
    ({**HEALING, "operation_date": date(2026, 11, 13)}, None, {}, "second_week"),
    ({**STITCHED, "operation_date": date(2026, 11, 5)}, None, {}, "stitches_overdue"),
    ({**STITCHED, "swelling": "无", "operation_date": date(2026, 11, 6)}, None, {}, "second_week"),
    ({**HEALING, "operation_date": date(2026, 10, 21)}, None, {}, "first_month"),
    ({**HEALING, "operation_date": date(2026, 10, 20)}, None, {}, "finished"),
    ({"pain": 2, "redness": "无"}, None, {}, "day_unknown"),
    ({"pain": 2}, None, {}, "unclassified"),
]
ALERTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (HEALING, []),
    ({"pain": 7}, [("strong_wound_pain", "urgent")]),
    ({"temperature": 38.0}, [("fever_with_wound", "urgent")]),
    ({"temperature": 39.1}, [("temperature_after_surgery", "emergency")]),
    ({"feverish": "有"}, [("fever_with_wound", "urgent")]),
    ({"discharge": "脓"}, [("wound_discharge", "urgent")]),
    (
        {"temperature": 37.3, "discharge": "脓"},
        [("wound_infection", "emergency"), ("wound_discharge", "urgent")],
    ),
    ({"redness": "明显或扩大"}, [("wound_redness", "urgent")]),
    ({"swelling": "明显"}, [("wound_swelling", "urgent")]),
    ({"opening": "裂开大"}, [("wound_open", "emergency")]),
    ({"opening": "小裂口"}, [("wound_opening", "urgent")]),
    ({"dressing": "潮湿或污染"}, [("dressing_to_change", "routine")]),
]
SAID: list[tuple[str, str, str | float | None]] = [
    ("feverish", "不发烧也不冷", "没有"),
    ("feverish", "不觉得", "没有"),
    ("feverish", "有点怕冷", "有"),
    ("feverish", "冷得发抖", "有"),
    ("feverish", "打摆子", "有"),
    ("redness", "跟别处一样", "不红"),
    ("redness", "有点", "有一点红"),
    ("redness", "有一点", "有一点红"),
    ("redness", "有些红", "有一点红"),
    ("redness", "很红，也肿得厉害", "很红、越来越大"),
    ("redness", "比昨天红", "很红、越来越大"),
    ("redness", "红彤彤的", "很红、越来越大"),
    ("redness", "有点肿", None),
    ("redness", "有点疼", None),
    ("redness", "一般般", None),
    ("swelling", "一点点", "有一点肿"),
    ("swelling", "边上有点鼓", "有一点肿"),
    ("swelling", "肿得像馒头", "很肿"),
    ("swelling", "硬邦邦的", "很肿"),
    ("swelling", "有点红", None),
    ("swelling", "有点疼", None),
    ("discharge", "没东西", "没有"),
    ("discharge", "干干的", "没有"),
    ("discharge", "渗了点水", "一点清水或淡红的水"),
    ("discharge", "有点血水", "一点清水或淡红的水"),
    ("discharge", "有点黄", "流脓"),
    ("discharge", "有点脓水", "流脓"),
    ("discharge", "黄水", "流脓"),
    ("discharge", "血流个不停", "一直出血"),
    ("discharge", "不停地渗血", "一直出血"),
    ("opening", "合得挺好", "没裂开"),
    ("opening", "裂了个小口子", "裂开一点"),
    ("opening", "口子不大", "裂开一点"),
    ("opening", "裂开了一大块", "裂得大"),
    ("opening", "裂了好大", "裂得大"),
    ("opening", "口子很大", "裂得大"),
    ("opening", "有点疼", None),
    ("opening", "有点红", None),
    ("dressing", "沾了点水", "湿了或脏了"),
    ("dressing", "不太干净", "湿了或脏了"),
    ("dressing", "有点血", "湿了或脏了"),
    ("dressing", "揭掉了", "不用纱布了"),
    ("dressing", "敞着", "不用纱布了"),
    ("stitches", "前天去拆的", "拆了"),
    ("stitches", "后天去拆", "还没拆"),
    ("stitches", "下周拆", "还没拆"),
    ("stitches", "自己会吸收", "不用拆"),
    ("getting_up", "可以走", "能自己走"),
    ("getting_up", "能", "能自己走"),
    ("getting_up", "扶着能走", "要人扶"),
    ("getting_up", "走几步还行", "要人扶"),
    ("getting_up", "下不来", "下不了床"),
    ("getting_up", "不行", "下不了床"),
    ("daily_life", "自己都能弄", "跟以前一样"),
    ("daily_life", "有点不方便", "有点费劲"),
    ("daily_life", "比以前慢", "有点费劲"),
    ("daily_life", "老伴帮我", "要人帮"),
    ("daily_life", "自己弄不了", "要人帮"),
]
