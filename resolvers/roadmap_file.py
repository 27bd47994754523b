"""Roadmaps as one YAML file: read with the line of everything that is wrong, and written back the same."""

import re
from asyncio import to_thread
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Annotated, Any

import yaml
from strawberry import ID

from access.roadmap import may_start_roadmap
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid
from loaders.roadmap import topics_of_roadmaps
from loaders.roadmap_version import prerequisites_of_steps, resources_of_steps, steps_of_versions
from models import Actor, Roadmap, RoadmapStep, RoadmapVersion
from models.roadmap import ROADMAP_MACHINE
from models.roadmap_outline import RoadmapOutline
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.curating import change_front, write_roadmap
from resolvers.drafting import save_draft
from resolvers.node import load_some, row_id_of

MOST_CHARACTERS = 60_000
# A resource of a step of a roadmap lies five deep.
_DEEPEST = 8
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Loader(_BASE):  # type: ignore[misc] # the parser in C where PyYAML was built with it
    """Knows texts, whole numbers, true, false and null: no dates, no `no` that means false."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - what PyYAML itself calls it


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9][0-9]{0,8})$"), list("-0123456789")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])


def read_outline(text: str) -> RoadmapOutline:
    """The roadmap that a file says.

    Raises: DomainError INVALID with all that is wrong, each with its line and where it stands.
    """
    if len(text) > MOST_CHARACTERS:
        raise invalid("yaml", f"A roadmap's file has at most {MOST_CHARACTERS} characters.")
    try:
        _must_be_plain(text)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            twice = list(_named_twice(root))
            content = loader.construct_document(root) if root is not None and not twice else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _refused([_of_yaml(error)]) from error
    if twice:
        raise _refused(twice)
    try:
        return RoadmapOutline.of_file(content)
    except DomainError as error:
        problems = [(_line(root, each.path), each.path, each.message) for each in error.fields]
        raise _refused(sorted(problems, key=lambda found: found[0])) from error


_Problem = tuple[int, list[str], str]


def _refused(problems: Sequence[_Problem]) -> DomainError:
    fields = [
        FieldProblem(["yaml", *path], f"Line {line}: {message.rstrip('.')}.")
        for line, path, message in problems
    ]
    return DomainError(ErrorCode.INVALID, "This file is no roadmap.", fields)


def _of_yaml(error: yaml.YAMLError) -> _Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "This is no YAML"
    return (mark.line + 1 if mark else 1), [], said


def _must_be_plain(text: str) -> None:
    """Nothing, when the text is one shallow document without references: its size is what it says.

    Raises: yaml.YAMLError otherwise.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _at(event, "Anchors and references are not read")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _at(event, "Nothing in a roadmap lies so deep")


def _at(event: Any, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, message, event.start_mark)


def _named_twice(node: yaml.Node | None, path: Sequence[str] = ()) -> Iterator[_Problem]:
    """The keys that stand more than once in one mapping; the later would silently win."""
    if isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            yield from _named_twice(item, (*path, str(place)))
    if isinstance(node, yaml.MappingNode):
        met = set[str]()
        for key, value in node.value:
            name = str(key.value)
            if name in met:
                yield key.start_mark.line + 1, [*path, name], f"{name!r} stands here twice"
            met.add(name)
            yield from _named_twice(value, (*path, name))


def _line(node: yaml.Node | None, path: Sequence[str]) -> int:
    """The line of what stands at a path, or of the nearest around it."""
    line = node.start_mark.line + 1 if node is not None else 1
    for part in path:
        if isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
            node = node.value[int(part)]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == part]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        else:
            break
    return line


def write_outline(outline: RoadmapOutline) -> str:
    """The file that says this roadmap; read again, it is the same."""
    said = outline.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text: str = yaml.dump(
        {"format": outline.format, **said}, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=100
    )
    return text


async def import_roadmap(
    info: Info,
    yaml: Annotated[
        str, described("The file; see `/schemas/roadmap.json`. It has at most 60000 characters.")
    ],
    community_id: Annotated[ID | None, described("The community a new roadmap is made in.")] = None,
) -> Roadmap:
    """Reads a roadmap from a file, as a draft: a new one, or the next edition of yours."""
    context = info.context
    context.viewer.must(may_start_roadmap)
    outline = await to_thread(read_outline, yaml)
    mine = Roadmap.select_for_update(no_key=True).filter(curator_id=context.member_id)
    row = await mine.get_or_none(slug=outline.slug)
    if row is None:
        return await write_roadmap(context, outline, community_id)
    if community_id is not None and row_id_of(community_id, "Community", "communityId") != row.community_id:
        raise invalid("communityId", "You have a roadmap with this slug elsewhere.")
    ROADMAP_MACHINE.must_allow(row, "change", Actor.CURATOR)
    await change_front(context, row, outline.title, outline.summary, outline.topics)
    row.version += 1
    await row.save(update_fields=["version"])
    await save_draft(context, row, outline.steps)
    return row


async def exported(versions: Sequence[RoadmapVersion], info: Info) -> list[str]:
    """This edition as a file that `importRoadmap` reads."""
    context = info.context
    reader = context.reader
    roadmaps = await load_some(context.loaders.roadmap, [row.roadmap_id for row in versions])
    topics = await topics_of_roadmaps(reader, [row.roadmap_id for row in versions])
    steps = await steps_of_versions(reader, [row.id for row in versions])
    ids = [step.id for step in chain.from_iterable(steps)]
    before = dict(zip(ids, await prerequisites_of_steps(reader, ids), strict=True))
    helps = dict(zip(ids, await resources_of_steps(reader, ids), strict=True))
    return [
        write_outline(
            RoadmapOutline.of_input(
                {
                    **{name: getattr(roadmap, name) for name in ("slug", "title", "summary")},
                    "topics": [topic.slug for topic in about],
                    "steps": [_said(step, before[step.id], helps[step.id]) for step in listed],
                }
            )
        )
        for roadmap, about, listed in zip(roadmaps, topics, steps, strict=True)
    ]


_OF_STEP = ("key", "title", "kind", "optional", "weight", "est_minutes", "expected_outcome")
_OF_RESOURCE = ("title", "url", "kind", "cost")


def _said(step: RoadmapStep, before: Sequence[RoadmapStep], helps: Sequence[Any]) -> dict[str, Any]:
    return {
        **{name: getattr(step, name) for name in _OF_STEP},
        "prerequisites": [row.key for row in before],
        "resources": [{name: getattr(row, name) for name in _OF_RESOURCE} for row in helps],
    }
