"""Developmental networks, and how educators are connected."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from models import MentoringFunction
from resolvers import network as resolve
from resolvers import path as resolve_path
from resolvers.relationship import Pattern
from schema.enums import enum
from schema.wiring import answers, describe, each, instances_of

if TYPE_CHECKING:
    from schema.educator import Educator

enum(
    resolve.TieRole,
    "What somebody is, or was, to an educator.",
    MENTOR="They guide the educator.",
    MENTEE="The educator guides them.",
    BOTH="Each has guided the other.",
)


@strawberry.type(
    description="All mentorships of an educator with one other that are open or ended within a year."
)
class Tie:
    is_type_of = instances_of(resolve.Tie)

    educator: Annotated["Educator", strawberry.lazy("schema.educator")] = each(resolve.tied_educator)
    role: resolve.TieRole = describe("What they are to the educator.")
    since: datetime = describe("When the first of the mentorships began, in UTC.")
    functions: list[MentoringFunction] | None = describe(
        "What the educator asked them to be; null for who is not in the mentorship."
    )
    pattern: Pattern | None = describe(
        "What kind of relationship their sessions make; null for who is not in the mentorship."
    )
    strength: float | None = describe(
        "How often, how long and how lately they met, 0–1; null for who is not in the mentorship."
    )


@strawberry.type(
    description="How many kinds of people somebody grows with: as many equally common ones are as diverse."
    " Null where nothing is known of anybody."
)
class EffectivePerspectives:
    is_type_of = instances_of(resolve.EffectivePerspectives)

    setting: float | None = describe("Over the places where they work.")
    region: float | None = describe("Over their regions.")
    phase: float | None = describe("Over the ISCED levels they teach.")
    subject: float | None = describe("Over the subjects they teach.")
    career_stage: float | None = describe("Over how long they have taught.")


@strawberry.type(description="Whom an educator grows with, as far as you may see it; see docs/network.md.")
class DevelopmentalNetwork:
    is_type_of = instances_of(resolve.DevelopmentalNetwork)

    ties: list[Tie] = describe("Those they grow with, oldest tie first.")
    functions_covered: int | None = describe(
        "How many of the nine functions of mentoring they asked their mentors for; null in others' networks."
    )
    gaps: list[MentoringFunction] | None = describe(
        "The functions of mentoring that none of their mentors gives; null in others' networks."
    )
    effective_perspectives: EffectivePerspectives = describe("How many kinds of people these are.")
    density: float | None = describe(
        "Which share of them know each other from a mentorship, 0–1; null below two ties."
    )
    effective_size: float | None = describe("How many of the ties are not redundant; null without any.")
    constraint: float | None = describe(
        "How much hangs on few ties, or on ties to who know each other (Burt); null without any."
    )


@strawberry.type(description="A way from one educator to another over mentorships.")
class MentoringPath:
    is_type_of = instances_of(resolve_path.MentoringPath)

    hops: int = each(resolve_path.hops)
    educators: list[Annotated["Educator", strawberry.lazy("schema.educator")]] = each(
        resolve_path.path_educators
    )


@strawberry.type(description="A mentor of an educator, of one of their mentors, or of one of these.")
class Ancestor:
    is_type_of = instances_of(resolve_path.Ancestor)

    generation: int = describe("1 for the educator's own mentors, 2 for those of these, and so on.")
    mentor: Annotated["Educator", strawberry.lazy("schema.educator")] = each(resolve_path.ancestor)
    mentee: Annotated["Educator", strawberry.lazy("schema.educator")] = each(resolve_path.guided)


@strawberry.type
class NetworkQuery:
    developmental_network: DevelopmentalNetwork | None = answers(resolve.network)
    mentoring_path: MentoringPath | None = answers(resolve_path.mentoring_path)
    mentor_lineage: list[Ancestor] = answers(resolve_path.mentor_lineage)
