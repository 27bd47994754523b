from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.cursors import (
    LiveCursor,
    decode_live_cursor,
    decode_position,
    encode_live_cursor,
    encode_position,
)
from kit.keys import Keyring

KEYS = Keyring(["a secret that nobody else has, ever"])
CURSOR = LiveCursor(UUID(int=1), UUID(int=2), 3)


def raw(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def test_a_position_tells_the_sort_values_of_its_row() -> None:
    at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    cursor = encode_position("newest", (at, 7, UUID(int=1)))
    kinds = ["timestamptz", "int", "uuid"]
    assert decode_position("newest", cursor, kinds) == (at.isoformat(), "7", str(UUID(int=1)))


def test_a_position_belongs_to_its_order() -> None:
    cursor = encode_position("newest", (1,))
    assert decode_position("newest", cursor, ["int"]) == ("1",)
    assert decode_position("oldest", cursor, ["int"]) is None
    assert decode_position("newest", cursor, ["int", "int"]) is None
    assert decode_position("newest", cursor, []) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "\ud800",
        raw(b"{}"),
        raw(b"null"),
        raw(b"[]"),
        raw(b'"newest"'),
        raw(b"\xff\xfe"),
        raw(b"[" * 50_000),
        encode_position("newest", (1,)) + "=",
    ],
)
def test_a_text_that_we_did_not_make_is_no_position(text: str) -> None:
    assert decode_position("newest", text, ["int"]) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", "x"),
        ("int", str(2**31)),
        ("uuid", "1"),
        ("float8", "one"),
        ("timestamptz", "now"),
        ("timestamptz", "2026-03-02T08:00:00"),
        ("text", "a\x00b"),
        ("text", "\ud800"),
    ],
)
def test_a_position_holds_only_what_the_database_can_compare(kind: str, value: str) -> None:
    assert decode_position("newest", encode_position("newest", (value,)), [kind]) is None


@given(st.uuids(), st.uuids(), st.integers(0, 2**63 - 1))
def test_a_live_cursor_tells_epoch_stream_and_seq(epoch: UUID, stream_id: UUID, seq: int) -> None:
    cursor = LiveCursor(epoch, stream_id, seq)
    assert decode_live_cursor(KEYS, encode_live_cursor(KEYS, cursor)) == cursor


@pytest.mark.parametrize("place", range(0, 76, 5))
def test_a_live_cursor_with_one_letter_changed_is_none(place: int) -> None:
    text = encode_live_cursor(KEYS, CURSOR)
    changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
    assert decode_live_cursor(KEYS, changed) is None


def test_a_live_cursor_of_another_secret_is_none() -> None:
    stranger = Keyring(["a secret of somebody else, somewhere"])
    assert decode_live_cursor(KEYS, encode_live_cursor(stranger, CURSOR)) is None


def test_a_live_cursor_outlives_the_rotation_of_keys() -> None:
    old, new = "an old secret of at least thirty-two", "a new secret of at least thirty-two"
    text = encode_live_cursor(Keyring([old]), CURSOR)
    assert decode_live_cursor(Keyring([new, old]), text) == CURSOR


@given(st.text())
def test_no_text_breaks_reading_a_cursor(text: str) -> None:
    assert decode_live_cursor(KEYS, text) is None
    assert decode_position("newest", text, ["int"]) is None
