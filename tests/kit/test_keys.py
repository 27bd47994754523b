import pytest

from kit.keys import Keyring, key_id

OLD, NEW = "an old secret of at least thirty-two", "a new secret of at least thirty-two"


def test_what_one_secret_signs_it_verifies() -> None:
    keys = Keyring([NEW])
    assert keys.verifies("greeting", b"hello", keys.sign("greeting", b"hello"))


def test_a_signature_holds_for_its_message_and_purpose_only() -> None:
    keys = Keyring([NEW])
    signature = keys.sign("greeting", b"hello")
    assert not keys.verifies("greeting", b"hallo", signature)
    assert not keys.verifies("farewell", b"hello", signature)


def test_the_first_secret_signs_and_all_verify() -> None:
    before, both, after = Keyring([OLD]), Keyring([NEW, OLD]), Keyring([NEW])
    old, new = before.sign("greeting", b"hello"), both.sign("greeting", b"hello")
    assert both.verifies("greeting", b"hello", old)
    assert after.verifies("greeting", b"hello", new)
    assert not after.verifies("greeting", b"hello", old)
    assert not before.verifies("greeting", b"hello", new)


@pytest.mark.parametrize("length", [0, 1, 15])
def test_a_cut_signature_does_not_verify(length: int) -> None:
    keys = Keyring([NEW])
    assert not keys.verifies("greeting", b"hello", keys.sign("greeting", b"hello", 32)[:length])


def test_a_signature_longer_than_a_digest_does_not_verify() -> None:
    keys = Keyring([NEW])
    assert not keys.verifies("greeting", b"hello", keys.sign("greeting", b"hello", 32) + b"\x00")


def test_a_key_has_one_name_which_is_not_the_key() -> None:
    name, key = Keyring([NEW]).signing_key("greeting")
    assert Keyring([OLD, NEW]).verifying_keys("greeting")[name] == key
    assert (len(name), name in key.hex(), name == key_id(key)) == (12, False, True)


def test_keys_of_two_purposes_differ() -> None:
    keys = Keyring([NEW])
    assert keys.signing_key("greeting")[1] != keys.signing_key("farewell")[1]


def test_a_keyring_without_secrets_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one secret"):
        Keyring([])
