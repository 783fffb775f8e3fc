"""Members of a body: who sits in it for whom, with which vote, from when to when, and who has the chair."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.period import Period
from events.refs import BodyRef, PartyRef, PersonRef
from events.values import Many
from events.voting.cast import MemberNumber
from events.voting.rule import Weight


@dataclass(frozen=True)
class BodyMember:
    """A person's membership in a body, for a time: as soon as vote, weight or the one represented change, another
    begins (Mitgliedschaft)."""

    number: MemberNumber
    """Its number in the body, never used twice (Nummer)."""
    person: PersonRef
    """Who it is (Mitglied)."""
    since: date
    """The first day (Mitglied seit)."""
    until: date | None = None
    """The last day; none: no end is known (Mitglied bis)."""
    party: PartyRef | None = None
    """Whom the member represents; none: nobody but itself (vertreten)."""
    voting: bool = True
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""
    chairs: Annotated[tuple[Period, ...], Many(100)] = ()
    """When the member has the chair, oldest first (Vorsitz)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyMemberAppointed:
    """A person is member of a body from a day on (Mitglied berufen)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    person: PersonRef
    """Who (Mitglied)."""
    since: date
    """The first day (Mitglied seit)."""
    until: date | None = None
    """The last day; none: no end is known (Mitglied bis)."""
    party: PartyRef | None = None
    """Whom the member represents (vertreten)."""
    voting: bool = True
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""


@dataclass(frozen=True)
class BodyMembershipChanged:
    """A member represents another, or has another vote, from a day on: the membership ended the day before, and another
    began, with the chair as it was (Mitgliedschaft geändert)."""

    member: MemberNumber
    """The number of the membership that ended (bisherige Nummer)."""
    successor: MemberNumber
    """The number of the membership that began (neue Nummer)."""
    on: date
    """The first day (gilt ab)."""
    party: PartyRef | None
    """Whom the member represents (vertreten)."""
    voting: bool
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight
    """How much the member's vote weighs (Stimmgewicht)."""


@dataclass(frozen=True)
class BodyMembershipEnded:
    """A person is member of a body no more after a day (ausgeschieden)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    until: date
    """The last day (Mitglied bis)."""


@dataclass(frozen=True)
class BodyChairAppointed:
    """A member has the chair from a day on (Vorsitz übertragen)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    since: date
    """The first day (Vorsitz ab)."""
    until: date | None = None
    """The last day; none: no end is known (Vorsitz bis)."""


@dataclass(frozen=True)
class BodyChairEnded:
    """A member has the chair no more after a day (Vorsitz beendet)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    until: date
    """The last day (Vorsitz bis)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AppointMember:
    """Record that a person is member of a body from a day on. Nobody is a member twice on a day (Mitglied berufen)."""

    id: BodyRef
    """The body (Gremium)."""
    person: PersonRef
    """Who (Mitglied)."""
    since: date
    """The first day (Mitglied seit)."""
    until: date | None = None
    """The last day; none: no end is known (Mitglied bis)."""
    party: PartyRef | None = None
    """Whom the member represents; none: nobody but itself (vertreten)."""
    voting: bool = True
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""
    chair: bool = False
    """True: the member has the chair from that day on (Vorsitz)."""


@dataclass(frozen=True)
class ChangeMembership:
    """Record that a member represents another, or has another vote, from a day on; all three as they are then. The
    membership ends the day before, and another begins (Mitgliedschaft ändern)."""

    id: BodyRef
    """The body (Gremium)."""
    member: MemberNumber
    """The number of the membership (Nummer)."""
    on: date
    """The first day (gilt ab)."""
    party: PartyRef | None = None
    """Whom the member represents; none: nobody but itself (vertreten)."""
    voting: bool = True
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""


@dataclass(frozen=True)
class EndMembership:
    """Record that a person is member of a body no more after a day; the chair ends with it (ausscheiden)."""

    id: BodyRef
    """The body (Gremium)."""
    member: MemberNumber
    """The number of the membership (Nummer)."""
    until: date
    """The last day (Mitglied bis)."""


@dataclass(frozen=True)
class AppointChair:
    """Record that a member has the chair from a day on, until another has it; whoever had it has it until the day
    before (Vorsitz übertragen)."""

    id: BodyRef
    """The body (Gremium)."""
    member: MemberNumber
    """The number of the membership (Nummer)."""
    on: date
    """The first day (Vorsitz ab)."""


@dataclass(frozen=True)
class EndChair:
    """Record that whoever has the chair on a day has it no more afterwards (Vorsitz beenden)."""

    id: BodyRef
    """The body (Gremium)."""
    until: date
    """The last day (Vorsitz bis)."""
