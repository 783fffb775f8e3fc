"""Locks on entities: concurrent commands on the same entity take turns."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary


class EntityLocks:
    """The locks of one process. An entity has a lock from the first collision until the last waiter is done.

    Version checks alone keep the record correct. Without locks, all colliding commands would be decided again at once,
    and all but one in vain.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def hold(self, ref: str, collided: bool) -> AbstractAsyncContextManager[None]:
        """The entity's lock; without a collision, a context that never waits."""
        lock = self._locks.get(ref)
        if lock is None:
            if not collided:
                return nullcontext()
            lock = self._locks[ref] = asyncio.Lock()
        return lock
