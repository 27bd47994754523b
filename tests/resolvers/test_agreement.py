import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.network import Network, Person
from tests.problems import refusal
from tests.rooms import Room, a_room

TERMS = """cadenceDays sessionMinutes startOn endOn purpose mentorLearningGoal confidentiality replyWithinDays
    offLimits nonEvaluative safeguard number"""
SHAPE = f"""... on Agreement {{ id status contentHash {TERMS} inForceAt endedAt version
    signatures {{ educator {{ handle }} signedAt }} mentorship {{ id status activatedAt }} }}"""
GIVEN = {
    "cadenceDays": 14, "sessionMinutes": 45, "startOn": "2026-03-09", "endOn": "2026-06-30",
    "purpose": 'Calmer beginnings\u2028of lessons \u007f\u0001\t"\\ 🌱 é',
    "mentorLearningGoal": "How you use exit tickets.",
    "confidentiality": "ROOM_ONLY", "replyWithinDays": 3,
}  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs" / "agreements.md"


async def propose(made: Room, person: Person, **more: Any) -> Any:
    given = {**GIVEN, "mentorshipId": made.id, **more}
    return await person.api.perform("proposeAgreement", SHAPE, **given)


async def sign(person: Person, proposed: Any, content_hash: str | None = None) -> Any:
    given = {"agreementId": proposed["id"], "contentHash": content_hash or proposed["contentHash"]}
    return await person.api.perform("signAgreement", SHAPE, **given)


async def forming(network: Network, behind: Behind) -> Room:
    made = await a_room(network, behind)
    await made.becomes("FORMING")
    return made


