"""Settles that a turn succeeds wholly or leaves no trace.

Stock Rasa catches whatever an action raises, tells the log that "the actions events are lost" and saves the message as
answered. Here every exception leaves the turn, and who called it saves nothing. A form that rejects a message, and a
turn that would go on predicting actions for ever, are failures too: no rule of ours waits for either.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_LISTEN_NAME, USER_INTENT_SESSION_START
from rasa.shared.core.events import ActionExecuted, BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.engine.errors import TurnFailed
from bot.engine.fast import PreparedGraphRunner
from bot.engine.remote_action import ActionWebhook
from bot.engine.tracker_store import EncryptedTrackerStore

SESSION_START = f"/{USER_INTENT_SESSION_START}"
WARM_UP_TEXT = "今早血压138/86，不头晕"
KEPT_OF_PARSING = (TEXT, INTENT, ENTITIES)  # ranking and tokens would triple each stored message


class StrictProcessor(MessageProcessor):
    """Takes one turn on a tracker, in memory."""

    @classmethod
    def create(cls, model: Path, store: EncryptedTrackerStore, webhook: ActionWebhook) -> StrictProcessor:
        """A processor with the model loaded, whose domain the store knows."""
        processor = cls(
            model_path=str(model),
            tracker_store=store,
            lock_store=InMemoryLockStore(),
            generator=TemplatedNaturalLanguageGenerator({}),
            action_endpoint=webhook,
            on_circuit_break=_fail,
        )
        processor.nlg.responses = processor.domain.responses
        store.domain = processor.domain
        return processor

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, PreparedGraphRunner
            )
        return Path(model_path).name, metadata, runner

    def warm_up(self) -> None:
        """Read one message, so that dictionaries are loaded before the first patient waits for them."""
        self._parse_message_with_graph(UserMessage(WARM_UP_TEXT), DialogueStateTracker.from_events("-", []))

    async def take_turn(self, message: UserMessage, tracker: DialogueStateTracker) -> list[Event]:
        """Let the model answer a message.

        Returns:
            The events that the turn added to the tracker, for the caller to save.
        """
        known = len(tracker.events)
        tracker.model_id = self.model_metadata.model_id
        tracker.assistant_id = self.model_metadata.assistant_id
        await self._open_conversation(message, tracker)
        await self._handle_message_with_tracker(message, tracker)
        await self.run_action_extract_slots(message.output_channel, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)
        return list(islice(tracker.events, known, None))

    async def _open_conversation(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        """A new conversation starts its session; where the message itself asks for that, its action does."""
        if tracker.events:
            return
        if message.text == SESSION_START:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)
        else:
            await self._update_tracker_session(tracker, message.output_channel, message.metadata)

    def _parse_message_with_graph(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parsed = super()._parse_message_with_graph(*args, **kwargs)
        return {key: parsed[key] for key in KEPT_OF_PARSING}

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        seen = tracker
        if prediction.events:  # they are logged only once the action has run
            seen = tracker.copy()
            seen.update_with_events(prediction.events, self.domain)
        events = await action.run(output_channel, nlg, seen, self.domain)
        self._log_action_on_tracker(tracker, action, events, prediction)
        return self.should_predict_another_action(action.name())

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)


def replies_of(events: list[Event]) -> list[dict[str, Any]]:
    """What the bot said in these events, in the channel's form."""
    return [_reply(event) for event in events if isinstance(event, BotUttered)]


def _reply(event: BotUttered) -> dict[str, Any]:
    buttons = event.data.get("buttons") or []
    return {
        "text": event.text or "",
        "buttons": [{"title": str(b.get("title", "")), "payload": str(b.get("payload", ""))} for b in buttons],
        "custom": event.data.get("custom") or {},
    }


def _fail(*_: Any) -> None:
    raise TurnFailed("the turn predicted more actions than a turn may have")
