"""Many crowds from one: copies of the generated rows, made inside PostgreSQL.

A copied educator follows the copies of those whom the first one follows, and writes to them, so every crowd
has the shape of the first; all of them follow the same written educators, teach the same topics and walk
along the same roadmaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import asyncpg

from app.seed.batch import Batch
from app.seed.community_rows import ChallengeRow, CommunityRow, CommunityTopicRow
from app.seed.mentor_rows import MentorOfferRow, NeedRow, RequestTopicRow
from app.seed.people_rows import AccountRow, EducatorRow, EducatorTopicRow, FollowRow, TopicRow
from app.seed.roadmap_rows import EnrollmentRow, StepProgressRow
from app.seed.room_rows import AgreementRow, AgreementSignatureRow
from app.seed.rows import TABLES, SeedRow
from app.seed.seal import sealed
from app.seed.thread_rows import PostRow

# An id keeps its instant and gets other random bits; $1 is the number of the copy.
_ID = "(left({0}::text, 20) || left(md5({0}::text || $1::int), 15))::uuid"
_TOPIC = {"topic_id": "{0}"}
_NAMED = "{0} || '_' || $1::int"

# Columns that are not copied as they are, beside the ids; $2 are the written educators.
_SPECIAL: Mapping[type[SeedRow], Mapping[str, str]] = {
    AccountRow: {"email": "replace({0}, '@', '_' || $1::int || '@')"},
    EducatorRow: {"handle": _NAMED},
    EducatorTopicRow: _TOPIC,
    MentorOfferRow: _TOPIC,
    NeedRow: _TOPIC,
    RequestTopicRow: _TOPIC,
    CommunityRow: {"slug": "{0} || '-' || $1::int"},
    CommunityTopicRow: _TOPIC,
    ChallengeRow: _TOPIC,
    FollowRow: {
        "educator_id": f"CASE WHEN {{0}} = ANY ($2::uuid[]) THEN {{0}} ELSE {_ID} END",
        "topic_id": "{0}",
    },
    EnrollmentRow: {"roadmap_id": "{0}", "roadmap_version_id": "{0}"},
    StepProgressRow: {"step_id": "{0}"},
    PostRow: {
        "body": r"CASE WHEN {0} LIKE '@%' THEN regexp_replace({0}, '^@\w+', '\&_' || $1::int) ELSE {0} END"
    },
}
_COPIED = [kind for kind in TABLES if kind is not TopicRow]


async def copied(
    connection: asyncpg.Connection[Any], written: Batch, crowds: int
) -> AsyncIterator[Counter[str]]:
    """Copy all but the `written` rows until there are so many crowds; counts of one table at a time."""
    for kind in _COPIED if crowds > 1 else ():
        await _set_aside(connection, kind, [row.id for row in written.rows(kind)])
    authors = [row.id for row in written.rows(EducatorRow)]
    for number in range(2, crowds + 1):
        await _seal(connection, number, authors)
        for kind in _COPIED:
            done = await connection.execute(_insert(kind), number, authors)
            yield Counter({TABLES[kind]: int(done.split()[-1])})


async def _seal(connection: asyncpg.Connection[Any], number: int, authors: Sequence[object]) -> None:
    """Give the agreements set aside the hashes of their next copies, which name mentorships of their own."""
    values = ", ".join(f"{value} AS {column}" for column, value in _values(AgreementRow).items())
    coming = await connection.fetch(
        f"SELECT id AS first_id, {values} FROM first_agreement"  # noqa: S608 - our own columns
        " WHERE $1::int > 0 AND $2::uuid[] IS NOT NULL",
        number,
        authors,
    )
    rows = [sealed(AgreementRow(*(row[column] for column in AgreementRow._fields))) for row in coming]
    seals = [row["first_id"] for row in coming], [row.content_hash for row in rows]
    for table, key in ((TABLES[AgreementRow], "id"), (TABLES[AgreementSignatureRow], "agreement_id")):
        await connection.execute(
            f"""UPDATE first_{table} SET content_hash = seal.hash
            FROM unnest($1::uuid[], $2::text[]) AS seal(id, hash)
            WHERE first_{table}.{key} = seal.id""",  # noqa: S608 - our own columns
            *seals,
        )


async def _set_aside(connection: asyncpg.Connection[Any], kind: type[SeedRow], written: list[object]) -> None:
    """Keep the first crowd's rows of one table where later crowds do not get among them."""
    table, columns = TABLES[kind], ", ".join(kind._fields)
    await connection.execute(f"CREATE TEMPORARY TABLE first_{table} (LIKE {table}) ON COMMIT DROP")
    await connection.execute(
        f"INSERT INTO first_{table} ({columns}) SELECT {columns} FROM {table} WHERE id <> ALL ($1::uuid[])",  # noqa: S608
        written,
    )


def _insert(kind: type[SeedRow]) -> str:
    """The statement that makes one copy of a table's rows."""
    table, values = TABLES[kind], _values(kind)
    return f"""INSERT INTO {table} ({", ".join(values)})
        SELECT {", ".join(values.values())} FROM first_{table}
        WHERE $1::int > 0 AND $2::uuid[] IS NOT NULL"""  # noqa: S608 - our own columns


def _values(kind: type[SeedRow]) -> dict[str, str]:
    """What each column of a copied row is, as an expression."""
    types, special = kind.__annotations__, _SPECIAL.get(kind, {})
    return {
        column: special.get(column, _ID if "UUID" in str(types[column]) else "{0}").format(column)
        for column in kind._fields
    }
