"""Starts the dialogue engine: `python -m bot.engine`, with everything it needs in the environment."""

from __future__ import annotations

import os
import sys

from bot.engine.errors import SettingsError
from bot.engine.settings import EngineSettings

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_REGISTER": "false",
}


def main() -> int:
    """Check the environment before the slow imports, then serve; what hinders the start is one sentence."""
    try:
        settings = EngineSettings.from_environment(os.environ)
        os.environ.update(QUIET)
        from bot.engine import logs, no_tensorflow

        logs.configure()
        no_tensorflow.leave_out()
        from bot.engine.server import serve

        return serve(settings)
    except SettingsError as exc:
        print(f"suifang engine: {exc}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
