"""Settles how the application talks to the dialogue engine: two calls over HTTP, errors translated."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

from bot.errors import EngineUnavailable, TurnFailed


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One bubble of the engine's answer; buttons are {"title", "payload"}."""

    text: str
    buttons: tuple[dict[str, str], ...] = ()


class Engine(Protocol):
    """A dialogue engine. The same message id again gives the same replies and changes nothing."""

    async def turn(self, conversation_id: int, message_id: str, text: str, *, control: bool = False) -> list[Reply]:
        """Raises EngineUnavailable (try again) or TurnFailed."""
        ...


class EngineClient:
    """The Rasa process, through the input channel in bot/engine/channel.py."""

    def __init__(self, url: str, token: str, *, timeout_seconds: float, connections: int = 64) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout_seconds, connect=2.0),
            limits=httpx.Limits(max_connections=connections),
            trust_env=False,  # a proxy must never see a patient's message
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def turn(self, conversation_id: int, message_id: str, text: str, *, control: bool = False) -> list[Reply]:
        """Post one message; `control` marks an engine command such as /session_start."""
        body = {
            "conversation_id": str(conversation_id),
            "message_id": message_id,
            "text": text,
            "control": control,
        }
        try:
            response = await self._client.post("/webhooks/suifang/turn", json=body)
        except httpx.TransportError as exc:
            raise EngineUnavailable("engine_unreachable") from exc
        if response.status_code == httpx.codes.OK:
            return _replies(response)
        if response.status_code in (httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.UNAUTHORIZED):
            raise EngineUnavailable(f"engine_{response.status_code}")
        raise TurnFailed(f"engine_{response.status_code}")

    async def is_ready(self) -> bool:
        """True once the model is loaded."""
        try:
            response = await self._client.get("/webhooks/suifang/health", timeout=2.0)
        except httpx.TransportError:
            return False
        return response.status_code == httpx.codes.OK


def _replies(response: httpx.Response) -> list[Reply]:
    try:
        return [_reply(reply) for reply in response.json()["replies"] if reply.get("text")]
    except (ValueError, LookupError, TypeError, AttributeError) as exc:
        raise TurnFailed("engine_malformed") from exc


def _reply(raw: dict[str, Any]) -> Reply:
    buttons = tuple({"title": str(b["title"]), "payload": str(b["payload"])} for b in raw.get("buttons") or ())
    return Reply(text=str(raw["text"]), buttons=buttons)
