"""What the entries of a calendar are made from: the record as one reader sees it, on a day and in a language."""

from dataclasses import dataclass
from datetime import date

from events.county.state import County
from service.entity_snapshot import EntitySnapshot
from service.language import Language
from service.read_session import ReadSession
from service.refs import split


@dataclass(frozen=True)
class Scope:
    """A reading of a county on a day, in the reader's language."""

    reading: ReadSession
    county: County
    on: date
    language: Language

    def say(self, de: str, en: str) -> str:
        """The words of the reader's language."""
        return de if self.language is Language.DE else en

    def day(self, day: date) -> str:
        """A day as it is written in the reader's language."""
        return f"{day:%d.%m.%Y}" if self.language is Language.DE else day.isoformat()

    def uid(self, stored: EntitySnapshot, what: str = "") -> str:
        """The id of an entry about an entity, unlike any of other records; it tells the county by its first key, for
        that never changes."""
        part = f"-{what}" if what else ""
        return f"{split(stored.ref)[1]}{part}@klimakreis.{self.county.keys[0].key}"
