"""Loads in batches: keys asked for at the same time share one statement."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class BatchLoader(Generic[K, V]):
    """Loads values by key in batches: keys asked for while a batch is running go into the next one.

    A batch that started before a key was asked for never answers it, so no value is stale.
    """

    def __init__(self, fetch: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]], most: int = 500) -> None:
        self._fetch = fetch
        self._most = most
        self._waiting: dict[K, list[asyncio.Future[V | None]]] = {}
        self._task: asyncio.Task[None] | None = None

    def ask(self, key: K) -> asyncio.Future[V | None]:
        """The value of the key, to be awaited; None if there is none. Keys asked for before the await share a batch."""
        future: asyncio.Future[V | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(future)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return future

    async def get(self, key: K) -> V | None:
        """The value of the key; None if there is none."""
        return await self.ask(key)

    async def _run(self) -> None:
        while self._waiting:
            keys = list(self._waiting)[: self._most]
            batch = {key: self._waiting.pop(key) for key in keys}
            try:
                found = await self._fetch(keys)
            except BaseException as fault:
                for futures in batch.values():
                    for future in futures:
                        if not future.done():
                            future.set_exception(fault)
                            future.exception()  # the caller may have been cancelled
                if not isinstance(fault, Exception):
                    raise
            else:
                for key, futures in batch.items():
                    for future in futures:
                        if not future.done():
                            future.set_result(found.get(key))
        self._task = None
