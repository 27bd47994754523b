"""What a roadmap says, whole, before it is written down: its text as one value that was checked."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from kit.errors import DomainError, ErrorCode, FieldProblem
from kit.web_address import is_web_address
from models.roadmap import (
    MOST_RESOURCES,
    MOST_STEPS,
    MOST_TOPICS,
    RESOURCE_LENGTHS,
    ROADMAP_LENGTHS,
    ROADMAP_STEP_LENGTHS,
    SLUG,
    ResourceCost,
    ResourceKind,
    RoadmapStepKind,
)
from models.row import Length

FORMAT: Final = "menteo-roadmap/1"


def _long(length: Length, **more: Any) -> Any:
    return Field(min_length=length.least, max_length=length.most, **more)


def _web_address(text: str) -> str:
    if not is_web_address(text):
        message = "This is no web address that begins with http:// or https://"
        raise ValueError(message)
    return text


def _storable(text: str) -> str:
    if "\0" in text:
        message = "Text cannot hold the character U+0000"
        raise ValueError(message)
    return text


Text = Annotated[str, AfterValidator(_storable)]
Slug = Annotated[str, Field(pattern=SLUG)]


class _Part(BaseModel):
    # Texts are texts and numbers are numbers: nothing is guessed, nothing unknown is passed over.
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True, frozen=True)


class ResourceOutline(_Part):
    """Something to read, watch or use for a step."""

    title: Annotated[Text, _long(RESOURCE_LENGTHS["title"])]
    url: Annotated[str, _long(RESOURCE_LENGTHS["url"]), AfterValidator(_web_address)]
    kind: Annotated[ResourceKind, Field(strict=False)]
    cost: Annotated[ResourceCost, Field(strict=False)] = ResourceCost.FREE


class StepOutline(_Part):
    """A step: what one can do after it, how much it counts, and what comes before."""

    key: Annotated[Slug, _long(ROADMAP_STEP_LENGTHS["key"])]
    title: Annotated[Text, _long(ROADMAP_STEP_LENGTHS["title"])]
    kind: Annotated[RoadmapStepKind, Field(strict=False)]
    optional: bool = False
    weight: Annotated[int, Field(ge=1, le=5)] = 1
    est_minutes: Annotated[int, Field(ge=1, le=10_000)]
    expected_outcome: Annotated[Text, _long(ROADMAP_STEP_LENGTHS["expected_outcome"])]
    prerequisites: Annotated[list[Slug], Field(max_length=MOST_STEPS)] = []
    resources: Annotated[list[ResourceOutline], Field(max_length=MOST_RESOURCES)] = []


class RoadmapOutline(_Part):
    """A roadmap as one file says it."""

    format: Literal["menteo-roadmap/1"] = FORMAT
    slug: Annotated[Slug, _long(ROADMAP_LENGTHS["slug"])]
    title: Annotated[Text, _long(ROADMAP_LENGTHS["title"])]
    summary: Annotated[Text, _long(ROADMAP_LENGTHS["summary"])]
    topics: Annotated[list[Slug], Field(min_length=1, max_length=MOST_TOPICS)]
    steps: Annotated[list[StepOutline], Field(min_length=1, max_length=MOST_STEPS)]

    @classmethod
    def of_file(cls, content: object) -> Self:
        """The roadmap that a file's content says; names are those of the file.

        Raises: DomainError INVALID with everything that is wrong, by its path.
        """
        return cls._checked(content, by_name=False)

    @classmethod
    def of_input(cls, content: object) -> Self:
        """The roadmap that an input says; names are those of the models.

        Raises: DomainError INVALID with everything that is wrong, by its path.
        """
        return cls._checked(content, by_name=True)

    @classmethod
    def _checked(cls, content: object, *, by_name: bool) -> Self:
        try:
            outline = cls.model_validate(content, by_name=by_name, by_alias=not by_name)
        except ValidationError as error:
            raise _refused([(_path(each["loc"]), each["msg"]) for each in error.errors()]) from error
        problems = list(_tangled(outline.steps))
        if problems:
            raise _refused(problems)
        return outline


def _path(location: Sequence[int | str]) -> list[str]:
    return [to_camel(part) if isinstance(part, str) else str(part) for part in location]


def _refused(problems: Sequence[tuple[list[str], str]]) -> DomainError:
    fields = [FieldProblem(path, message) for path, message in problems]
    return DomainError(ErrorCode.INVALID, "This is no roadmap yet.", fields)


def _tangled(steps: Sequence[StepOutline]) -> Iterator[tuple[list[str], str]]:
    """What is wrong with how the steps refer to each other; circles may stand until it is published."""
    keys = [step.key for step in steps]
    for i, step in enumerate(steps):
        if step.key in keys[:i]:
            yield ["steps", str(i), "key"], f"Another step has the key {step.key!r}"
        for j, key in enumerate(step.prerequisites):
            path = ["steps", str(i), "prerequisites", str(j)]
            if key == step.key:
                yield path, "A step cannot come before itself"
            elif key not in keys:
                yield path, f"There is no step {key!r}"
            elif key in step.prerequisites[:j]:
                yield path, f"{key!r} stands here twice"
