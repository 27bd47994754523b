from tests.behind import Behind
from tests.network import Network, Person
from tests.resolvers.test_notification import kinds

SHAPE = "... on NotificationPreferences { preferences { kind isWanted } }"
OWN = "{ me { notificationPreferences { kind isWanted } } }"


async def wants(person: Person, **said: bool) -> dict[str, bool]:
    preferences = [{"kind": kind, "isWanted": wanted} for kind, wanted in said.items()]
    answer = await person.api.perform("setNotificationPreferences", SHAPE, preferences=preferences)
    return {row["kind"]: row["isWanted"] for row in answer["preferences"]}


async def test_everything_is_wanted_until_said_otherwise(network: Network) -> None:
    ada = await network.educator("ada")
    own = (await ada.api.data(OWN))["me"]["notificationPreferences"]
    assert (len(own), {row["isWanted"] for row in own}) == (29, {True})
    assert [row["kind"] for row in own][:2] == ["NEW_FOLLOWER", "MENTION"]


async def test_what_is_unwanted_is_not_told_until_it_is_wanted_again(
    network: Network, behind: Behind
) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    said = await wants(ben, NEW_FOLLOWER=False, MENTION=False)
    assert {kind for kind, wanted in said.items() if not wanted} == {"NEW_FOLLOWER", "MENTION"}
    await ada.api.perform("follow", "__typename", targetId=ben.id)
    assert (await kinds(ben), await behind.events(ben.id)) == ([], [])
    said = await wants(ben, NEW_FOLLOWER=True)
    assert {kind for kind, wanted in said.items() if not wanted} == {"MENTION"}
    await cleo.api.perform("follow", "__typename", targetId=ben.id)
    assert await kinds(ben) == [("NEW_FOLLOWER", 1)]


async def test_what_cannot_be_said_changes_nothing(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await wants(ada, REPLY=False)
    twice = [{"kind": "REPLY", "isWanted": True}, {"kind": "REPLY", "isWanted": False}]
    unheard = [{"kind": "REPLY", "isWanted": True}, {"kind": "MODERATION", "isWanted": False}]
    async with behind.nothing_happens():
        refused = [
            await ada.api.perform("setNotificationPreferences", SHAPE, preferences=twice),
            await ada.api.perform("setNotificationPreferences", SHAPE, preferences=unheard),
            await network.api.perform("setNotificationPreferences", SHAPE, preferences=[]),
        ]
        said = await ada.api.perform("setNotificationPreferences", SHAPE, preferences=[])
    assert [answer["code"] for answer in refused] == ["INVALID", "INVALID", "UNAUTHENTICATED"]
    assert [row["kind"] for row in said["preferences"] if not row["isWanted"]] == ["REPLY"]
