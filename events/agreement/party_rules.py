"""Parties: what follows from naming them in the draft, from notices, departures, and parties that joined long ago."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from events.agreement.headcount import is_party, mergers_in, party_of
from events.agreement.lifecycle import check_draft, check_in_force, effective_from
from events.agreement.parties import (
    AddParty,
    ChangePartyRole,
    CountParties,
    GiveNotice,
    Notice,
    NoticeGiven,
    NoticeWithdrawn,
    PartiesCounted,
    Party,
    PartyAdded,
    PartyCount,
    PartyJoined,
    PartyLeft,
    PartyRemoved,
    PartyRoleChanged,
    RecordAccession,
    RecordDeparture,
    RemoveParty,
    WithdrawNotice,
)
from events.agreement.proposal_rules import check_no_party
from events.agreement.signing_rules import check_admissible, speaking
from events.agreement.state import Agreement
from events.agreement.terms import NoticeEnd, NoticePeriod
from events.agreement.versions import number_in_force, terms_at
from events.decider import Rejected, World, require
from events.rules import check_known
from events.when import Certainty, When, check_not_ahead, check_when

_DAY = timedelta(days=1)
_MONTHS = {NoticeEnd.MONTH: 1, NoticeEnd.QUARTER: 3, NoticeEnd.YEAR: 12}


# --- Days ------------------------------------------------------------------------------------------------------


def months_later(on: date, months: int) -> date:
    """The day so many months later; where that month is shorter, its last day."""
    year, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + year, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def leaving_day(given: date, period: NoticePeriod) -> date:
    """The first day on which a party that gives notice is one no more: the day after the months of the period, and
    after the end of the month, quarter or year to which notice is given."""
    over = months_later(given, period.months)
    if period.to is NoticeEnd.ANY_DAY:
        return over + _DAY
    length = _MONTHS[period.to]
    first = date(over.year, (over.month - 1) // length * length + 1, 1)
    return months_later(first, length)


# --- In the draft ----------------------------------------------------------------------------------------------


def _add(command: AddParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_known(command.party, "party", world)
    party = _drafted(state, command.party)
    if party is not None and party.role == command.role:
        return []
    require(
        party is None,
        "ALREADY_A_PARTY",
        "party",
        "The draft names it already; change its role instead.",
        "Der Entwurf nennt sie schon; bitte stattdessen die Rolle ändern.",
    )
    return [PartyAdded(command.party, command.role)]


def _change_role(command: ChangePartyRole, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    party = _named(state, command.party)
    return [] if party.role == command.role else [PartyRoleChanged(command.party, command.role)]


def _remove(command: RemoveParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    _named(state, command.party)
    return [PartyRemoved(command.party)]


def _drafted(state: Agreement, ref: str) -> Party | None:
    return next((party for party in state.parties if party.party == ref), None)


def _named(state: Agreement, ref: str) -> Party:
    party = _drafted(state, ref)
    if party is None:
        raise Rejected(
            "NOT_A_PARTY",
            "party",
            "The draft does not name it; add it first.",
            "Der Entwurf nennt sie nicht; sie ist zuerst aufzunehmen.",
        )
    return party


# --- Joining and leaving ---------------------------------------------------------------------------------------


def _give_notice(command: GiveNotice, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.given), world.today, "given")
    check_in_force(state, command.given, "given")
    party = speaking(state, command.party, world)
    _check_party(state, party, command.given)
    period = terms_at(state, number_in_force(state, command.given)).term.notice
    if period is None:
        raise Rejected(
            "NO_NOTICE",
            "id",
            "The agreement has no notice period; if the parties let it go, record its departure.",
            "Die Vereinbarung hat keine Kündigungsfrist; lassen die anderen sie gehen, ist ihr Ausscheiden "
            "einzutragen.",
        )
    earliest = leaving_day(command.given, period)
    leaves = command.leaves or earliest
    if party.notice == Notice(command.given, leaves):
        return []
    require(
        party.notice is None,
        "ON_NOTICE",
        "party",
        "It has given notice already; withdraw that first.",
        "Sie hat schon gekündigt; jene Kündigung ist zuerst zurückzunehmen.",
    )
    require(
        leaves >= earliest,
        "TOO_EARLY",
        "leaves",
        f"By the notice period {earliest} is the first day without it; name that day or a later one.",
        f"Nach der Kündigungsfrist ist der {earliest:%d.%m.%Y} der erste Tag ohne sie; bitte diesen oder einen "
        "späteren Tag angeben.",
    )
    return [NoticeGiven(party.party, command.given, leaves)]


def _withdraw_notice(command: WithdrawNotice, state: Agreement, world: World) -> list[Any]:
    party = speaking(state, command.party, world)
    if party.notice is None:
        return []
    require(
        party.left is None and world.today < party.notice.leaves,
        "LEFT",
        "party",
        "It has left already; propose its accession if it is to be a party again.",
        "Sie ist schon ausgeschieden; soll sie wieder Vertragspartner sein, ist ihr Beitritt vorzuschlagen.",
    )
    return [NoticeWithdrawn(party.party)]


def _record_departure(command: RecordDeparture, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    _check_founded(world)
    party = party_of(state, command.party, mergers_in(world.states))
    if party is None:
        raise Rejected(
            "NOT_A_PARTY",
            "party",
            "It is not a party to this agreement; look up its parties.",
            "Sie ist nicht Vertragspartner dieser Vereinbarung; bitte die Vertragspartner nachsehen.",
        )
    if party.left == command.when:
        return []
    require(
        party.left is None,
        "LEFT",
        "party",
        "Its departure is recorded already; if the day is wrong, correct it.",
        "Ihr Ausscheiden ist schon verzeichnet; falls der Tag falsch ist, bitte berichtigen.",
    )
    check_in_force(state, command.when.last, "when")
    since = party.joined.earliest if party.joined else effective_from(state)
    require(
        since is not None and command.when.last > since,
        "DATES_REVERSED",
        "when",
        f"It is a party from {since} on; it can leave only after that day.",
        "Sie kann erst nach dem ersten Tag ausscheiden, an dem sie Vertragspartner ist.",
    )
    return [PartyLeft(party.party, command.when)]


def _record_accession(command: RecordAccession, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    check_known(command.party, "party", world)
    _check_founded(world)
    check_in_force(state, command.when.last, "when")
    party = _drafted(state, command.party)
    if party is not None and (party.role, party.joined) == (command.role, command.when):
        return []
    check_no_party(state, command.party, command.when, "party")
    check_admissible(state.form, command.party, command.when.last, "party", world)
    return [PartyJoined(command.party, command.role, command.when)]


def _check_founded(world: World) -> None:
    require(
        world.authority is not None or world.reasoned,
        "REASON_REQUIRED",
        "reason",
        "Name the decision that it rests on, or give as reason how it is known.",
        "Bitte den Beschluss angeben, auf dem es beruht, oder begründen, woher es bekannt ist.",
    )


def _check_party(state: Agreement, party: Party, on: date) -> None:
    require(
        is_party(state, party, on) is not Certainty.NO,
        "NOT_A_PARTY",
        "party",
        f"It is no party on {on}; look up when it joined and left.",
        f"Sie ist am {on:%d.%m.%Y} nicht Vertragspartner; bitte nachsehen, wann sie beigetreten und ausgeschieden ist.",
    )


def _count(command: CountParties, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    counted = PartyCount(command.count, command.when, command.source)
    return [] if counted in state.counts else [PartiesCounted(command.count, command.when, command.source)]


# --- What is recorded ------------------------------------------------------------------------------------------


def _with(state: Agreement, ref: str, **facts: Any) -> Agreement:
    """The agreement with something said of the newest entry of a party."""
    party = party_of(state, ref, {})
    return replace(state, parties=tuple(replace(each, **facts) if each is party else each for each in state.parties))


def _added(state: Agreement, event: PartyAdded) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


def _joined(state: Agreement, event: PartyJoined) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role, event.when)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


def _removed(state: Agreement, event: PartyRemoved) -> Agreement:
    return replace(state, parties=tuple(each for each in state.parties if each.party != event.party))


def _counted(state: Agreement, event: PartiesCounted) -> Agreement:
    counts = (*state.counts, PartyCount(event.count, event.when, event.source))
    return replace(state, counts=tuple(sorted(counts, key=lambda count: count.when.earliest)))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    AddParty: _add,
    ChangePartyRole: _change_role,
    RemoveParty: _remove,
    GiveNotice: _give_notice,
    WithdrawNotice: _withdraw_notice,
    RecordAccession: _record_accession,
    RecordDeparture: _record_departure,
    CountParties: _count,
}
"""What follows from the commands about parties."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    PartyAdded: _added,
    PartyRoleChanged: lambda state, event: _with(state, event.party, role=event.role),
    PartyRemoved: _removed,
    NoticeGiven: lambda state, event: _with(state, event.party, notice=Notice(event.given, event.leaves)),
    NoticeWithdrawn: lambda state, event: _with(state, event.party, notice=None),
    PartyLeft: lambda state, event: _with(state, event.party, left=event.when),
    PartyJoined: _joined,
    PartiesCounted: _counted,
}
"""The agreement after what happened to its parties."""
