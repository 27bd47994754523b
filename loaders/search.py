"""Full-text search over educators, threads, posts and topics, best match first."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from access.educator import educator_visible
from access.thread import post_readable, post_visible, thread_visible
from access.viewer import VIEWER_ROW
from kit.cursors import decode_position, encode_position
from kit.errors import invalid
from loaders.page import PageArguments
from loaders.reader import Reader


class SearchKind(StrEnum):
    """What can be searched."""

    EDUCATOR = "EDUCATOR"
    THREAD = "THREAD"
    POST = "POST"
    TOPIC = "TOPIC"


# Where the list of hits begins: before every rank.
_BEGINNING: tuple[str, ...] = ("Infinity", str(UUID(int=0)))


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: which thing, and how well it matches."""

    kind: SearchKind
    id: UUID
    rank: float

    @property
    def cursor(self) -> str:
        """Where this hit stands in the list of hits."""
        return encode_position("rank", (repr(self.rank), self.id))


@dataclass(frozen=True)
class _Source:
    """Where things of a kind are searched: the table, what its rows are seen by, and who may see them."""

    table: str
    alias: str
    seen_by: str
    visible: str
    joined: str = ""


# One thread for each post, found by its key: never all threads at once.
_THREAD_OF_POST = """CROSS JOIN LATERAL (
    SELECT thread.author_id, thread.visibility, thread.hidden_at, thread.community_id
    FROM thread WHERE thread.id = p.thread_id LIMIT 1) AS t"""
_SOURCES = {
    SearchKind.EDUCATOR: _Source("educator", "e", "id, visibility, hidden_at", educator_visible("e")),
    SearchKind.THREAD: _Source(
        "thread", "t", "id, author_id, visibility, hidden_at, community_id", thread_visible("t")
    ),
    SearchKind.POST: _Source(
        "post",
        "p",
        "id, author_id, thread_id, hidden_at",
        f"{post_visible('p', 't')} AND {post_readable('p')}",
        _THREAD_OF_POST,
    ),
    SearchKind.TOPIC: _Source("topic", "c", "id", "true"),
}
_PAGE = "ORDER BY rank DESC, id LIMIT $7"
_AFTER = """WHERE ranked.rank < $5::text::float8
    OR (ranked.rank = $5::text::float8 AND ranked.id > $6::text::uuid) ORDER BY rank DESC, id"""


def _matches(kind: SearchKind, after: str, page: str) -> str:
    """The matches of one kind: all are ranked, and as many as the page needs are asked who may see them."""
    source = _SOURCES[kind]
    return f"""(SELECT '{kind}' AS kind, {source.alias}.id, {source.alias}.rank FROM viewer, (
            SELECT * FROM (
                SELECT {source.seen_by}, ts_rank(search, query.words)::float8 AS rank
                FROM query, {source.table} WHERE search @@ query.words OFFSET 0) AS ranked
            {after}) AS {source.alias} {source.joined}
        WHERE {source.visible} {page})"""


def _found(kinds: frozenset[SearchKind], after: str = "", page: str = "") -> str:
    # Names are indexed as they are written, texts by their stems; a query may mean either.
    words = "websearch_to_tsquery('english', $4) || websearch_to_tsquery('simple', $4)"
    union = " UNION ALL ".join(_matches(kind, after, page) for kind in SearchKind if kind in kinds)
    return f"""WITH viewer AS (SELECT * FROM {VIEWER_ROW}), query AS (SELECT {words} AS words),
        found AS ({union})"""


async def search(
    reader: Reader, text: str, kinds: frozenset[SearchKind], arguments: PageArguments
) -> list[Hit]:
    """At most one hit more than the page's size, best first, after the cursor. One statement.

    Raises: DomainError INVALID for a backward page or a foreign cursor.
    """
    if arguments.backward or arguments.before is not None:
        raise invalid("last", "Search results are read forward: give `first` and `after`.")
    position: tuple[str, ...] | None = _BEGINNING
    if arguments.after is not None:
        position = decode_position("rank", arguments.after, ("float8", "uuid"))
    if position is None:
        raise invalid("after", "`after` is not a cursor of this search.")
    sql = f"{_found(kinds, _AFTER, _PAGE)} SELECT kind, id, rank FROM found {_PAGE}"
    rows = await reader.rows(sql, text, *position, arguments.size + 1)
    return [Hit(SearchKind(row["kind"]), row["id"], row["rank"]) for row in rows]


async def count_hits(reader: Reader, text: str, kinds: frozenset[SearchKind]) -> int:
    """How many things match. One statement."""
    rows = await reader.rows(f"{_found(kinds)} SELECT count(*) AS count FROM found", text)
    return int(rows[0]["count"])
