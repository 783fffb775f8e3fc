"""Who is party to an agreement on a day, and how many that are: successors are followed, and parties that have become
one count once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from events.agreement.lifecycle import effective_from, ends_on
from events.agreement.parties import Party
from events.agreement.state import Agreement
from events.agreement.view import AgreementParty
from events.merger import Merger
from events.values import Whole
from events.when import Certainty, When, between

Mergers = Mapping[str, Merger]
"""Municipalities that have become part of others, by their refs."""
Count = Annotated[int, Whole(0, 10_000)]


@dataclass(frozen=True)
class PartyTally:
    """How many parties an agreement has; merged ones count once (Anzahl der Vertragspartner)."""

    least: Count
    """At least so many: those that surely are parties (mindestens)."""
    most: Count
    """At most so many: also those that joined or left on a day that is not known (höchstens)."""


@dataclass(frozen=True)
class Counted:
    """Those that are one party on a day: the entries that have become `now`, and whether any of them is a party."""

    now: str
    parties: tuple[Party, ...]
    is_party: Certainty


def mergers_in(states: Mapping[str, Any]) -> Mergers:
    """The mergers among loaded entities: municipalities that have become part of others."""
    merged = ((ref, getattr(state, "merger", None)) for ref, state in states.items())
    return {ref: merger for ref, merger in merged if merger is not None}


def become(ref: str, on: date, mergers: Mergers) -> str:
    """Who an entity has become by a day: itself, or the last of its successors."""
    seen = {ref}
    while (merger := mergers.get(ref)) is not None and merger.on <= on and merger.into not in seen:
        ref = merger.into
        seen.add(ref)
    return ref


def leaves_on(party: Party) -> When | None:
    """The first day without a party: as recorded, or as its notice says."""
    if party.left is not None:
        return party.left
    return When(party.notice.leaves) if party.notice else None


def joined_on(state: Agreement, party: Party) -> When | None:
    """The first day of a party: as recorded, or that on which the agreement came into force; None: not yet."""
    if party.joined is not None:
        return party.joined
    beginning = effective_from(state)
    return When(beginning) if beginning else None


def is_party(state: Agreement, party: Party, on: date) -> Certainty:
    """Whether it is a party on the day: while the agreement is in force, from its joining to its leaving."""
    end = ends_on(state)
    if end is not None and end <= on:
        return Certainty.NO
    return between(joined_on(state, party), leaves_on(party), on)


def party_of(state: Agreement, ref: str, mergers: Mergers) -> Party | None:
    """The entry that speaks for an entity: its own, the newest if it joined again, else that of one which has become
    it; None: there is none."""
    own = [party for party in state.parties if party.party == ref]
    others = [party for party in state.parties if become(party.party, date.max, mergers) == ref]
    return own[-1] if own else others[-1] if others else None


def parties_on(state: Agreement, on: date, mergers: Mergers) -> tuple[AgreementParty, ...]:
    """Every party that the agreement ever named, as it stands on the day, by number."""
    return tuple(
        AgreementParty(
            number=party.number,
            party=party.party,
            role=party.role,
            is_party=is_party(state, party, on),
            joined=joined_on(state, party),
            left=leaves_on(party),
            notice=party.notice,
            now=become(party.party, on, mergers),
        )
        for party in state.parties
    )


def counted(state: Agreement, on: date, mergers: Mergers) -> tuple[Counted, ...]:
    """Those that are, or may be, parties on the day, each once: entries that have become one stand together."""
    together: dict[str, list[Party]] = {}
    for party in state.parties:
        if is_party(state, party, on) is not Certainty.NO:
            together.setdefault(become(party.party, on, mergers), []).append(party)
    return tuple(Counted(now, tuple(parties), _surely(state, parties, on)) for now, parties in together.items())


def _surely(state: Agreement, parties: list[Party], on: date) -> Certainty:
    sure = any(is_party(state, party, on) is Certainty.YES for party in parties)
    return Certainty.YES if sure else Certainty.UNCERTAIN


def tally(state: Agreement, on: date, mergers: Mergers) -> PartyTally:
    """How many parties there are on the day."""
    found = counted(state, on, mergers)
    return PartyTally(sum(each.is_party is Certainty.YES for each in found), len(found))
