"""Membership: parties that leave by notice or for another cause, and those that joined before now.

A municipality may have become part of another that is a party too: then all its entries leave together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.admissions import check_admission, check_not_merged
from events.agreement.changes import Admission
from events.agreement.conditions import NoticeEnd, NoticePeriod
from events.agreement.headcount import entries_of, joined_on, leaves_on, party_of
from events.agreement.lifecycle import DAY, PARTIES_TOO, check_in_force, effective_from
from events.agreement.looked_up import every_party
from events.agreement.signing import speaking
from events.agreement.state import Agreement, Notice, OfAgreement, OfParty, Party
from events.agreement.versions import number_in_force, terms_at
from events.decider import Act, Part, Rejected, World, recorded, require
from events.months import after_months, first_after
from events.refs import PartyRef
from events.successors import become, mergers_in
from events.values import Name
from events.when import Certainty, When, by, check_not_ahead, check_when

_MONTHS = {NoticeEnd.MONTH: 1, NoticeEnd.QUARTER: 3, NoticeEnd.YEAR: 12}


@dataclass(frozen=True)
class _Entries:
    entries: tuple[PartyRef, ...]
    """The party as the agreement names it; after mergers, all parties that have become it (Vertragspartner der
    Vereinbarung)."""


def _with(state: Agreement, refs: tuple[str, ...], **facts: Any) -> Agreement:
    """The agreement with something said of the newest entry of each of some parties."""
    newest = [party_of(state, ref, {}) for ref in refs]
    parties = (replace(each, **facts) if any(each is party for party in newest) else each for each in state.parties)
    return replace(state, parties=tuple(parties))


# --- Notice ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NoticeGiven(_Entries, Notice, OfParty):
    """A party gave notice; it leaves once the notice period is over, or on a later day that it named (Kündigung
    eingegangen)."""


@dataclass(frozen=True)
class GiveNotice(OfParty, OfAgreement):
    """Record a party's notice. The party leaves on the first day that the notice period allows, or on a later day that
    it names (kündigen)."""

    given: date
    """The day on which the notice arrived (eingegangen am)."""
    leaves: date | None = None
    """The first day on which it no longer wants to be a party; null for the earliest day possible (ausgeschieden
    ab)."""


def leaving_day(given: date, period: NoticePeriod) -> date:
    """The first day on which a party that gives notice is one no more: the day after the months of the period, and
    after the end of the month, quarter or year to which notice is given."""
    over = after_months(given, period.months)
    return over + DAY if period.to is NoticeEnd.ANY_DAY else first_after(over, _MONTHS[period.to])


def _give_notice(command: GiveNotice, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.given), world.latest, "given")
    check_in_force(state, command.given, "given")
    check_not_merged(command.party, command.given, "given", world)
    speaking(state, command.party, world)
    together = entries_of(state, command.party, command.given, mergers_in(world.states))
    together = tuple(each for each in together if each.left is None)
    require(
        len(together) > 0,
        "NOT_A_PARTY",
        "party",
        "The organisation named is not a party on {given}, or its departure is already recorded; check when it "
        "joined and left.",
        given=command.given,
    )
    notice = _notice(command, state)
    staying = [each for each in together if each.notice is None]
    require(
        len(staying) > 0 or all(each.notice == notice for each in together),
        "ON_NOTICE",
        "party",
        "The party has already given notice; withdraw that notice first.",
    )
    if not staying:
        return []
    return [recorded(NoticeGiven, command, leaves=notice.leaves, entries=_refs(staying))]


def _notice(command: GiveNotice, state: Agreement) -> Notice:
    """The notice with the day on which it takes effect. Raises `Rejected` (NO_NOTICE, TOO_EARLY)."""
    period = terms_at(state, number_in_force(state, command.given)).term.notice
    if period is None:
        raise Rejected(
            "NO_NOTICE",
            "id",
            "The agreement has no notice period; if the other parties release it, record its departure.",
        )
    earliest = leaving_day(command.given, period)
    leaves = command.leaves or earliest
    require(
        leaves >= earliest,
        "TOO_EARLY",
        "leaves",
        "Under the notice period the party can leave at the end of {last} at the earliest; choose {earliest} or a "
        "later day as the first day on which it is no longer a party.",
        last=earliest - DAY,
        earliest=earliest,
    )
    return Notice(command.given, leaves)


def _refs(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.party for party in parties))


@dataclass(frozen=True)
class NoticeWithdrawn(_Entries, OfParty):
    """A party withdrew its notice before it left (Kündigung zurückgenommen)."""


@dataclass(frozen=True)
class WithdrawNotice(OfParty, OfAgreement):
    """Record that a party withdraws its notice before it leaves (Kündigung zurücknehmen)."""


def _withdraw_notice(command: WithdrawNotice, state: Agreement, world: World) -> list[Any]:
    party = speaking(state, command.party, world)
    together = entries_of(state, command.party, world.today, mergers_in(world.states))
    leaving = [each for each in together if each.left is None and each.notice is not None]
    require(
        len(leaving) > 0 or party.notice is None,
        "LEFT",
        "party",
        "The party has already left, or the agreement has ended; if it is to be a party again, propose its accession.",
    )
    return [NoticeWithdrawn(command.party, _refs(leaving))] if leaving else []


# --- Departure -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Departure(OfParty):
    when: When
    """The first day on which it is no longer a party (ausgeschieden ab)."""


@dataclass(frozen=True)
class PartyLeft(_Entries, _Departure):
    """A party left for a reason other than its notice, or on a day that is not known (ausgeschieden)."""


@dataclass(frozen=True)
class RecordDeparture(_Departure, OfAgreement):
    """Record that a party left for a reason other than its notice, or on a day that is not known; needs an authority or
    a reason (Ausscheiden eintragen)."""


def _record_departure(command: RecordDeparture, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.latest, "when")
    _check_founded(world)
    on, mergers = command.when.earliest, mergers_in(world.states)
    check_not_merged(command.party, on, "when", world)
    whole = [each for each in state.parties if become(each.party, on, mergers) == command.party]
    require(
        len(whole) > 0,
        "NOT_A_PARTY",
        "party",
        "The organisation named is not a party to this agreement; check the agreement's parties.",
    )
    together = [each for each in whole if each.left is None and by(leaves_on(each), on) is not Certainty.YES]
    if not together and any(each.left == command.when for each in whole):
        return []
    check_in_force(state, command.when.last, "when")
    require(
        len(together) > 0,
        "LEFT",
        "party",
        "The party has already left, by notice or by a recorded departure; if the day is wrong, correct it.",
    )
    for each in together:
        since = joined_on(each, effective_from(state))
        assert since is not None
        require(
            command.when.last > since.earliest,
            "DATES_REVERSED",
            "when",
            "The party joins only on {since}; choose a later day for its departure.",
            since=since.earliest,
        )
    return [recorded(PartyLeft, command, entries=_refs(together))]


# --- Accession -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyJoined(OfParty):
    """A party joined in the past, without a proposal in this record; the day may not be known (beigetreten)."""

    when: When
    """The first day on which it is a party (beigetreten zum)."""
    role: Name | None = None
    """Its role in the agreement; null if it has no special one (Rolle)."""


@dataclass(frozen=True)
class RecordAccession(PartyJoined, OfAgreement):
    """Record that a party joined in the past, without a proposal in this record; needs an authority or a reason.
    Propose an accession that is still to come (früheren Beitritt eintragen)."""


def _record_accession(command: RecordAccession, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.latest, "when")
    _check_founded(world)
    check_in_force(state, command.when.last, "when")
    party = party_of(state, command.party, {})
    if party is not None and (party.role, party.joined) == (command.role, command.when):
        return []
    check_admission(Admission(command.party, command.role), command.when, state, "party", world)
    return [recorded(PartyJoined, command)]


def _check_founded(world: World) -> None:
    require(
        world.authority is not None or world.reasoned,
        "REASON_REQUIRED",
        "reason",
        "Name the decision that this is based on, or give as the reason how it is known.",
    )


def _joined(state: Agreement, event: PartyJoined) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role, event.when)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


MEMBERSHIP = Part(
    (
        Act(
            GiveNotice,
            _give_notice,
            {NoticeGiven: lambda state, event: _with(state, event.entries, notice=recorded(Notice, event))},
            PARTIES_TOO,
            reads=every_party,
        ),
        Act(
            WithdrawNotice,
            _withdraw_notice,
            {NoticeWithdrawn: lambda state, event: _with(state, event.entries, notice=None)},
            PARTIES_TOO,
            reads=every_party,
        ),
        Act(
            RecordDeparture,
            _record_departure,
            {PartyLeft: lambda state, event: _with(state, event.entries, left=event.when)},
            reads=every_party,
        ),
        Act(RecordAccession, _record_accession, {PartyJoined: _joined}, reads=every_party),
    )
)
