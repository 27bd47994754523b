import re
from collections.abc import Iterator
from typing import Any

import asyncpg
from tortoise.fields.data import CharEnumFieldInstance
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models import AccountRole, Row, StreamKind, TokenScope
from tests.network import Network

DEFINITIONS = """
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype IN ('c', 'u')"""
NOT_INDEXED = """
    SELECT conrelid::regclass::text || '.' || attname FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid
        AND indkey[0] = conkey[1] AND indpred IS NULL AND indisvalid)"""


def declared() -> Iterator[tuple[str, Any]]:
    """Each constraint that a model declares, with its table."""
    for model in Row.__subclasses__():
        for constraint in model._meta.constraints:
            yield str(model._meta.db_table), constraint


def sql_of(constraint: Any) -> str:
    if isinstance(constraint, CheckConstraint):
        return f"CONSTRAINT {constraint.name} CHECK ({constraint.check})"
    assert isinstance(constraint, UniqueConstraint)
    return f"CONSTRAINT {constraint.name} UNIQUE ({', '.join(constraint.fields)})"


async def standing(connection: asyncpg.Connection) -> dict[str, str]:
    """Each constraint's definition, as PostgreSQL spells it, by table and name."""
    rows = await connection.fetch(DEFINITIONS)
    return {f"{row['table']}.{row['name']}": row["definition"] for row in rows}


async def test_every_declared_constraint_stands_as_it_is_declared(
    database_url: str, connection: asyncpg.Connection
) -> None:
    found = await standing(connection)
    begun = connection.transaction()
    await begun.start()
    for table in {table for table, _ in declared()}:
        await connection.execute(f"CREATE TEMP TABLE probe_{table} (LIKE {table})")
    for table, constraint in declared():
        await connection.execute(f"ALTER TABLE probe_{table} ADD {sql_of(constraint)}")
    probes = await standing(connection)
    await begun.rollback()
    meant = {name[6:]: text for name, text in probes.items() if name.startswith("probe_")}
    assert len(meant) == len(list(declared()))
    assert {name: found.get(name) for name in meant} == meant


async def test_every_foreign_key_is_found_by_an_index(
    database_url: str, connection: asyncpg.Connection
) -> None:
    assert await connection.fetchval("SELECT count(*) FROM pg_constraint WHERE contype = 'f'") > 20
    assert await connection.fetch(NOT_INDEXED) == []


async def test_the_database_knows_the_values_of_every_enum(
    database_url: str, connection: asyncpg.Connection
) -> None:
    meant = {
        f"{model._meta.db_table}.{model._meta.db_table}_{name}_known": set(field.enum_type)
        for model in Row.__subclasses__()
        for name, field in model._meta.fields_map.items()
        if isinstance(field, CharEnumFieldInstance)
    }
    assert len(meant) == 56
    meant["account.account_roles_known"] = set(AccountRole)
    meant["api_token.api_token_scopes_known"] = set(TokenScope)
    found = await standing(connection)
    known = {name: set(re.findall(r"'(\w+)'", found.get(name, ""))) for name in meant}
    assert known == meant


async def test_every_kind_of_stream_is_a_table_that_counts_its_events(
    database_url: str, connection: asyncpg.Connection
) -> None:
    rows = await connection.fetch(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'last_seq'"
    )
    assert {row["table_name"] for row in rows} == {kind.value for kind in StreamKind}


BROKEN = {
    "UPDATE thread SET status = 'CONCLUDED'": "thread_concluded_when",
    "UPDATE thread SET status = 'SLEEPING'": "thread_status_known",
    "UPDATE thread SET title = ''": "thread_title_length",
    "UPDATE thread SET about = repeat('x', 2001)": "thread_about_length",
    "UPDATE thread SET post_count = -1": "thread_counters_positive",
    "UPDATE post SET seq = 0": "post_seq_positive",
    "UPDATE post SET seq = 1 WHERE seq = 2": "post_seq_once",
    "UPDATE post SET body = NULL": "post_tombstone",
    "UPDATE post SET deleted_at = now()": "post_tombstone",
    "UPDATE post SET depth = 0": "post_depth",
    "UPDATE post SET depth = 4 WHERE depth = 1": "post_depth",
    "UPDATE post SET kind = 'PROGRESS'": "post_depth",
    "UPDATE thread_subscription SET last_read_seq = -1": "thread_subscription_read_positive",
    "UPDATE thread_subscription SET educator_id = (SELECT max(id::text)::uuid FROM educator)": (
        "thread_subscription_once"
    ),
    "UPDATE notification SET count = 0": "notification_count_positive",
    "UPDATE notification SET post_id = NULL": "notification_subject",
    "UPDATE notification SET kind = 'NEW_FOLLOWER'": "notification_subject",
    "INSERT INTO mention (id, post_id, educator_id)"
    " SELECT gen_random_uuid(), post_id, educator_id FROM mention": "mention_once",
    "INSERT INTO reaction (id, post_id, educator_id, kind, created_at)"
    " SELECT gen_random_uuid(), post_id, educator_id, kind, now() FROM reaction": "reaction_once",
}


async def test_the_database_has_the_last_word(network: Network, connection: asyncpg.Connection) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread, "For @ben")
    await ben.posts(thread, parentId=post["id"])
    await ben.api.perform("react", "... on Post { id }", postId=post["id"], kind="SUPPORT")
    await ben.api.perform(
        "setThreadSubscription", "... on ThreadSubscription { level }", threadId=thread, level="NORMAL"
    )
    broken = {}
    for sql in BROKEN:
        try:
            await connection.execute(sql)
        except asyncpg.IntegrityConstraintViolationError as error:
            broken[sql] = error.constraint_name
    assert broken == BROKEN
