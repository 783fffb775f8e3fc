"""What is recorded of a body, with the days from which it holds, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date

from events.body.members import BodyMember
from events.body.rule_terms import BodyRule, RuleTerms
from events.body.statutes import BodyKind, BodyStatutes, NoticeDays
from events.dated import DatedName
from events.refs import HolderRef, PartyRef, PersonRef
from events.terms import Code
from events.values import Name
from events.voting.rule import Heads, Votes


@dataclass(frozen=True)
class Body:
    """All that is recorded of a body, with the days from which it holds. Names and statutes begin with it; members are
    in order of their numbers, rules in order of their days; `last_member` is the highest number given out."""

    kind: BodyKind
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
    """The code of the matter in the county's list; none: whatever has no rule of its own (Angelegenheit)."""
    rule: RuleTerms
    """The rule (Abstimmungsregel)."""


@dataclass(frozen=True)
class BodyOnDay:
    """One that decides or advises: a council, a committee, a group (Gremium)."""

    name: Name
    """What it is called on the day; before its first day, as it began (Name)."""
    kind: BodyKind
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
    """The statutory weight of all votes; none: one for each member (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool
    """Whether conflicts of interest reduce the statutory number (Befangenheit mindert)."""
    vacancies_reduce: bool
    """Whether vacant seats reduce the statutory number (unbesetzte Sitze mindern)."""
    notice_days: NoticeDays | None
    """How many days before a meeting it is to be invited; none: no period is prescribed (Ladungsfrist in Tagen)."""
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
