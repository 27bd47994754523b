"""A token without the scope READ reads as nobody, what is its owner's alone included."""

import pytest

from tests.network import Network

NODES = """query ($ids: [ID!]!) { nodes(ids: $ids) { id } me { email }
    educator(handle: "ben") { viewerIsFollowing } threads { totalCount } }"""


@pytest.mark.parametrize(("scopes", "reads"), [(["WRITE", "REPORTS"], False), (["READ"], True)])
async def test_only_a_token_with_read_reads_what_is_its_owners(
    network: Network, scopes: list[str], reads: bool
) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    shape = "... on NewApiToken { secret apiToken { id } }"
    made = await ada.api.perform("createApiToken", shape, name="phone", scopes=scopes)
    await ben.follows(ada.id)
    follow = await ada.follows(ben.id)
    block = await ada.blocks(cem)
    mute = await ada.api.perform("mute", "... on Mute { id }", educatorId=ben.id)
    news = (await ada.api.data("{ me { notifications { nodes { id } } } }"))["me"]["notifications"]["nodes"]
    ids = [made["apiToken"]["id"], follow["id"], block["id"], mute["id"], news[0]["id"]]
    ids.append(await ada.starts_thread(visibility="FOLLOWERS"))
    client = await network.client(made["secret"])
    assert await client.data(NODES, ids=ids) == {
        "nodes": [{"id": text} if reads else None for text in ids],
        "me": {"email": ada.email} if reads else None,
        "educator": {"viewerIsFollowing": reads},
        "threads": {"totalCount": int(reads)},
    }
