"""Full-text search over educators, threads, posts and topics, best match first."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from access.educator import educator_visible
from access.thread import post_visible, thread_visible
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


def _matches(kind: SearchKind, source: str, alias: str, visible: str) -> str:
    return f"""SELECT '{kind}' AS kind, {alias}.id, ts_rank({alias}.search, query.words)::float8 AS rank
        FROM viewer, query, {source} WHERE {alias}.search @@ query.words AND {visible}"""


_SOURCES = {
    SearchKind.EDUCATOR: _matches(SearchKind.EDUCATOR, "educator e", "e", educator_visible("e")),
    SearchKind.THREAD: _matches(SearchKind.THREAD, "thread t", "t", thread_visible("t")),
    SearchKind.POST: _matches(
        SearchKind.POST, "post p JOIN thread t ON t.id = p.thread_id", "p", post_visible("p", "t")
    ),
    SearchKind.TOPIC: _matches(SearchKind.TOPIC, "topic c", "c", "viewer.oversees IS NOT NULL"),
}


def _found(kinds: frozenset[SearchKind]) -> str:
    # Names are indexed as they are written, texts by their stems; a query may mean either.
    words = "websearch_to_tsquery('english', $4) || websearch_to_tsquery('simple', $4)"
    union = " UNION ALL ".join(_SOURCES[kind] for kind in SearchKind if kind in kinds)
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
    sql = f"""{_found(kinds)} SELECT kind, id, rank FROM found
        WHERE rank < $5::text::float8 OR (rank = $5::text::float8 AND id > $6::text::uuid)
        ORDER BY rank DESC, id LIMIT $7"""
    rows = await reader.rows(sql, text, *position, arguments.size + 1)
    return [Hit(SearchKind(row["kind"]), row["id"], row["rank"]) for row in rows]


async def count_hits(reader: Reader, text: str, kinds: frozenset[SearchKind]) -> int:
    """How many things match. One statement."""
    rows = await reader.rows(f"{_found(kinds)} SELECT count(*) AS count FROM found", text)
    return int(rows[0]["count"])
