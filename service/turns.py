"""Turns: those who want to change one entity at once do so one after another, instead of in each other's way."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary


class Turns:
    """One process's turns. An entity has a queue from the first collision until the last in it has gone.

    Versions alone keep the record right; without turns all who collide would decide anew together, and all but one
    of them in vain again.
    """

    def __init__(self) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def at(self, ref: str, collided: bool) -> AbstractAsyncContextManager[None]:
        """A turn at an entity: at once where nobody has collided there."""
        queue = self._queues.get(ref)
        if queue is None:
            if not collided:
                return nullcontext()
            queue = self._queues[ref] = asyncio.Lock()
        return queue
