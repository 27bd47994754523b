"""Every operation of `operations.graphql`, run against the server as clients run it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kit.ids import encode_id
from tests import mentoring
from tests.api import Api
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.communities import starts
from tests.meetings import mentors, room
from tests.mentoring import MESSAGE, add_topics
from tests.network import PASSWORD, Network, Person
from tests.operations import OPERATIONS
from tests.roadmaps import offers, publishes, step
from tests.rooms import a_room
from tests.ties import people, tied

# The operations that ran in this module.
RAN: set[str] = set()


async def run(api: Api, name: str, **variables: Any) -> Any:
    """The data of one operation."""
    RAN.add(name)
    return await api.data(OPERATIONS[name], **variables)


@pytest.fixture(scope="module", autouse=True)
def every_operation_runs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the module when an operation was added that nothing runs."""
    yield
    chosen = [item for item in request.session.items if item.path == request.path]
    written = [name for name in vars(request.module) if name.startswith("test_")]
    if len(chosen) == len(written):
        assert set(OPERATIONS) == RAN


def signed(pair: Any) -> dict[str, Any]:
    """What a fresh sign-in answers besides its tokens."""
    assert len(pair["accessToken"]) > 100
    assert len(pair["refreshToken"]) > 20
    assert pair["educator"].pop("id")
    educator: dict[str, Any] = pair["educator"]
    return educator


async def test_signing_up_in_and_on(api: Api) -> None:
    given = {"email": "ada@example.org", "password": PASSWORD}
    profile = {"handle": "ada", "displayName": "Ada", "timeZone": "Europe/Lisbon"}
    up = (await run(api, "SignUp", input={**given, **profile}))["signUp"]
    assert up["accessTokenExpiresAt"] == "2026-03-02T08:10:00+00:00"
    assert signed(up) == {"handle": "ada", "displayName": "Ada"}
    again = (await run(api, "SignUp", input={**given, **profile}))["signUp"]
    assert again["code"] == "CONFLICT"
    pair = (await run(api, "SignIn", input=given))["signIn"]
    assert signed(pair) == {"handle": "ada", "displayName": "Ada"}
    refused = (await run(api, "SignIn", input={**given, "password": "something else"}))["signIn"]
    assert refused == {
        "code": "UNAUTHENTICATED",
        "message": "E-mail and password do not fit together.",
        "fields": [],
    }
    traded = {"refreshToken": pair["refreshToken"]}
    fresh = (await run(api, "RefreshAccess", input=traded))["refreshAccess"]
    assert signed(fresh) == {"handle": "ada", "displayName": "Ada"}
    spent = (await run(api, "RefreshAccess", input=traded))["refreshAccess"]
    assert spent["code"] == "UNAUTHENTICATED"


async def started(network: Network) -> tuple[Person, Person, str]:
    """Ada, who writes a thread with one post, and Ben, who follows her."""
    ada, ben = await network.educator("ada"), await network.educator("ben")
    assert (await run(ben.api, "Follow", id=ada.id))["follow"]["target"] == {"__typename": "Educator"}
    thread = {"title": "Quieter transitions", "about": "", "visibility": "MEMBERS"}
    made = (await run(ada.api, "CreateThread", input=thread))["createThread"]
    assert made == {"id": made["id"], "title": "Quieter transitions"}
    post = {"threadId": made["id"], "kind": "PROGRESS", "body": "A bell works, @ben.", "idempotencyKey": "1"}
    added = (await run(ada.api, "AddPost", input=post))["addPost"]
    assert added == {"id": added["id"], "seq": 1, "kind": "PROGRESS", "body": "A bell works, @ben."}
    assert (await run(ada.api, "AddPost", input=post))["addPost"] == added
    return ada, ben, made["id"]


async def test_me_shows_my_feed_and_what_is_new(network: Network) -> None:
    _, ben, thread = await started(network)
    me = (await run(ben.api, "Me"))["me"]
    assert me["email"] == "ben@example.org"
    assert me["educator"] == {"id": ben.id, "handle": "ben"}
    assert me["notifications"] == {"totalCount": 1}
    (post,) = me["feed"]["nodes"]
    assert post == {
        "id": post["id"],
        "seq": 1,
        "body": "A bell works, @ben.",
        "thread": {"id": thread, "title": "Quieter transitions"},
        "author": {"handle": "ada"},
    }
    assert (await run(network.api, "Me"))["me"] is None


