from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kit.errors import DomainError, ErrorCode
from models import Post, Thread, ThreadStatus

THEN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def a_thread(status: ThreadStatus) -> Thread:
    return Thread.light({"status": status, "concluded_at": None, "version": 4})


def a_post(*, deleted: bool = False) -> Post:
    return Post.light(
        {
            "body": None if deleted else "Before",
            "edited_at": None,
            "deleted_at": THEN if deleted else None,
            "helpful": not deleted,
            "version": 4,
        }
    )


def refusal(act: Callable[[], None]) -> str:
    with pytest.raises(DomainError) as refused:
        act()
    assert refused.value.code is ErrorCode.INVALID_TRANSITION
    return refused.value.message


def test_an_open_thread_is_concluded() -> None:
    thread = a_thread(ThreadStatus.OPEN)
    thread.conclude(NOW)
    assert (thread.status, thread.concluded_at, thread.version) == (ThreadStatus.CONCLUDED, NOW, 5)


@pytest.mark.parametrize("status", [ThreadStatus.CONCLUDED, ThreadStatus.LOCKED])
def test_no_other_thread_is_concluded(status: ThreadStatus) -> None:
    thread = a_thread(status)
    message = refusal(lambda: thread.conclude(NOW))
    assert message == f"Only an open thread can be concluded; this one is {status.lower()}."
    assert (thread.status, thread.concluded_at, thread.version) == (status, None, 4)


def test_only_an_open_thread_takes_posts() -> None:
    a_thread(ThreadStatus.OPEN).must_be_open()
    for status in (ThreadStatus.CONCLUDED, ThreadStatus.LOCKED):
        message = refusal(a_thread(status).must_be_open)
        assert message == f"This thread is {status.lower()}; it takes no more posts."


def test_a_standing_post_is_edited() -> None:
    post = a_post()
    post.edit("After", NOW)
    assert (post.body, post.edited_at, post.deleted_at, post.version) == ("After", NOW, None, 5)
    post.must_stand()


def test_a_standing_post_becomes_a_tombstone() -> None:
    post = a_post()
    post.delete_text(NOW)
    assert (post.body, post.deleted_at, post.helpful, post.version) == (None, NOW, False, 5)


def test_a_tombstone_stays_one() -> None:
    post = a_post(deleted=True)
    acts: list[Callable[[], None]] = [
        lambda: post.edit("After", NOW),
        lambda: post.delete_text(NOW),
        post.must_stand,
    ]
    assert {refusal(act) for act in acts} == {"This post was deleted."}
    assert (post.body, post.edited_at, post.deleted_at, post.version) == (None, None, THEN, 4)
