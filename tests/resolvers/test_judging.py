import asyncio
from collections import Counter
from typing import Any

from tests.behind import Behind, row_id
from tests.network import Network, Person
from tests.problems import refusal
from tests.resolvers.test_flag import FLAG, hidden, reports
from tests.resolvers.test_hiding import moderator

NOTIFICATIONS = "{ me { notifications { nodes { kind count } } } }"


async def judges(person: Person, mutation: str, flag: Any, **more: Any) -> Any:
    given = {"flagId": flag["id"], "expectedVersion": flag["version"], **more}
    return await person.api.perform(mutation, FLAG, **given)


async def told(person: Person) -> list[tuple[str, int]]:
    nodes = (await person.api.data(NOTIFICATIONS))["me"]["notifications"]["nodes"]
    return [(node["kind"], node["count"]) for node in nodes]


async def test_a_dismissal_closes_all_flags_and_shows_again_what_only_they_hid(
    network: Network, behind: Behind
) -> None:
    ada, ben, cleo = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))
    mod = await moderator(network, behind)
    thread = await ben.starts_thread()
    post = (await ben.posts(thread))["id"]
    flags = [await reports(person, post) for person in (ada, cleo)]
    async with behind.nothing_happens():
        assert refusal(await judges(ada, "dismissFlag", flags[0])) == ("FORBIDDEN", [])
        assert refusal(await judges(ben, "dismissFlag", flags[0])) == ("NOT_FOUND", ["flagId"])
        assert refusal(await judges(mod, "dismissFlag", flags[0], note="")) == ("INVALID", ["decisionNote"])
    reviewed = await judges(mod, "reviewFlag", flags[0])
    assert (reviewed["status"], reviewed["version"]) == ("IN_REVIEW", 2)
    async with behind.nothing_happens():
        late = await judges(mod, "dismissFlag", flags[0])
        assert refusal(late) == ("CONFLICT", ["expectedVersion"])
    assert (await judges(mod, "dismissFlag", reviewed))["status"] == "DISMISSED"
    assert not await hidden(behind, "post", post)
    statuses = await behind.connection.fetch("SELECT status FROM flag")
    assert [row["status"] for row in statuses] == ["DISMISSED"] * 2
    assert await told(ada) == await told(cleo) == [("FLAG_DECIDED", 1)]
    assert (await behind.events(thread))[1:] == ["POST_EDITED"] * 2
    # What a moderator hid stays hidden, whatever is dismissed later.
    acted = await judges(mod, "actOnFlag", await reports(ada, post), action="HIDE", reason="Unkind")
    assert (acted["status"], await hidden(behind, "post", post)) == ("ACTIONED", True)
    await judges(mod, "dismissFlag", await reports(cleo, post))
    assert await hidden(behind, "post", post)
    assert await told(ben) == [("MODERATION", 1)]


async def test_a_suspension_stops_tokens_at_once_until_it_is_over(network: Network, behind: Behind) -> None:
    ada, ben, cleo = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))
    mod, peer = [await moderator(network, behind, handle) for handle in ("mod", "peer")]
    flag, of_peer = await reports(ada, ben.id), await reports(ada, peer.id)
    until = "2026-04-01T00:00:00Z"
    async with behind.nothing_happens():
        for given, field in (
            ({"action": "SUSPEND"}, "until"),
            ({"action": "SUSPEND", "until": "2026-01-01T00:00:00Z"}, "until"),
            ({"action": "BAN", "until": until}, "until"),
            ({"action": "LOCK"}, "action"),
        ):
            assert refusal(await judges(mod, "actOnFlag", flag, reason="Rude", **given)) == (
                "INVALID",
                [field],
            )
        banning = {"action": "BAN", "reason": "Rude"}
        assert refusal(await judges(mod, "actOnFlag", of_peer, **banning)) == ("FORBIDDEN", [])
        assert refusal(await judges(peer, "actOnFlag", of_peer, **banning)) == ("NOT_FOUND", ["flagId"])
    acted = await judges(mod, "actOnFlag", flag, action="SUSPEND", reason="Rude", until=until)
    assert acted["status"] == "ACTIONED"
    response = await ben.api.http.post("/graphql", json={"query": "{ me { email } }"})
    assert response.status_code == 401
    await behind.connection.execute("UPDATE account SET roles = '{ADMIN}' WHERE email = $1", cleo.email)
    assert (await judges(cleo, "actOnFlag", of_peer, **banning))["status"] == "ACTIONED"
    rows = await behind.connection.fetch(
        "SELECT status, suspended_until IS NULL FROM account WHERE email = ANY ($1) ORDER BY email",
        [ben.email, peer.email],
    )
    assert [tuple(row) for row in rows] == [("SUSPENDED", False), ("SUSPENDED", True)]


async def test_of_moderators_who_decide_at_once_one_wins(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    people = [await moderator(network, behind, handle) for handle in ("mod", "peer")]
    thread = await ben.starts_thread()
    flag = await reports(ada, thread)
    acting = {"action": "LOCK", "reason": "Enough"}
    answers = await asyncio.gather(
        *(judges(person, "actOnFlag", flag, **acting) for person in people),
        *(judges(person, "dismissFlag", flag) for person in people),
    )
    codes = Counter(answer.get("code", answer["__typename"]) for answer in answers)
    assert codes == {"Flag": 1, "CONFLICT": 3}
    locked = await behind.connection.fetchval(
        "SELECT status = 'LOCKED' FROM thread WHERE id = $1", row_id(thread)
    )
    assert await behind.count("moderation_action") == locked


async def test_sent_again_with_its_key_each_decision_is_taken_once(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    mod = await moderator(network, behind)
    warning = {"action": "WARN", "reason": "Be kind"}
    decisions: list[tuple[str, dict[str, Any]]] = [
        ("reviewFlag", {}), ("dismissFlag", {"note": "Fine"}), ("actOnFlag", warning),
    ]  # fmt: skip
    for mutation, given in decisions:
        flag = await reports(ada, await ben.starts_thread())
        sent = [judges(mod, mutation, flag, **given, idempotencyKey=mutation) for _ in range(3)]
        first, *others = await asyncio.gather(*sent)
        assert (first["__typename"], first["version"], others) == ("Flag", 2, [first] * 2)
    assert await behind.count("moderation_action") == 1
    assert (await told(ben), await told(ada)) == ([("MODERATION", 1)], [("FLAG_DECIDED", 2)])
