"""Developmental networks: whom an educator grows with, and what that covers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from loaders.network import ties_among, ties_of_educators
from models import Educator
from reports.meeting import Meetings, meetings_of
from reports.network import COUNTS_FOR, DevelopmentalNetwork, developmental_network, standpoint
from reports.perspective import EffectivePerspectives, Standpoint
from reports.tie import Bond, Tie, TieRole
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.me import Me
from resolvers.node import row_id_of

EducatorId = Annotated[ID, described("The global id of an educator.")]


async def network(info: Info, educator_id: EducatorId) -> DevelopmentalNetwork | None:
    """Whom an educator grows with, as far as you may see it; null for one whom you may not see."""
    key = row_id_of(educator_id, "Educator", "educatorId")
    if await info.context.loaders.educator.load(key) is None:
        return None
    return (await networks_of(info.context, [key]))[0]


async def networks(educators: Sequence[Educator], info: Info) -> list[DevelopmentalNetwork]:
    """Whom this educator grows with, as far as you may see it."""
    return await networks_of(info.context, [row.id for row in educators])


async def own_network(viewer: Me, info: Info) -> DevelopmentalNetwork:
    """Whom you grow with."""
    return (await networks_of(info.context, [viewer.educator_id]))[0]


async def networks_of(context: Context, ids: Sequence[UUID]) -> list[DevelopmentalNetwork]:
    """n educators → their n networks. Three statements."""
    now = context.now()
    bonds, among = await bonds_of(context, ids), list[tuple[UUID, UUID]]()
    others = {bond.other_id for bond in chain.from_iterable(bonds.values())}
    if others:
        among = await ties_among(context.reader, list(others), now - COUNTS_FOR)
    own_id = context.viewer.reader_id
    return [developmental_network(bonds[key], among, now, is_own=key == own_id) for key in ids]


async def bonds_of(context: Context, ids: Sequence[UUID]) -> dict[UUID, list[Bond]]:
    """Educator → the mentorships that make their network, oldest first. At most two statements."""
    since: datetime = context.now() - COUNTS_FOR
    rows = await ties_of_educators(context.reader, ids, since)
    own = [row["id"] for row in chain.from_iterable(rows.values()) if row["functions"] is not None]
    meetings: dict[UUID, Meetings] = {}
    if own:
        found = await meetings_of(context.platform.database, context.viewer, own)
        meetings = {one.mentorship_id: one for one in found}
    return {key: [bond_of(row, meetings.get(row["id"])) for row in rows[key]] for key in rows}


def bond_of(row: Mapping[str, Any], meetings: Meetings | None = None) -> Bond:
    """A mentorship's row as the measures take it."""
    return Bond(
        other_id=row["other_id"],
        is_guided=row["is_guided"],
        since=row["activated_at"],
        standpoint=standpoint_of(row),
        functions=row["functions"],
        meetings=meetings,
    )


def standpoint_of(row: Mapping[str, Any]) -> Standpoint:
    """Where somebody stands, of the columns of their profile."""
    place = (row["organisation"], row["country"], row["region"])
    return standpoint(place, row["phases"], row["career_stage"], row["subjects"])


async def tied_educator(ties: Sequence[Tie], info: Info) -> list[Educator | None]:
    """Who it is."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [one.other_id for one in ties]
    )
    return found


__all__ = [
    "DevelopmentalNetwork",
    "EffectivePerspectives",
    "Tie",
    "TieRole",
    "network",
    "networks",
    "own_network",
    "tied_educator",
]