async def test_a_block_hides_the_profile(network: Network) -> None:
    ada, ben, _ = await started(network)
    assert (await run(ada.api, "Block", id=ben.id))["block"]["__typename"] == "Block"
    assert (await run(ben.api, "NestedProfile", handle="ada"))["educator"] is None
    follow = (await run(ben.api, "Follow", id=ada.id))["follow"]
    assert (follow["code"], follow["message"]) == ("NOT_FOUND", "There is no such educator.")


async def test_a_nested_profile_shows_threads_posts_and_replies(network: Network) -> None:
    ada, ben, thread = await started(network)
    post = (await run(ben.api, "ThreadWithTail", id=thread))["thread"]["posts"]["nodes"][0]
    reply = await ben.posts(thread, "So does silence.", parentId=post["id"])
    await ben.api.perform("react", "... on Post { id }", postId=post["id"], kind="CELEBRATE")
    community = await starts(ada)
    joined = (await run(ben.api, "JoinCommunity", id=community, reason="To listen."))["joinCommunity"]
    assert joined == {"id": joined["id"], "role": "MEMBER", "status": "ACTIVE"}
    named = {"id": community, "slug": "quiet-starts", "name": "Quiet starts", "memberCount": 2}
    profile = (await run(ben.api, "NestedProfile", handle="ada"))["educator"]
    assert profile == {
        "id": ada.id,
        "handle": "ada",
        "displayName": "Ada",
        "headline": "",
        "role": "CLASSROOM_TEACHER",
        "careerStage": "EARLY_0_2",
        "country": None,
        "subjects": [],
        "mentorProfile": None,
        "mentorships": {"edges": []},
        "enrollments": {"nodes": []},
        "threads": {"totalCount": 1, "nodes": [profile["threads"]["nodes"][0]]},
        "memberships": {"nodes": [{"role": "OWNER", "community": named}]},
        "followers": {"totalCount": 1, "nodes": [{"handle": "ben"}]},
    }
    shown = profile["threads"]["nodes"][0]
    assert (shown["id"], shown["status"], shown["postCount"]) == (thread, "OPEN", 2)
    first, second = shown["posts"]["nodes"]
    assert first["author"] == {"id": ada.id, "handle": "ada", "displayName": "Ada"}
    assert first["reactions"] == [{"kind": "CELEBRATE", "count": 1, "viewerReacted": True}]
    below = {"id": reply["id"], "body": "So does silence.", "author": {"handle": "ben"}}
    assert first["replies"] == {"nodes": [below]}
    assert (second["id"], second["seq"], second["kind"]) == (reply["id"], 2, "REPLY")


async def test_educators_are_found_by_what_they_teach(network: Network, connection: Any) -> None:
    await connection.execute(
        "INSERT INTO topic (id, slug, label, kind) VALUES"
        " (gen_random_uuid(), 'classroom-management', 'Classroom management', 'PEDAGOGY')"
    )
    ada = await network.educator("ada", subjects=["classroom-management"], languages=["en", "pt"])
    await network.educator("ben", subjects=["classroom-management"], languages=["de"])
    found = (await run(network.api, "FindEducators"))["educators"]
    assert found["totalCount"] == 1
    assert found["nodes"] == [{"id": ada.id, "handle": "ada", "displayName": "Ada"}]
    info = found["pageInfo"]
    assert not info["hasNextPage"]
    beyond = (await run(network.api, "FindEducators", after=info["endCursor"]))["educators"]
    assert (beyond["totalCount"], beyond["nodes"]) == (1, [])


