"""A bounded cache of values made from texts."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class BoundedCache(Generic[V]):
    """Caches what `make` returns for a text.

    At most `most` texts are cached, with `characters` in total: clients choose the texts, and values grow with them.
    The least recently used go first; a text that is too long is not cached.
    """

    def __init__(self, make: Callable[[str], V], most: int, characters: int) -> None:
        self._make = make
        self._most = most
        self._characters = characters
        self._held = 0
        self._made: OrderedDict[str, V] = OrderedDict()

    def __call__(self, text: str) -> V:
        """The value for the text."""
        if text in self._made:
            self._made.move_to_end(text)
            return self._made[text]
        made = self._make(text)
        if len(text) <= self._characters:
            self._made[text] = made
            self._held += len(text)
            while len(self._made) > self._most or self._held > self._characters:
                gone, _ = self._made.popitem(last=False)
                self._held -= len(gone)
        return made
