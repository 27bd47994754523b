"""Communities as a test needs them, made through the API."""

from typing import Any

from tests.network import Person

COMMUNITY = """... on Community { id slug name purpose visibility joinPolicy postingPolicy memberCount version
    topics { slug } viewerMembership { role status } }"""
MEMBERSHIP = """... on Membership { id role status reason joinedAt bannedUntil
    educator { handle } community { slug memberCount } }"""


async def starts(person: Person, slug: str = "quiet-starts", **more: Any) -> str:
    """The global id of a community that somebody starts."""
    given = {"slug": slug, "name": "Quiet starts", "purpose": "To begin lessons calmly.", **more}
    made = await person.api.perform("createCommunity", COMMUNITY, **given)
    community_id: str = made["id"]
    return community_id


async def joins(person: Person, community_id: str, **more: Any) -> Any:
    """What joining answers."""
    return await person.api.perform("joinCommunity", MEMBERSHIP, communityId=community_id, **more)


async def leaves(person: Person, community_id: str) -> Any:
    """What leaving answers."""
    return await person.api.perform("leaveCommunity", MEMBERSHIP, communityId=community_id)
