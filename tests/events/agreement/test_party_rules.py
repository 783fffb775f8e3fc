"""Parties: named in the draft, leaving by notice or otherwise, joined long ago, counted; those that have become one."""

from typing import Any

import pytest

from events.agreement.accessions import AccessionAdopted, AccessionProposed
from events.agreement.changes import Admission
from events.agreement.conditions import AgreementDuration, NoticeEnd, NoticePeriod
from events.agreement.headcount import entries_of, party_of
from events.agreement.membership import (
    GiveNotice,
    NoticeGiven,
    NoticeWithdrawn,
    PartyJoined,
    PartyLeft,
    RecordAccession,
    RecordDeparture,
    WithdrawNotice,
    leaving_day,
)
from events.agreement.parties import (
    AddParty,
    ChangePartyRole,
    CountParties,
    PartiesCounted,
    PartyAdded,
    PartyRemoved,
    PartyRoleChanged,
    RemoveParty,
)
from events.agreement.reviews import AgreementTerminated
from events.agreement.state import TerminationCause
from events.agreement.terms import TermAgreed
from events.formalities import LegalForm
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Merger
from tests.events.agreement.story import (
    DRAFT,
    FOUR,
    HERE,
    IN_FORCE,
    ONE,
    PRIVATE,
    PUBLIC,
    SIGNED,
    THREE,
    TWO,
    agreement,
    beside,
    concluded,
    drafted,
    municipality,
    on,
)
from tests.spec import Given, day, given

MERGED = MunicipalityMerged(TWO, day("2024-02-01"))
"""The third municipality becomes part of the second."""


def merged(*events: Any, into: str = TWO) -> Given:
    """These events, in a record in which the third municipality has become part of another."""
    third = (municipality(3), MunicipalityMerged(into, day("2024-02-01")))
    return beside(given(*events)).beside(municipality_3=third)


# --- In the draft ----------------------------------------------------------------------------------------------


def test_parties_of_all_kinds_are_named_in_the_draft() -> None:
    beside(given(*DRAFT)).when(AddParty(HERE, FOUR)).then(PartyAdded(FOUR, None))
    beside(given(*DRAFT)).when(AddParty(HERE, PRIVATE, "Beraterin")).then(PartyAdded(PRIVATE, "Beraterin"))
    beside(given(*DRAFT)).when(AddParty(HERE, "county:1", "Vorsitz")).then(PartyAdded("county:1", "Vorsitz"))
    beside(given(*DRAFT)).when(AddParty(HERE, ONE)).then_nothing()
    beside(given(*DRAFT)).when(AddParty(HERE, ONE, "Vorsitz")).rejects("ALREADY_A_PARTY", "party")
    beside(given(*DRAFT)).when(AddParty(HERE, "municipality:9")).rejects("NOT_FOUND", "party")


def test_the_draft_names_other_roles_and_fewer_parties() -> None:
    beside(given(*DRAFT)).when(ChangePartyRole(HERE, ONE, "Vorsitz")).then(PartyRoleChanged(ONE, "Vorsitz"))
    beside(given(*DRAFT)).when(ChangePartyRole(HERE, TWO, "Anstellungsträgerin")).then_nothing()
    beside(given(*DRAFT)).when(ChangePartyRole(HERE, FOUR, None)).rejects("NOT_A_PARTY", "party")
    beside(given(*DRAFT)).when(RemoveParty(HERE, ONE)).then(PartyRemoved(ONE))
    beside(given(*DRAFT)).when(RemoveParty(HERE, FOUR)).rejects("NOT_A_PARTY", "party")
    beside(given(*IN_FORCE)).when(AddParty(HERE, FOUR)).rejects("NOT_A_DRAFT", "id")


def test_numbers_of_parties_are_given_once() -> None:
    state = agreement(*DRAFT, PartyRemoved(THREE), PartyAdded(FOUR, None), PartyRoleChanged(FOUR, "Gast"))
    assert [(party.number, party.party, party.role) for party in state.parties] == [
        (1, ONE, None),
        (2, TWO, "Anstellungsträgerin"),
        (4, FOUR, "Gast"),
    ]


