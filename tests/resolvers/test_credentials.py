import pytest

from tests.api import Api
from tests.network import PASSWORD, Network, Person

NEW = "an even better passphrase"
ACCOUNT = "... on Account { email timeZone locale }"


async def sign_in(api: Api, person: Person, password: str) -> str:
    shape = "... on SignedIn { accessToken }"
    answer = await api.perform("signIn", shape, email=person.email, password=password)
    return str(answer.get("accessToken", answer.get("code")))


async def change(person: Person, current: str, **more: str) -> dict[str, object]:
    passwords = {"currentPassword": current, "newPassword": NEW}
    answer: dict[str, object] = await person.api.perform("changePassword", ACCOUNT, **passwords, **more)
    return answer


async def test_a_new_password_opens_the_account_and_the_old_one_does_not(network: Network) -> None:
    ada = await network.educator("ada")
    assert (await change(ada, PASSWORD))["__typename"] == "Account"
    assert await sign_in(network.api, ada, PASSWORD) == "UNAUTHENTICATED"
    assert len(await sign_in(network.api, ada, NEW)) > 100


async def test_a_new_password_ends_all_other_sign_ins(network: Network) -> None:
    ada = await network.educator("ada")
    async with Api(network.api.address, await sign_in(network.api, ada, PASSWORD)) as elsewhere:
        assert await elsewhere.data("{ me { email } }") == {"me": {"email": ada.email}}
        await change(ada, PASSWORD)
        assert await elsewhere.codes("{ me { email } }") == ["UNAUTHENTICATED"]
    assert await ada.api.data("{ me { email } }") == {"me": {"email": ada.email}}


async def test_a_wrong_password_changes_nothing(network: Network) -> None:
    ada = await network.educator("ada")
    answer = await change(ada, "not my password")
    assert (answer["code"], answer["fields"]) == (
        "INVALID",
        [{"path": ["currentPassword"], "message": "This is not your password."}],
    )
    assert len(await sign_in(network.api, ada, PASSWORD)) > 100


async def test_a_password_that_is_too_short_is_refused(network: Network) -> None:
    ada = await network.educator("ada")
    passwords = {"currentPassword": PASSWORD, "newPassword": "short"}
    answer = await ada.api.perform("changePassword", ACCOUNT, **passwords)
    assert (answer["code"], answer["fields"][0]["path"]) == ("INVALID", ["newPassword"])


async def test_guesses_at_the_present_password_run_out(network: Network) -> None:
    ada = await network.educator("ada")
    codes = [(await change(ada, f"guess number {n}"))["code"] for n in range(11)]
    assert codes == ["INVALID"] * 10 + ["RATE_LIMITED"]


async def test_nobody_and_no_api_token_can_change_a_password(network: Network) -> None:
    ada = await network.educator("ada")
    scopes = {"name": "tool", "scopes": ["READ", "WRITE"]}
    made = await ada.api.perform("createApiToken", "... on NewApiToken { secret }", **scopes)
    async with Api(network.api.address, made["secret"]) as tool:
        for api, code in ((network.api, "UNAUTHENTICATED"), (tool, "FORBIDDEN")):
            answer = await change(Person("", "ada", api, ""), PASSWORD)
            assert answer["code"] == code


async def test_a_password_change_sent_twice_under_one_key_happens_once(network: Network) -> None:
    ada = await network.educator("ada")
    first = await change(ada, PASSWORD, idempotencyKey="once")
    assert await change(ada, PASSWORD, idempotencyKey="once") == first
    assert len(await sign_in(network.api, ada, NEW)) > 100


async def test_time_zone_and_language_change_alone_or_together(network: Network) -> None:
    ada = await network.educator("ada")
    await ada.api.perform("updateAccount", ACCOUNT, timeZone="Atlantic/Azores")
    answer = await ada.api.perform("updateAccount", ACCOUNT, locale="pt-PT")
    expected = {"email": ada.email, "timeZone": "Atlantic/Azores", "locale": "pt-PT"}
    assert answer == {"__typename": "Account", **expected}
    assert await ada.api.perform("updateAccount", ACCOUNT) == answer


@pytest.mark.parametrize(("field", "value"), [("timeZone", "Europe/Atlantis"), ("locale", "Portuguese")])
async def test_an_unknown_zone_or_language_is_refused(network: Network, field: str, value: str) -> None:
    ada = await network.educator("ada")
    answer = await ada.api.perform("updateAccount", ACCOUNT, **{field: value})
    assert (answer["code"], answer["fields"][0]["path"]) == ("INVALID", [field])
    account = "{ me { account { timeZone locale } } }"
    assert (await ada.api.data(account))["me"]["account"] == {"timeZone": "UTC", "locale": "en"}
