"""Settles how times, ages and dates read: in the hospital's timezone, short, in the page's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from console.i18n import Language, translate

HOSPITAL_ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR, DAY = 60, 60 * 60, 60 * 60 * 24  # seconds
PART_OF_DAY = 12  # hours; a longer span is told by its days
NEAR = {-1: "time.tomorrow", 0: "time.today", 1: "time.yesterday"}  # days ago


def local(at: datetime) -> datetime:
    """The same instant on the hospital's clock."""
    return at.astimezone(HOSPITAL_ZONE)


def hour_minute(at: datetime) -> str:
    """09:05."""
    return local(at).strftime("%H:%M")


def day(at: datetime, language: Language, *, now: datetime) -> str:
    """今天, 昨天, 明天, 11月20日, or with the year when it is another one."""
    then, today = local(at).date(), local(now).date()
    if near := NEAR.get((today - then).days):
        return translate(language, near)
    return _date(then, language, with_year=then.year != today.year)


def day_minute(at: datetime, language: Language, *, now: datetime) -> str:
    """The day and the minute: 昨天 09:05."""
    return f"{day(at, language, now=now)} {hour_minute(at)}"


def measured(at: datetime, until: datetime | None, language: Language, *, now: datetime) -> str:
    """When a reading was measured: 昨天 20:00; of a span 昨天, 昨天 18:00–22:00, or 11月16日–11月18日."""
    if until is None:
        return day_minute(at, language, now=now)
    first, last = local(at), local(until)
    if last - first <= timedelta(hours=PART_OF_DAY):
        return f"{day_minute(at, language, now=now)}–{last:%H:%M}"
    start, end = day(at, language, now=now), day(until - timedelta(microseconds=1), language, now=now)
    return start if start == end else f"{start}–{end}"


def coming(at: datetime, language: Language, *, now: datetime) -> str:
    """When something goes on: 19:00 if that is today, else 明天 09:00."""
    return hour_minute(at) if local(at).date() == local(now).date() else day_minute(at, language, now=now)


def ago(at: datetime, language: Language, *, now: datetime) -> str:
    """How long ago: 刚刚, 12 分钟, 3 小时; from a day on, the day."""
    seconds = (now - at).total_seconds()
    if seconds < MINUTE:
        return translate(language, "time.just_now")
    if seconds < HOUR:
        return translate(language, "time.minutes_ago", count=int(seconds // MINUTE))
    if seconds < DAY:
        return translate(language, "time.hours_ago", count=int(seconds // HOUR))
    return day_minute(at, language, now=now)


def iso_day(day_text: str, language: Language) -> str:
    """A stored ISO date, written out with its year."""
    return _date(date.fromisoformat(day_text), language, with_year=True)


def age(birth_date: str | None, timezone: str, *, now: datetime) -> int | None:
    """Completed years on the patient's own calendar day; None when the birth date is not known."""
    if birth_date is None:
        return None
    born, today = date.fromisoformat(birth_date), now.astimezone(ZoneInfo(timezone)).date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _date(then: date, language: Language, *, with_year: bool) -> str:
    if language == "zh":
        return f"{then.year}年{then.month}月{then.day}日" if with_year else f"{then.month}月{then.day}日"
    return f"{then.day} {then:%b}" + (f" {then.year}" if with_year else "")
