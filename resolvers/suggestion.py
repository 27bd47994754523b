"""Suggestions: mentors who would close a gap in the viewer's network."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from kit.errors import invalid
from loaders.mentor import FEWEST_MEASURED
from loaders.network import ties_of_educators
from loaders.suggestion import candidates, open_needs
from models import Educator
from reports.network import COUNTS_FOR, missing_functions, ties_of
from reports.suggestion import Candidate, Gap, Part, PartName, Suggestion, in_words, suggestions
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.network import bond_of, standpoint_of

MOST = 20


async def suggest_mentors(
    info: Info, first: Annotated[int, described("How many at most: 1–20.")] = 5
) -> list[Suggestion]:
    """Mentors whom you can ask and who would close a gap in your network, best first; none for nobody."""
    if not 1 <= first <= MOST:
        raise invalid("first", f"`first` lies between 1 and {MOST}.")
    context = info.context
    if context.viewer.reader_id is None:
        return []
    gap = await _gap(context)
    found = await candidates(context.reader, gap.missing, context.now())
    return suggestions(gap, [_candidate(row) for row in found], first)


async def _gap(context: Context) -> Gap:
    """What the viewer lacks. Two statements."""
    now, own_id = context.now(), context.viewer.reader_id
    assert own_id is not None  # noqa: S101 - asked for members only
    needs = await open_needs(context.reader)
    rows = (await ties_of_educators(context.reader, [own_id], now - COUNTS_FOR))[own_id]
    ties = ties_of(map(bond_of, rows), now)
    return Gap(
        needs={row["id"]: f"{in_words(row['function'])} on {row['label']}" for row in needs},
        missing=missing_functions(ties),
        people=[one.standpoint for one in ties],
    )


def _candidate(row: Mapping[str, Any]) -> Candidate:
    is_measured = row["received"] >= FEWEST_MEASURED
    return Candidate(
        id=row["id"],
        standpoint=standpoint_of(row),
        met=row["met"],
        filled=row["filled"],
        capacity=row["capacity"],
        open_places=max(0, row["capacity"] - row["taken"]),
        response_rate=row["responded"] / row["received"] if is_measured else None,
        median_hours=row["median_hours"] if is_measured else None,
    )


async def suggested(found: Sequence[Suggestion], info: Info) -> list[Educator | None]:
    """The mentor."""
    ids = [one.educator_id for one in found]
    rows: list[Educator | None] = await info.context.loaders.educator.load_many(ids)
    return rows


async def score(found: Sequence[Suggestion], info: Info) -> list[float]:
    """The sum of its parts."""
    return [one.score for one in found]


__all__ = ["Part", "PartName", "Suggestion", "score", "suggest_mentors", "suggested"]
