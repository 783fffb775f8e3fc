"""Parties of an agreement: the county, municipalities, municipal associations and partners, with the days on which
they join and leave.

A merger of municipalities touches no agreement: successors are followed when parties are read and counted, and
parties that have become one count once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import AgreementRef, PartyRef
from events.values import Name, Text, Whole
from events.when import When

PartyNumber = Annotated[int, Whole(1, 10_000)]
"""The party's number in its agreement, for ever (Nummer des Vertragspartners)."""
Source = Annotated[str, Text(500)]
"""Where it was published (Quelle)."""


@dataclass(frozen=True)
class Notice:
    """A party's notice that it will leave (Kündigung eines Vertragspartners)."""

    given: date
    """The day on which the notice arrived (eingegangen am)."""
    leaves: date
    """The first day on which it is a party no more (ausgeschieden ab)."""


@dataclass(frozen=True)
class Party:
    """A party with its role. `joined` is none for one that concluded the agreement; `left` is the first day without
    it, none where only a notice says so or nothing."""

    number: PartyNumber
    party: PartyRef
    role: Name | None = None
    joined: When | None = None
    left: When | None = None
    notice: Notice | None = None


@dataclass(frozen=True)
class PartyCount:
    """A number of parties that was published without their names (veröffentlichte Anzahl der Vertragspartner)."""

    count: PartyNumber
    """How many (Anzahl)."""
    when: When
    """When that was (Zeitpunkt)."""
    source: Source
    """Where it was published (Quelle)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyAdded:
    """The draft names another party (Vertragspartner aufgenommen)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement (Rolle)."""


@dataclass(frozen=True)
class PartyRoleChanged:
    """A party of the draft has another role (Rolle geändert)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement (Rolle)."""


@dataclass(frozen=True)
class PartyRemoved:
    """The draft names a party no more (Vertragspartner gestrichen)."""

    party: PartyRef
    """The party (Vertragspartner)."""


@dataclass(frozen=True)
class NoticeGiven:
    """A party gave notice; it leaves on the day that the notice period allows (Kündigung eingegangen)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    given: date
    """The day on which the notice arrived (eingegangen am)."""
    leaves: date
    """The first day on which it is a party no more (ausgeschieden ab)."""


@dataclass(frozen=True)
class NoticeWithdrawn:
    """A party took its notice back before it left (Kündigung zurückgenommen)."""

    party: PartyRef
    """The party (Vertragspartner)."""


@dataclass(frozen=True)
class PartyJoined:
    """A party joined long ago, on a day that may not be known; who consented is not recorded (beigetreten)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement (Rolle)."""
    when: When
    """The first day on which it is a party (beigetreten zum)."""


@dataclass(frozen=True)
class PartyLeft:
    """A party is one no more, for another cause than its notice, or on a day that is not known (ausgeschieden)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """The first day without it (ausgeschieden ab)."""


@dataclass(frozen=True)
class PartiesCounted:
    """A number of parties was published without their names (Anzahl veröffentlicht)."""

    count: PartyNumber
    """How many (Anzahl)."""
    when: When
    """When that was (Zeitpunkt)."""
    source: Source
    """Where it was published (Quelle)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddParty:
    """Name another party in the draft (Vertragspartner aufnehmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None = None
    """Its role in the agreement (Rolle)."""


@dataclass(frozen=True)
class ChangePartyRole:
    """Give a party of the draft another role (Rolle ändern)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement; none: no special one (Rolle)."""


@dataclass(frozen=True)
class RemoveParty:
    """Strike a party from the draft (Vertragspartner streichen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""


@dataclass(frozen=True)
class GiveNotice:
    """Record a party's notice. It leaves on the first day that the notice period allows, or on a later one that it
    names (kündigen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    given: date
    """The day on which the notice arrived (eingegangen am)."""
    leaves: date | None = None
    """The first day on which it wants to be a party no more; none: as soon as it may (ausgeschieden ab)."""


@dataclass(frozen=True)
class WithdrawNotice:
    """Record that a party takes its notice back before it leaves (Kündigung zurücknehmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""


@dataclass(frozen=True)
class RecordAccession:
    """Record that a party has joined before now, where its accession was not carried out in this record; needs an
    authority or a reason. One that is still to come is proposed (früheren Beitritt eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """The first day on which it is a party (beigetreten zum)."""
    role: Name | None = None
    """Its role in the agreement (Rolle)."""


@dataclass(frozen=True)
class RecordDeparture:
    """Record that a party is one no more, for another cause than its notice or on a day that is not known; needs an
    authority or a reason (Ausscheiden eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """The first day without it (ausgeschieden ab)."""


@dataclass(frozen=True)
class CountParties:
    """Record a number of parties that was published without their names (Anzahl eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    count: PartyNumber
    """How many (Anzahl)."""
    when: When
    """When that was (Zeitpunkt)."""
    source: Source
    """Where it was published (Quelle)."""
