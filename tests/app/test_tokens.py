import pytest

from app.tokens import make_api_token
from kit.errors import DomainError, ErrorCode
from tests.network import Network


async def test_who_runs_the_server_makes_a_token_that_works(network: Network, database_url: str) -> None:
    await network.educator("ada")
    secret = await make_api_token(database_url, "ada", "backup", ["READ"], days=3660)
    tool = await network.client(secret)
    assert await tool.data("{ me { email apiTokens { nodes { name scopes } } } }") == {
        "me": {"email": "ada@example.org", "apiTokens": {"nodes": [{"name": "backup", "scopes": ["READ"]}]}}
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"handle": "nobody"}, ErrorCode.NOT_FOUND),
        ({"name": ""}, ErrorCode.INVALID),
        ({"scopes": []}, ErrorCode.INVALID),
        ({"scopes": ["READ", "ROOT"]}, ErrorCode.INVALID),
        ({"days": 0}, ErrorCode.INVALID),
        ({"days": 3661}, ErrorCode.INVALID),
        ({"days": 10**12}, ErrorCode.INVALID),
    ],
)
async def test_a_token_that_cannot_be_made_is_refused(
    network: Network, database_url: str, wrong: dict[str, object], code: ErrorCode
) -> None:
    await network.educator("ada")
    arguments = {"handle": "ada", "name": "backup", "scopes": ["READ"], "days": 1, **wrong}
    with pytest.raises(DomainError) as refused:
        await make_api_token(database_url, **arguments)  # type: ignore[arg-type]
    assert refused.value.code is code
