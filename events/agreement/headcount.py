"""Who is party to an agreement on a day, and how many that are: successors are followed, and parties that have become
one count once."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.agreement.lifecycle import effective_from, ends_on
from events.agreement.state import Agreement, Notice, Party, PartyNumber
from events.refs import PartyRef
from events.successors import Mergers, become
from events.values import Name, Whole
from events.when import Certainty, When, between

Count = Annotated[int, Whole(0, 10_000)]


@dataclass(frozen=True)
class AgreementParty:
    """A party to the agreement (Vertragspartner)."""

    number: PartyNumber
    """Its number in the agreement (Nummer)."""
    party: PartyRef
    """The party as the agreement names it (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement; null if it has no special one (Rolle)."""
    is_party: Certainty
    """Whether it is a party on the day (Vertragspartner am Tag)."""
    joined: When | None
    """When it became a party; null while the agreement is not in force (beigetreten)."""
    left: When | None
    """The first day on which it is no longer a party; null if no such day is known (ausgeschieden ab)."""
    notice: Notice | None
    """Its notice; null if it gave none (Kündigung)."""
    now: PartyRef
    """The party itself, or its successor after mergers up to the day (Rechtsnachfolge)."""


@dataclass(frozen=True)
class PartyTally:
    """How many parties an agreement has; parties that have merged count once (Anzahl der Vertragspartner)."""

    least: Count
    """The minimum: those that are certainly parties (mindestens)."""
    most: Count
    """The maximum: includes those that may be parties because the day they joined or left is not known (höchstens)."""


@dataclass(frozen=True)
class Counted:
    """Those that are one party on a day: the entries that have become `now`, and whether any of them is a party."""

    now: str
    parties: tuple[Party, ...]
    is_party: Certainty


def leaves_on(party: Party) -> When | None:
    """The first day without a party: as recorded, or as its notice says."""
    if party.left is not None:
        return party.left
    return When(party.notice.leaves) if party.notice else None


def joined_on(party: Party, begun: date | None) -> When | None:
    """The first day of a party: as recorded, or that on which the agreement came into force; None: it has none yet."""
    if party.joined is not None:
        return party.joined
    return When(begun) if begun else None


def certainties(state: Agreement, on: date) -> dict[int, Certainty]:
    """Whether each entry, by its number, is a party on the day: while the agreement is in force, from its joining to
    its leaving."""
    begun, end = effective_from(state), ends_on(state)
    if begun is None or on < begun or (end is not None and end <= on):
        return {party.number: Certainty.NO for party in state.parties}
    return {party.number: between(joined_on(party, begun), leaves_on(party), on) for party in state.parties}


def is_party(state: Agreement, party: Party, on: date) -> Certainty:
    """Whether one entry is a party on the day."""
    return certainties(state, on)[party.number]


def party_of(state: Agreement, ref: str, mergers: Mergers) -> Party | None:
    """The entry that speaks for an entity: its own, or else that of one which has become it; one that stays rather than
    one that leaves, and of those that leave the one that does so last. None: there is none."""
    found = [party for party in state.parties if ref in (party.party, become(party.party, date.max, mergers))]

    def weight(party: Party) -> tuple[bool, date, bool, int]:
        left = leaves_on(party)
        return left is None, left.last if left else date.max, party.party == ref, party.number

    return max(found, key=weight, default=None)


def entries_of(state: Agreement, ref: str, on: date, mergers: Mergers) -> tuple[Party, ...]:
    """All entries that are, or may be, parties on the day and have become an entity by then."""
    known = certainties(state, on)
    return tuple(
        party
        for party in state.parties
        if known[party.number] is not Certainty.NO and become(party.party, on, mergers) == become(ref, on, mergers)
    )


def parties_on(state: Agreement, on: date, mergers: Mergers) -> tuple[AgreementParty, ...]:
    """Every party that the agreement ever named, as it stands on the day, by number."""
    begun, known = effective_from(state), certainties(state, on)
    return tuple(
        AgreementParty(
            number=party.number,
            party=party.party,
            role=party.role,
            is_party=known[party.number],
            joined=joined_on(party, begun),
            left=leaves_on(party),
            notice=party.notice,
            now=become(party.party, on, mergers),
        )
        for party in state.parties
    )


def counted(state: Agreement, on: date, mergers: Mergers) -> tuple[Counted, ...]:
    """Those that are, or may be, parties on the day, each once: entries that have become one stand together."""
    known = certainties(state, on)
    together: dict[str, list[Party]] = {}
    for party in state.parties:
        if known[party.number] is not Certainty.NO:
            together.setdefault(become(party.party, on, mergers), []).append(party)
    return tuple(
        Counted(
            now,
            tuple(parties),
            Certainty.YES if any(known[party.number] is Certainty.YES for party in parties) else Certainty.UNCERTAIN,
        )
        for now, parties in together.items()
    )


def tally(state: Agreement, on: date, mergers: Mergers) -> PartyTally:
    """How many parties there are on the day."""
    found = counted(state, on, mergers)
    return PartyTally(sum(each.is_party is Certainty.YES for each in found), len(found))
