"""What an access token must be to be believed: the forgery table."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest

from kit.keys import Keyring
from kit.tokens import (
    PURPOSE,
    AccessClaims,
    digest_of,
    issue_access_token,
    minutes_from,
    new_api_token,
    read_access_token,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KEYS = Keyring(["a secret that nobody else has, ever"])
CLAIMS = AccessClaims(UUID(int=1), UUID(int=2), NOW + timedelta(minutes=10))
KID, KEY = KEYS.signing_key(PURPOSE)
PAYLOAD: dict[str, Any] = {
    "iss": "menteo",
    "aud": "menteo-api",
    "sub": str(CLAIMS.account_id),
    "sid": str(CLAIMS.sign_in_id),
    "iat": int(NOW.timestamp()),
    "exp": int(CLAIMS.expires_at.timestamp()),
}


def signed(payload: dict[str, Any], key: bytes = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(payload, key, algorithm, headers={"kid": KID, **headers})


def signed_by_hand(payload: object, algorithm: str = "HS256", key: bytes = KEY, **headers: Any) -> str:
    """What a library would rather not sign."""
    text = f"{part({'alg': algorithm, 'kid': KID, **headers})}.{part(payload)}"
    made = hmac.digest(key, text.encode(), f"sha{algorithm.removeprefix('HS')}")
    return f"{text}.{urlsafe_b64encode(made).decode().rstrip('=')}"


def part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(header: dict[str, object], signature: str = "") -> str:
    return f"{part(header)}.{part(PAYLOAD)}.{signature}"


def without_kid() -> str:
    return jwt.encode(PAYLOAD, KEY, "HS256")


def with_altered_payload() -> str:
    header, _, signature = signed(PAYLOAD).split(".")
    return f"{header}.{part({**PAYLOAD, 'sub': str(UUID(int=9))})}.{signature}"


def lacking(claim: str) -> Callable[[], str]:
    return lambda: signed({name: value for name, value in PAYLOAD.items() if name != claim})


def claiming(**claims: object) -> Callable[[], str]:
    return lambda: signed({**PAYLOAD, **claims})


FORGERIES: dict[str, Callable[[], str]] = {
    "algorithm none": lambda: unsigned({"alg": "none", "typ": "JWT", "kid": KID}),
    "algorithm NONE": lambda: unsigned({"alg": "NONE", "kid": KID}),
    "no algorithm": lambda: unsigned({"kid": KID}),
    "algorithm none, old signature": lambda: unsigned(
        {"alg": "none", "kid": KID}, signed(PAYLOAD).rpartition(".")[2]
    ),
    "algorithm HS512": lambda: signed_by_hand(PAYLOAD, "HS512"),
    "algorithm HS384": lambda: signed_by_hand(PAYLOAD, "HS384"),
    "another key": lambda: signed(PAYLOAD, b"x" * 32),
    "the key of another purpose": lambda: signed(PAYLOAD, KEYS.signing_key("live-cursor")[1]),
    "the empty key under an unknown kid": lambda: signed_by_hand(PAYLOAD, key=b"", kid=""),
    "an unknown kid": lambda: signed(PAYLOAD, kid="0" * 12),
    "a kid that is a path": lambda: signed(PAYLOAD, kid="../../../../dev/null"),
    "a kid that is SQL": lambda: signed(PAYLOAD, kid="' OR 1=1 --"),
    "a kid that is a number": lambda: unsigned({"alg": "HS256", "kid": 1}),
    "a kid that is a list": lambda: unsigned({"alg": "HS256", "kid": [KID]}),
    "no kid": without_kid,
    "a key sent along": lambda: signed(PAYLOAD, b"x" * 32, jwk={"kty": "oct", "k": "eHh4"}),
    "another issuer": claiming(iss="somebody else"),
    "issuers": lambda: signed_by_hand({**PAYLOAD, "iss": ["menteo"]}),
    "another audience": claiming(aud="another api"),
    "expired": claiming(exp=int(NOW.timestamp())),
    "an expiry that is text": claiming(exp="tomorrow"),
    "an expiry beyond all time": claiming(exp=10**30),
    "an expiry that is null": claiming(exp=None),
    "a subject that is no id": claiming(sub="root"),
    "a subject that is a number": claiming(sub=1),
    "a sign-in that is no id": claiming(sid="any"),
    "no issuer": lacking("iss"),
    "no audience": lacking("aud"),
    "no subject": lacking("sub"),
    "no sign-in": lacking("sid"),
    "no issue date": lacking("iat"),
    "no expiry": lacking("exp"),
    "an unknown critical extension": lambda: signed(PAYLOAD, crit=["x"], x=1),
    "a known critical extension": lambda: signed(PAYLOAD, crit=["b64"], b64=True),
    "no critical extensions": lambda: signed(PAYLOAD, crit=[]),
    "an altered payload": with_altered_payload,
    "a cut signature": lambda: signed(PAYLOAD)[:-4],
    "no signature": lambda: signed(PAYLOAD).rpartition(".")[0] + ".",
    "two parts": lambda: signed(PAYLOAD).rpartition(".")[0],
    "a payload that is a list": lambda: jwt.api_jws.encode(b"[1]", KEY, "HS256", headers={"kid": KID}),
    "a payload that is no JSON": lambda: jwt.api_jws.encode(b"{", KEY, "HS256", headers={"kid": KID}),
    "garbage": lambda: "garbage",
    "dots": lambda: "..",
    "nothing": lambda: "",
    "a header of brackets": lambda: urlsafe_b64encode(b"[" * 30_000).decode() + ".e30.AA",
    "letters of no alphabet": lambda: "é.ü.\ud800",
}


def test_a_token_tells_what_was_signed() -> None:
    assert read_access_token(KEYS, issue_access_token(KEYS, CLAIMS, NOW), NOW) == CLAIMS


def test_the_table_starts_from_a_token_that_holds() -> None:
    assert read_access_token(KEYS, signed(PAYLOAD), NOW) == CLAIMS
    assert read_access_token(KEYS, signed_by_hand(PAYLOAD), NOW) == CLAIMS


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_says_nothing(forgery: str) -> None:
    assert read_access_token(KEYS, FORGERIES[forgery](), NOW) is None


def test_a_token_holds_until_its_last_second() -> None:
    token = issue_access_token(KEYS, CLAIMS, NOW)
    assert read_access_token(KEYS, token, CLAIMS.expires_at - timedelta(microseconds=1)) == CLAIMS
    assert read_access_token(KEYS, token, CLAIMS.expires_at) is None


def test_a_signature_is_verified_once(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keyring(["a secret of at least thirty-two letters"])
    token = issue_access_token(keys, CLAIMS, NOW)
    assert read_access_token(keys, token, NOW) == CLAIMS
    monkeypatch.setattr(jwt, "decode", None)
    assert read_access_token(keys, token, NOW) == CLAIMS
    assert read_access_token(keys, token, CLAIMS.expires_at) is None


def test_of_many_tokens_only_the_latest_are_remembered_and_never_in_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kit.keys.REMEMBERED", 2)
    keys = Keyring(["a secret of at least thirty-two letters"])
    tokens = [issue_access_token(keys, replace(CLAIMS, sign_in_id=UUID(int=n)), NOW) for n in range(3)]
    for token in [*tokens, f"{tokens[0]}x"]:
        read_access_token(keys, token, NOW)
    assert list(keys.proven) == [digest_of(token) for token in tokens[1:]]


def test_a_token_of_a_server_whose_clock_is_ahead_holds() -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=10)
    claims = AccessClaims(UUID(int=1), UUID(int=2), minutes_from(ahead, 10))
    token = issue_access_token(KEYS, claims, ahead)
    assert read_access_token(KEYS, token, ahead - timedelta(minutes=10)) == claims


def test_a_token_of_the_old_key_holds_as_long_as_both_are_known() -> None:
    old, new = "an old secret of at least thirty-two", "a new secret of at least thirty-two"
    token = issue_access_token(Keyring([old]), CLAIMS, NOW)
    assert read_access_token(Keyring([new, old]), token, NOW) == CLAIMS
    assert read_access_token(Keyring([new]), token, NOW) is None


def test_an_api_token_is_recognised_by_its_prefix_and_never_repeats() -> None:
    tokens = {new_api_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {token[:7] for token in tokens} == {"menteo_"}
    assert {len(token) for token in tokens} == {7 + 43}


def test_a_digest_is_sha_256() -> None:
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest_of("abc").hex() == expected


def test_minutes_from_now_are_whole_seconds() -> None:
    at = NOW.replace(microsecond=999_999)
    assert minutes_from(at, 10) == NOW + timedelta(minutes=10)
