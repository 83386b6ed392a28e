"""The texts that bench/nlu.py measures with."""

from __future__ import annotations

import pytest

from bench.nlu import AIMS, milliseconds, texts_of
from nlu.understanding import understand


@pytest.mark.parametrize("length", AIMS)
def test_texts_are_as_long_as_asked_and_all_different(length: int) -> None:
    texts = texts_of(length, 50)
    assert {len(text) for text in texts} == {length}
    assert len(set(texts)) == 50


def test_same_seed_makes_the_same_texts() -> None:
    assert texts_of(200, 5) == texts_of(200, 5)
    assert texts_of(200, 5) != texts_of(200, 5, seed=1)


def test_texts_hold_what_there_is_to_find() -> None:
    found = [understand(text) for text in texts_of(200, 20)]
    assert all(each.symptoms or each.readings for each in found)


def test_limit_ends_a_slow_peer_early() -> None:
    assert len(milliseconds(len, ["a"] * 100, limit_seconds=0.0)) == 2