async def test_a_thread_and_its_tail_meet_without_a_gap(network: Network) -> None:
    ada, ben, thread = await started(network)
    shown = (await run(ben.api, "ThreadWithTail", id=thread))["thread"]
    assert (shown["id"], shown["title"]) == (thread, "Quieter transitions")
    assert [post["seq"] for post in shown["posts"]["nodes"]] == [1]
    post = await ada.posts(thread, "A week later.")
    await ada.api.perform("editPost", "... on Post { id }", postId=post["id"], body="Two weeks later.")
    await ada.api.perform("deletePost", "... on Post { id }", postId=post["id"])
    RAN.add("ThreadTail")
    tail = OPERATIONS["ThreadTail"]
    async with ben.api.subscribe(tail, id=thread, after=shown["liveCursor"]) as subscribed:
        added, edited, deleted = await subscribed.until("CaughtUp")
    assert [event["__typename"] for event in (added, edited, deleted)] == [
        "PostAdded",
        "PostEdited",
        "PostDeleted",
    ]
    author = {"id": ada.id, "handle": "ada", "displayName": "Ada"}
    now = {"id": post["id"], "seq": 2, "kind": "PROGRESS", "body": None, "author": author}
    assert (added["post"], deleted["postId"]) == (now, post["id"])


async def test_a_hidden_thread_is_null(network: Network) -> None:
    _, _, thread = await started(network)
    assert (await run(network.api, "ThreadWithTail", id=thread))["thread"] is None


async def test_a_room_is_heard_from_a_cursor_on(network: Network, connection: Any) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    shared = encode_id("Mentorship", await room(connection, ada, ben))
    read = "query ($id: ID!) { mentorship(id: $id) { liveCursor } }"
    cursor = (await ada.api.data(read, id=shared))["mentorship"]["liveCursor"]
    body = "How did it go?"
    sent = await ben.api.perform("sendMessage", "... on Message { id }", mentorshipId=shared, body=body)
    RAN.add("Room")
    async with ada.api.subscribe(OPERATIONS["Room"], id=shared, after=cursor) as subscribed:
        (event,) = await subscribed.until("CaughtUp")
    message = {"id": sent["id"], "seq": 1, "body": body, "author": {"handle": "ben"}}
    assert (event["__typename"], event["message"]) == ("MessageSent", message)


async def test_a_mentor_shows_when_they_can_be_met(network: Network, connection: Any) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await mentors(connection, ada)
    hours = {"rules": [{"weekday": "MONDAY", "start": "09:00", "end": "10:00"}], "overrides": []}
    await ada.api.perform("setAvailability", "... on Availability { timeZone }", **hours)
    days = {"from": "2026-03-02", "to": "2026-03-08"}
    assert (await run(ben.api, "MentorSlots", id=ada.id, **days))["mentorSlots"] == [
        {"startsAt": "2026-03-02T09:00:00+00:00", "endsAt": "2026-03-02T09:30:00+00:00"},
        {"startsAt": "2026-03-02T09:30:00+00:00", "endsAt": "2026-03-02T10:00:00+00:00"},
    ]


async def test_a_session_is_proposed_once_for_a_time(network: Network, connection: Any) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    room_id = encode_id("Mentorship", await room(connection, ada, ben))
    given = {
        "mentorshipId": room_id,
        "startsAt": "2026-03-09T15:00:00+01:00",
        "minutes": 45,
        "agenda": "Bells",
    }
    made = (await run(ben.api, "ProposeSession", input=given))["proposeSession"]
    planned = {"status": "PROPOSED", "startsAt": "2026-03-09T14:00:00+00:00", "minutes": 45}
    assert made == {"id": made["id"], **planned}
    refused = (await run(ada.api, "ProposeSession", input=given))["proposeSession"]
    message = "One of you is taken from 2026-03-09 14:00 to 14:45 UTC."
    fields = [{"path": ["startsAt"], "message": message}]
    assert refused == {"code": "CONFLICT", "message": message, "fields": fields}


