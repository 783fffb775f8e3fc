"""Locks on entities: commands that change the same entity at once take turns."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary


class EntityLocks:
    """The locks of one process. An entity has a lock from the first collision until the last that waits has gone.

    Versions alone keep the record right. Without the locks, all that collide would decide again together, and all but
    one of them in vain.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def hold(self, ref: str, collided: bool) -> AbstractAsyncContextManager[None]:
        """The entity's lock; where none has collided there, nothing that anyone would wait for."""
        lock = self._locks.get(ref)
        if lock is None:
            if not collided:
                return nullcontext()
            lock = self._locks[ref] = asyncio.Lock()
        return lock
