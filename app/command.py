"""The command line: `menteo serve`, `migrate`, `seed`, `schema`, `token`, `due`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version

import asyncpg
from cyclopts import App
from rich.console import Console

from app.asgi import create_app, running_platform
from app.database import database, migrated_database
from app.due import run_due
from app.logs import configure_logging
from app.migrate import migrate_database
from app.seed import DEMO_EMAIL, DEMO_PASSWORD, SIZES, AlreadySeeded, seed
from app.server import Server, listen, settle
from app.settings import CommandError, Settings, load_settings
from app.tokens import make_api_token
from kit.clock import system_clock
from kit.errors import DomainError
from models import TokenScope
from schema import sdl

menteo = App(
    name="menteo",
    help="Menteo, where educators follow, mentor and learn from each other: a GraphQL platform API.",
    help_epilogue="Settings come from the environment; docs/configuration.md lists them.",
    version=version("menteo"),
)
out = Console(highlight=False, soft_wrap=True)


@menteo.command
def serve(*, demo: bool = True) -> None:
    """Serve the API. The database is migrated first.

    Parameters
    ----------
    demo
        Load the demo network if the database is empty.
    """
    settings = _prepare()
    # What can be refused is refused before a database is started for it.
    settings.secret_keys  # noqa: B018 - made now, or refused now
    with listen(settings) as listener, migrated_database(settings) as url:
        if demo:
            _load_demo(url)
        shown = asyncio.run(_holds_demo(url))
        port = listener.getsockname()[1]
        app = create_app(settings, url)
        server = Server(app, settings, lambda: _welcome(settings, port, demo=shown))
        settle()
        server.run([listener])
    if server.force_exit:
        raise CommandError("Stopped at once: what was open was cut off.")
    out.print("Stopped.")


@menteo.command
def migrate() -> None:
    """Bring the database to the schema of this version."""
    with database(_prepare()) as url:
        applied = asyncio.run(migrate_database(url))
    out.print("\n".join(f"Applied {name}" for name in applied) or "The database is up to date.")


@menteo.command(name="seed")
def fill(*, size: str = "demo") -> None:
    """Fill an empty database with a network of educators.

    Parameters
    ----------
    size
        demo reads like real educators; 1x has 5,000 of them, 10x and 100x that many more.
    """
    settings = _prepare()
    if size not in SIZES:
        raise CommandError(f"There is no size {size!r}: choose one of {', '.join(SIZES)}.")
    with migrated_database(settings) as url:
        try:
            report = asyncio.run(seed(url, size))
        except AlreadySeeded as error:
            raise CommandError(f"{error} Point DATA_DIR or DATABASE_URL elsewhere.") from None
    out.print("\n".join(f"{count:12,} {table}" for table, count in report.rows.items()))


@menteo.command(name="schema")
def print_schema() -> None:
    """Print the schema in GraphQL's own language, as schema.graphql has it."""
    sys.stdout.write(sdl())


@menteo.command
def token(
    handle: str,
    *,
    name: str = "command line",
    scope: tuple[TokenScope, ...] = (TokenScope.READ,),
    days: int = 90,
) -> None:
    """Make an API token and print it; it is shown only this once.

    Parameters
    ----------
    handle
        Whose token it is.
    name
        What it is for.
    scope
        What it may do; give several by repeating the option.
    days
        How long it is valid.
    """
    scopes = [str(each) for each in scope]
    with database(_prepare()) as url:
        out.print(asyncio.run(make_api_token(url, handle, name, scopes, days)))


@menteo.command
def due() -> None:
    """Run once what time alone brings about, and print how much of each there was."""
    settings = _prepare()
    with database(settings) as url:
        done = asyncio.run(_run_due(settings, url))
    out.print("\n".join(f"{count:6} {what}" for what, count in done.items()) or "Nothing was due.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; what it refuses is one line on stderr and an exit code other than 0."""
    # Whoever ends a command, by Ctrl-C or SIGTERM, lets it put things in order first.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        menteo(arguments)
    except CommandError as error:
        _refuse(str(error), error.exit_code)
    except DomainError as error:
        _refuse(error.message, 1)
    except asyncpg.UndefinedTableError:
        _refuse("The database has no tables yet: run `menteo migrate` first.", 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _refuse(message: str, exit_code: int) -> None:
    sys.stderr.write(f"menteo: {message}\n")
    sys.exit(exit_code)


def _prepare() -> Settings:
    settings = load_settings()
    configure_logging(settings)
    return settings


def _load_demo(url: str) -> None:
    try:
        asyncio.run(seed(url, "demo"))
    except AlreadySeeded:
        return


async def _run_due(settings: Settings, url: str) -> dict[str, int]:
    async with running_platform(settings, url, system_clock) as platform:
        return await run_due(platform, platform.clock(), settings.event_retention_days)


async def _holds_demo(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT true FROM account WHERE email = $1", DEMO_EMAIL) is True
    finally:
        await connection.close()


def _welcome(settings: Settings, port: int, *, demo: bool) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}"
    out.print(f"\n  Menteo listens at [bold]{address}[/bold]")
    if settings.graphiql:
        out.print(f"  GraphiQL          {address}/graphiql")
    if demo:
        out.print(f"  Demo sign-in      {DEMO_EMAIL} with the password {DEMO_PASSWORD}")
    out.print("  Stop              Ctrl-C\n")
