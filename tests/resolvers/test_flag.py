import asyncio
from typing import Any

import pytest

from access.flag import flag_visible, may_see_flag
from access.viewer import VIEWER_ROW, Viewer
from models import AccountRole, Flag
from tests.behind import Behind, row_id
from tests.communities import starts
from tests.mentoring import asks, mentors
from tests.network import Network, Person
from tests.pairs import Pair
from tests.problems import refusal

FLAG = """... on Flag { id target targetId reason note status decidedAt version reporter { handle }
    responsible { handle } }"""
POST = "query ($id: ID!) { node(id: $id) { ... on Post { body isHidden } } }"


async def reports(person: Person, target: str, reason: str = "SPAM", **more: Any) -> Any:
    return await person.api.perform("flag", FLAG, targetId=target, reason=reason, **more)


async def hidden(behind: Behind, table: str, thing: str) -> bool:
    sql = f"SELECT hidden_at IS NOT NULL FROM {table} WHERE id = $1"
    found: bool = await behind.connection.fetchval(sql, row_id(thing))
    return found


async def test_what_one_sees_can_be_reported_once_and_ones_own_cannot(
    network: Network, pair: Pair, behind: Behind
) -> None:
    ada, ben = pair.mentor, pair.mentee
    cleo = await network.educator("cleo")
    await mentors(ada)
    thread = await ben.starts_thread("Quieter starts")
    said = {"mentorshipId": pair.id, "body": "Buy this"}
    things = {
        "EDUCATOR": ben.id,
        "THREAD": thread,
        "POST": (await ben.posts(thread))["id"],
        "MESSAGE": (await ben.api.perform("sendMessage", "... on Message { id }", **said))["id"],
        "REQUEST": (await asks(cleo, ada))["id"],
        "COMMUNITY": await starts(ben),
    }
    for target, thing in things.items():
        flagged = await reports(ada, thing, note="Look")
        responsible = {"REQUEST": {"handle": "cleo"}, "COMMUNITY": None}.get(target, {"handle": "ben"})
        assert flagged | {"id": ""} == {
            "__typename": "Flag", "id": "", "target": target, "targetId": thing, "reason": "SPAM",
            "note": "Look", "status": "OPEN", "decidedAt": None, "version": 1,
            "reporter": {"handle": "ada"}, "responsible": responsible,
        }  # fmt: skip
        async with behind.nothing_happens():
            assert await reports(ada, thing, "OTHER") == flagged
            own = cleo if target == "REQUEST" else ben
            assert refusal(await reports(own, thing)) == ("INVALID", ["targetId"])
    async with behind.nothing_happens():
        for person, thing in ((cleo, things["MESSAGE"]), (ben, things["REQUEST"]), (ada, pair.id)):
            assert refusal(await reports(person, thing)) == ("NOT_FOUND", ["targetId"])
        assert refusal(await reports(cleo, ben.id, note="")) == ("INVALID", ["note"])
        assert refusal(await reports(cleo, "nothing")) == ("NOT_FOUND", ["targetId"])
    kept = await behind.connection.fetchval("SELECT snapshot FROM flag WHERE target = 'MESSAGE'")
    assert kept == '{"body": "Buy this"}'


async def test_two_people_or_data_of_pupils_hide_a_thing_and_say_so(network: Network, behind: Behind) -> None:
    ada, ben, cleo = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))
    thread = await ben.starts_thread()
    spam, pupils, other = [(await ben.posts(thread))["id"] for _ in range(3)]
    await reports(ada, spam)
    assert not await hidden(behind, "post", spam)
    await reports(cleo, spam, "HARASSMENT")
    await reports(ada, pupils, "PUPIL_DATA")
    await reports(ada, other)
    assert [await hidden(behind, "post", post) for post in (spam, pupils, other)] == [True, True, False]
    for reader, body in ((ben, "Tried it today."), (ada, None)):
        assert (await reader.api.data(POST, id=spam))["node"] == {"body": body, "isHidden": True}
    told = (await behind.happened(thread))[3:]
    assert told == [
        ("POST_EDITED", row_id(post), row_id(by.id)) for post, by in ((spam, cleo), (pupils, ada))
    ]
    await asyncio.gather(reports(ada, ben.id), reports(cleo, ben.id))
    assert await hidden(behind, "educator", ben.id)
    assert (await ada.api.data('{ educator(handle: "ben") { id } }'))["educator"] is None
    await ben.api.perform("deletePost", "... on Post { id }", postId=other)
    async with behind.nothing_happens():
        assert refusal(await reports(cleo, other)) == ("INVALID_TRANSITION", [])


async def test_twenty_reports_a_day_are_enough(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    for _ in range(20):
        assert (await reports(ada, ben.id))["status"] == "OPEN"
    assert refusal(await reports(ada, ben.id)) == ("RATE_LIMITED", [])
    assert await behind.count("flag") == 1


@pytest.mark.parametrize("roles", [["MEMBER"], ["MEMBER", "MODERATOR"], ["ADMIN"]])
async def test_a_flag_is_seen_by_who_raised_it_and_moderators_whom_it_does_not_concern(
    network: Network, behind: Behind, roles: list[str]
) -> None:
    ada, ben, cleo = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))
    flag = (await reports(ada, ben.id))["id"]
    await behind.connection.execute("UPDATE account SET roles = $1", roles)
    sees = {}
    row = Flag.light({"reporter_id": row_id(ada.id), "subject_id": row_id(ben.id)})
    sql = f"SELECT count(*) FROM {VIEWER_ROW}, flag f WHERE {flag_visible('f')}"
    for person in (ada, ben, cleo):
        found = await person.api.data("query ($id: ID!) { node(id: $id) { id } }", id=flag)
        viewer = Viewer(educator_id=row_id(person.id), roles=frozenset(map(AccountRole, roles)))
        sees[person.handle] = found["node"] is not None
        assert may_see_flag(viewer, row) is sees[person.handle]
        assert await behind.connection.fetchval(sql, *viewer.filter_values()) == sees[person.handle]
    assert sees == {"ada": True, "ben": False, "cleo": roles != ["MEMBER"]}
