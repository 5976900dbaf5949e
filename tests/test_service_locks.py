"""One turn of a conversation at a time, in one process and in several."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from outside import Process, redis_server

from plotbot.service import memory
from plotbot.service.locks import LocalLocks, RedisLocks
from plotbot.service.settings import BadSetting


@pytest.fixture(scope="module")
def redis() -> Iterator[Process]:
    server = redis_server()
    yield server
    server.stop()


def most_at_once(locks: list[LocalLocks], senders: list[str]) -> int:
    """How many turns, three for each sender and process, were under way at once."""
    inside, most = 0, 0

    async def turn(lock: LocalLocks, sender: str) -> None:
        nonlocal inside, most
        async with lock.lock(sender):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    async def all_turns() -> None:
        await asyncio.gather(*(turn(one, who) for one in locks for who in senders * 3))

    asyncio.run(all_turns())
    return most


def test_in_one_process() -> None:
    assert most_at_once([LocalLocks()], ["ann"]) == 1
    assert most_at_once([LocalLocks()], ["ann", "bob"]) == 2


@pytest.mark.hosts
def test_in_several_processes(redis: Process) -> None:
    url = f"redis://127.0.0.1:{redis.port}"
    assert most_at_once([RedisLocks(url), RedisLocks(url)], ["ann"]) == 1
    assert most_at_once([RedisLocks(url), RedisLocks(url)], ["ann", "bob"]) > 1


@pytest.mark.hosts
def test_without_redis_it_goes_on_and_says_so(
    redis: Process, caplog: pytest.LogCaptureFixture
) -> None:
    async def turn(locks: RedisLocks) -> None:
        async with locks.lock("ann"):
            pass

    async def turns() -> None:
        locks = RedisLocks(f"redis://127.0.0.1:{redis.port}")
        await turn(locks)
        redis.stop()
        try:
            await turn(locks)
            await turn(locks)
            assert locks.fault
        finally:
            redis.start()
        locks._not_before = 0.0
        await turn(locks)
        assert locks.fault is None

    asyncio.run(turns())
    messages = [record.getMessage() for record in caplog.records]
    assert len([m for m in messages if m.startswith("Turns are not locked: ")]) == 1
    assert "Redis is back." in messages


@pytest.mark.hosts
def test_what_is_checked_first_happens_under_the_lock(redis: Process) -> None:
    class Answered(Exception):
        pass

    async def refuse() -> None:
        raise Answered

    async def turn() -> None:
        memory.begin().check = refuse
        async with RedisLocks(f"redis://127.0.0.1:{redis.port}").lock("ann"):
            raise AssertionError("it was answered before")

    for _ in range(2):  # the second time the lock is free again
        with pytest.raises(Answered):
            asyncio.run(turn())


def test_what_is_no_address() -> None:
    with pytest.raises(BadSetting):
        RedisLocks("localhost")
