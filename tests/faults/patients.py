"""Patients who answer the whole hypertension questionnaire over HTTP, and never give up while something is down."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import httpx

# linkId that the answer is for → what patient `n` says; numbers differ from patient to patient
STEPS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("symptoms", "头有点晕"),),
    (("blood_pressure", "高压{systolic}低压{diastolic}"),),
    (("weight", "{weight}公斤"), ("height", "身高一米六五")),  # two messages in one breath
    (("heart_rate", "心率{rate}"),),
    (("smoking", "不抽烟"), ("alcohol", "不喝酒")),
    (("exercise_frequency", "一周三次"),),
    (("exercise_minutes", "半小时"),),
    (("salt", "一般"),),
    (("mood", "挺好的"),),
    (("adherence", "按时吃的"),),
    (("adverse_reaction", "没有"),),
    (("medication_change", "没有"),),
)
LINK_IDS = [link_id for step in STEPS for link_id, _ in step]
HIGH = 140  # mm[Hg], where the form is no longer 控制满意
RETRY_SECONDS = 0.3


@dataclass(kw_only=True)
class SimulatedPatient:
    """One patient with a browser session."""

    number: int
    patient_id: int
    conversation_id: int
    cookie: str
    base_url: str
    replied: set[str] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    retries: int = 0

    @property
    def values(self) -> dict[str, int]:
        """What makes this patient's answers recognisable."""
        return {
            "systolic": 120 + self.number % 50,
            "diastolic": 70 + self.number % 19,
            "rate": 55 + self.number % 41,
            "weight": 45 + self.number % 53,
        }

    @property
    def follow_up(self) -> tuple[str, str]:
        """The rule of the form that holds at the end, and the alert that it raises."""
        high = self.values["systolic"] >= HIGH
        return ("two_weeks", "treatment_to_review") if high else ("with_symptoms", "symptom_reported")

    def external_ids(self) -> list[str]:
        """The ids of its messages, in the order in which they are sent."""
        return [f"patient{self.number}-{link_id}" for link_id in LINK_IDS]

    async def talk(self, client: httpx.AsyncClient) -> None:
        """Answer everything; the next step begins when the last is answered."""
        for step in STEPS:
            for link_id, words in step:
                await self._post(client, f"patient{self.number}-{link_id}", words.format(**self.values))
            await self._until_replied({f"patient{self.number}-{link_id}" for link_id, _ in step})

    async def _post(self, client: httpx.AsyncClient, message_id: str, text: str) -> None:
        while True:
            try:
                response = await client.post(
                    f"{self.base_url}/chat/messages",
                    json={"id": message_id, "text": text},
                    headers={"Cookie": f"suifang_chat={self.cookie}"},
                )
                if response.status_code == httpx.codes.ACCEPTED:
                    return
                assert response.status_code in (429, 500, 503), response.text
            except httpx.TransportError:
                pass
            self.retries += 1
            await asyncio.sleep(RETRY_SECONDS)

    async def _until_replied(self, wanted: set[str]) -> None:
        while not wanted <= self.replied:
            self.changed.clear()
            await self.changed.wait()
