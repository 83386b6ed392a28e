"""Settles which alerts a staff member sees, and that acknowledging one happens once and stays on record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from console.errors import NotThere
from records.access import access_patient
from records.database import notify
from records.feed import ALERT_CHANNEL
from records.models import Alert, AlertLevel, AlertStatus, AuditEvent, Staff

LEVELS = (AlertLevel.EMERGENCY, AlertLevel.URGENT, AlertLevel.ROUTINE)
LEVEL_ORDER = case({level: rank for rank, level in enumerate(LEVELS)}, value=Alert.level)
MAX_PAST = 20


@dataclass(frozen=True, kw_only=True)
class AlertRow:
    """An alert, and who acknowledged it."""

    alert: Alert
    acknowledged_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.alert.status == AlertStatus.OPEN


async def open_alerts(session: AsyncSession, patient_ids: Collection[int]) -> Sequence[Alert]:
    """The open alerts of these patients, the most urgent and within a level the oldest first."""
    query = (
        select(Alert)
        .where(Alert.patient_id.in_(patient_ids), Alert.status == AlertStatus.OPEN)
        .order_by(LEVEL_ORDER, Alert.raised_at, Alert.id)
    )
    return (await session.scalars(query)).all()


async def alerts_of(session: AsyncSession, patient_id: int) -> list[AlertRow]:
    """One patient's alerts: the open ones as above, then the latest acknowledged ones."""
    query = (
        select(Alert, Staff.display_name)
        .join(Staff, Staff.id == Alert.acknowledged_by)
        .where(Alert.patient_id == patient_id)
        .order_by(Alert.acknowledged_at.desc())
        .limit(MAX_PAST)
    )
    past = [AlertRow(alert=alert, acknowledged_by=name) for alert, name in (await session.execute(query)).all()]
    return [AlertRow(alert=alert) for alert in await open_alerts(session, [patient_id])] + past


async def acknowledge(session: AsyncSession, staff: Staff, alert_id: int, *, now: datetime) -> int:
    """Acknowledge an alert in the caller's transaction; a second time changes nothing. Returns the patient's id.

    Raises:
        NotThere: no such alert.
        NotAccessible: its patient may not be seen by this staff member.
    """
    patient_id = await session.scalar(select(Alert.patient_id).where(Alert.id == alert_id))
    if patient_id is None:
        raise NotThere
    await access_patient(session, staff, patient_id, action="view_alert", now=now)
    changed = await session.scalar(
        update(Alert)
        .where(Alert.id == alert_id, Alert.status == AlertStatus.OPEN)
        .values(status=AlertStatus.ACKNOWLEDGED, acknowledged_at=now, acknowledged_by=staff.id)
        .returning(Alert.id)
    )
    if changed is not None:
        session.add(
            AuditEvent(
                staff_id=staff.id, patient_id=patient_id, action="acknowledge_alert", detail=f"alert:{alert_id}", at=now
            )
        )
        await notify(session, ALERT_CHANNEL, str(alert_id))
    return patient_id
