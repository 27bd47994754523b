from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.ids import decode_id, encode_id, uuid7

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROW = UUID("019cac61-5c00-7000-8000-000000000001")


def test_an_id_is_a_uuid_of_version_7_that_tells_its_millisecond() -> None:
    made = uuid7(AT, lambda bits: (1 << bits) - 1)
    assert made == UUID("019cad8f-ac00-7fff-bfff-ffffffffffff")
    assert (made.version, made.int >> 80) == (7, int(AT.timestamp() * 1000))


def test_a_later_id_is_higher_whatever_its_random_part() -> None:
    highest = uuid7(AT, lambda bits: (1 << bits) - 1)
    lowest = uuid7(AT + timedelta(milliseconds=1), lambda _: 0)
    assert highest < lowest


def test_ids_of_one_millisecond_differ() -> None:
    assert len({uuid7(AT) for _ in range(1000)}) == 1000


@given(st.sampled_from(["Educator", "Topic", "ApiToken"]), st.uuids())
def test_a_global_id_tells_its_type_and_row(type_name: str, row_id: UUID) -> None:
    assert decode_id(encode_id(type_name, row_id)) == (type_name, row_id)


def test_a_global_id_is_safe_in_an_address() -> None:
    random = Random(7)
    text = "".join(encode_id("Post", UUID(int=random.getrandbits(128))) for _ in range(200))
    assert text.replace("-", "").replace("_", "").isalnum()


def raw(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "Educator:1",
        "näme",
        "\ud800",
        "A" * 10_000,
        raw(ROW.bytes),
        raw(b":" + ROW.bytes),
        raw(b"Educator" + ROW.bytes),
        raw(b"Educator:" + ROW.bytes[:15]),
        raw(b"Edu cator:" + ROW.bytes),
        raw("Édu:".encode() + ROW.bytes),
        encode_id("Educator", ROW) + "=",
        encode_id("Educator", ROW) + "!",
        " " + encode_id("Educator", ROW),
    ],
)
def test_a_text_that_we_did_not_make_is_no_global_id(text: str) -> None:
    assert decode_id(text) is None


@given(st.text())
def test_no_text_breaks_reading_a_global_id(text: str) -> None:
    found = decode_id(text)
    assert found is None or encode_id(*found) == text
