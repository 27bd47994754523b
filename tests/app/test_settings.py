"""Settings: what is refused, kept and documented; and what the lock must hold."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.settings import CommandError, SettingError, Settings, load_settings

ROOT = Path(__file__).parents[2]
LONG_KEY = "k" * 32

REFUSED = [
    ("PORT", "http", "it must be a whole number"),
    ("PORT", "70000", "it must be less than or equal to 65535"),
    ("READ_POOL_SIZE", "0", "it must be greater than or equal to 1"),
    ("HEARTBEAT_SECONDS", "inf", "it must be a finite number"),
    ("GRAPHIQL", "perhaps", "it must be true or false"),
    ("LOG_FORMAT", "xml", "it must be 'console' or 'json'"),
    ("ALLOWED_ORIGINS", "https://a.example,b.example", "each origin must look like"),
    ("ALLOWED_ORIGINS", "https://a.example/path", "each origin must look like"),
    ("PUBLIC_ORIGIN", "menteo.example", "each origin must look like"),
    ("SECRET_KEY", "too-short", "each key must have at least 32 characters"),
    ("SECRET_KEY", f"{LONG_KEY},too-short", "each key must have at least 32 characters"),
    ("DATABASE_URL", "mysql://somebody:hidden@host/db", "it must look like postgresql://"),
    ("DATABASE_URL", "postgresql://host", "it must look like postgresql://"),
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED)
def test_a_bad_value_is_refused_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as refused:
        load_settings()
    line = str(refused.value)
    assert line.startswith(name)
    assert reason in line
    assert line.endswith("Correct it, or leave it out for the default.")
    assert "\n" not in line
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_what_may_hold_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "hidden")
    with pytest.raises(SettingError) as refused:
        load_settings()
    assert "hidden" not in str(refused.value)
    monkeypatch.setenv("SECRET_KEY", LONG_KEY)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden@host/db")
    assert "hidden" not in repr(load_settings())
    assert LONG_KEY not in repr(load_settings())


def test_each_fault_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    monkeypatch.setenv("GRAPHIQL", "perhaps")
    with pytest.raises(SettingError) as refused:
        load_settings()
    assert [line.split("=")[0] for line in str(refused.value).splitlines()] == ["PORT", "GRAPHIQL"]


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    assert load_settings().port == 8000


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://a.example, http://localhost:3000")
    monkeypatch.setenv("SECRET_KEY", f"{LONG_KEY},{LONG_KEY[::-1]}x")
    assert load_settings().allowed_origins == ("https://a.example", "http://localhost:3000")
    assert load_settings().secret_keys == (LONG_KEY, f"{LONG_KEY}x")


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"host": "::1", "port": 80}, "http://[::1]:80"),
        ({"public_origin": "https://menteo.example"}, "https://menteo.example"),
    ],
)
def test_clients_are_told_where_they_find_the_server(given: dict[str, Any], origin: str) -> None:
    assert Settings(**given).origin == origin


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path / "new").secret_keys
    assert Settings(data_dir=tmp_path / "new").secret_keys == first
    assert len(first[0]) >= 32
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
    assert (tmp_path / "new/secret_key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_kept_or_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"cannot be kept in .*Set SECRET_KEY, or point DATA_DIR"):
        _ = Settings(data_dir=tmp_path / "file").secret_keys
    (tmp_path / "secret_key").write_text("short")
    with pytest.raises(CommandError, match="holds no usable key: delete it"):
        _ = Settings(data_dir=tmp_path).secret_keys


def documented() -> dict[str, str]:
    """Each variable of the table with its default."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def test_the_documented_settings_are_those_there_are() -> None:
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert documented() == {name: shown(default) for name, default in defaults.items()}


def shown(default: object) -> str:
    """A default as the table writes it."""
    if default in (None, ()):
        return "–"
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, float) else str(default)


# Versions before these have holes that are known.
LEAST_VERSIONS = {"strawberry-graphql": (0, 315, 7), "starlette": (1, 0, 1), "pyjwt": (2, 12, 0)}


@pytest.mark.parametrize("package", LEAST_VERSIONS)
def test_no_library_is_older_than_the_repair_of_its_holes(package: str) -> None:
    assert numbers(version(package)) >= LEAST_VERSIONS[package]
    locked = re.search(rf"^{package}==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert locked is not None
    assert numbers(locked[1]) >= LEAST_VERSIONS[package]


def numbers(text: str) -> tuple[int, ...]:
    """The comparable form of a version of final releases."""
    return tuple(int(part) for part in re.findall(r"\d+", text))


def test_the_lock_names_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.txt").read_text()
    assert "://" not in lock
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", lock.strip()))
