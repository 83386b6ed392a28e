"""Where does set-up put things, and what must they be?"""

import os
from dataclasses import dataclass
from pathlib import Path

APP_PYTHON = (3, 11)  # the oldest that runs the application
ENGINE_PYTHON = (3, 10)  # the only one that Rasa 3.6 is run on
OLDEST_NODE = 20
ROOM_BYTES = 5 * 1024**3  # both environments, the browser assets and the first data


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The folders of one checkout.

    Attributes:
        root: the project's folder.
        home: run-time state (`var/`, or what SUIFANG_HOME names).
    """

    root: Path
    home: Path

    @classmethod
    def of(cls, root: Path) -> "Layout":
        """The layout of the checkout in `root`, as the environment variables have it."""
        root = root.resolve()
        home = os.environ.get("SUIFANG_HOME")
        return cls(root=root, home=Path(home).expanduser().resolve() if home else root / "var")

    @property
    def venv(self) -> Path:
        """The application's environment."""
        return self.root / ".venv"

    @property
    def engine_venv(self) -> Path:
        """The dialogue engine's environment."""
        return self.root / ".venv-engine"

    @property
    def tools(self) -> Path:
        """What set-up needs for itself: uv, where the machine has none."""
        return self.root / ".tools"

    @property
    def node_modules(self) -> Path:
        """Browser assets."""
        return self.root / "node_modules"

    @property
    def log_file(self) -> Path:
        """Everything the called tools said."""
        return self.home / "log" / "setup.log"

    def lock(self, name: str) -> Path:
        """The committed lock file called `name` (app, dev, engine, uv)."""
        return self.root / "requirements" / f"{name}.txt"


def python_of(venv: Path) -> Path:
    """The interpreter inside an environment."""
    return venv / "bin" / "python"


def dotted(version: tuple[int, ...]) -> str:
    """(3, 11) as people write it."""
    return ".".join(map(str, version))
