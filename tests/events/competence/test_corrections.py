"""Acts on a holder's competences told again as they should have been, held to the rules of the acts themselves."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn

from events.authority import AuthorisedAct
from events.body.state import BodyKind
from events.competence.assignments import AssignCompetence, CompetenceEnded, EndCompetence
from events.competence.state import Competences
from events.competence.transfers import (
    AcceptTransfer,
    CompetenceTransferAccepted,
    CompetenceTransferRevoked,
    RevokeTransfer,
    TransferCompetence,
)
from events.correction import ActCorrection
from events.county.demands import AuthorityDemanded
from events.retelling import CannotFollow
from tests.corrections import begun, corrections
from tests.events.competence.story import (
    ALONE,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    ENDED,
    GONE,
    HERE,
    KREISTAG,
    MANDATING,
    RECORD,
    THEIRS,
    THERE,
    accepted,
    after,
    assigned,
    body,
    transferred,
)
from tests.events.competence.test_situations import TABLE
from tests.spec import HOME, LANDKREIS, Correction, at, day

HEAT, MOBILITY, MOVED, ACCEPTED = range(4)
"""The places of the acts in the story."""
STORY: tuple[Any, ...] = (
    assigned(1, COUNCIL, "2020-01-01", None, "heat"),
    assigned(2, COMMITTEE, "2020-01-01", None, "mobility"),
    transferred(3, "2023-06-01"),
    accepted(3, "2023-07-01"),
)
REVOKED = CompetenceTransferRevoked(3, day("2024-01-01"))


def again(n: int, instead: Any = None) -> ActCorrection:
    """The nth act as it should have been."""
    return ActCorrection(at(n), instead)


def instead_of(n: int, *events: Any) -> tuple[Any, ...]:
    """The story with these in place of the nth event."""
    return (*STORY[:n], *events, *STORY[n + 1 :])


def assign(**told: Any) -> AssignCompetence:
    """The first assignment, but for some of it."""
    given = {"matter": "budget", "body": COUNCIL, "since": day("2020-01-01"), "themes": ("heat",), **told}
    return AssignCompetence(HERE, **given)


def transfer(**told: Any) -> TransferCompetence:
    """The transfer, but for some of it."""
    given = {"matter": "budget", "to": KREISTAG, "agreement": DELEGATING, "since": day("2023-06-01"), **told}
    return TransferCompetence(HERE, **given)


def accept(on: str) -> AcceptTransfer:
    """The transfer is accepted."""
    return AcceptTransfer(HERE, 3, day(on))


@pytest.mark.parametrize(
    "told",
    [
        {"body": COMMITTEE},
        {"since": day("2019-01-01"), "until": day("2022-12-31"), "limit": "bis 50.000 EUR"},
        {"themes": ("heat", "peat"), "since": day("2009-01-01"), "until": day("2009-12-31")},
    ],
)
def test_an_assignment_is_told_again(told: dict[str, Any]) -> None:
    after(*STORY).corrected(again(HEAT, assign(**told))).stands(*instead_of(HEAT, replace(STORY[HEAT], **told)))


@pytest.mark.parametrize(
    "told",
    [
        {"since": day("2023-02-20")},
        {"agreement": ENDED, "limit": "Förderanträge"},
        {"themes": ("heat", "mobility")},
        {"to": THEIRS},
    ],
)
def test_a_transfer_is_told_again_and_whose_body_it_goes_to_follows(told: dict[str, Any]) -> None:
    receiver = THERE if "to" in told else HOME
    after(*STORY).corrected(again(MOVED, transfer(**told))).stands(
        *instead_of(MOVED, replace(STORY[MOVED], receiver=receiver, **told))
    )


@pytest.mark.parametrize("on", ["2023-02-20", "2023-12-31"])
def test_an_acceptance_is_told_again(on: str) -> None:
    after(*STORY).corrected(again(ACCEPTED, accept(on))).stands(*instead_of(ACCEPTED, accepted(3, on)))


def test_what_never_was_is_withdrawn_and_can_be_brought_back() -> None:
    these = after(*STORY)
    for n in (HEAT, MOBILITY, ACCEPTED):
        these.corrected(again(n)).stands(*instead_of(n))
    these.corrected(again(MOVED), again(ACCEPTED)).stands(*STORY[:2])
    accepts = again(ACCEPTED, RevokeTransfer(HERE, 3, day("2023-06-01")))
    these.corrected(accepts).stands(*STORY[:3], CompetenceTransferRevoked(3, day("2023-06-01")))


def test_the_only_act_is_withdrawn_too() -> None:
    only = after(STORY[HEAT])
    found = only.corrected(again(HEAT)).decided()
    assert found.after == Competences(HERE)
    assert found.event is not None


def test_what_is_as_it_was_changes_nothing() -> None:
    after(*STORY).corrected(again(HEAT, assign()), again(MOVED, transfer())).changes_nothing()
    turned = assign(themes=("mobility", "heat"))
    themed = assigned(1, COUNCIL, "2020-01-01", None, "heat", "mobility")
    after(themed).corrected(again(0, turned)).changes_nothing()


def test_what_stays_is_not_judged_again() -> None:
    # Recorded when nobody knew better: the body is no more, and under the agreement nothing passes over.
    old, moved = assigned(1, GONE, "2023-01-01"), transferred(2, "2023-06-01", under=MANDATING)
    end, sooner = CompetenceEnded(1, day("2023-12-31")), EndCompetence(HERE, 1, day("2023-11-30"))
    after(old, moved, end).corrected(again(2, sooner)).stands(old, moved, CompetenceEnded(1, sooner.until))
    after(old, end, moved).corrected(again(1)).stands(old, moved)


@pytest.mark.parametrize(
    ("n", "instead", "code", "field"),
    [
        (HEAT, assign(matter="war"), "NOT_LISTED", "assignCompetence.matter"),
        (HEAT, assign(themes=("peat",)), "RETIRED", "assignCompetence.themes"),
        (HEAT, assign(body="body:9"), "NOT_FOUND", "assignCompetence.body"),
        (HEAT, assign(body=KREISTAG), "NOT_ITS_BODY", "assignCompetence.body"),
        (HEAT, assign(since=day("1974-03-23")), "BEFORE_BEGINNING", "assignCompetence.since"),
        (HEAT, assign(since=day("1999-12-31")), "NO_BODY_THEN", "assignCompetence.body"),
        (HEAT, assign(until=day("2019-12-31")), "DATES_REVERSED", "assignCompetence.until"),
        (MOBILITY, assign(themes=()), "OVERLAP", "assignCompetence.matter"),
        (MOVED, transfer(matter="war"), "NOT_LISTED", "transferCompetence.matter"),
        (MOVED, transfer(themes=("peat",)), "RETIRED", "transferCompetence.themes"),
        (MOVED, transfer(to="body:9"), "NOT_FOUND", "transferCompetence.to"),
        (MOVED, transfer(to=COUNCIL), "OWN_BODY", "transferCompetence.to"),
        (MOVED, transfer(since=day("1999-12-31")), "NO_BODY_THEN", "transferCompetence.to"),
        (MOVED, transfer(since=day("1974-03-23")), "BEFORE_BEGINNING", "transferCompetence.since"),
        (MOVED, transfer(agreement="agreement:9"), "NOT_FOUND", "transferCompetence.agreement"),
        (MOVED, transfer(agreement=MANDATING), "NOT_DELEGATING", "transferCompetence.agreement"),
        (MOVED, transfer(agreement=ALONE), "NOT_A_PARTY", "transferCompetence.agreement"),
        (MOVED, transfer(since=day("2023-01-01")), "NOT_IN_FORCE", "transferCompetence.agreement"),
        (ACCEPTED, accept("2024-06-02"), "IN_FUTURE", "acceptTransfer.on"),
        (ACCEPTED, RevokeTransfer(HERE, 3, day("2023-05-31")), "BEFORE_BEGINNING", "revokeTransfer.on"),
    ],
)
def test_what_cannot_be_so(n: int, instead: Any, code: str, field: str) -> None:
    after(*STORY).corrected(again(n, instead)).rejects(code, f"acts.0.instead.{field}")


@pytest.mark.parametrize(
    ("events", "n", "instead", "named"),
    [
        (STORY, HEAT, assign(themes=()), MOBILITY),
        (STORY, MOVED, None, ACCEPTED),
        ((*STORY, REVOKED), ACCEPTED, accept("2024-02-01"), 4),
        ((STORY[HEAT], CompetenceEnded(1, day("2022-12-31"))), HEAT, assign(since=day("2023-01-01")), 1),
        ((*STORY, REVOKED, transferred(4, "2024-01-01", to=THEIRS, receiver=THERE)), 4, None, 5),
    ],
)
def test_a_later_act_that_cannot_follow_is_named(events: tuple[Any, ...], n: int, instead: Any, named: int) -> None:
    refused = after(*events).corrected(again(n, instead)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(named), type(events[named]))


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    last, next_day = day("2022-12-31"), day("2023-01-01")
    after(*STORY).corrected(
        again(HEAT, assign(themes=(), until=last)), again(MOBILITY, assign(themes=(), body=COMMITTEE, since=next_day))
    ).stands(assigned(1, COUNCIL, "2020-01-01", "2022-12-31"), assigned(2, COMMITTEE, "2023-01-01"), *STORY[2:])
    later = accept("2024-02-01")
    after(*STORY, REVOKED).corrected(again(ACCEPTED, later), again(4)).stands(
        *STORY[:3], CompetenceTransferAccepted(3, later.on)
    )


def test_two_that_nobody_decides_anew_stay_apart() -> None:
    # The committee was put right since to be another's: its assignment could not be recorded any more.
    foreign = body(THERE, BodyKind.MUNICIPAL_COMMITTEE)
    these = replace(after(*STORY[:2]), others={**RECORD, COMMITTEE: foreign})
    these.corrected(again(HEAT, assign(themes=("heat", "mobility")))).rejects("OVERLAP", "acts")
    these.corrected(again(HEAT, assign(limit="klein"))).stands(replace(STORY[HEAT], limit="klein"), STORY[MOBILITY])


def test_an_act_keeps_its_number_and_one_that_had_none_gets_its_own() -> None:
    instead = transfer(since=day("2023-03-01"), themes=("heat",))
    found = after(*STORY).corrected(again(HEAT, instead), again(MOVED), again(ACCEPTED))
    found.stands(transferred(1, "2023-03-01", "heat"), STORY[MOBILITY])
    ended = (STORY[HEAT], CompetenceEnded(1, day("2022-12-31")), STORY[MOBILITY])
    told = assign(body=COMMITTEE, since=day("2018-01-01"), until=day("2018-12-31"))
    made = after(*ended).corrected(again(1, told))
    third = assigned(3, COMMITTEE, "2018-01-01", "2018-12-31", "heat")
    made.stands(STORY[HEAT], third, STORY[MOBILITY])
    state: Competences = made.decided().after
    assert ([each.number for each in state.assigned], state.last_number) == ([1, 2, 3], 3)


def test_a_transfer_that_is_told_for_the_first_time_rests_on_a_decision() -> None:
    demanded = AuthorityDemanded(AuthorisedAct.TRANSFER_COMPETENCE, day("2020-01-01"))
    these = after(*STORY).beside(county_1=(*LANDKREIS, demanded))

    def without(*acts: ActCorrection) -> Correction:
        """The correction, where neither it nor what it puts right names a decision."""
        found = these.corrected(*acts, authority=None)
        entries = (
            replace(each, circumstances=each.circumstances and replace(each.circumstances, authority=None))
            for each in found.entries
        )
        return replace(found, entries=tuple(entries))

    first = again(HEAT, transfer(since=day("2023-03-01"), themes=("heat",)))
    without(first, again(MOVED), again(ACCEPTED)).rejects("AUTHORITY_REQUIRED", "authority")
    without(again(HEAT, assign(limit="klein"))).stands(replace(STORY[HEAT], limit="klein"), *STORY[1:])
    named = these.corrected(first, again(MOVED), again(ACCEPTED))
    named.stands(transferred(1, "2023-03-01", "heat"), STORY[MOBILITY])


def test_a_correction_needs_a_reason_and_the_office() -> None:
    these = after(*STORY)
    these.corrected(again(HEAT), reason=False).rejects("REASON_REQUIRED", "reason")
    these.corrected(again(HEAT), acts_for=THERE).rejects("NOT_YOURS", "acts.0")


BEGUN = (assign(), assign(themes=("mobility",), body=COMMITTEE), transfer(), accept("2023-07-01"))
MORE = (
    assign(themes=("mobility",), until=day("2022-12-31")),
    assign(body=COMMITTEE, since=day("2023-01-01")),
    transfer(since=day("2024-01-01"), to=THEIRS),
    transfer(since=day("2023-03-01"), themes=("heat",)),
    EndCompetence(HERE, 1, day("2022-12-31")),
    RevokeTransfer(HERE, 3, day("2024-01-01")),
    accept("2024-02-01"),
)


@drawn(corrections(begun("competence", after(), *BEGUN), (*TABLE, *MORE)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
