"""Whatever is told of a holder's competences, in whatever order: one body at most is competent, it is the one that a
plain count of days tells, and what is told later changes no earlier day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.agreement.state import Termination, TerminationCause
from events.competence import COMPETENCE
from events.competence.assignments import AssignCompetence, EndCompetence
from events.competence.names import competence_of
from events.competence.reckoning import Competent, competent, competent_in
from events.competence.standing import Agreements, TransferStanding
from events.competence.state import Competences, view
from events.competence.transfers import AcceptTransfer, RevokeTransfer, TransferCompetence
from events.decider import Rejected, fold
from events.municipality.state import Merger
from events.successors import Mergers
from events.when import When
from tests.corrections import Life
from tests.events.competence.story import (
    AGREEMENTS,
    BEGUN,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    ENDED,
    HERE,
    KREISTAG,
    RECORD,
    THEIRS,
    THERE,
    UNSURE,
    after,
)
from tests.spec import TODAY, day

A_DAY = timedelta(days=1)
DAYS = [
    *map(day, ("2023-02-20", "2023-06-01", "2023-09-01", "2024-01-01", "2024-01-15", "2024-02-15", "2024-03-01")),
    *map(day, ("2024-06-01", "2025-01-01")),
]
ASKED = sorted({each + A_DAY * n for each in (*DAYS, day("2024-02-01")) for n in (-1, 0)})
THEMES = (None, "heat", "mobility")
SURE: dict[str, tuple[date, date]] = {
    DELEGATING: (BEGUN, date.max),
    ENDED: (BEGUN, day("2024-02-29")),
    UNSURE: (day("2024-02-01"), date.max),
}
"""From when to when the holder and the receivers surely are party to an agreement in force."""

days = st.sampled_from(DAYS)
themes = st.sampled_from([(), (), ("heat",), ("mobility",), ("heat", "mobility")])
numbers = st.integers(1, 3)
agreements = st.sampled_from([DELEGATING, DELEGATING, ENDED, UNSURE])
to = st.sampled_from([KREISTAG, THEIRS])
own = st.sampled_from([COUNCIL, COMMITTEE])

holders, matters = st.just(HERE), st.just("budget")
transfers = st.builds(TransferCompetence, holders, matters, to, agreements, days, themes)
acceptances = st.builds(AcceptTransfer, holders, numbers, days)
told = st.one_of(
    st.builds(AssignCompetence, holders, matters, own, days, st.none() | days, themes),
    st.builds(EndCompetence, holders, numbers, days),
    transfers,
    transfers,
    acceptances,
    acceptances,
    st.builds(RevokeTransfer, holders, numbers, days),
)
FIRST = AssignCompetence(HERE, "budget", COUNCIL, DAYS[0])
AGREED = TransferCompetence(HERE, "budget", KREISTAG, DELEGATING, DAYS[1])
BEGINNINGS: list[list[Any]] = [[], [FIRST], [AGREED], [AGREED, AcceptTransfer(HERE, 1, DAYS[2])]]
BEGINNINGS.append([FIRST, AGREED, AcceptTransfer(HERE, 2, DAYS[2])])


def lives(commands: Any, most: int) -> Any:
    """Commands one after another, often with something that was assigned or transferred before."""
    return st.tuples(st.sampled_from(BEGINNINGS), st.lists(commands, max_size=most)).map(lambda it: [*it[0], *it[1]])


def events_of(state: Competences | None, command: Any) -> list[Any]:
    """What follows; nothing where it is refused."""
    try:
        return after().when(command).decided(state)
    except Rejected:
        return []


def lived(commands: list[Any]) -> Competences | None:
    state: Competences | None = None
    for command in commands:
        state = fold(COMPETENCE, events_of(state, command), state)
    return state


def answer(
    state: Competences | None,
    theme: str | None,
    on: date,
    known: Agreements = AGREEMENTS,
    mergers: Mergers | None = None,
) -> Competent:
    return competent(state, "budget", theme, on, known, mergers or {})


def by_days(state: Competences, theme: str | None, on: date) -> list[str]:
    """Who is competent by a plain count of days: those that it was transferred to, or else the holder's own."""

    def told_of(limited: tuple[str, ...]) -> bool:
        return limited == () or theme in limited

    received = [
        each.to
        for each in state.transfers
        if told_of(each.themes)
        and each.accepted is not None
        and max(each.since, each.accepted, SURE[each.agreement][0]) <= on <= SURE[each.agreement][1]
        and (each.revoked is None or on < each.revoked)
    ]
    exercised = [
        each.body for each in state.assigned if told_of(each.themes) and each.since <= on <= (each.until or date.max)
    ]
    return received or exercised


