"""Statement counts: enumerated from the schema, so that a new field is counted from its first day."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_object_type,
)

from tests.crowd import Crowd, global_id
from tests.operations import OPERATIONS
from tests.selection import SCHEMA, TYPES, few, selection

# Nodes by which every other type is reached: rows of the crowd that have all their edges.
PARENTS = {
    "Educator": range(2, 52),
    "Topic": range(11, 61),
    "Thread": range(4, 54),
    "Post": range(3, 303, 6),
    "Follow": range(100011, 100061),
    "Block": range(61, 111),
    "Mute": range(121, 171),
    "Notification": range(1, 51),
    "ApiToken": range(1, 51),
    "DataExport": range(1, 51),
    "Mentorship": range(2, 52),
    "MentorProfile": range(2, 52),
    "MentorshipRequest": range(2, 52),
    "Need": range(2, 52),
    "Endorsement": range(2, 52),
    "Agreement": range(1002, 1052),
    "Session": range(21, 521, 10),
    "SessionLog": range(21, 521, 10),
    "NextStep": range(211, 5211, 100),
    "SessionFeedback": range(211, 5211, 100),
    "Goal": range(21, 521, 10),
    "Evidence": range(211, 5211, 100),
    "JournalEntry": range(211, 5211, 100),
    "Message": range(21, 521, 10),
    "Community": range(2, 52),
    "Membership": range(21, 521, 10),
    "CommunityInvitation": range(21, 521, 10),
    "CommunityAction": range(21, 521, 10),
    "Flag": range(2, 52),
    "Pledge": range(4, 54),
    "PledgePartner": range(40, 540, 10),
    "Challenge": range(21, 521, 10),
    "ChallengeMark": range(211, 5211, 100),
    "Roadmap": range(2, 52),
    "RoadmapVersion": range(22, 522, 10),
    "RoadmapStep": range(222, 5222, 100),
    "Enrollment": range(601, 651),
}
# What is null for a reason in all rows of the crowd, or can only be null.
NEVER_SET = {
    "Educator.country", "Thread.concludedAt", "Post.editedAt", "Post.deletedAt", "Notification.readAt",
    "Mute.until", "ApiToken.lastUsedAt", "ApiToken.revokedAt",
    "Mentorship.pausedUntil",
    "MentorProfile.awayUntil", "MentorProfile.responseRate90d", "MentorProfile.medianFirstResponseHours",
    "Need.closedAt", "Session.cancelNote", "Message.deletedAt",
    "MentorshipRequest.withdrawnAt", "MentorshipRequest.expiredAt", "MentorshipRequest.infoQuestion",
    "MentorshipRequest.infoAnswer", "MentorshipRequest.acceptNote", "MentorshipRequest.declineReason",
    "MentorshipRequest.declineNote", "Notification.request", "Notification.mentorship",
    "Membership.bannedUntil", "Notification.community", "Flag.decidedAt",
    "Challenge.closedAt", "Educator.email", "Flag.snapshot", "Flag.reviewer",
    "Notification.action", "Pledge.endedOn", "Evidence.enrollment", "Evidence.step",
    "Roadmap.retiredAt", "Enrollment.completedAt", "Notification.enrollment",
}  # fmt: skip
# Of these an operation has one, or they come one at a time: mutations' answers and live events.
SINGLE = {
    "Query", "Mutation", "Subscription", "Me", "Account", "SignedIn", "NewApiToken", "Problem",
    "NewInvitation",
    "FieldProblem", "Unfollowed", "Unblocked", "Unmuted", "NotificationsRead", "NotificationAdded",
    "NotificationsMarkedRead", "Relationship",
    "Availability", "AvailabilityRule", "AvailabilityOverride",
    "CalendarFeed", "JournalEntryDeleted", "MentoringPath", "MentorSuggestion", "SuggestionPart",
    "Report", "ReportColumn", "ReportRow", "ReportCatalog", "Metric", "Dimension", "SavedReport",
    "SavedReportDeleted",
    "EnrollmentMigration",
    "AuditEntry",
    "Erasure", "NotificationPreference", "NotificationPreferences",
}  # fmt: skip


def edges() -> Iterator[tuple[str, str]]:
    for type_name in PARENTS:
        for name, field in TYPES[type_name].fields.items():
            if not is_leaf_type(get_named_type(field.type)):
                yield type_name, name


async def test_every_type_of_which_there_can_be_many_is_counted() -> None:
    reached, waiting = set[str](), [TYPES[name] for name in PARENTS]
    while waiting:
        type_ = waiting.pop()
        if type_.name in reached:
            continue
        reached.add(type_.name)
        if isinstance(type_, GraphQLUnionType | GraphQLInterfaceType):
            waiting += SCHEMA.get_possible_types(type_)
        if not isinstance(type_, GraphQLUnionType):
            below = (get_named_type(field.type) for field in type_.fields.values())
            waiting += [found for found in below if not is_leaf_type(found)]
    every = {name for name, type_ in TYPES.items() if is_object_type(type_) and not name.startswith("__")}
    pages = {name for name in every if name.endswith(("Connection", "Edge"))}
    assert every - pages - reached == SINGLE


@pytest.mark.parametrize(("type_name", "field"), list(edges()))
async def test_an_edge_costs_the_same_for_one_parent_and_for_fifty(
    crowd: Crowd, type_name: str, field: str
) -> None:
    edge = TYPES[type_name].fields[field]
    document = f"{{ __typename {field}{few(edge)} {{ {selection(get_named_type(edge.type), 1)} }} }}"
    await same_for_one_and_fifty(crowd, type_name, document)


@pytest.mark.parametrize("type_name", list(PARENTS))
async def test_all_fields_of_a_node_cost_the_same_for_one_parent_and_for_fifty(
    crowd: Crowd, type_name: str
) -> None:
    document = f"{{ {selection(TYPES[type_name], 1)} }}"
    rows = await same_for_one_and_fifty(crowd, type_name, document)
    empty = {f"{type_name}.{name}" for row in rows for name, value in row.items() if value in (None, [])}
    assert empty <= NEVER_SET


async def same_for_one_and_fifty(crowd: Crowd, type_name: str, document: str) -> list[Any]:
    """The fifty rows, once it is sure that they cost what one does."""
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_name} {document} }} }}"
    ids = [global_id(type_name, n) for n in PARENTS[type_name]]
    with crowd.statements() as for_one:
        await crowd.api.data(query, ids=ids[:1])
    with crowd.statements() as for_fifty:
        rows: list[Any] = (await crowd.api.data(query, ids=ids))["nodes"]
    assert [row["__typename"] for row in rows] == [type_name] * 50
    assert Counter(for_fifty) == Counter(for_one)
    return rows


async def test_what_is_measured_of_a_mentor_is_read_once_for_all_figures(crowd: Crowd) -> None:
    figures = ("responseRate90d", "medianFirstResponseHours")
    ids = [global_id("MentorProfile", n) for n in PARENTS["MentorProfile"]]
    heard = []
    for shown in (figures[0], figures[1], " ".join(figures)):
        query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on MentorProfile {{ {shown} }} }} }}"
        with crowd.statements() as statements:
            await crowd.api.data(query, ids=ids)
        heard.append(Counter(statements))
    assert heard[0] == heard[1] == heard[2]


# Arguments by which a list has rows of one shape.
ALIKE = {"search": ', query: "thread", kinds: [THREAD]', "topics": ", kinds: [PEDAGOGY]"}
# Lists that are empty for members; the crowd's viewer administrates for them.
OF_OVERSEERS = ("moderationQueue", "auditLog")
LISTS = [
    (root, name)
    for root in ("Query", "Me")
    for name, field in TYPES[root].fields.items()
    if "after" in field.args and name not in OF_OVERSEERS
]


@pytest.mark.parametrize(("root", "field"), LISTS)
async def test_a_list_costs_the_same_for_one_row_and_for_fifty(crowd: Crowd, root: str, field: str) -> None:
    connection = TYPES[root].fields[field]
    query = list_query(root, field, connection)
    with crowd.statements() as for_one:
        await crowd.api.data(query, first=1)
    with crowd.statements() as for_fifty:
        answer = await crowd.api.data(query, first=50)
    assert len((answer["me"] if root == "Me" else answer)[field]["nodes"]) == 50
    assert Counter(map(of_any_size, for_fifty)) == Counter(map(of_any_size, for_one))


@pytest.mark.parametrize("field", OF_OVERSEERS)
async def test_an_overseers_list_costs_the_same_for_one_row_and_for_fifty(
    crowd: Crowd, connection: asyncpg.Connection, field: str
) -> None:
    roles = "UPDATE account SET roles = $1::text[] WHERE email = 'e1@example.org'"
    await connection.execute(roles, ["MEMBER", "ADMIN"])
    try:
        await test_a_list_costs_the_same_for_one_row_and_for_fifty(crowd, "Me", field)
    finally:
        await connection.execute(roles, ["MEMBER"])


def of_any_size(statement: str) -> str:
    """A statement's text without the size of its page."""
    return re.sub(r"LIMIT \d+", "LIMIT n", statement)


