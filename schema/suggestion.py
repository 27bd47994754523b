"""Suggestions of mentors, with their reasons."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from resolvers import suggestion as resolve
from schema.enums import enum
from schema.wiring import answers, describe, each, instances_of

if TYPE_CHECKING:
    from schema.educator import Educator

enum(
    resolve.PartName,
    "What the score of a suggestion is the sum of.",
    NEEDS_MET="How many of your open needs they meet; for who has none, which share of the functions that"
    " your network lacks.",
    NEW_PERSPECTIVE="How much they would add to the perspectives in your network, 0–1.",
    FREE_PLACES="Which share of their places is free, 0–1.",
    RESPONSIVENESS="How reliably and how soon they answer, 0–1; 0.5 where too little is known.",
)


@strawberry.type(description="A part of a suggestion's score.")
class SuggestionPart:
    is_type_of = instances_of(resolve.Part)

    name: resolve.PartName = describe("Which part.")
    value: float = describe("What it adds to the score.")
    because: str = describe("Why, in a sentence.")


@strawberry.type(description="A mentor who would close a gap in your network.")
class MentorSuggestion:
    is_type_of = instances_of(resolve.Suggestion)

    educator: Annotated["Educator", strawberry.lazy("schema.educator")] = each(resolve.suggested)
    score: float = each(resolve.score)
    parts: list[SuggestionPart] = describe("The parts of the score.")


@strawberry.type
class SuggestionQuery:
    suggest_mentors: list[MentorSuggestion] = answers(resolve.suggest_mentors)
