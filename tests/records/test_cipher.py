from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.cipher import CipherError, Keyring

KEYRING = Keyring.generate()


@settings(max_examples=100, deadline=None)
@given(plain=st.binary(max_size=4000), context=st.binary(max_size=40))
def test_what_was_sealed_opens_again_and_shows_nothing(plain: bytes, context: bytes) -> None:
    sealed = KEYRING.encrypt(plain, context=context)
    assert KEYRING.decrypt(sealed, context=context) == plain
    assert len(plain) < 4 or plain not in sealed


def test_same_text_is_sealed_differently_each_time() -> None:
    assert KEYRING.encrypt("王秀英".encode(), context=b"name") != KEYRING.encrypt("王秀英".encode(), context=b"name")


def test_value_moved_to_another_column_does_not_open() -> None:
    sealed = KEYRING.encrypt(b"145/90", context=b"message.body")
    with pytest.raises(CipherError, match="another place"):
        KEYRING.decrypt(sealed, context=b"patient.name")


@settings(max_examples=100, deadline=None)
@given(at=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
def test_damaged_value_never_opens(at: int, flip: int) -> None:
    sealed = bytearray(KEYRING.encrypt(b"145/90", context=b"c"))
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(CipherError):
        KEYRING.decrypt(bytes(sealed), context=b"c")


@given(length=st.integers(min_value=0, max_value=33))
def test_cut_value_never_opens(length: int) -> None:
    sealed = KEYRING.encrypt(b"145/90", context=b"c")
    with pytest.raises(CipherError):
        KEYRING.decrypt(sealed[:length], context=b"c")


def test_value_of_another_installation_does_not_open() -> None:
    with pytest.raises(CipherError):
        Keyring.generate().decrypt(KEYRING.encrypt(b"x", context=b"c"), context=b"c")


def test_rotated_ring_opens_old_values_and_the_old_ring_no_new_ones() -> None:
    rotated = KEYRING.rotated()
    old, new = KEYRING.encrypt(b"old", context=b"c"), rotated.encrypt(b"new", context=b"c")
    assert (rotated.decrypt(old, context=b"c"), rotated.decrypt(new, context=b"c")) == (b"old", b"new")
    assert (old[1], new[1]) == (1, 2)
    with pytest.raises(CipherError, match="unknown key"):
        KEYRING.decrypt(new, context=b"c")
    assert rotated.blind_index("王秀英") == KEYRING.blind_index("王秀英")


def test_blind_index_is_equal_for_equal_text_in_one_place_only() -> None:
    index = KEYRING.blind_index("demo-1", context=b"contact_point.address")
    assert index == KEYRING.blind_index(" demo-1 ", context=b"contact_point.address")
    assert index != KEYRING.blind_index("demo-2", context=b"contact_point.address")
    assert index != KEYRING.blind_index("demo-1", context=b"patient.name")
    assert index != Keyring.generate().blind_index("demo-1", context=b"contact_point.address")


def test_dumped_ring_loads_again(tmp_path: Path) -> None:
    ring = KEYRING.rotated()
    path = tmp_path / "keyring.json"
    path.write_text(ring.dump())
    assert Keyring.load(path) == ring


def test_printed_ring_shows_no_key() -> None:
    shown = repr(KEYRING)
    assert "index_key=…" in shown
    assert str(KEYRING.keys[1]) not in shown


GOOD = json.loads(KEYRING.dump())


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        '"text"',
        "{}",
        json.dumps({**GOOD, "keys": {}}),
        json.dumps({**GOOD, "keys": None}),
        json.dumps({**GOOD, "keys": {"1": "c2hvcnQ="}}),
        json.dumps({**GOOD, "keys": {"0": GOOD["keys"]["1"]}}),
        json.dumps({**GOOD, "keys": {"256": GOOD["keys"]["1"]}}),
        json.dumps({**GOOD, "keys": {"1": 7}}),
        json.dumps({**GOOD, "index_key": ""}),
    ],
)
def test_damaged_ring_is_a_cipher_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keyring.json"
    path.write_text(content)
    with pytest.raises(CipherError):
        Keyring.load(path)


def test_missing_ring_is_a_cipher_error(tmp_path: Path) -> None:
    with pytest.raises(CipherError, match="FileNotFoundError"):
        Keyring.load(tmp_path / "keyring.json")
