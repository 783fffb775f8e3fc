"""What the entries of a calendar are made from: the record as one reader sees it, on a day and in a language."""

from dataclasses import dataclass
from datetime import date

from events.county.state import County
from service.entity_snapshot import EntitySnapshot
from service.language import Language
from service.pages.typography import Speaker
from service.read_session import ReadSession
from service.refs import split


@dataclass(frozen=True)
class Scope(Speaker):
    """A reading of a county on a day, in the reader's language."""

    reading: ReadSession
    county: County
    on: date
    language: Language

    def uid(self, stored: EntitySnapshot, what: str = "") -> str:
        """The id of an entry about an entity, unlike any of other records; it tells the county by its first key, for
        that never changes."""
        part = f"-{what}" if what else ""
        return f"{split(stored.ref)[1]}{part}@klimakreis.{self.county.keys[0].key}"
