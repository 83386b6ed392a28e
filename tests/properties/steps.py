"""Settles what a patient of these tests is: a style, and a list of things to do that the moment turns into words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

KINDS = (
    *("answer", "button", "several", "ramble", "range", "about", "half", "other", "place", "long"),
    *("unknown", "declined", "absent", "nonsense", "absurd", "improbable", "yes", "no", "echo"),
    *("correct", "back", "skip", "repeat", "explain", "snooze", "resume", "same", "mixed", "hasty"),
    *("side", "thanks", "thumbs", "greet", "flag", "silence", "stop", "refuse", "human"),
)
RARE = dict.fromkeys(KINDS, 1)
STYLES: dict[str, dict[str, int]] = {
    "cooperative": {"answer": 60, "button": 12, "several": 8, "yes": 8, "thanks": 2, "correct": 3, "side": 3},
    "confused": RARE | {"answer": 30, "improbable": 12, "absurd": 8, "yes": 8, "no": 8, "correct": 15, "back": 10,
                        "explain": 6, "repeat": 6, "nonsense": 8, "half": 8, "stop": 0, "refuse": 0},
    "terse": {"button": 40, "answer": 30, "place": 12, "half": 6, "skip": 5, "unknown": 5, "yes": 6, "no": 4, "back": 3,
              "thumbs": 3, "same": 3},
    "rambling": {"ramble": 30, "several": 25, "range": 10, "about": 10, "mixed": 10, "side": 10, "other": 8, "yes": 6,
                 "correct": 8, "hasty": 6, "long": 2},
    "hostile": {"nonsense": 25, "absurd": 15, "declined": 12, "skip": 8, "no": 8, "side": 8, "echo": 6, "human": 4,
                "flag": 2, "answer": 15, "refuse": 1, "stop": 1, "thumbs": 5},
    "absent": {"silence": 25, "snooze": 12, "resume": 8, "answer": 45, "hasty": 6, "thanks": 3, "yes": 5},
    "nagging": {"repeat": 20, "explain": 15, "side": 15, "thanks": 12, "greet": 6, "back": 15, "same": 8, "human": 6,
                "snooze": 6, "flag": 3, "answer": 8},
    "stubborn": RARE,
    "anything": RARE | {"answer": 12, "yes": 3},
}  # fmt: skip


LEAVES = 0.15  # the share of patients who fall silent somewhere
STUBBORN = 12  # how much oftener somebody stubborn does the one thing than all others together


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a patient does; `salt` chooses among the ways to do it."""

    kind: str
    salt: int


@dataclass(frozen=True, kw_only=True)
class Patient:
    """Who fills a form in. After the last step comes silence.

    Attributes:
        salt: chooses what lies before: the hour, an earlier form, goals, medicines, the timezone.
        after: what is said when the form has ended.
    """

    salt: int
    steps: tuple[Step, ...]
    after: tuple[Step, ...] = ()
    style: str = "anything"


def weights_of(style: str, *, habit: str) -> dict[str, int]:
    """How often each thing is done; `habit` is what somebody stubborn does again and again."""
    weights = STYLES[style]
    return weights | {habit: STUBBORN * len(KINDS)} if style == "stubborn" else weights


def random_patient(seed: int, length: int) -> Patient:
    """The patient of a seed, with words enough for a form of `length` messages."""
    rng = Random(seed)
    style = sorted(STYLES)[seed % len(STYLES)]
    weights = weights_of(style, habit=rng.choice(KINDS))

    def step(kind: str) -> Step:
        return Step(kind=kind, salt=rng.randrange(1 << 16))

    length = rng.randrange(length) if rng.random() < LEAVES else length
    steps = [step(kind) for kind in rng.choices(list(weights), list(weights.values()), k=length)]
    after = [step(rng.choice(("correct", "thanks", "answer", "flag")))] if rng.random() < 0.3 else []
    return Patient(salt=rng.randrange(1 << 16), steps=tuple(steps), after=tuple(after), style=style)