def list_query(root: str, name: str, field: GraphQLField) -> str:
    """A root list with everything of its rows."""
    page_type: Any = get_named_type(field.type)
    node = get_named_type(page_type.fields["nodes"].type)
    found = f"... on Thread {{ {selection(TYPES['Thread'], 1)} }}"
    rows = found if name == "search" else selection(node, 1)
    page = f"totalCount pageInfo {{ endCursor }} nodes {{ {rows} }}"
    body = f"{name}(first: $first{ALIKE.get(name, '')}) {{ {page} }}"
    return f"query ($first: Int!) {{ {f'me {{ {body} }}' if root == 'Me' else body} }}"


async def test_the_nested_profile_costs_one_statement_for_each_of_its_edges(crowd: Crowd) -> None:
    with crowd.statements() as heard:
        answer = await crowd.api.data(OPERATIONS["NestedProfile"], handle="educator_2")
    print(f"\nNestedProfile: {len(heard)} statements")  # noqa: T201 - a figure to report
    educator = answer["educator"]
    assert [len(thread["posts"]["nodes"]) for thread in educator["threads"]["nodes"]] == [5, 5, 5]
    assert len(educator["mentorships"]["edges"]) == 5
    # The viewer; the educator, subjects, mentor profile, its offers and free places, mentorships, who is
    # in them, their goals, sessions, sustainedness and attention, threads and how many, posts, authors,
    # reactions, replies, authors of replies not read before, enrollments, their roadmaps, their steps, what
    # comes before those, memberships and their communities, followers and how many. Two branches that reach
    # their authors in the same turn of the loop are answered by one.
    assert len(heard) in (27, 28)
