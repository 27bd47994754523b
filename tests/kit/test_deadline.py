"""What is waited for too long is given up, and nothing else is taken for that."""

import asyncio

import pytest

from kit.deadline import Deadline


async def test_a_stop_is_not_taken_for_a_deadline() -> None:
    async def wait(seconds: float) -> None:
        with Deadline(seconds):
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait(0)
    stopped = asyncio.create_task(wait(60))
    await asyncio.sleep(0)
    stopped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopped


async def test_after_a_deadline_the_task_goes_on() -> None:
    async def goes_on() -> int:
        with pytest.raises(TimeoutError), Deadline(0):
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    assert await asyncio.create_task(goes_on()) == 0
