"""Settles that TensorFlow is not loaded: none of the model's components computes with it.

Rasa imports it for components that could be configured (DIET, TED), which costs half of the engine's start and of its
memory. Stand-ins take the place of its modules: they can be imported, subclassed and used in annotations, and that is
all. A configuration that names such a component fails in training, with an AttributeError or TypeError of the stand-in.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

ABSENT = ("tensorflow", "keras", "tensorflow_addons", "tensorflow_text", "tensorflow_hub", "tensorboard", "jax")


class _AbsentType(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class Absent(metaclass=_AbsentType):
    """Whatever is looked up in an absent module."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """As a decorator it changes nothing."""
        return args[0] if len(args) == 1 and callable(args[0]) else super().__new__(cls)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes what the real class takes."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """As a decorator with arguments it changes nothing."""
        return args[0] if len(args) == 1 and callable(args[0]) else self


class AbsentModule(ModuleType):
    """A module of which every name is `Absent`."""

    __path__: ClassVar[list[str]] = []
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        """Any public name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that are not to be loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for an absent module or a part of it."""
        absent = fullname.partition(".")[0] in ABSENT
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True) if absent else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """The stand-in."""
        return AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def leave_out() -> None:
    """Call before the first import of Rasa."""
    sys.meta_path.insert(0, AbsentFinder())
