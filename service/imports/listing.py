"""A list of municipalities as it was read: neutral rows, the day for which it holds, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from events.message import Message, message
from events.municipality.state import Designation


class FlawCode(StrEnum):
    """What is wrong with a line, for programs."""

    ENCODING = "ENCODING"
    WRONG_LENGTH = "WRONG_LENGTH"
    UNKNOWN_RECORD_TYPE = "UNKNOWN_RECORD_TYPE"
    BAD_DATE = "BAD_DATE"
    OTHER_DATE = "OTHER_DATE"
    BAD_KEY = "BAD_KEY"
    KEYS_DISAGREE = "KEYS_DISAGREE"
    BAD_NAME = "BAD_NAME"
    BAD_NUMBER = "BAD_NUMBER"
    BAD_CODE = "BAD_CODE"
    DUPLICATE = "DUPLICATE"
    UNKNOWN_ASSOCIATION = "UNKNOWN_ASSOCIATION"
    BAD_HEADER = "BAD_HEADER"
    BAD_TABLE = "BAD_TABLE"
    NO_DAY = "NO_DAY"
    NOTHING_FOUND = "NOTHING_FOUND"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one line of a list (line 0: with the list as a whole), in words for a person.

    `key` is the key that the line is about, where that much could be read.
    """

    line: int
    code: FlawCode
    message: Message
    key: str | None = None


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """A municipal association (Gemeindeverband) as a list names it; `kind` is the list's own code, 51 for an Amt."""

    line: int
    key: str
    name: str
    kind: int


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality (Gemeinde) as a list names it; `association` is the key of its association, None for none."""

    line: int
    ags: str
    ars: str
    name: str
    designation: Designation
    population: int | None
    population_on: date
    association: str | None


MOST_FLAWS = 10_000
"""So many flaws are kept in words; of more, only their number, so that a broken file does not fill the memory."""


@dataclass
class Listing:
    """The rows of one county in a list, and the flaws of the whole list.

    `illegible` tells whether a line was so broken that not even its key could be read: then nothing can be said
    of what is missing.
    """

    county: str
    day: date | None = None
    associations: dict[str, AssociationRow] = field(default_factory=dict)
    municipalities: dict[str, MunicipalityRow] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    flaw_count: int = 0
    broken_keys: set[str] = field(default_factory=set)
    illegible: bool = False

    def note(self, flaw: Flaw) -> None:
        """Take down what is wrong with a line."""
        self.flaw_count += 1
        if len(self.flaws) < MOST_FLAWS:
            self.flaws.append(flaw)
        if flaw.key is not None and flaw.key.startswith(self.county):
            self.broken_keys.add(flaw.key)
        elif flaw.key is None and flaw.line:
            self.illegible = True

    def finish(self, on: date | None = None) -> "Listing":
        """The list with what can only be said once all of it was read."""
        if on is not None:
            self.day = on
        self._check_associations()
        if not self.municipalities and not self.broken_keys:
            self.note(
                Flaw(
                    0,
                    FlawCode.NOTHING_FOUND,
                    message("The list has no municipality whose key begins with {county}.", county=self.county),
                )
            )
        self.flaws.sort(key=lambda flaw: flaw.line)
        return self

    def _check_associations(self) -> None:
        for row in list(self.municipalities.values()):
            if row.association is not None and row.association not in self.associations:
                del self.municipalities[row.ags]
                self.note(
                    Flaw(
                        row.line,
                        FlawCode.UNKNOWN_ASSOCIATION,
                        message(
                            "{municipality} names the association {association}, which the list does not have.",
                            municipality=row.name,
                            association=row.association,
                        ),
                        row.ags,
                    )
                )


def missing(listing: Listing, recorded: Iterable[str]) -> list[str]:
    """The recorded keys that the list neither names nor has in a broken line."""
    return sorted(key for key in recorded if key not in listing.municipalities and key not in listing.broken_keys)