def recomputed(answer: Any) -> str:
    """The hash as a client works it out, one string at a time."""
    members = {name: answer[name] for name in TERMS.split()} | {"mentorship": answer["mentorship"]["id"]}
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

    def quoted(text: str) -> str:
        return '"' + "".join(short.get(c, f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'

    def written(value: Any) -> str:
        words = {True: "true", False: "false", None: "null"}
        if value is None or isinstance(value, bool):
            return words[value]
        return quoted(value) if isinstance(value, str) else str(value)

    text = ",".join(f"{quoted(name)}:{written(members[name])}" for name in sorted(members))
    return hashlib.sha256(f"{{{text}}}".encode()).hexdigest()


async def test_both_sign_the_hash_of_what_they_read_and_the_mentorship_begins(
    network: Network, behind: Behind
) -> None:
    made = await forming(network, behind)
    await behind.connection.execute("UPDATE mentorship SET activated_at = NULL")
    proposed = await propose(made, made.ben)
    assert {name: proposed[name] for name in GIVEN} == GIVEN
    assert (proposed["number"], proposed["status"], proposed["signatures"]) == (1, "PROPOSED", [])
    assert (proposed["offLimits"], proposed["nonEvaluative"], proposed["safeguard"]) == ("", True, None)
    assert proposed["contentHash"] == recomputed(proposed)
    first = await sign(made.ben, proposed)
    assert (first["status"], [one["educator"]["handle"] for one in first["signatures"]]) == (
        "PROPOSED",
        ["ben"],
    )
    async with behind.nothing_happens():
        assert await sign(made.ben, proposed) == first
    second = await sign(made.ada, proposed)
    assert (second["status"], len(second["signatures"])) == ("IN_FORCE", 2)
    assert second["inForceAt"].startswith("2026-03-02T08:00")
    assert second["mentorship"]["status"] == "ACTIVE"
    assert second["mentorship"]["activatedAt"].startswith("2026-03-02T08:00")
    assert [(kind, subject) for kind, subject, _ in await behind.happened(made.id)] == [
        ("AGREEMENT_CHANGED", row_id(proposed["id"]))
    ] * 3
    assert (await made.told(made.ada), await made.told(made.ben)) == (["AGREEMENT_CHANGED"],) * 2


async def test_a_changed_byte_is_not_signed(network: Network, behind: Behind) -> None:
    made = await forming(network, behind)
    proposed = await propose(made, made.ada)
    other = recomputed({**proposed, "purpose": proposed["purpose"].replace("é", "è")})
    for wrong in (other, proposed["contentHash"].upper(), proposed["contentHash"][:-1], " "):
        async with behind.nothing_happens():
            assert refusal(await sign(made.ben, proposed, wrong)) == ("CONFLICT", ["contentHash"])


@pytest.mark.parametrize("status", ["ACTIVE", "PAUSED"])
async def test_an_amendment_leaves_what_holds_in_force_until_both_have_signed(
    network: Network, behind: Behind, status: str
) -> None:
    made = await forming(network, behind)
    first = await propose(made, made.ada)
    await asyncio.gather(sign(made.ada, first), sign(made.ben, first))
    await made.becomes(status)
    amended = await propose(made, made.ben, cadenceDays=21)
    assert (amended["number"], amended["contentHash"] != first["contentHash"]) == (2, True)
    standing = "agreementInForce { number } agreementProposed { number }"
    assert await made.shows(made.ada, standing) == {
        "agreementInForce": {"number": 1},
        "agreementProposed": {"number": 2},
    }
    await sign(made.ada, amended)
    assert (await made.shows(made.ben, standing))["agreementInForce"] == {"number": 1}
    done = await sign(made.ben, amended)
    assert (done["status"], done["mentorship"]["status"]) == ("IN_FORCE", status)
    assert await made.shows(made.ada, standing) == {
        "agreementInForce": {"number": 2},
        "agreementProposed": None,
    }
    versions = await made.shows(made.ben, "agreements { totalCount nodes { number status endedAt } }")
    assert versions["agreements"]["totalCount"] == 2
    newest, oldest = versions["agreements"]["nodes"]
    assert (newest["status"], oldest["status"]) == ("IN_FORCE", "SUPERSEDED")
    assert oldest["endedAt"] == done["inForceAt"] or oldest["endedAt"] < done["inForceAt"]


async def test_a_newer_proposal_replaces_the_open_one_and_only_its_proposer_takes_it_back(
    network: Network, behind: Behind
) -> None:
    made = await forming(network, behind)
    first, second = await propose(made, made.ada), await propose(made, made.ben)
    withdraw = {"agreementId": second["id"]}
    async with behind.nothing_happens():
        stale = await sign(made.ben, first)
        wrong = await made.ada.api.perform("withdrawAgreement", SHAPE, **withdraw)
    assert stale["message"] == "The counterpart cannot put in force an agreement that is withdrawn."
    assert refusal(wrong) == ("INVALID_TRANSITION", [])
    taken = await made.ben.api.perform("withdrawAgreement", SHAPE, **withdraw)
    assert (taken["status"], taken["number"], taken["version"]) == ("WITHDRAWN", 2, 2)
    async with behind.nothing_happens():
        again = await made.ben.api.perform("withdrawAgreement", SHAPE, **withdraw)
    assert refusal(again) == ("INVALID_TRANSITION", [])
    assert await behind.events(made.id) == ["AGREEMENT_CHANGED"] * 3
    assert (await propose(made, made.ada))["number"] == 3


WRONG: list[tuple[str, Any]] = [
    ("cadenceDays", 6), ("cadenceDays", 61), ("sessionMinutes", 14), ("sessionMinutes", 121),
    ("replyWithinDays", 0), ("replyWithinDays", 15), ("endOn", "2026-04-05"), ("endOn", "2027-03-10"),
    ("purpose", "Too short"), ("mentorLearningGoal", "x" * 1001), ("offLimits", "x" * 1001),
    ("safeguard", "Too short"),
]  # fmt: skip
EDGES = [
    {"cadenceDays": 7, "sessionMinutes": 15, "replyWithinDays": 1, "endOn": "2026-04-06"},
    {"cadenceDays": 60, "sessionMinutes": 120, "replyWithinDays": 14, "endOn": "2027-03-09"},
    {"nonEvaluative": False, "safeguard": "Nothing goes to the head."},
]


async def test_terms_keep_to_their_bounds(network: Network, behind: Behind) -> None:
    made = await forming(network, behind)
    async with behind.nothing_happens():
        for name, value in WRONG:
            refused = await propose(made, made.ada, **{name: value})
            assert refusal(refused) == ("INVALID", [name]), (name, value)
        bare = await propose(made, made.ada, nonEvaluative=False)
        assert refusal(bare) == ("INVALID", ["safeguard"])
    for terms in EDGES:
        answer = await propose(made, made.ada, **terms)
        assert answer["contentHash"] == recomputed(answer)


async def test_only_a_sustained_mentorship_that_goes_on_takes_an_agreement(
    network: Network, behind: Behind
) -> None:
    made = await forming(network, behind)
    proposed = await propose(made, made.ada)
    for status, kind in (("ACTIVE", "INFORMAL"), ("CLOSING", "SUSTAINED"), ("CLOSED", "SUSTAINED")):
        await made.becomes(status, kind)
        async with behind.nothing_happens():
            assert refusal(await propose(made, made.ben)) == ("INVALID_TRANSITION", []), status
    await made.becomes("ACTIVE")
    done = await made.ada.api.perform(
        "closeMentorship", "... on Mentorship { status }", mentorshipId=made.id, reason="NO_FAULT"
    )
    assert done["status"] == "CLOSING"
    versions = await made.shows(made.ben, "agreements { nodes { id status } } agreementProposed { id }")
    assert versions["agreements"]["nodes"] == [{"id": proposed["id"], "status": "WITHDRAWN"}]
    assert versions["agreementProposed"] is None


async def test_an_agreement_is_the_business_of_the_two_alone(network: Network, behind: Behind) -> None:
    made = await forming(network, behind)
    proposed = await propose(made, made.ada)
    await sign(made.ada, proposed)
    await sign(made.ben, proposed)
    await behind.connection.execute("UPDATE mentorship SET shown_by_mentor = true, shown_by_mentee = true")
    await behind.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'cleo%'")
    inside = "agreements { totalCount nodes { id } } agreementInForce { id } agreementProposed { id }"
    nothing = {
        "agreements": {"totalCount": 0, "nodes": []},
        "agreementInForce": None,
        "agreementProposed": None,
    }
    node = "query ($id: ID!) { node(id: $id) { id } }"
    for stranger in (made.cleo, network):
        assert await made.shows(stranger, inside) == nothing
        assert await stranger.api.data(node, id=proposed["id"]) == {"node": None}
    absent = {**proposed, "id": encode_id("Agreement", row_id(made.id))}
    async with behind.nothing_happens():
        hidden = await sign(made.cleo, proposed)
        assert hidden == await sign(made.cleo, absent)
        assert refusal(hidden) == ("NOT_FOUND", ["agreementId"])
        assert refusal(await propose(made, made.cleo)) == ("NOT_FOUND", ["mentorshipId"])
        taken = await made.cleo.api.perform("withdrawAgreement", SHAPE, agreementId=proposed["id"])
        assert refusal(taken) == ("NOT_FOUND", ["agreementId"])
    await made.ben.blocks(made.ada)
    assert await made.ada.api.data(node, id=proposed["id"]) == {"node": None}
    assert refusal(await sign(made.ada, proposed)) == ("NOT_FOUND", ["agreementId"])


async def test_fifty_signatures_at_once_put_one_agreement_in_force_and_begin_it_once(
    network: Network, behind: Behind
) -> None:
    made = await forming(network, behind)
    proposed = await propose(made, made.ada)
    clients = [await network.client(str(p.api.token)) for p in (made.ada, made.ben) for _ in range(25)]
    given = {"agreementId": proposed["id"], "contentHash": proposed["contentHash"]}
    answers = await asyncio.gather(*(client.perform("signAgreement", SHAPE, **given) for client in clients))
    refused = {refusal(answer)[0] for answer in answers if answer["__typename"] == "Problem"}
    assert refused <= {"INVALID_TRANSITION"}
    signed = [answer for answer in answers if answer["__typename"] == "Agreement"]
    assert sum(answer["status"] == "IN_FORCE" for answer in signed) == 1
    rows = await behind.connection.fetch("SELECT status, version FROM agreement")
    assert [tuple(row) for row in rows] == [("IN_FORCE", 2)]
    assert await behind.connection.fetchval("SELECT version FROM mentorship") == 2
    assert await behind.count("agreement_signature") == 2
    assert await behind.events(made.id) == ["AGREEMENT_CHANGED"] * 3


def test_the_example_in_the_docs_has_the_hash_that_stands_there() -> None:
    text = DOCS.read_text()
    example = next(line.strip() for line in text.splitlines() if line.startswith('    {"cadenceDays"'))
    content = json.loads(example)
    members = {name: content[name] for name in TERMS.split()}
    assert set(members) | {"mentorship"} == set(content)
    digest = recomputed({**members, "mentorship": {"id": content["mentorship"]}})
    assert digest == hashlib.sha256(example.encode()).hexdigest()
    assert f"`{digest}`" in text
