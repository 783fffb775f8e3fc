"""What has been made of texts and is kept, as far as it fits in."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class BoundedCache(Generic[V]):
    """What `make` makes of a text, made once for each that is kept.

    The texts kept are at most `most`, and `characters` long together: clients choose them, and what is made of one
    grows with it. What was asked for longest ago goes first; a text that would not fit in is not kept at all.
    """

    def __init__(self, make: Callable[[str], V], most: int, characters: int) -> None:
        self._make = make
        self._most = most
        self._characters = characters
        self._held = 0
        self._made: OrderedDict[str, V] = OrderedDict()

    def __call__(self, text: str) -> V:
        """What is made of the text."""
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
