"""Settles when an answer is put before a person: past a red flag's limit, or by an alert of its own question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.filling import Filled
from actions.values import reading_of
from nlu.red_flags import screen, screen_readings
from records.models import AlertLevel
from records.questionnaires import Item, all_hold

if TYPE_CHECKING:
    from actions.turn import Turn  # which calls these as it records


async def raise_flags(turn: Turn, filled: Sequence[Filled]) -> None:
    """The alarm for a value that only the question makes a reading of: 17.8, or 190 and then 95.

    What the words alone tell was seen before the turn, alarm and answer included.
    """
    readings = [reading for answer in filled if (reading := reading_of(answer.item, answer.value))]
    seen = {flag.rule for flag in screen(turn.context.body)}
    flags = [flag for flag in screen_readings(readings) if flag.rule not in seen]
    for flag in flags:
        level = AlertLevel.EMERGENCY if flag.level == "immediate" else AlertLevel.URGENT
        await turn.alert(flag.rule, level)
    if any(flag.level == "immediate" for flag in flags):
        turn.say("emergency")
        turn.stopped_by = turn.stopped_by or "paused_for_emergency"
    elif flags:
        turn.say("urgent")


async def raise_alerts(turn: Turn, items: Sequence[Item]) -> None:
    """The alerts of these items' answers; an emergency stops the questions, and its words are the only ones."""
    known = turn.form.known
    alerts = [
        alert for item in items for alert in item.alert if all_hold(alert.when, alert.behavior, known, own=item.link_id)
    ]
    for alert in alerts:
        await turn.alert(alert.rule, AlertLevel(alert.level))
    emergencies = [alert for alert in alerts if alert.level == "emergency"]
    if emergencies:
        turn.stopped_by = "paused_for_person"
    told = emergencies or ([] if turn.stopped_by or turn.is_emergency else alerts)
    turn.said += [alert.say for alert in told if alert.say and alert.say not in turn.said]
