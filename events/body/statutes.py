"""What a body is and by which statutes it works: established, renamed, its statutes changed, dissolved."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.refs import BodyRef, HolderRef
from events.values import Name, Whole
from events.voting.rule import Heads, Votes

NoticeDays = Annotated[int, Whole(0, 365)]


class BodyKind(StrEnum):
    """What sort of body it is (Art des Gremiums)."""

    COUNTY_COUNCIL = "COUNTY_COUNCIL"
    """The county's council (Kreistag)."""
    COUNTY_COMMITTEE = "COUNTY_COMMITTEE"
    """A committee of the county (Kreisausschuss, Fachausschuss)."""
    MUNICIPAL_COUNCIL = "MUNICIPAL_COUNCIL"
    """A municipality's council (Gemeindevertretung, Gemeinderat, Rat)."""
    MUNICIPAL_COMMITTEE = "MUNICIPAL_COMMITTEE"
    """A committee of a municipality (Ausschuss)."""
    STEERING_GROUP = "STEERING_GROUP"
    """It steers a common undertaking (Lenkungsgruppe)."""
    ASSOCIATION_ASSEMBLY = "ASSOCIATION_ASSEMBLY"
    """The assembly of a municipal association (Verbandsversammlung)."""
    WORKING_GROUP = "WORKING_GROUP"
    """It works on a subject (Arbeitsgruppe)."""
    OTHER = "OTHER"
    """Something else (sonstiges)."""


@dataclass(frozen=True)
class BodyStatutes:
    """How large a body is by its statutes from a day on, and when it is to be invited (Satzung, Geschäftsordnung)."""

    since: date
    """The first day (gilt ab)."""
    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes; none: one for each member (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum (Befangenheit mindert)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None = None
    """How many whole days must lie between invitation and meeting; none: no period is prescribed (Ladungsfrist in
    Tagen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyEstablished:
    """A body was established (Gremium eingerichtet)."""

    of: HolderRef
    """Whose body it is (Träger)."""
    form: BodyKind
    """What sort of body it is (Art)."""
    name: Name
    """What it is called (Name)."""
    statutes: BodyStatutes
    """Its statutes, from its first day on (Satzung)."""
    on: date
    """Its first day (besteht seit)."""


@dataclass(frozen=True)
class BodyRenamed:
    """A body bears another name from a day on (Gremium umbenannt)."""

    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class BodyStatutesChanged:
    """A body works by other statutes from a day on (Satzung geändert)."""

    statutes: BodyStatutes
    """The statutes, with the day (Satzung)."""


@dataclass(frozen=True)
class BodyDissolved:
    """A body was dissolved (Gremium aufgelöst)."""

    on: date
    """The first day on which it is no more (aufgelöst zum)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EstablishBody:
    """Enter a body into the record, with the statutes that it begins with (Gremium einrichten)."""

    of: HolderRef
    """Whose body it is (Träger)."""
    kind: BodyKind
    """What sort of body it is (Art)."""
    name: Name
    """What it is called (Name)."""
    on: date
    """Its first day, or the first from which it is to be recorded (besteht seit)."""
    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes; none: one for each member (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum: so in GO SH § 38, not in GemO BW
    (Befangenheit mindert)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None = None
    """How many whole days must lie between invitation and meeting; none: no period is prescribed (Ladungsfrist in
    Tagen)."""


@dataclass(frozen=True)
class RenameBody:
    """Record that a body bears another name from a day on (Gremium umbenennen)."""

    id: BodyRef
    """The body (Gremium)."""
    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangeStatutes:
    """Record by which statutes a body works from a day on; all of them as they are then (Satzung ändern)."""

    id: BodyRef
    """The body (Gremium)."""
    on: date
    """The first day (gilt ab)."""
    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes; none: one for each member (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum (Befangenheit mindert)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None = None
    """How many whole days must lie between invitation and meeting; none: no period is prescribed (Ladungsfrist in
    Tagen)."""


@dataclass(frozen=True)
class DissolveBody:
    """Record that a body is dissolved; memberships, chair and rules end with it (Gremium auflösen)."""

    id: BodyRef
    """The body (Gremium)."""
    on: date
    """The first day on which it is no more (aufgelöst zum)."""
