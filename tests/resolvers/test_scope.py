from typing import Any

from tests.api import Api
from tests.behind import Behind
from tests.network import Network, Person
from tests.resolvers.deeds import SHAPES, arguments_for


async def token_of(person: Person, *scopes: str) -> Api:
    """A client with an API token of the person's that was used before."""
    made = await person.api.perform(
        "createApiToken", "... on NewApiToken { secret }", name="t", scopes=scopes
    )
    api = Api(person.api.address, made["secret"])
    await api.data("{ me { email } }")
    return api


async def test_a_token_without_write_changes_nothing(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    refused = {}
    async with await token_of(ada, "READ") as api:
        for mutation, shape in SHAPES.items():
            arguments = await arguments_for(mutation, ada, ben)
            async with behind.nothing_happens():
                refused[mutation] = (await api.perform(mutation, shape, **arguments)).get("code")
    assert refused == dict.fromkeys(SHAPES, "FORBIDDEN")


async def test_a_token_with_write_writes_on_its_owners_behalf(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post: dict[str, Any] = {"threadId": thread, "kind": "INSIGHT", "body": "By a tool"}
    async with await token_of(ada, "READ", "WRITE") as api:
        made = await api.perform("addPost", "... on Post { seq author { handle } }", **post)
    assert made == {"__typename": "Post", "seq": 1, "author": {"handle": "ada"}}
