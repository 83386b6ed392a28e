"""Settles how an action runs in the application: one kept connection, short timeouts, and no silent failure.

Stock Rasa opens a connection for each call, ships every event of the session, checks the answer's schema against its
meta-schema each time and turns whatever goes wrong into an empty turn. Here a call that is not answered with 200 and a
well-formed body fails the turn. An action finds the message's id in `tracker.latest_message.metadata.message_id`, or,
for the session start that comes before the first message, in slot `session_started_metadata`.
"""

from __future__ import annotations

import asyncio
import json
from itertools import takewhile
from typing import Any

import aiohttp
import jsonschema
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bot.engine.errors import TurnFailed, Unavailable

CONNECT_TIMEOUT_SECONDS = 2
CALL_TIMEOUT_SECONDS = 10
EVENTS_WITHOUT_MESSAGE = 20  # events sent when no patient message is there yet
AWAY = (502, 503, 504)  # the application says that it cannot work now


class ActionWebhook(EndpointConfig):
    """The application's action endpoint."""

    _session: aiohttp.ClientSession | None = None

    @classmethod
    def at(cls, endpoint: EndpointConfig) -> ActionWebhook:
        """The webhook that endpoints.yml names."""
        return cls(endpoint.url, headers=endpoint.headers, **endpoint.kwargs)

    async def call(self, body: dict[str, Any]) -> Any:
        """Post one action call; a kept connection that turns out to be closed is tried once more.

        Raises:
            Unavailable: not reachable in time. TurnFailed: any other answer than 200 with JSON.
        """
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            try:
                return await self._post(data)
            except (aiohttp.ServerDisconnectedError, ConnectionResetError, BrokenPipeError):
                return await self._post(data)
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, asyncio.TimeoutError, OSError) as exc:
            raise Unavailable("the action webhook cannot be reached") from exc

    async def _post(self, data: bytes) -> Any:
        async with self._client().post(self.url, data=data) as response:
            if response.status in AWAY:
                raise Unavailable(f"the action webhook answered {response.status}")
            if response.status != 200:
                raise TurnFailed(f"the action webhook answered {response.status}")
            try:
                return json.loads(await response.read())
            except ValueError as exc:
                raise TurnFailed("the action webhook did not answer JSON") from exc

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=CALL_TIMEOUT_SECONDS, sock_connect=CONNECT_TIMEOUT_SECONDS)
            headers = {**self.headers, "Content-Type": "application/json"}
            self._session = aiohttp.ClientSession(headers=headers, timeout=timeout)
        return self._session

    async def close(self) -> None:
        """Close the kept connections."""
        if self._session is not None:
            await self._session.close()


class StrictRemoteAction(RemoteAction):
    """An action of the application whose failure is the turn's failure."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Call the webhook; its responses, then its events."""
        answer = await self.action_endpoint.call(self._action_call_format(tracker, domain))
        if not VALIDATOR.is_valid(answer):
            raise TurnFailed(f"{self.name()} answered something else than events and responses")
        said = await self._utter_responses(answer.get("responses") or [], output_channel, nlg, tracker)
        return [*said, *deserialise_events(answer.get("events") or [])]

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "version": rasa.__version__,
            "tracker": tracker_for_action(tracker),
            "domain": {},  # no action of ours reads it, but rasa_sdk refuses a call without one
        }


def tracker_for_action(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The tracker as actions receive it: slots, loop, latest message, and the events of this turn only."""
    state: dict[str, Any] = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [event.as_dict() for event in events_of_turn(tracker)]
    message = tracker.latest_message
    if message is not None and state["latest_message"] is not None:
        state["latest_message"] = {**state["latest_message"], "metadata": message.metadata}
    return state


def events_of_turn(tracker: DialogueStateTracker) -> list[Event]:
    """From the patient's latest message on, that included; without one the last few."""
    later = list(takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events)))
    if len(later) == len(tracker.events):
        return list(reversed(later[:EVENTS_WITHOUT_MESSAGE]))
    return list(tracker.events)[-len(later) - 1 :]


def _compiled(schema: dict[str, Any]) -> Any:
    return jsonschema.validators.validator_for(schema)(schema)


VALIDATOR = _compiled(RemoteAction.action_response_format_spec())
