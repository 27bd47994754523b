"""The developmental network of an educator: who they grow with, and what that covers.

After Higgins & Kram (2001): strength and diversity of the ties to those who take part in somebody's
growth. Here a tie is a mentorship that has begun and is open, or ended within the last year.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from models import MentoringFunction
from reports.ego_network import EgoNetwork
from reports.perspective import EffectivePerspectives, Standpoint, effective_perspectives
from reports.tie import Bond, Tie, tie

COUNTS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class DevelopmentalNetwork:
    """The ties around one educator and their measures; None where one is not defined, or not to be known."""

    ties: Sequence[Tie]
    functions_covered: int | None
    gaps: Sequence[MentoringFunction] | None
    effective_perspectives: EffectivePerspectives
    density: float | None
    effective_size: float | None
    constraint: float | None


def developmental_network(
    bonds: Iterable[Bond], among: Iterable[tuple[UUID, UUID]], now: datetime, *, is_own: bool
) -> DevelopmentalNetwork:
    """The network made of an educator's mentorships, oldest first, and of the ties among the others.

    What is covered and what is missing is told in one's own network only: who asked for what is
    nobody else's.
    """
    ties = ties_of(bonds, now)
    gaps = missing_functions(ties) if is_own else None
    ego = EgoNetwork((one.other_id for one in ties), among)
    return DevelopmentalNetwork(
        ties=ties,
        functions_covered=len(MentoringFunction) - len(gaps) if gaps is not None else None,
        gaps=gaps,
        effective_perspectives=effective_perspectives([one.standpoint for one in ties]),
        density=ego.density(),
        effective_size=ego.effective_size(),
        constraint=ego.constraint(),
    )


def ties_of(bonds: Iterable[Bond], now: datetime) -> list[Tie]:
    """One tie for each with whom there are mentorships; oldest first, when these are."""
    by_other: dict[UUID, list[Bond]] = {}
    for bond in bonds:
        by_other.setdefault(bond.other_id, []).append(bond)
    return [tie(with_one, now) for with_one in by_other.values()]


def missing_functions(ties: Iterable[Tie]) -> list[MentoringFunction]:
    """The functions of mentoring that no tie gives."""
    received = {function for one in ties for function in one.functions or ()}
    return [function for function in MentoringFunction if function not in received]


def standpoint(
    place: tuple[str, str | None, str], phases: Sequence[int], stage: str, subjects: Sequence[Hashable]
) -> Standpoint:
    """Where somebody stands, of their profile: `place` is organisation, country and region.

    Schools of one name in two regions are two settings. What is not filled in is not known.
    """
    organisation, country, region = (" ".join((text or "").casefold().split()) for text in place)
    return Standpoint(
        setting=[(organisation, country, region)] if organisation else [],
        region=[(country, region)] if country or region else [],
        phase=phases,
        subject=subjects,
        career_stage=[stage],
    )
