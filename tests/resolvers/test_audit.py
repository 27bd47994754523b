"""What moderators look at that is hidden from others is written down."""

from typing import Any

from tests.behind import Behind, row_id
from tests.communities import joins, starts
from tests.network import Network
from tests.resolvers.test_hiding import moderator

TWICE = """query ($id: ID!, $slug: String!) { node(id: $id) { ... on Community { name } }
    community(slug: $slug) { name } }"""


async def looks(behind: Behind) -> list[tuple[Any, ...]]:
    rows = await behind.connection.fetch("SELECT actor_id, kind, subject_id FROM audit_entry ORDER BY id")
    return [tuple(row) for row in rows]


async def test_a_look_into_a_hidden_community_is_written_down_once_an_operation(
    network: Network, behind: Behind
) -> None:
    ada, mod = await network.educator("ada"), await moderator(network, behind)
    hidden = await starts(ada, "closed-door", visibility="HIDDEN")
    listed = await starts(ada, "open-door", visibility="LISTED")
    for club, slug in ((hidden, "closed-door"), (listed, "open-door")):
        for person in (ada, mod):
            answer = await person.api.data(TWICE, id=club, slug=slug)
            assert answer["node"] == answer["community"] == {"name": "Quiet starts"}
    look = (row_id(mod.id), "HIDDEN_COMMUNITY", row_id(hidden))
    assert await looks(behind) == [look]
    await mod.api.data(TWICE, id=hidden, slug="open-door")
    assert await looks(behind) == [look, look]


async def test_a_moderator_who_is_a_member_reads_what_is_theirs(network: Network, behind: Behind) -> None:
    ada, mod = await network.educator("ada"), await moderator(network, behind)
    club = await starts(ada, "closed-door")
    await joins(mod, club)
    await behind.connection.execute("UPDATE community SET visibility = 'HIDDEN'")
    await mod.api.data(TWICE, id=club, slug="closed-door")
    assert await looks(behind) == []
