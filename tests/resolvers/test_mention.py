import pytest

from resolvers.mention import handles_in
from tests.behind import Behind
from tests.network import Network
from tests.resolvers.test_notification import kinds


@pytest.mark.parametrize(
    ("body", "handles"),
    [
        ("@ada", ["ada"]),
        ("Thanks, @ada_l!", ["ada_l"]),
        ("(@ada) and *@ben*, @cleo.", ["ada", "ben", "cleo"]),
        ("@ada's idea; @ben/@cleo", ["ada", "ben", "cleo"]),
        ("@ada @ben @ada", ["ada", "ben"]),
        ("two lines\n@ada\n@ben", ["ada", "ben"]),
        ("ask ada@example.org or a.b@ada", []),
        ("@ada@school.example", []),
        ("@ada.example.org", []),
        ("npm i @types/node", []),
        ("https://example.org/@ada/1 and @ben", ["ben"]),
        ("`@ada` and ``@ada`` but @ben", ["ben"]),
        ("```py\n@ada\ndef f(): ...\n```\n@ben", ["ben"]),
        ("```\n@ada was never closed", []),
        ("@@ada .@ada x@ada @ab @", []),
        ("@" + "x" * 31, []),
        ("@" + "x" * 30, ["x" * 30]),
        ("@adaé @Ada", []),
    ],
)
def test_a_handle_in_prose_is_a_mention(body: str, handles: list[str]) -> None:
    assert handles_in(body) == handles


def test_at_most_twenty_are_mentioned() -> None:
    assert handles_in(" ".join(f"@user_{n}" for n in range(25))) == [f"user_{n}" for n in range(20)]


async def test_an_edit_tells_only_who_is_named_anew(network: Network, behind: Behind) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    thread = await ada.starts_thread()
    post = (await ada.posts(thread, "To @ben"))["id"]
    for body in ("To @ben and @cleo", "To nobody", "To @cleo", "To @ben, @cleo"):
        await ada.api.perform("editPost", "... on Post { id }", postId=post, body=body)
    assert (await kinds(ben), await kinds(cleo)) == ([("MENTION", 1)], [("MENTION", 1)])
    assert await behind.count("mention") == 2


async def test_whom_the_writer_cannot_see_is_not_mentioned(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    hermit = await network.educator("hermit", visibility="CONNECTIONS")
    await ada.posts(await ada.starts_thread(), "Are you there, @hermit?")
    assert (await kinds(hermit), await behind.count("mention")) == ([], 0)
