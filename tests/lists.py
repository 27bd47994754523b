"""Every list of the API with the statement that knows what must be in it, over the crowd."""

from dataclasses import dataclass
from typing import Any

import asyncpg
from graphql import get_named_type

from kit.ids import encode_id
from tests.crowd import Crowd, global_id
from tests.selection import TYPES

WRITER, THREAD, POST = global_id("Educator", 7), global_id("Thread", 19), global_id("Post", 1)
ROOM = global_id("Mentorship", 7)


@dataclass(frozen=True)
class List:
    """A list of the API: how it is asked for, and the statement that knows what must be in it."""

    parent: str
    field: str
    expected: str
    arguments: str = ""
    parent_id: str = ""

    def query(self) -> str:
        """A document that asks for one page."""
        variables = "$first: Int, $after: String, $last: Int, $before: String"
        arguments = f"first: $first, after: $after, last: $last, before: $before{self.arguments}"
        page = f"""{self.field}({arguments}) {{ totalCount nodes {{ id }} edges {{ cursor node {{ id }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"""
        if self.parent == "Me":
            page = f"me {{ {page} }}"
        elif self.parent != "Query":
            page = f'node(id: "{self.parent_id}") {{ ... on {self.parent} {{ {page} }} }}'
        return f"query ({variables}) {{ {page} }}"

    async def page(self, crowd: Crowd, **arguments: Any) -> Any:
        """One page."""
        data = await crowd.api.data(self.query(), **arguments)
        return data[self.field] if self.parent == "Query" else next(iter(data.values()))[self.field]

    def __str__(self) -> str:
        return f"{self.parent}.{self.field}{self.arguments}"


def ids(table: str, where: str = "true", order: str = "id DESC") -> str:
    """The statement for the ids of a table in an order."""
    return f"SELECT id FROM {table} WHERE {where} ORDER BY {order}"


_ID = "(SELECT id FROM educator WHERE handle = '{}')"
ME, SEVENTH = _ID.format("educator_1"), _ID.format("educator_7")
NINETEENTH = "(SELECT id FROM thread WHERE title = 'Thread 19')"
FIRST_POST = "(SELECT id FROM post WHERE body = 'Post 1 of 1')"
SEEN = f"id NOT IN (SELECT blocked_id FROM block WHERE blocker_id = {ME})"
ALONG = f"SELECT {{}} FROM follow WHERE {{}} = {SEVENTH} ORDER BY follow.id DESC"
REQUESTS = f"SELECT id FROM mentorship_request WHERE {ME} IN (mentor_id, mentee_id){{}} ORDER BY id DESC"
MENTORS = f"SELECT educator_id FROM mentor_profile WHERE educator_id <> {ME} ORDER BY mentor_profile.id {{}}"
FEED = f"parent_id IS NULL AND author_id IN (SELECT educator_id FROM follow WHERE follower_id = {ME})"
ROOM, GOAL = global_id("Mentorship", 7), global_id("Goal", 71)
OWN_ROOM = f"(SELECT id FROM mentorship WHERE mentor_id = {SEVENTH} AND mentee_id = {ME})"
OF_ROOM = f"mentorship_id = {OWN_ROOM}"
HELD = f"status = 'HELD' AND {OF_ROOM}"
STEPS = f"session_id IN (SELECT id FROM session WHERE {OF_ROOM})"
COMING = f"status = 'CONFIRMED' AND mentorship_id IN (SELECT id FROM mentorship WHERE mentee_id = {ME})"
OF_GOAL = f"goal_id = (SELECT id FROM goal WHERE owner_id = {ME} AND {OF_ROOM})"
PLAYED = f"{SEVENTH} IN (mentor_id, mentee_id)"
COMMUNITY = global_id("Community", 7)
JOINED = "community_id = (SELECT id FROM community WHERE slug = 'community-7')"
WATCHED = f"educator_id = {ME} OR id IN (SELECT pledge_id FROM pledge_partner WHERE educator_id = {ME})"
ON_PLEDGE = f"pledge_id = (SELECT id FROM pledge WHERE thread_id = {NINETEENTH})"
CHALLENGE = global_id("Challenge", 70)
ON_FIRST = f"challenge_id = (SELECT id FROM challenge WHERE title = 'Challenge 0' AND {JOINED})"
ROADMAP_STEP, ENROLLMENT = global_id("RoadmapStep", 322), global_id("Enrollment", 601)
AT_STEP = f"roadmap_id = (SELECT id FROM roadmap WHERE slug = 'roadmap-3') AND educator_id <> {ME}"
SHOWN = """enrollment_id IN (SELECT e.id FROM enrollment e JOIN roadmap r ON r.id = e.roadmap_id
    WHERE r.slug = 'roadmap-3')"""
