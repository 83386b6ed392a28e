"""Settles how the engine's process is put together: the HTTP server at once, the model as soon as it is loaded."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path

import rasa.core.tracker_store
from rasa.core.channels.channel import register
from rasa.core.run import create_http_input_channels
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.engine.errors import SettingsError
from bot.engine.fast import find_events_by_name
from bot.engine.logs import error_path
from bot.engine.model import ROOT
from bot.engine.remote_action import ActionWebhook, StrictRemoteAction
from bot.engine.settings import EngineSettings
from bot.engine.strict import StrictProcessor
from bot.engine.turns import Turns

log = logging.getLogger("suifang.engine")


def serve(settings: EngineSettings) -> int:
    """Serve until a signal comes; the process's exit code.

    Raises:
        SettingsError: the port is taken.
    """
    listening = listen(settings.host, settings.port)
    app = Sanic("suifang_engine", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.turns = None
    app.ctx.failed = False
    register(create_http_input_channels(None, str(ROOT / "credentials.yml")), app, route="/webhooks/")

    async def load(app: Sanic) -> None:
        await load_turns(app, settings.model)

    app.add_task(load)
    app.run(sock=listening, workers=1, access_log=False, motd=False)
    return 1 if app.ctx.failed else 0


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on, taken before anything slow begins."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as exc:
        raise SettingsError(f"{host}:{port} cannot be listened on ({exc.strerror}): set SUIFANG_ENGINE_PORT") from exc
    return listening


async def load_turns(app: Sanic, model: Path) -> None:
    """Load the model beside the running server, which answers 503 meanwhile; stop the server if it cannot be loaded."""
    try:
        app.ctx.turns = await asyncio.get_running_loop().run_in_executor(None, make_turns, model)
    except Exception as exc:
        log.error("the model %s cannot be loaded (%s)", model.name, error_path(exc))
        app.ctx.failed = True
        app.stop()


def make_turns(model: Path) -> Turns:
    """The engine's parts, from endpoints.yml and the model."""
    use_strict_actions()
    find_events_by_name()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    store = rasa.core.tracker_store.create_tracker_store(endpoints.tracker_store)
    processor = StrictProcessor.create(model, store, ActionWebhook.at(endpoints.action))
    processor.warm_up()
    return Turns(processor, store)


def use_strict_actions() -> None:
    """Let Rasa make our actions wherever it makes a remote one."""
    import rasa.core.actions.action as actions
    import rasa.core.actions.forms as forms

    actions.RemoteAction = forms.RemoteAction = StrictRemoteAction