async def test_a_mentor_is_found_asked_and_answers(network: Network, connection: Any) -> None:
    await add_topics(connection, "classroom-management")
    ada, ben = await network.educator("ada", languages=["en"]), await network.educator("ben")
    await mentoring.mentors(ada, ("classroom-management", "ACCOUNTABILITY"))
    found = (await run(ben.api, "FindMentors"))["mentors"]
    profile = {"openPlaces": 2, "responseRate90d": None, "medianFirstResponseHours": None}
    assert found["totalCount"] == 1
    assert found["nodes"] == [
        {"id": ada.id, "handle": "ada", "displayName": "Ada", "mentorProfile": {"status": "OPEN", **profile}}
    ]
    about = {"topics": ["classroom-management"], "functions": ["ACCOUNTABILITY"]}
    wish = {"mentorId": ada.id, "message": MESSAGE, "questions": ["How do you begin?"], **about}
    made = (await run(ben.api, "RequestMentorship", input=wish))["requestMentorship"]
    assert made["status"] == "PENDING"
    (listed,) = (await run(ada.api, "MyRequests"))["me"]["mentorshipRequests"]["nodes"]
    parties = {"mentor": {"handle": "ada"}, "mentee": {"handle": "ben"}, "expiresAt": made["expiresAt"]}
    assert listed == {"id": made["id"], "kind": "MENTORSHIP", "message": MESSAGE, **parties}
    reply = {"requestId": made["id"], "response": "ACCEPT", "note": "Gladly", "thenStatus": "WAITLIST"}
    answered = (await run(ada.api, "RespondToRequest", input=reply))["respondToRequest"]
    room = {"id": answered["mentorship"]["id"], "status": "FORMING"}
    assert answered == {"id": made["id"], "status": "ACCEPTED", "mentorship": room}
    again = (await run(ada.api, "RespondToRequest", input=reply))["respondToRequest"]
    assert again["code"] == "INVALID_TRANSITION"


TERMS = {
    "cadenceDays": 14, "sessionMinutes": 45, "startOn": "2026-03-02", "endOn": "2026-06-30",
    "purpose": "Calmer beginnings of lessons.", "mentorLearningGoal": "How you use exit tickets.",
    "confidentiality": "ROOM_ONLY", "replyWithinDays": 3,
}  # fmt: skip


async def test_two_agree_and_their_mentorship_begins(network: Network, connection: Any) -> None:
    made = await a_room(network, Behind(connection))
    await made.becomes("FORMING")
    given = {**TERMS, "mentorshipId": made.id}
    proposed = (await run(made.ada.api, "ProposeAgreement", input=given))["proposeAgreement"]
    assert (proposed["number"], proposed["status"], proposed["signatures"]) == (1, "PROPOSED", [])
    signs = {"agreementId": proposed["id"], "contentHash": proposed["contentHash"]}
    first = (await run(made.ben.api, "SignAgreement", input=signs))["signAgreement"]
    assert first["mentorship"] == {"id": made.id, "status": "FORMING"}
    second = (await run(made.ada.api, "SignAgreement", input=signs))["signAgreement"]
    assert second == {
        "id": proposed["id"],
        "status": "IN_FORCE",
        "mentorship": {"id": made.id, "status": "ACTIVE"},
    }
    found = (await run(made.ada.api, "Relationship", **{"with": made.ben.id}))["relationship"]
    assert found["mentorships"] == [{"id": made.id, "kind": "SUSTAINED", "status": "ACTIVE"}]


async def test_a_nested_profile_shows_mentorships_and_what_lies_in_them(
    network: Network, connection: Any
) -> None:
    made = await a_room(network, Behind(connection))
    await mentors(connection, made.ada)
    held = BEGINNING - timedelta(days=50)
    (session,) = await made.meets(held)
    profile = (await run(made.ben.api, "NestedProfile", handle="ada"))["educator"]
    assert profile["mentorProfile"] == {
        "status": "OPEN",
        "capacity": 2,
        "openPlaces": 1,
        "statement": "",
        "offers": [],
    }
    (edge,) = profile["mentorships"]["edges"]
    shown = {"id": session, "startsAt": held.isoformat(), "minutes": 60, "status": "HELD"}
    assert edge["node"] == {
        "id": made.id,
        "kind": "SUSTAINED",
        "status": "ACTIVE",
        "awaiting": "NONE",
        "attention": "AMBER",
        "openedAt": BEGINNING.isoformat(),
        "mentor": {"id": made.ada.id, "handle": "ada", "displayName": "Ada"},
        "mentee": {"id": made.ben.id, "handle": "ben", "displayName": "Ben"},
        "goals": {"nodes": []},
        "sessions": {"nodes": [shown]},
        "sustainedness": {"pattern": "TRANSACTIONAL", "sessionsHeld": 1, "cadenceAdherence": None},
    }
    outside = (await run(made.cleo.api, "NestedProfile", handle="ada"))["educator"]
    assert outside["mentorships"] == {"edges": []}


