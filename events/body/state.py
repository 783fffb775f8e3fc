"""What is recorded of a body, with the days from which it holds, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.body.rule_terms import BodyRule, RuleTerms
from events.dated import DatedName, Since
from events.period import Period
from events.refs import BodyRef, HolderRef, PartyRef, PersonRef
from events.terms import Code
from events.values import Many, Name, Whole
from events.voting.cast import MemberNumber
from events.voting.rule import Heads, Votes, Weight

NoticeDays = Annotated[int, Whole(0, 365)]


@dataclass(frozen=True)
class OfBody:
    """A command on a body."""

    id: BodyRef
    """The body (Gremium)."""


# --- What it is made of ----------------------------------------------------------------------------------------


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
class Statutes:
    """How large a body is by its statutes, and when it is to be invited (Satzung, Geschäftsordnung)."""

    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes; null if each member has one vote (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum: so in GO SH § 38, not in GemO BW
    (Befangenheit mindert)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None = None
    """How many whole days must lie between invitation and meeting; null if no period is prescribed (Ladungsfrist in
    Tagen)."""


@dataclass(frozen=True)
class BodyStatutes(Statutes, Since):
    """The statutes by which a body works from a day on (Satzung, Geschäftsordnung)."""


@dataclass(frozen=True)
class Mandate:
    """For whom a member sits in a body, and with which vote (Mandat)."""

    party: PartyRef | None = None
    """Whom the member represents; null if nobody (vertreten)."""
    voting: bool = True
    """Whether the member has voting right (stimmberechtigt)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""


@dataclass(frozen=True)
class Membership:
    """Who is a member of a body, and for how long (Mitgliedschaft)."""

    person: PersonRef
    """Who it is (Mitglied)."""
    since: date
    """The first day (Mitglied seit)."""
    until: date | None = None
    """The last day; null if no end is known (Mitglied bis)."""


@dataclass(frozen=True)
class _NumberedMember:
    number: MemberNumber
    """Its number in the body (Nummer)."""


@dataclass(frozen=True)
class BodyMember(Mandate, Membership, _NumberedMember):
    """A person's membership in a body, for a time: as soon as vote, weight or the one represented change, another
    begins (Mitgliedschaft)."""

    chairs: Annotated[tuple[Period, ...], Many(100)] = ()
    """When the member has the chair, oldest first (Vorsitz)."""


# --- The body --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Body:
    """All that is recorded of a body, with the days from which it holds. Names and statutes begin with it; members are
    in order of their numbers, rules in order of their days; `last_member` is the highest number given out."""

    form: BodyKind
    of: HolderRef
    established: date
    names: tuple[DatedName, ...]
    statutes: tuple[BodyStatutes, ...]
    members: tuple[BodyMember, ...] = ()
    rules: tuple[BodyRule, ...] = ()
    dissolved: date | None = None
    last_member: int = 0


@dataclass(frozen=True)
class RuleOfMatter:
    """The rule by which a body decides a matter (Abstimmungsregel)."""

    matter: Code | None
    """The code of the matter in the county's list; null for all matters without a rule of their own (Angelegenheit)."""
    rule: RuleTerms
    """The rule (Abstimmungsregel)."""


@dataclass(frozen=True)
class BodyOnDay:
    """One that decides or advises: a council, a committee, a group (Gremium)."""

    name: Name
    """What it is called on the day; before its first day, as it began (Name)."""
    form: BodyKind
    """What sort of body it is (Art)."""
    of: HolderRef
    """Whose body it is (Träger)."""
    exists: bool
    """Whether it exists on the day: established and not dissolved (besteht)."""
    established: date
    """Its first day as far as it is recorded (besteht seit)."""
    dissolved: date | None
    """The first day on which it is no more (aufgelöst zum)."""
    statutory: Heads
    """The statutory number of members on the day (gesetzliche Mitgliederzahl)."""
    statutory_weight: Votes | None
    """The statutory weight of all votes; null if each member has one vote (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool
    """Whether conflicts of interest reduce the statutory number (Befangenheit mindert)."""
    vacancies_reduce: bool
    """Whether vacant seats reduce the statutory number (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None
    """How many days before a meeting its members are to be invited; null if no period is prescribed (Ladungsfrist in
    Tagen)."""
    chair: PersonRef | None
    """Who has the chair on the day (Vorsitz)."""
    people: tuple[PersonRef, ...]
    """Who is a member on the day (Mitglieder)."""
    parties: tuple[PartyRef, ...]
    """Whom its members of the day represent, each once (vertreten)."""
    members: tuple[BodyMember, ...]
    """The memberships of the day, by number (Mitgliedschaften)."""
    rules: tuple[RuleOfMatter, ...]
    """The rules by which it decides on the day, the general one first (Abstimmungsregeln)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    statutes: tuple[BodyStatutes, ...]
    """Its statutes as they were changed, oldest first (alle Satzungen)."""
    all_members: tuple[BodyMember, ...]
    """Every membership, by number; none outlasts the body (alle Mitgliedschaften)."""
    all_rules: tuple[BodyRule, ...]
    """Every rule of decision, oldest first (alle Abstimmungsregeln)."""