@drawn(lives(told, 12))
def test_one_body_at_most_is_competent_and_it_is_the_one_by_its_days(commands: list[Any]) -> None:
    state = lived(commands)
    if state is None:
        return
    numbered = [each.number for each in state.assigned] + [each.number for each in state.transfers]
    assert len(set(numbered)) == len(numbered)
    assert max(numbered, default=0) <= state.last_number
    for on in ASKED:
        view(state, on)
        for theme in THEMES:
            found = answer(state, theme, on)
            by = by_days(state, theme, on)
            assert len(by) <= 1
            assert list(found.bodies) == by
            held = [each.number for each in found.transfers if each.standing is TransferStanding.HOLDS]
            assert held == ([] if found.transfer is None else [found.transfer])
            assert found.since is None or found.since <= on
            assert found.until is None or on <= found.until


def first_day_of(command: Any) -> date:
    """The first day on which a command says something."""
    match command:
        case EndCompetence(until=until):
            return until + A_DAY
        case AssignCompetence(since=since) | TransferCompetence(since=since):
            return since
        case _:
            on: date = command.on
            return on


def known_then(found: Competent) -> Competent:
    """The answer but for when it ends, which is told as far as is known by now."""
    return replace(found, until=None, holder=HERE)


@drawn(lives(told, 8), told)
def test_what_is_told_of_a_day_changes_no_day_before_it(commands: list[Any], later: Any) -> None:
    state = lived(commands)
    then = fold(COMPETENCE, events_of(state, later), state)
    for on in (each for each in ASKED if each < first_day_of(later)):
        for theme in THEMES:
            assert known_then(answer(state, theme, on)) == known_then(answer(then, theme, on))


@drawn(lives(told, 8), st.sampled_from(DAYS), st.sampled_from(["ended", "left", "merged"]))
def test_what_becomes_of_agreements_and_holders_changes_no_day_before_it(
    commands: list[Any], since: date, what: str
) -> None:
    state, known, mergers = lived(commands), dict(AGREEMENTS), {}
    if what == "ended":
        known = {
            ref: replace(each, termination=Termination(since, TerminationCause.OTHER)) for ref, each in known.items()
        }
        known[ENDED] = AGREEMENTS[ENDED]
    elif what == "left":
        gone = When(since)
        known[DELEGATING] = replace(
            known[DELEGATING], parties=tuple(replace(each, left=gone) for each in known[DELEGATING].parties)
        )
    else:
        mergers = {HERE: Merger(since, THERE)}
    for on in (each for each in ASKED if each < since):
        for theme in THEMES:
            before, then = answer(state, theme, on), answer(state, theme, on, known, mergers)
            assert known_then(before) == known_then(then)


@drawn(lives(told, 8), lives(told, 4), st.sampled_from(DAYS))
def test_of_a_merged_one_and_its_successor_one_body_is_competent(
    commands: list[Any], others: list[Any], since: date
) -> None:
    merged, successor = lived(commands), lived(others)
    here = replace(RECORD[HERE], merger=Merger(since, THERE))
    record = {
        **RECORD,
        HERE: here,
        competence_of(HERE): merged,
        competence_of(THERE): None if successor is None else replace(successor, holder=THERE),
    }
    for on in ASKED:
        found = competent_in(HERE, "budget", "heat", on, record)
        assert found.holder == (HERE if on < since else THERE)
        if on >= since:
            assert found == competent_in(THERE, "budget", "heat", on, record)


@drawn(lives(told, 8), told)
def test_the_same_once_more_changes_nothing_or_is_refused(commands: list[Any], command: Any) -> None:
    state = lived(commands)
    state = fold(COMPETENCE, events_of(state, command), state)
    assert events_of(state, command) == []


@drawn(lives(told, 8), told, st.none() | told, st.integers(0, 20))
def test_a_correction_reads_as_if_it_had_been_recorded_right(
    commands: list[Any], first: Any, instead: Any, n: int
) -> None:
    life = Life("competence", RECORD)
    for command in (*commands, first):
        life.live(command)
    if life.acts:
        life.correct(n % len(life.acts), instead)


def test_there_are_days_before_and_after_today() -> None:
    assert min(DAYS) < TODAY <= max(DAYS)