# --- Notice ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_on", "months", "to", "leaves"),
    [
        ("2024-06-30", 6, NoticeEnd.YEAR, "2025-01-01"),
        ("2024-07-01", 6, NoticeEnd.YEAR, "2026-01-01"),
        ("2024-06-30", 3, NoticeEnd.QUARTER, "2024-10-01"),
        ("2024-07-01", 3, NoticeEnd.QUARTER, "2025-01-01"),
        ("2024-09-30", 3, NoticeEnd.QUARTER, "2025-01-01"),
        ("2024-10-01", 3, NoticeEnd.QUARTER, "2025-04-01"),
        ("2024-01-31", 1, NoticeEnd.MONTH, "2024-03-01"),
        ("2024-02-01", 1, NoticeEnd.MONTH, "2024-04-01"),
        ("2024-12-31", 0, NoticeEnd.MONTH, "2025-01-01"),
        ("2024-12-31", 0, NoticeEnd.YEAR, "2025-01-01"),
        ("2025-01-01", 0, NoticeEnd.YEAR, "2026-01-01"),
        ("2024-01-31", 1, NoticeEnd.ANY_DAY, "2024-03-01"),
        ("2023-01-31", 1, NoticeEnd.ANY_DAY, "2023-03-01"),
        ("2024-05-15", 0, NoticeEnd.ANY_DAY, "2024-05-16"),
        ("2024-11-30", 3, NoticeEnd.ANY_DAY, "2025-03-01"),
    ],
)
def test_a_notice_that_arrives_a_day_late_takes_effect_at_the_next_end(
    given_on: str, months: int, to: NoticeEnd, leaves: str
) -> None:
    assert leaving_day(day(given_on), NoticePeriod(months, to)) == day(leaves)


NOTICE = NoticeGiven(ONE, day("2024-05-31"), day("2025-01-01"), (ONE,))


def test_a_party_leaves_when_the_notice_period_allows_or_later() -> None:
    here = beside(given(*IN_FORCE))
    here.when(GiveNotice(HERE, ONE, day("2024-05-31"))).then(NOTICE)
    here.when(GiveNotice(HERE, ONE, day("2024-05-31"), day("2025-01-01"))).then(NOTICE)
    here.when(GiveNotice(HERE, ONE, day("2024-05-31"), day("2025-06-30"))).then(
        NoticeGiven(ONE, day("2024-05-31"), day("2025-06-30"), (ONE,))
    )
    late = NoticeGiven(ONE, day("2023-07-01"), day("2025-01-01"), (ONE,))
    here.when(GiveNotice(HERE, ONE, day("2023-07-01"))).then(late)


@pytest.mark.parametrize(
    ("events", "command", "code", "field"),
    [
        ((), GiveNotice(HERE, ONE, day("2024-05-31"), day("2024-12-31")), "TOO_EARLY", "leaves"),
        ((), GiveNotice(HERE, ONE, day("2024-06-02")), "IN_FUTURE", "given"),
        ((), GiveNotice(HERE, ONE, day("2023-03-31")), "NOT_IN_FORCE", "given"),
        ((), GiveNotice(HERE, FOUR, day("2024-05-31")), "NOT_A_PARTY", "party"),
        ((NOTICE,), GiveNotice(HERE, ONE, day("2024-05-30")), "ON_NOTICE", "party"),
        ((PartyLeft(ONE, on("2024-01-01"), (ONE,)),), GiveNotice(HERE, ONE, day("2024-05-31")), "NOT_A_PARTY", "party"),
        (
            (PartyLeft(ONE, on("2024-01-01", "2024-06-01"), (ONE,)),),
            GiveNotice(HERE, ONE, day("2024-05-31")),
            "NOT_A_PARTY",
            "party",
        ),
        (
            (AgreementTerminated(day("2024-05-31"), TerminationCause.AGREED),),
            GiveNotice(HERE, ONE, day("2024-05-31")),
            "ENDED",
            "given",
        ),
    ],
)
def test_notice_is_refused(events: tuple[Any, ...], command: Any, code: str, field: str) -> None:
    beside(given(*IN_FORCE, *events)).when(command).rejects(code, field)


def test_an_agreement_with_a_last_day_may_have_no_notice_period() -> None:
    fixed = concluded(TermAgreed(AgreementDuration(until=day("2030-12-31"))))
    beside(given(*fixed)).when(GiveNotice(HERE, ONE, day("2024-05-31"))).rejects("NO_NOTICE", "id")


