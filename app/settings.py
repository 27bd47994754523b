"""Every setting of the server, read from the environment once."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_KEY = 32
# What may hold a password or a key is never repeated in a message.
_CONFIDENTIAL = {"secret_key", "database_url"}
_PLAIN_WORDS = {"a valid boolean": "true or false", "a valid integer": "a whole number"}


class CommandError(Exception):
    """The command cannot do its work; the message is for the person at the terminal and says what to do."""

    exit_code = 1


class SettingError(CommandError):
    """A setting cannot be used as it is; the message names it and says what to do."""

    exit_code = 2


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or value != f"{parts.scheme}://{parts.netloc}":
        raise ValueError("each origin must look like https://app.example.org (no path)")
    return value


def _postgres_url(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ValueError("it must look like postgresql://user:password@host:5432/database")
    return value


def _long_enough(value: SecretStr) -> SecretStr:
    keys = _keys(value.get_secret_value())
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise ValueError(f"each key must have at least {SHORTEST_KEY} characters")
    return value


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Origin = Annotated[str, AfterValidator(_origin)]


class Settings(BaseSettings):
    """What may differ between one deployment and another; `docs/configuration.md` describes each."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="forbid")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    data_dir: Annotated[Path, AfterValidator(lambda path: path.expanduser().resolve())] = Path(".data")
    database_url: Annotated[SecretStr, AfterValidator(_postgres_url)] | None = None
    secret_key: Annotated[SecretStr, AfterValidator(_long_enough)] | None = None
    graphiql: bool = True
    introspection: bool = True
    public_origin: Origin | None = None
    allowed_origins: Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(_split)] = ()
    trust_proxy_headers: bool = False
    max_body_bytes: Count = 100_000
    access_token_minutes: Count = 10
    refresh_token_days: Count = 30
    read_pool_size: Count = 10
    write_pool_size: Count = 10
    pool_acquire_seconds: Seconds = 5.0
    statement_timeout_ms: Count = 5000
    heartbeat_seconds: Seconds = 25.0
    sweep_seconds: Seconds = 1.0
    event_retention_days: Count = 30
    due_seconds: Seconds = 60.0
    shutdown_grace_seconds: Count = 10
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def origin(self) -> str:
        """Where clients find the server: scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_origin or f"http://{host}:{self.port}"

    @cached_property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys of tokens and cursors: the first signs, all verify.

        Without SECRET_KEY, one is made once and kept in the data folder.
        Raises: CommandError when it can be neither read nor kept there.
        """
        if self.secret_key is not None:
            return _keys(self.secret_key.get_secret_value())
        return (_kept_key(self.data_dir / "secret_key"),)


def load_settings() -> Settings:
    """The settings of this process.

    Raises: SettingError naming each setting that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingError("\n".join(_explain(fault) for fault in error.errors())) from None


def _explain(fault: ErrorDetails) -> str:
    field = str(fault["loc"][0])
    given = "" if field in _CONFIDENTIAL else f"={fault['input']}"
    reason = fault["msg"].removeprefix("Value error, ").removeprefix("Input should be ").split(", ")[0]
    reason = _PLAIN_WORDS.get(reason, reason)
    if not reason.startswith(("it ", "each ")):
        reason = f"it must be {reason}"
    return f"{field.upper()}{given} cannot be used: {reason}. Correct it, or leave it out for the default."


def _kept_key(path: Path) -> str:
    """The key in the file, made first if there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _put_fresh_key(path)
        key = path.read_text().strip()
    except OSError as error:
        raise CommandError(
            f"The signing key cannot be kept in {path}: {error.strerror}. "
            "Set SECRET_KEY, or point DATA_DIR to a folder that you may write to."
        ) from None
    if len(key) < SHORTEST_KEY:
        raise CommandError(f"{path} holds no usable key: delete it to have another one made (sessions end).")
    return key


def _put_fresh_key(path: Path) -> None:
    """Leave a new key in the file; of two servers that start together, both find the same one."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # Unlike a rename, a link never replaces the key that another process has just put there.
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
