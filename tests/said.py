"""What an exception says to people, in both languages, as the service says it."""

from typing import Protocol

from events.message import Message
from service.language import Language, say


class Told(Protocol):
    """Whatever has a message."""

    @property
    def message(self) -> Message:
        """What it says."""
        ...


def english(told: Told) -> str:
    """Its sentence in English."""
    return say(told.message, Language.EN)


def german(told: Told) -> str:
    """Its sentence in German."""
    return say(told.message, Language.DE)