def test_a_notice_can_be_taken_back_until_the_day_on_which_the_party_leaves() -> None:
    command = WithdrawNotice(HERE, ONE)
    beside(given(*IN_FORCE, NOTICE)).when(command, today=day("2024-12-31")).then(NoticeWithdrawn(ONE, (ONE,)))
    beside(given(*IN_FORCE, NOTICE)).when(command, today=day("2025-01-01")).rejects("LEFT", "party")
    beside(given(*IN_FORCE, NOTICE, NoticeWithdrawn(ONE, (ONE,)))).when(command).then_nothing()
    beside(given(*IN_FORCE)).when(command).then_nothing()
    beside(given(*IN_FORCE)).when(WithdrawNotice(HERE, FOUR)).rejects("NOT_A_PARTY", "party")
    assert agreement(*IN_FORCE, NOTICE, NoticeWithdrawn(ONE, (ONE,))) == agreement(*IN_FORCE)


def test_a_party_gives_and_takes_back_its_own_notice_only() -> None:
    give = GiveNotice(HERE, ONE, day("2024-05-31"))
    beside(given(*IN_FORCE)).when(give, acts_for=ONE).then(NOTICE)
    beside(given(*IN_FORCE)).when(give, acts_for=TWO).rejects("NOT_YOURS", "party")
    beside(given(*IN_FORCE, NOTICE)).when(WithdrawNotice(HERE, ONE), acts_for=TWO).rejects("NOT_YOURS", "party")


# --- Those that have become one --------------------------------------------------------------------------------


def test_parties_that_have_become_one_give_notice_together() -> None:
    both = NoticeGiven(TWO, day("2024-05-31"), day("2025-01-01"), (TWO, THREE))
    merged(*IN_FORCE).when(GiveNotice(HERE, TWO, day("2024-05-31"))).then(both)
    merged(*IN_FORCE, both).when(WithdrawNotice(HERE, TWO)).then(NoticeWithdrawn(TWO, (TWO, THREE)))
    merged(*IN_FORCE).when(GiveNotice(HERE, THREE, day("2024-05-31"))).rejects("MERGED", "given")


def test_before_the_merger_each_gives_its_own_notice() -> None:
    alone = NoticeGiven(TWO, day("2024-01-31"), day("2025-01-01"), (TWO,))
    merged(*IN_FORCE).when(GiveNotice(HERE, TWO, day("2024-01-31"))).then(alone)
    third = NoticeGiven(TWO, day("2024-05-31"), day("2025-01-01"), (THREE,))
    merged(*IN_FORCE, alone).when(GiveNotice(HERE, TWO, day("2024-05-31"))).then(third)


def test_a_successor_that_was_no_party_itself_speaks_for_what_has_become_it() -> None:
    merged(*IN_FORCE, into=FOUR).when(GiveNotice(HERE, FOUR, day("2024-05-31"))).then(
        NoticeGiven(FOUR, day("2024-05-31"), day("2025-01-01"), (THREE,))
    )
    merged(*IN_FORCE, into=FOUR).when(RecordDeparture(HERE, FOUR, on("2024-05-31"))).then(
        PartyLeft(FOUR, on("2024-05-31"), (THREE,))
    )


def test_of_several_entries_the_one_that_stays_speaks() -> None:
    mergers = {THREE: Merger(day("2024-02-01"), TWO)}
    left = agreement(*IN_FORCE, PartyLeft(TWO, on("2023-12-01"), (TWO,)))
    found = party_of(left, TWO, mergers)
    assert found is not None
    assert found.party == THREE
    again = agreement(*IN_FORCE, PartyLeft(TWO, on("2023-12-01"), (TWO,)), PartyJoined(TWO, on("2024-01-01")))
    own = party_of(again, TWO, mergers)
    assert own is not None
    assert (own.party, own.number) == (TWO, 4)
    assert [each.number for each in entries_of(again, TWO, day("2024-03-01"), mergers)] == [3, 4]
    assert party_of(left, FOUR, mergers) is None


# --- Departures ------------------------------------------------------------------------------------------------


def test_a_departure_is_recorded_on_a_day_or_in_a_span() -> None:
    for when in (on("2024-01-01"), on("2023-04-01", "2024-01-01")):
        beside(given(*IN_FORCE)).when(RecordDeparture(HERE, ONE, when)).then(PartyLeft(ONE, when, (ONE,)))
        beside(given(*IN_FORCE, PartyLeft(ONE, when, (ONE,)))).when(RecordDeparture(HERE, ONE, when)).then_nothing()
    joined = PartyJoined(FOUR, on("2023-06-01", "2023-12-31"))
    span = on("2023-05-01", "2023-06-02")
    beside(given(*IN_FORCE, joined)).when(RecordDeparture(HERE, FOUR, span)).then(PartyLeft(FOUR, span, (FOUR,)))