async def test_a_network_and_a_path_through_it_are_shown(network: Network, connection: Any) -> None:
    ada, ben, cleo = (await people(network, "ada", "ben", "cleo")).values()
    await tied(connection, ben, ada, ["SAFE_SPACE"])
    await tied(connection, cleo, ben)
    found = (await run(ada.api, "Network", id=ada.id))["developmentalNetwork"]
    assert found["ties"] == [{"educator": {"handle": "ben"}, "functions": ["SAFE_SPACE"], "strength": 0.0}]
    assert (found["functionsCovered"], len(found["gaps"])) == (1, 8)
    assert found["effectivePerspectives"] == {
        "setting": None, "region": None, "phase": None, "subject": None, "careerStage": 1.0
    }  # fmt: skip
    assert (found["density"], found["effectiveSize"], found["constraint"]) == (None, 1.0, 1.0)
    path = (await run(ada.api, "Path", **{"from": ada.id, "to": cleo.id}))["mentoringPath"]
    assert path == {"hops": 2, "educators": [{"handle": name} for name in ("ada", "ben", "cleo")]}


async def test_a_mentor_is_suggested_with_reasons(network: Network, connection: Any) -> None:
    await add_topics(connection, "reading")
    ada, ben = (await people(network, "ada", "ben")).values()
    await mentoring.mentors(ada, ("reading", "ACCOUNTABILITY"))
    (found,) = (await run(ben.api, "Suggest"))["suggestMentors"]
    assert found["educator"] == {"handle": "ada"}
    assert found["parts"][0] == {
        "name": "NEEDS_MET",
        "value": pytest.approx(1 / 9),
        "because": "Offers what your network lacks: accountability.",
    }
    assert found["score"] == pytest.approx(1 / 9 + 1 / 5 + 1 + 0.5)


async def test_walking_along_a_roadmap(network: Network, connection: Any) -> None:
    await add_topics(connection, "art")
    ada, ben = await network.educator("ada"), await network.educator("ben")
    roadmap_id = await offers(ada)
    mine = (await run(ben.api, "Enroll", id=roadmap_id))["enroll"]
    assert (mine["percent"], mine["version"]) == (0.0, {"number": 1})
    given = {"enrollmentId": mine["id"], "stepKey": "notice", "status": "DONE"}
    done = (await run(ben.api, "SetStepProgress", input=given))["setStepProgress"]
    assert done["percent"] == 25.0
    assert done["progress"][:2] == [
        {"status": "DONE", "unlocked": True, "step": {"key": "notice"}},
        {"status": "NOT_STARTED", "unlocked": True, "step": {"key": "try"}},
    ]
    steps = [step("notice"), step("show", "notice")]
    await ada.api.perform("saveRoadmapDraft", "... on Roadmap { id }", roadmapId=roadmap_id, steps=steps)
    await publishes(ada, roadmap_id)
    moved = (await run(ben.api, "MigrateEnrollment", id=mine["id"]))["migrateEnrollment"]
    assert moved == {
        "kept": ["notice"],
        "added": ["show"],
        "removed": ["try", "share"],
        "enrollment": {"id": mine["id"], "percent": 50.0, "version": {"number": 2}},
    }


async def test_reports_are_described_and_made(network: Network) -> None:
    catalog = (await run(network.api, "Catalog"))["reportCatalog"]
    assert {"sessionsHeld", "networkReciprocity"} <= {metric["name"] for metric in catalog["metrics"]}
    ada = await network.educator("ada")
    period = {"from": "2026-01-01", "to": "2026-02-28"}
    asked = {"metrics": ["sessionsHeld"], "grain": "MONTH", "period": period, "reach": "OWN"}
    report = (await run(ada.api, "CustomReport", input=asked))["report"]
    assert [row["values"] for row in report["rows"]] == [[0.0], [0.0]]
