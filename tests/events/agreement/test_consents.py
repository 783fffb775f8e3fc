"""Consents: how many are needed, whose count, and what those say who have become one."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from events.agreement.amendments import AmendmentAdopted, AmendmentProposed
from events.agreement.changes import AmendmentChanges, TermsChange
from events.agreement.conditions import ConsentKind, ConsentRule
from events.agreement.consents import check_consent, consents, needed, newest_voices, rule_of
from events.agreement.membership import PartyJoined, PartyLeft
from events.agreement.proposals import ProposalConsented, ProposalObjected
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AccessionRuleAgreed, AmendmentRuleAgreed
from events.authority import Authority
from events.decider import Rejected, World
from events.municipality.state import Merger
from events.successors import Mergers
from tests.events.agreement.story import FOUR, HERE, ONE, THREE, TWO, agreement, concluded, municipality, on, wording
from tests.said import english, german
from tests.spec import DECISION, HOME, TODAY, day, state_of

ALL, NOBODY = ConsentRule(ConsentKind.ALL_PARTIES), ConsentRule(ConsentKind.NOBODY)
BODY = ConsentRule(ConsentKind.BODY, body="Lenkungskreis")
HALF = ConsentRule(ConsentKind.SHARE, Fraction(1, 2), strict=True)


def share(numerator: int, denominator: int, strict: bool) -> ConsentRule:
    return ConsentRule(ConsentKind.SHARE, Fraction(numerator, denominator), strict=strict)


@pytest.mark.parametrize(
    ("rule", "entitled", "least"),
    [
        (share(2, 3, False), 41, 28),
        (share(2, 3, True), 41, 28),
        (share(2, 3, False), 42, 28),
        (share(2, 3, True), 42, 29),
        (share(1, 2, False), 44, 22),
        (share(1, 2, True), 44, 23),
        (share(1, 2, False), 3, 2),
        (share(1, 2, True), 3, 2),
        (share(1, 1, False), 44, 44),
        (share(1, 1000, False), 3, 1),
        (share(1, 3, False), 0, 1),
        (ALL, 3, 3),
        (ALL, 0, 1),
        (NOBODY, 3, 0),
        (BODY, 3, 0),
    ],
)
def test_so_many_consents_are_needed(rule: ConsentRule, entitled: int, least: int) -> None:
    assert needed(rule, entitled) == least


PROPOSED = AmendmentProposed(
    proposal=1,
    title="Vierte Klausel",
    trigger=AmendmentTrigger.REVIEW,
    rationale="Sie fehlt.",
    base_version=1,
    changes=AmendmentChanges(added=(wording("4"),)),
    on=day("2024-01-10"),
)


def yes(party: str, text: str = "2024-02-01") -> ProposalConsented:
    return ProposalConsented(1, party, day(text))


def no(party: str, text: str = "2024-02-01") -> ProposalObjected:
    return ProposalObjected(1, party, day(text))


def told(*events: Any, by: str = "2024-03-01", mergers: Mergers | None = None) -> tuple[list[str], ...]:
    """Who consents, who objects and who is silent on a day."""
    state = agreement(*concluded(), PROPOSED, *events)
    found = consents(state, state.proposals[0], day(by), mergers or {})
    return tuple([each.now for each in those] for those in (found.consenting, found.objecting, found.silent))


def test_the_newest_voice_counts_and_only_from_its_day_on() -> None:
    changed = (yes(ONE), no(TWO), yes(TWO, "2024-02-10"), no(ONE, "2024-03-02"))
    assert told() == ([], [], [ONE, TWO, THREE])
    assert told(*changed, by="2024-01-31") == ([], [], [ONE, TWO, THREE])
    assert told(*changed, by="2024-02-01") == ([ONE], [TWO], [THREE])
    assert told(*changed, by="2024-02-10") == ([ONE, TWO], [], [THREE])
    assert told(*changed, by="2024-03-02") == ([TWO], [ONE], [THREE])
    state = agreement(*concluded(), PROPOSED, *changed)
    assert {number: voice.consents for number, voice in newest_voices(state.proposals[0]).items()} == {
        1: False,
        2: True,
    }


def test_the_consent_of_one_that_has_left_is_never_counted() -> None:
    left = PartyLeft(ONE, on("2024-02-15"), (ONE,))
    assert told(yes(ONE), left, by="2024-02-14") == ([ONE], [], [TWO, THREE])
    assert told(yes(ONE), left, by="2024-02-15") == ([], [], [TWO, THREE])
    again = PartyJoined(ONE, on("2024-02-20"))
    assert told(yes(ONE), left, again) == ([], [], [TWO, THREE, ONE])


def test_only_those_that_surely_are_parties_have_a_say() -> None:
    perhaps = (yes(ONE), PartyLeft(ONE, on("2024-02-15", "2024-04-01"), (ONE,)))
    joining = PartyJoined(FOUR, on("2024-02-15", "2024-04-01"))
    assert told(*perhaps, joining) == ([], [], [TWO, THREE])


MERGED: Mergers = {THREE: Merger(day("2024-02-15"), TWO)}
ELSEWHERE: Mergers = {TWO: Merger(day("2024-02-15"), FOUR), THREE: Merger(day("2024-02-15"), FOUR)}


@pytest.mark.parametrize(
    ("events", "mergers", "expected"),
    [
        ((yes(TWO), no(THREE)), MERGED, ([TWO], [], [ONE])),
        ((no(TWO), yes(THREE)), MERGED, ([], [TWO], [ONE])),
        ((yes(THREE),), MERGED, ([TWO], [], [ONE])),
        ((no(THREE),), MERGED, ([], [TWO], [ONE])),
        ((), MERGED, ([], [], [ONE, TWO])),
        ((yes(TWO), yes(THREE)), ELSEWHERE, ([FOUR], [], [ONE])),
        ((yes(TWO), no(THREE)), ELSEWHERE, ([], [FOUR], [ONE])),
        ((yes(TWO),), ELSEWHERE, ([FOUR], [], [ONE])),
    ],
)
def test_those_that_have_become_one_have_one_say(
    events: tuple[Any, ...], mergers: Mergers, expected: tuple[list[str], ...]
) -> None:
    assert told(*events, mergers=mergers) == expected


def test_before_the_merger_each_has_its_own() -> None:
    assert told(yes(TWO), no(THREE), by="2024-02-14", mergers=MERGED) == ([TWO], [THREE], [ONE])


def test_of_those_that_have_become_one_the_one_that_stays_counts() -> None:
    left = PartyLeft(TWO, on("2024-02-10"), (TWO,))
    assert told(yes(TWO), no(THREE), left, mergers=MERGED) == ([], [TWO], [ONE])
    assert told(yes(TWO), left, mergers=MERGED) == ([], [], [ONE, TWO])
    perhaps = PartyLeft(TWO, on("2024-02-10", "2024-04-01"), (TWO,))
    assert told(yes(TWO), perhaps, mergers=MERGED) == ([], [], [ONE, TWO])


# --- Enough ----------------------------------------------------------------------------------------------------


RECORDED = {f"municipality:{number}": state_of(municipality(number)) for number in (1, 2, 3)}


def world(authority: Authority | None = None, reasoned: bool = False) -> World:
    now = datetime(2024, 6, 1, 12, tzinfo=UTC)
    return World(HERE, HOME, TODAY, now, "tester", states=RECORDED, authority=authority, reasoned=reasoned)


def refused(rule: ConsentRule, *events: Any, by: date = TODAY, under: World | None = None) -> Rejected | None:
    """Why a proposal cannot be adopted under a rule; None: it can."""
    state = agreement(*concluded(AmendmentRuleAgreed(rule)), PROPOSED, *events)
    try:
        check_consent(state, state.proposals[0], by, under or world())
    except Rejected as rejected:
        return rejected
    return None


def test_enough_is_what_the_rule_says() -> None:
    assert refused(ALL, yes(ONE), yes(TWO), yes(THREE)) is None
    assert refused(HALF, yes(ONE), yes(TWO), no(THREE)) is None
    assert refused(NOBODY, no(ONE)) is None


def test_too_little_is_told_with_its_arithmetic() -> None:
    short = refused(ALL, yes(ONE), no(TWO))
    assert short is not None
    assert (short.code, short.field) == ("NOT_ENOUGH_CONSENT", "proposal")
    assert "3 of 3 parties must consent. As of 1 June 2024, consents: 1; objections: 1." in english(short)
    assert english(short).endswith("Ask those whose consent is missing: Gemeinde 3 and Gemeinde 2.")
    told = "Von 3 Vertragspartnern müssen 3 zustimmen. Bis zum 1. Juni 2024 haben zugestimmt: 1; abgelehnt: 1."
    assert told in german(short)
    assert refused(HALF, yes(ONE)) is not None


def test_where_nobody_is_surely_a_party_nobody_can_consent() -> None:
    perhaps = (PartyLeft(each, on("2024-02-15", "2024-04-01"), (each,)) for each in (ONE, TWO, THREE))
    short = refused(ALL, *perhaps, by=day("2024-03-01"))
    assert short is not None
    assert "It is not certain that anyone is a party" in english(short)


def test_a_body_decides_by_a_decision_that_is_named_or_a_reason_why_not() -> None:
    assert refused(BODY, under=world(authority=DECISION)) is None
    assert refused(BODY, under=world(reasoned=True)) is None
    unnamed = refused(BODY)
    assert unnamed is not None
    assert (unnamed.code, unnamed.field) == ("AUTHORITY_REQUIRED", "authority")
    assert "Lenkungskreis" in english(unnamed)


def test_the_rule_that_counts_is_that_of_the_version_in_force() -> None:
    easier = AmendmentProposed(
        proposal=1,
        title="Mehrheit",
        trigger=AmendmentTrigger.REVIEW,
        rationale="Alle sind zu viele.",
        base_version=1,
        changes=AmendmentChanges(terms=TermsChange(amendment_rule=HALF)),
        on=day("2024-01-10"),
    )
    later = AmendmentAdopted(1, day("2024-02-01"), day("2024-04-01"))
    after = concluded(AccessionRuleAgreed(NOBODY))
    state = agreement(*after, easier, later)
    proposal = agreement(*after, easier).proposals[0]
    assert rule_of(state, proposal, day("2024-03-31")) == ALL
    assert rule_of(state, proposal, day("2024-04-01")) == HALF