def test_one_that_is_on_notice_may_leave_sooner() -> None:
    beside(given(*IN_FORCE, NOTICE)).when(RecordDeparture(HERE, ONE, on("2024-06-01"))).then(
        PartyLeft(ONE, on("2024-06-01"), (ONE,))
    )


def test_those_that_have_become_one_leave_together() -> None:
    after, before = on("2024-03-01"), on("2024-01-15")
    merged(*IN_FORCE).when(RecordDeparture(HERE, TWO, after)).then(PartyLeft(TWO, after, (TWO, THREE)))
    merged(*IN_FORCE).when(RecordDeparture(HERE, TWO, before)).then(PartyLeft(TWO, before, (TWO,)))
    merged(*IN_FORCE).when(RecordDeparture(HERE, THREE, before)).then(PartyLeft(THREE, before, (THREE,)))
    merged(*IN_FORCE).when(RecordDeparture(HERE, THREE, after)).rejects("MERGED", "when")


@pytest.mark.parametrize(
    ("events", "command", "code", "field"),
    [
        ((), RecordDeparture(HERE, FOUR, on("2024-01-01")), "NOT_A_PARTY", "party"),
        ((), RecordDeparture(HERE, ONE, on("2024-06-02")), "IN_FUTURE", "when"),
        ((), RecordDeparture(HERE, ONE, on("2024-01-02", "2024-01-01")), "DATES_REVERSED", "when"),
        ((), RecordDeparture(HERE, ONE, on("2023-03-31")), "NOT_IN_FORCE", "when"),
        ((), RecordDeparture(HERE, ONE, on("2023-04-01")), "DATES_REVERSED", "when"),
        ((PartyLeft(ONE, on("2024-01-01"), (ONE,)),), RecordDeparture(HERE, ONE, on("2024-02-01")), "LEFT", "party"),
        (
            (NoticeGiven(ONE, day("2023-06-01"), day("2024-01-01"), (ONE,)),),
            RecordDeparture(HERE, ONE, on("2024-02-01")),
            "LEFT",
            "party",
        ),
        (
            (AgreementTerminated(day("2024-05-31"), TerminationCause.AGREED),),
            RecordDeparture(HERE, ONE, on("2024-05-31")),
            "ENDED",
            "when",
        ),
    ],
)
def test_a_departure_is_refused(events: tuple[Any, ...], command: Any, code: str, field: str) -> None:
    beside(given(*IN_FORCE, *events)).when(command).rejects(code, field)


# --- Accessions of long ago ------------------------------------------------------------------------------------


def test_an_accession_of_long_ago_is_recorded_with_its_span() -> None:
    when = on("2023-05-01", "2024-01-01")
    joined = PartyJoined(FOUR, when, "Gast")
    beside(given(*IN_FORCE)).when(RecordAccession(HERE, FOUR, when, "Gast")).then(joined)
    beside(given(*IN_FORCE, joined)).when(RecordAccession(HERE, FOUR, when, "Gast")).then_nothing()
    beside(given(*IN_FORCE)).when(RecordAccession(HERE, PUBLIC, when)).then(PartyJoined(PUBLIC, when))


