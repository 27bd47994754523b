"""Educators: profiles, and who follows whom."""

import re
from collections.abc import Sequence
from typing import Annotated

import strawberry
from strawberry import UNSET

from access.educator import may_update_profile
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid, stale
from loaders.educator import (
    EducatorCriteria,
    educators_where,
    followed_by,
    followers_of,
    subjects_of_educators,
)
from loaders.follow import viewer_follows
from loaders.page import Page
from models import CareerStage, Educator, EducatorRole, EducatorTopic, ProfileVisibility, Topic
from resolvers.arguments import ExpectedVersion, PageArguments, described
from resolvers.context import Context, Info
from resolvers.language import is_language_tag
from resolvers.topic import topics_called

MOST_SUBJECTS = 8
MOST_LANGUAGES = 10
# ISCED 2011: early childhood (0) to doctoral (8).
ISCED = range(9)
COUNTRY = re.compile(r"[A-Z]{2}")


@strawberry.input(description="Which educators are wanted; a list means «any of these».")
class EducatorFilter:
    """Which educators are wanted."""

    topics: list[str] | None = strawberry.field(default=UNSET, description="Slugs of subjects they teach.")
    roles: list[EducatorRole] | None = strawberry.field(default=UNSET, description="What they do.")
    career_stages: list[CareerStage] | None = strawberry.field(
        default=UNSET, description="How long they taught."
    )
    countries: list[str] | None = strawberry.field(default=UNSET, description="ISO 3166-1 codes.")
    languages: list[str] | None = strawberry.field(default=UNSET, description="BCP 47 tags.")
    phases: list[int] | None = strawberry.field(default=UNSET, description="ISCED levels, 0–8.")

    def criteria(self) -> EducatorCriteria:
        """The filter as the loader reads it."""
        if not all(phase in ISCED for phase in self.phases or ()):
            raise invalid("filter", "A phase is an ISCED level from 0 to 8.")
        return EducatorCriteria(
            self.topics or (),
            [str(role) for role in self.roles or ()],
            [str(stage) for stage in self.career_stages or ()],
            self.countries or (),
            self.languages or (),
            self.phases or (),
        )


async def educator(
    info: Info, handle: Annotated[str, described("The educator's handle.")]
) -> Educator | None:
    """The educator with this handle; null when there is none that you may see."""
    found: Educator | None = await info.context.loaders.educator_by_handle.load(handle.lower())
    return found


async def educators(
    info: Info,
    page: PageArguments,
    filter: Annotated[EducatorFilter | None, described("Which ones; all when left out.")] = None,
) -> Page:
    """Educators you may see, newest first."""
    criteria = filter.criteria() if filter else EducatorCriteria()
    return await educators_where(info.context.reader, criteria, page)


async def subjects(educators: Sequence[Educator], info: Info) -> list[list[Topic]]:
    """What the educator teaches, in their own order."""
    return await subjects_of_educators(info.context.reader, [row.id for row in educators])


async def followers(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
) -> list[Page]:
    """Who follows this educator, latest first."""
    return await followers_of(info.context.reader, [row.id for row in educators], page)


async def following(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
) -> list[Page]:
    """Whom this educator follows, latest first."""
    return await followed_by(info.context.reader, [row.id for row in educators], page)


async def viewer_is_following(educators: Sequence[Educator], info: Info) -> list[bool]:
    """Whether you follow this educator."""
    return await viewer_follows(info.context.reader, [row.id for row in educators])


async def update_profile(
    info: Info,
    display_name: Annotated[str | None, described("The name others read, 1–80 characters.")] = None,
    headline: Annotated[str | None, described("One line about you, at most 120 characters.")] = None,
    bio: Annotated[str | None, described("Markdown, at most 2000 characters.")] = None,
    role: Annotated[EducatorRole | None, described("What you do.")] = None,
    career_stage: Annotated[CareerStage | None, described("How long you have taught.")] = None,
    phases: Annotated[list[int] | None, described("ISCED levels you teach, 0–8.")] = None,
    subjects: Annotated[list[str] | None, described("Slugs of topics you teach, at most 8.")] = None,
    organisation: Annotated[str | None, described("Where you work, at most 120 characters.")] = None,
    country: Annotated[str | None, described("An ISO 3166-1 code, two capital letters.")] = None,
    region: Annotated[str | None, described("At most 80 characters.")] = None,
    languages: Annotated[list[str] | None, described("BCP 47 tags, at most 10.")] = None,
    visibility: Annotated[ProfileVisibility | None, described("Who may see your profile.")] = None,
    expected_version: ExpectedVersion = None,
) -> Educator:
    """Changes what is given in your profile, and leaves the rest."""
    context = info.context
    row = await Educator.select_for_update(no_key=True).get(id=context.member_id)
    context.viewer.must(may_update_profile, row)
    if expected_version is not None and expected_version != row.version:
        raise stale("Your profile", row.version, row)
    texts = {
        "display_name": display_name,
        "headline": headline,
        "bio": bio,
        "organisation": organisation,
        "region": region,
    }
    Educator.check_lengths(**texts)
    _check_codes(phases, country, languages)
    others = {
        "role": role,
        "career_stage": career_stage,
        "phases": sorted(set(phases)) if phases is not None else None,
        "country": country,
        "languages": list(dict.fromkeys(languages)) if languages is not None else None,
        "visibility": visibility,
    }
    changes = {name: value for name, value in {**texts, **others}.items() if value is not None}
    row.update_from_dict({**changes, "version": row.version + 1})
    await row.save(update_fields=[*changes, "version"])
    if subjects is not None:
        await _teach(context, row, subjects)
    if visibility is not None:
        context.transaction.after_commit(lambda: context.platform.hub.rights_changed([row.id]))
    return row


def _check_codes(phases: list[int] | None, country: str | None, languages: list[str] | None) -> None:
    problems = []
    if not all(phase in ISCED for phase in phases or ()):
        problems.append(FieldProblem(["phases"], "A phase is an ISCED level from 0 to 8."))
    if country is not None and not COUNTRY.fullmatch(country):
        problems.append(FieldProblem(["country"], "A country is an ISO 3166-1 code of two capital letters."))
    if len(languages or ()) > MOST_LANGUAGES or not all(map(is_language_tag, languages or ())):
        problems.append(FieldProblem(["languages"], "At most 10 BCP 47 tags, for example pt-PT."))
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)


async def _teach(context: Context, row: Educator, slugs: list[str]) -> None:
    slugs = list(dict.fromkeys(slugs))
    if len(slugs) > MOST_SUBJECTS:
        raise invalid("subjects", f"At most {MOST_SUBJECTS} subjects.")
    topics = await topics_called(context, slugs, "subjects")
    await EducatorTopic.filter(educator_id=row.id).delete()
    await EducatorTopic.bulk_create(
        EducatorTopic(
            id=EducatorTopic.new_id(context.now()), educator_id=row.id, topic_id=topic.id, position=i
        )
        for i, topic in enumerate(topics)
    )
