from base64 import urlsafe_b64encode
from uuid import UUID

import pytest

from kit.keys import Keyring
from kit.signed_id import read_signed_id, signed_id

OLD, NEW = "an old secret of at least thirty-two", "a new secret of at least thirty-two"
ROW = UUID("019cad2b-0400-7000-8000-0000000000ff")
KEYS = Keyring([NEW])
TEXT = signed_id(KEYS, "door", ROW)


def test_a_signed_id_is_read_back_for_its_purpose_only() -> None:
    assert len(TEXT) == 64
    assert read_signed_id(KEYS, "door", TEXT) == ROW
    assert read_signed_id(KEYS, "window", TEXT) is None


def test_a_signed_id_outlives_the_rotation_of_keys() -> None:
    text = signed_id(Keyring([OLD]), "door", ROW)
    assert read_signed_id(Keyring([NEW, OLD]), "door", text) == ROW
    assert read_signed_id(Keyring([NEW]), "door", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é",
        "x" * 64,
        TEXT[:-1],
        TEXT[:22],
        TEXT + "AAAA",
        "B" + TEXT[1:],
        TEXT[:30] + "\n" + TEXT[30:],
        TEXT + "====",
        urlsafe_b64encode(ROW.bytes + KEYS.sign("door", ROW.bytes)).decode(),
        signed_id(Keyring(["somebody else's secret"]), "door", ROW),
    ],
)
def test_any_other_text_stands_for_nothing(text: str) -> None:
    assert read_signed_id(KEYS, "door", text) is None
