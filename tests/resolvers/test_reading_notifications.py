from tests.behind import Behind
from tests.network import Network, Person
from tests.resolvers.test_notification import READ, news


async def told(network: Network, times: int = 3) -> tuple[Person, Person]:
    """Ada, and Ben whom she mentions so many times."""
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    for number in range(times):
        await ada.posts(thread, f"{number}: @ben")
    return ada, ben


async def test_all_are_marked_as_read_and_then_none(network: Network, behind: Behind) -> None:
    _, ben = await told(network)
    assert (await ben.api.perform("markNotificationsRead", READ))["unreadCount"] == 0
    assert [row["readAt"] is None for row in await news(ben)] == [False] * 3
    assert await news(ben, unread=True) == []
    assert await behind.events(ben.id) == ["NOTIFICATION_ADDED"] * 3 + ["NOTIFICATIONS_READ"]
    async with behind.nothing_happens():
        again = await ben.api.perform("markNotificationsRead", READ)
    assert again == {"__typename": "NotificationsRead", "unreadCount": 0}


async def test_chosen_ones_are_marked_and_the_rest_is_counted(network: Network, behind: Behind) -> None:
    _, ben = await told(network)
    rows = await news(ben)
    answer = await ben.api.perform("markNotificationsRead", READ, ids=[rows[1]["id"]])
    assert answer["unreadCount"] == 2
    assert [row["id"] for row in await news(ben, unread=True)] == [rows[0]["id"], rows[2]["id"]]
    async with behind.nothing_happens():
        none = await ben.api.perform("markNotificationsRead", READ, ids=[])
    assert none["unreadCount"] == 2


async def test_nobody_marks_what_is_not_theirs(network: Network, behind: Behind) -> None:
    ada, ben = await told(network, times=1)
    (row,) = await news(ben)
    async with behind.nothing_happens():
        foreign = await ada.api.perform("markNotificationsRead", READ, ids=[row["id"]])
        unsigned = await network.api.perform("markNotificationsRead", READ)
        wrong = await ben.api.perform("markNotificationsRead", READ, ids=[row["id"], ada.id])
        many = await ben.api.perform("markNotificationsRead", READ, ids=[row["id"]] * 101)
    assert foreign["unreadCount"] == 0
    assert [(refused["code"], refused["fields"]) for refused in (unsigned, wrong, many)] == [
        ("UNAUTHENTICATED", []),
        ("NOT_FOUND", [{"path": ["ids"], "message": "There is no such notification."}]),
        ("INVALID", [{"path": ["ids"], "message": "At most 100 ids at once; leave `ids` out to mark all."}]),
    ]


async def test_pages_of_notifications_neither_repeat_nor_skip_when_one_arrives(network: Network) -> None:
    ada, ben = await told(network, times=5)
    query = """query ($after: String) { me { notifications(first: 2, after: $after) {
        nodes { id post { body } } pageInfo { endCursor hasNextPage } } } }"""
    seen, after = [], None
    for _ in range(3):
        page = (await ben.api.data(query, after=after))["me"]["notifications"]
        seen += [node["post"]["body"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        await ada.posts(await ada.starts_thread(), "Meanwhile, @ben")
    assert seen == [f"{number}: @ben" for number in (4, 3, 2, 1, 0)]
    assert page["pageInfo"]["hasNextPage"] is False