def test_one_that_has_left_may_join_again() -> None:
    left = (*IN_FORCE, PartyLeft(ONE, on("2023-10-01", "2024-01-01"), (ONE,)))
    beside(given(*left)).when(RecordAccession(HERE, ONE, on("2024-01-01"))).then(PartyJoined(ONE, on("2024-01-01")))
    beside(given(*left)).when(RecordAccession(HERE, ONE, on("2023-12-31"))).rejects("ALREADY_A_PARTY", "party")
    given_up = (*IN_FORCE, NoticeGiven(ONE, day("2023-06-01"), day("2024-01-01"), (ONE,)))
    beside(given(*given_up)).when(RecordAccession(HERE, ONE, on("2024-01-01"))).then(PartyJoined(ONE, on("2024-01-01")))
    assert agreement(*left, PartyJoined(ONE, on("2024-01-01"))).parties[0].left == on("2023-10-01", "2024-01-01")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordAccession(HERE, FOUR, on("2024-06-02")), "IN_FUTURE", "when"),
        (RecordAccession(HERE, FOUR, on("2024-01-02", "2024-01-01")), "DATES_REVERSED", "when"),
        (RecordAccession(HERE, FOUR, on("2023-03-31")), "NOT_IN_FORCE", "when"),
        (RecordAccession(HERE, ONE, on("2024-01-01")), "ALREADY_A_PARTY", "party"),
        (RecordAccession(HERE, "municipality:9", on("2024-01-01")), "NOT_FOUND", "party"),
        (RecordAccession(HERE, PRIVATE, on("2024-01-01")), "PRIVATE_PARTNER", "party"),
    ],
)
def test_an_accession_of_long_ago_is_refused(command: Any, code: str, field: str) -> None:
    beside(given(*IN_FORCE)).when(command).rejects(code, field)


def test_a_private_partner_may_join_what_is_open_to_it() -> None:
    for form in (LegalForm.INFORMAL, LegalForm.WORKING_GROUP):
        open_to_it = (drafted(form), *concluded()[1:])
        started = (*open_to_it, *IN_FORCE[-3:])
        beside(given(*started)).when(RecordAccession(HERE, PRIVATE, on("2024-01-01"))).then(
            PartyJoined(PRIVATE, on("2024-01-01"))
        )


def test_what_has_become_part_of_another_joins_no_more_and_counts_with_it() -> None:
    merged(*IN_FORCE, into=FOUR).when(RecordAccession(HERE, FOUR, on("2024-03-01"))).rejects("ALREADY_A_PARTY", "party")
    merged(*IN_FORCE, into=FOUR).when(RecordAccession(HERE, FOUR, on("2024-01-01"))).then(
        PartyJoined(FOUR, on("2024-01-01"))
    )
    gone = beside(given(*IN_FORCE)).beside(municipality_4=(municipality(4), MunicipalityMerged(ONE, day("2024-02-01"))))
    gone.when(RecordAccession(HERE, FOUR, on("2024-02-01"))).rejects("MERGED", "party")


def test_one_whose_accession_waits_for_approval_is_admitted_already() -> None:
    waiting = (
        AccessionProposed(Admission(FOUR), on("2024-01-01"), day("2023-12-01"), 1),
        AccessionAdopted(1, day("2023-12-02")),
    )
    command = RecordAccession(HERE, FOUR, on("2024-01-01"))
    beside(given(*IN_FORCE, *waiting)).when(command).rejects("ADMITTED", "party")


@pytest.mark.parametrize(
    "command", [RecordDeparture(HERE, ONE, on("2024-01-01")), RecordAccession(HERE, FOUR, on("2024-01-01"))]
)
def test_what_happened_long_ago_rests_on_a_decision_or_a_reason(command: Any) -> None:
    here = beside(given(*IN_FORCE))
    here.when(command, authority=None, reason=False).rejects("REASON_REQUIRED", "reason")
    assert here.when(command, authority=None).decided(agreement(*IN_FORCE))
    assert here.when(command, reason=False).decided(agreement(*IN_FORCE))


# --- Counts ----------------------------------------------------------------------------------------------------


def test_published_numbers_of_parties_stand_in_the_order_of_their_days() -> None:
    first = PartiesCounted(34, on("2016-07-01"), "klimaschutz.de")
    second = PartiesCounted(39, on("2017-01-01", "2017-12-31"), "EnergieOlympiade")
    beside(given(*SIGNED)).when(CountParties(HERE, 34, first.when, first.source)).then(first)
    beside(given(*SIGNED, first)).when(CountParties(HERE, 34, first.when, first.source)).then_nothing()
    beside(given(*SIGNED, second)).when(CountParties(HERE, 34, first.when, first.source)).then(first)
    assert [each.count for each in agreement(*SIGNED, second, first).counts] == [34, 39]
    ahead = CountParties(HERE, 34, on("2024-06-02"), first.source)
    beside(given(*SIGNED)).when(ahead).rejects("IN_FUTURE", "when")
    reversed_ = CountParties(HERE, 34, on("2024-01-02", "2024-01-01"), first.source)
    beside(given(*SIGNED)).when(reversed_).rejects("DATES_REVERSED", "when")
