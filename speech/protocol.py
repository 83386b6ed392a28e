"""Settles what turns a voice message into text: one call that the turn makes before anything else reads the message."""

from __future__ import annotations

from typing import Protocol


class SpeechUnavailable(Exception):
    """There is no recogniser here; the patient is asked to type."""


class Transcriber(Protocol):
    """Turns a voice message into text."""

    async def __call__(self, audio: bytes) -> str:
        """The words of one recording.

        Args:
            audio: the file as the platform delivered it, in any container (AMR, OGG/Opus, WebM, WAV).

        Raises:
            SpeechUnavailable: nothing here can listen.
        """
        ...


async def no_recogniser(audio: bytes) -> str:
    """The transcriber of an installation without a speech model."""
    raise SpeechUnavailable