SHARED = "SELECT {} FROM enrollment_share WHERE {} ORDER BY {} DESC"
LISTS = [
    List("Me", "pledges", ids("pledge", WATCHED)),
    List("Pledge", "partners", ids("pledge_partner", ON_PLEDGE, "id"), "", global_id("Pledge", 19)),
    List("Community", "challenges", ids("challenge", JOINED), "", COMMUNITY),
    List("Community", "threads", ids("thread", JOINED), "", COMMUNITY),
    List("Community", "threads", ids("thread", JOINED, "id"), ", orderBy: OLDEST", COMMUNITY),
    List("Community", "challenges", ids("challenge", JOINED), ", open: true", COMMUNITY),
    List("Challenge", "marks", ids("challenge_mark", ON_FIRST, "id"), "", CHALLENGE),
    List("Challenge", "marks", ids("challenge_mark", ON_FIRST, "id"), ", stance: SOLVED", CHALLENGE),
    List("Query", "roadmaps", ids("roadmap")),
    List("Query", "roadmaps", ids("roadmap", f"curator_id = {SEVENTH}"), f', curatorId: "{WRITER}"'),
    List("Community", "roadmaps", ids("roadmap", JOINED), "", COMMUNITY),
    List("Educator", "enrollments", ids("enrollment", f"educator_id = {SEVENTH}"), "", WRITER),
    List("RoadmapStep", "learners", ids("enrollment", AT_STEP), "", ROADMAP_STEP),
    List("Enrollment", "evidence", ids("evidence", f"{SHOWN} AND author_id = {ME}", "id"), "", ENROLLMENT),
    List(
        "Enrollment",
        "sharedWith",
        ids("mentorship", f"{ME} IN (mentor_id, mentee_id)"),
        "",
        ENROLLMENT,
    ),
    List(
        "Mentorship",
        "enrollments",
        SHARED.format("enrollment_id", OF_ROOM, "enrollment_id"),
        "",
        ROOM,
    ),
    List("Query", "educators", ids("educator", SEEN)),
    List("Query", "topics", ids("topic", order="slug")),
    List("Query", "topics", ids("topic", "kind = 'PEDAGOGY'", "slug"), ", kinds: [PEDAGOGY]"),
    List("Query", "threads", ids("thread")),
    List("Query", "threads", ids("thread", order="id"), ", orderBy: OLDEST"),
    List("Educator", "threads", ids("thread", f"author_id = {SEVENTH}"), "", WRITER),
    List("Educator", "threads", ids("thread", f"author_id = {SEVENTH}", "id"), ", orderBy: OLDEST", WRITER),
    List("Educator", "posts", ids("post", f"author_id = {SEVENTH}"), "", WRITER),
    List("Educator", "mentorships", ids("mentorship", PLAYED), "", WRITER),
    List("Educator", "mentorships", ids("mentorship", PLAYED), ", status: CLOSED", WRITER),
    List("Mentorship", "agreements", ids("agreement", OF_ROOM), "", ROOM),
    List("Educator", "endorsements", ids("endorsement", f"receiver_id = {SEVENTH}"), "", WRITER),
    List("Me", "endorsements", ids("endorsement", f"receiver_id = {ME}")),
    List("Me", "endorsements", ids("endorsement", f"receiver_id = {ME}"), ", status: ACCEPTED"),
    List("Mentorship", "sessions", ids("session", OF_ROOM, "starts_at"), "", ROOM),
    List("Mentorship", "sessions", ids("session", HELD, "starts_at"), ", status: HELD", ROOM),
    List("Mentorship", "nextSteps", ids("next_step", STEPS), "", ROOM),
    List("Mentorship", "nextSteps", ids("next_step", f"done_at IS NULL AND {STEPS}"), ", open: true", ROOM),
    List("Me", "upcomingSessions", ids("session", COMING, "starts_at")),
    List("Educator", "goals", ids("goal", f"owner_id = {SEVENTH}"), "", WRITER),
    List("Educator", "goals", ids("goal", f"status = 'MET' AND owner_id = {SEVENTH}"), ", status: MET",
         WRITER),
    List("Mentorship", "goals", ids("goal", OF_ROOM), "", ROOM),
    List("Mentorship", "goals", ids("goal", f"status = 'MET' AND {OF_ROOM}"), ", status: MET", ROOM),
    List("Mentorship", "journal", ids("journal_entry", OF_ROOM), "", ROOM),
    List("Mentorship", "journal", ids("journal_entry", f"kind = 'TAKEAWAY' AND {OF_ROOM}"),
         ", kind: TAKEAWAY", ROOM),
    List("Mentorship", "messages", ids("message", OF_ROOM, "seq"), "", ROOM),
    List("Goal", "evidence", ids("evidence", OF_GOAL, "id"), "", GOAL),
    List("Goal", "journal", ids("journal_entry", OF_GOAL), "", GOAL),
    List("Goal", "journal", ids("journal_entry", OF_GOAL), ", kind: REFLECTION", GOAL),
    List("Me", "goals", ids("goal", f"owner_id = {ME}")),
    List("Me", "goals", ids("goal", f"status = 'MET' AND owner_id = {ME}"), ", status: MET"),
    List("Me", "journal", ids("journal_entry", f"author_id = {ME}")),
    List("Me", "journal", ids("journal_entry", f"author_id = {ME} AND {OF_ROOM}"),
         f', mentorshipId: "{ROOM}"'),
    List("Me", "journal", ids("journal_entry", f"author_id = {ME} AND kind = 'TAKEAWAY'"),
         ", kind: TAKEAWAY"),
    List("Educator", "followers", ALONG.format("follower_id", "educator_id"), "", WRITER),
    List("Educator", "following", ALONG.format("educator_id", "follower_id"), "", WRITER),
    List("Thread", "posts", ids("post", f"thread_id = {NINETEENTH}", "seq"), "", THREAD),
    List("Thread", "posts", ids("post", f"thread_id = {NINETEENTH} AND depth = 0", "seq"),
         ", topLevelOnly: true", THREAD),
    List("Post", "replies", ids("post", f"parent_id = {FIRST_POST}", "seq"), "", POST),
    List("Me", "feed", ids("post", FEED)),
    List("Me", "notifications", ids("notification", order="updated_at DESC, id DESC")),
    List("Me", "apiTokens", ids("api_token")),
    List("Me", "dataExports", ids("data_export")),
    List("Query", "mentors", MENTORS.format("DESC")),
    List("Query", "mentors", MENTORS.format(""), ", orderBy: OLDEST"),
    List("Educator", "needs", ids("need", f"educator_id = {SEVENTH}"), "", WRITER),
    List("Me", "mentorshipRequests", REQUESTS.format("")),
    List("Me", "mentorshipRequests", REQUESTS.format(f" AND initiator_id <> {ME}"), ", direction: INCOMING"),
    List("Me", "mentorshipRequests", REQUESTS.format(f" AND initiator_id = {ME}"),
         ", direction: OUTGOING, status: ACCEPTED"),
    List("Me", "needs", ids("need", f"educator_id = {ME}")),
    List("Query", "communities", ids("community")),
    List("Community", "members", ids("membership", JOINED, "id"), "", COMMUNITY),
    List("Community", "log", ids("community_action", JOINED), "", COMMUNITY),
    List("Community", "invitations", ids("community_invitation", JOINED), "", COMMUNITY),
    List("Community", "members", ids("membership", f"role = 'MEMBER' AND {JOINED}", "id"), ", role: MEMBER",
         COMMUNITY),
    List("Educator", "memberships", ids("membership", f"educator_id = {SEVENTH}"), "", WRITER),
    List("Me", "blocks", ids("block")),
    List("Me", "mutes", ids("mute")),
]  # fmt: skip


async def rows_of(connection: asyncpg.Connection, listed: List) -> list[str]:
    """The global ids that the list must hold, as the tables say."""
    page = get_named_type(TYPES[listed.parent].fields[listed.field].type)
    rows = await connection.fetch(listed.expected)
    return [encode_id(page.name.removesuffix("Connection"), row[0]) for row in rows]
