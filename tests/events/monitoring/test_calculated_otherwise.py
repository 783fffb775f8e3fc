"""Random counties: what monitoring says equals what a plain computation, fact by fact, says."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from events.agreement.view import view as agreement_on
from events.goal.course import GoalEntrusted
from events.goal.indicator import GoalDirection, GoalIndicator
from events.goal.path import GoalMethodChanged, GoalTargetsAdjusted
from events.goal.state import ElectricityMix, Goal, GoalBaseline, GoalStatus, GoalTarget
from events.goal.view import view as goal_on
from events.monitoring.calculation import monitoring
from events.monitoring.monitored import MonitoredStates
from events.monitoring.monitoring import Benefit
from events.outreach import Outreach, OutreachAnswer, OutreachKind
from events.project.state import (
    BlockCause,
    BudgetYear,
    Drawdown,
    ExpectedEffect,
    FundingStatus,
    Milestone,
    Project,
    ProjectBlock,
    ProjectFunding,
    ProjectLead,
    ProjectParticipant,
    ProjectStatus,
    ProjectStep,
    ReportingPlan,
)
from events.project.view import view as project_on
from events.relief import Relief, ReliefKind
from events.values import Money
from tests.events.goal.story import adopted, proposed, recorded
from tests.events.monitoring.story import FAR, MERGED, MUNICIPALITIES, A, B, C, agreement
from tests.spec import state_of

N, P, R, Q, F, X = ProjectStatus
COURSES = [(N,), (N, P), (N, P, R), (N, P, R, Q), (N, P, R, Q, R), (N, P, R, F), (N, X), (N, P, X), (N, P, R, X)]
PARTIES = st.sampled_from([A, B, C, FAR, "partner:1"])
GOALS = [f"goal:{number}" for number in range(4)]
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
CENTS = st.integers(0, 10**9).map(Money)
QUANTITIES = st.integers(-1000, 3000).map(lambda number: Decimal(number) / 4)
UNITS = st.sampled_from(["t", "t", "kt"])
TARGETS = st.sets(st.integers(2015, 2040), max_size=2).flatmap(
    lambda years: st.tuples(*(st.builds(GoalTarget, st.just(year), QUANTITIES) for year in sorted(years)))
)


@st.composite
def fundings(draw: Any) -> ProjectFunding:
    status = draw(st.sampled_from(FundingStatus))
    applied_on, decided_on = sorted((draw(DAYS), draw(DAYS)))
    base = (1, "Richtlinie", Money(10**9), Fraction(1), Money(1), applied_on, status)
    if status is FundingStatus.APPLIED:
        return ProjectFunding(*base)
    granted = draw(CENTS) if status is FundingStatus.GRANTED else None
    days = sorted(draw(st.sets(st.dates(decided_on, date(2027, 1, 1)), max_size=2))) if granted else []
    drawn = tuple(Drawdown(on, Money(draw(st.integers(0, 1000)))) for on in days)
    return ProjectFunding(*base, decided_on, granted, None, drawn)


@st.composite
def projects(draw: Any) -> Project:
    course = draw(st.sampled_from(COURSES))
    days = sorted(draw(st.lists(DAYS, min_size=len(course), max_size=len(course))))
    leads = sorted(draw(st.sets(DAYS, min_size=1, max_size=2)))
    blocked = draw(st.none() | DAYS)
    return Project(
        title=draw(st.sampled_from(["Wärme", "Äpfel", "Rad"])),
        description="x",
        steps=tuple(map(ProjectStep, course, days)),
        leads=tuple(ProjectLead(on, draw(PARTIES)) for on in leads),
        themes=tuple(sorted(draw(st.sets(st.sampled_from(["heat", "mobility"]))))),
        participants=tuple(
            ProjectParticipant(party, *_span(draw)) for party in sorted(draw(st.sets(PARTIES, max_size=3)))
        ),
        milestones=tuple(
            Milestone(number, "x", draw(DAYS), (), draw(st.none() | PARTIES), draw(st.none() | DAYS))
            for number in range(1, 1 + draw(st.integers(0, 3)))
        ),
        budget=tuple(
            BudgetYear(year, draw(CENTS), draw(CENTS)) for year in sorted(draw(st.sets(st.integers(2019, 2023))))
        ),
        fundings=tuple(draw(st.lists(fundings(), max_size=2))),
        effects=tuple(
            ExpectedEffect(goal, draw(st.integers(2010, 2035)), draw(st.none() | QUANTITIES), draw(UNITS), until)
            for goal in sorted(draw(st.sets(st.sampled_from(GOALS))))
            for until in [draw(st.none() | st.integers(2035, 2040))]
        ),
        blocks=()
        if blocked is None
        else (ProjectBlock(blocked, BlockCause.LAND, None, draw(st.none() | st.just(date(2027, 1, 1)))),),
        reporting=draw(
            st.sampled_from([(), (ReportingPlan(date(2020, 6, 1), 6),), (ReportingPlan(date(2020, 6, 1), None),)])
        ),
    )


def _span(draw: Any) -> tuple[date, date | None]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return first, draw(st.none() | st.just(last))


@st.composite
def goals(draw: Any) -> Goal:
    direction = draw(st.sampled_from(GoalDirection))
    baseline = draw(st.none() | st.builds(GoalBaseline, st.integers(2008, 2012), QUANTITIES))
    indicator = GoalIndicator("Emissionen", "t", direction)
    told: list[Any] = [
        proposed(
            title=draw(st.sampled_from(["Wärme", "Äpfel"])),
            responsible=draw(PARTIES),
            baseline=baseline,
            indicator=indicator,
            targets=draw(TARGETS),
        )
    ]
    if draw(st.booleans()):
        told.append(adopted)
        years = sorted(draw(st.sets(st.integers(2009, 2026), max_size=4)))
        mixes = st.sampled_from([None, ElectricityMix.FEDERAL, ElectricityMix.TERRITORIAL])
        told += [recorded(year, str(draw(QUANTITIES)), mix=draw(mixes)) for year in years]
        if draw(st.booleans()):
            told.append(GoalTargetsAdjusted(draw(TARGETS), draw(DAYS)))
        if draw(st.booleans()):
            told.append(GoalEntrusted(draw(PARTIES), draw(DAYS)))
        if draw(st.booleans()):
            told.append(GoalMethodChanged(2, "Anders", draw(DAYS), None, draw(st.none() | st.just(baseline))))
            told += [recorded(year, str(draw(QUANTITIES)), method=2) for year in draw(st.sets(st.just(2025)))]
    return state_of(*told)  # type: ignore[no-any-return]


counties = st.builds(
    lambda goals, projects, agreements, outreach, relief: MonitoredStates(
        agreements={f"agreement:{n}": agreement(months) for n, months in enumerate(agreements)},
        goals=dict(zip(GOALS, goals, strict=False)),
        projects={f"project:{n}": each for n, each in enumerate(projects)},
        municipalities=MUNICIPALITIES,
        outreach={f"outreach:{n}": each for n, each in enumerate(outreach)},
        relief={f"relief:{n}": each for n, each in enumerate(relief)},
    ),
    st.lists(goals(), max_size=4),
    st.lists(projects(), max_size=5),
    st.lists(st.integers(6, 60), max_size=2),
    st.lists(
        st.builds(
            Outreach,
            st.sampled_from(OutreachKind),
            DAYS,
            st.sets(st.sampled_from([A, B, C]), min_size=1).map(lambda them: tuple(sorted(them))),
            st.just("x"),
            answers=st.sets(st.sampled_from([A, B, C])).flatmap(
                lambda them: st.tuples(*(st.builds(OutreachAnswer, st.just(each), DAYS) for each in sorted(them)))
            ),
            withdrawn=st.booleans(),
        ),
        max_size=4,
    ),
    st.lists(
        st.builds(
            Relief,
            st.sampled_from([A, B, C]),
            DAYS,
            st.sampled_from(ReliefKind),
            st.just("x"),
            st.integers(0, 100).map(lambda quarters: Fraction(quarters, 4)),
            st.none() | CENTS,
            withdrawn=st.booleans(),
        ),
        max_size=4,
    ),
)


@given(counties, DAYS, st.sampled_from([None, A, B, C, "partner:1"]))
def test_it_equals_a_plain_computation(material: MonitoredStates, on: date, of: str | None) -> None:
    told = monitoring(material, on, of)
    assert {each.status: (each.count, each.blocked) for each in told.projects} == projects_by_status(material, on, of)
    assert {each.theme: (each.count, each.under_way) for each in told.themes} == themes(material, on, of)
    by_year = money(material, on, of)
    assert {
        each.year: [each.planned.cents, each.granted.cents, each.drawn.cents, each.spent.cents]
        for each in told.money_by_year
    } == {year: sums for year, sums in by_year.items() if any(sums)}
    sums = [told.money.planned, told.money.granted, told.money.drawn, told.money.spent]
    columns = [sum(column) for column in zip(*by_year.values(), strict=True)] or [0, 0, 0, 0]
    assert [each.cents for each in sums] == columns
    assert told.money.own_contribution.cents == sum(
        project_on(each, on).own_contribution.cents
        for each in mine(material, on, of)
        if project_on(each, on).status not in (N, X)
    )
    assert {each.goal: (each.gap, each.expected, each.projects, each.left_out) for each in told.effects} == effects(
        material, on, of
    )
    assert {each.municipality: (each.under_way, each.leading, each.completed) for each in told.participation} == {
        ref: takes_part(material, on, ref) for ref in (A, B, C) if exists(ref, on) and of in (None, ref)
    }
    assert {
        (each.municipality, each.year): (
            sum(kind.count for kind in each.outreach_by_kind),
            each.answered,
            each.saved.hours + each.taken_over.hours,
            each.saved.money.cents + each.taken_over.money.cents,
        )
        for each in told.benefits
    } == {key: sums for key, sums in benefits(material, on).items() if of in (None, key[0])}
    assert all((each.outreach, each.hours, each.money) == summed(each) for each in told.benefits)
    assert {(each.kind.value, each.of, each.milestone, each.party) for each in told.overdue} == overdue(
        material, on, of
    )
    assert [each.overdue_since for each in told.overdue] == sorted(
        each.overdue_since for each in told.overdue if each.overdue_since
    )
    for status in GoalStatus:
        wanted = [g for g in owned(material, on, of) if goal_on(g, on).status is status]
        assert next(each.count for each in told.goals if each.status is status) == len(wanted)
    for each in told.attainment:
        judged = [g for g in owned(material, on, of) if goal_on(g, on).attainment is each.attainment]
        assert (each.count, len(each.goals)) == (len(judged), len(judged))


def summed(benefit: Benefit) -> tuple[int, Decimal, Money]:
    """What the parts of a benefit add up to."""
    parts = (benefit.saved, benefit.taken_over)
    return (
        sum(each.count for each in benefit.outreach_by_kind),
        sum((each.hours for each in parts), Decimal(0)),
        Money(sum(each.money.cents for each in parts)),
    )


def now(ref: str, on: date) -> str:
    return A if ref == C and on >= MERGED else ref


def exists(ref: str, on: date) -> bool:
    return ref != C or on < MERGED


def mine(material: MonitoredStates, on: date, of: str | None) -> list[Project]:
    return [
        each
        for each in material.projects.values()
        if each.steps[0].on <= on and (of is None or of in {now(ref, on) for ref in project_on(each, on).parties})
    ]


def owned(material: MonitoredStates, on: date, of: str | None) -> list[Goal]:
    return [
        each
        for each in material.goals.values()
        if each.steps[0].on <= on and of in (None, now(goal_on(each, on).responsible, on))
    ]


def projects_by_status(material: MonitoredStates, on: date, of: str | None) -> Mapping[ProjectStatus, tuple[int, int]]:
    views = [project_on(each, on) for each in mine(material, on, of)]
    return {
        status: (
            sum(each.status is status for each in views),
            sum(each.status is status and each.blocked_since is not None and status in (P, R, Q) for each in views),
        )
        for status in ProjectStatus
    }


def themes(material: MonitoredStates, on: date, of: str | None) -> dict[str | None, tuple[int, int]]:
    found: dict[str | None, tuple[int, int]] = {}
    for theme in ("heat", "mobility", None):
        named = [
            view
            for view in (project_on(each, on) for each in mine(material, on, of))
            if view.status is not X and (theme in view.themes if theme else not view.themes)
        ]
        if named:
            found[theme] = (len(named), sum(view.status in (P, R, Q) for view in named))
    return found


def money(material: MonitoredStates, on: date, of: str | None) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for each in mine(material, on, of):
        told = project_on(each, on)
        for year in range(2019, 2028):
            if told.status is not N:
                found[year][0] += sum(b.planned.cents for b in told.budget if b.year == year and told.status is not X)
                found[year][1] += sum(
                    f.granted.cents for f in told.fundings if f.granted and f.decided_on and f.decided_on.year == year
                )
                drawn = [d for f in told.fundings for d in f.drawdowns]
                found[year][2] += sum(d.amount.cents for d in drawn if d.on.year == year)
                found[year][3] += sum(b.spent.cents for b in told.budget if b.year == year)
    return found


def effects(material: MonitoredStates, on: date, of: str | None) -> dict[str, tuple[Decimal, Decimal, int, int]]:
    found = {}
    for ref, goal in material.goals.items():
        told = goal_on(goal, on)
        if goal not in owned(material, on, of) or told.status is not GoalStatus.ADOPTED:
            continue
        if told.baseline is None or not [each for each in told.targets if each.year > told.baseline.year]:
            continue
        over = [
            value
            for value in told.values
            if value.period.until < on
            and value.method == told.method.number
            and value.mix is not ElectricityMix.TERRITORIAL
            and value.period.until.year >= told.baseline.year
        ]
        newest = max(over, key=lambda value: value.period.until, default=None)
        year, at = (newest.period.until.year, newest.value) if newest else (told.baseline.year, told.baseline.value)
        last = told.targets[-1]
        gap = at - last.value if told.indicator.direction is GoalDirection.DECREASE else last.value - at
        named = [
            (number, effect)
            for number, project in material.projects.items()
            if project.steps[0].on <= on and project_on(project, on).status in (P, R, Q, F)
            for effect in project.effects
            if effect.goal == ref
            and year < effect.from_year <= last.year
            and (effect.until_year is None or effect.until_year >= last.year)
        ]
        given = [effect for _, effect in named if effect.amount is not None]
        expected = sum((effect.amount or Decimal(0) for effect in given if effect.unit == "t"), Decimal(0))
        unlike = sum(effect.unit != "t" for effect in given)
        found[ref] = (max(gap, Decimal(0)), expected, len({number for number, _ in named}), unlike)
    return found


def takes_part(material: MonitoredStates, on: date, ref: str) -> tuple[int, int, int]:
    views = [project_on(each, on) for each in material.projects.values() if each.steps[0].on <= on]
    with_it = [view for view in views if ref in {now(party, on) for party in view.parties}]
    under_way = [view for view in with_it if view.status in (P, R, Q)]
    return (
        len(under_way),
        sum(now(view.lead, on) == ref for view in under_way),
        sum(view.status is F for view in with_it),
    )


def benefits(material: MonitoredStates, on: date) -> dict[tuple[str, int], tuple[int, int, Decimal, int]]:
    found = {}
    for ref in (A, B, C):
        for year in range(2020, 2027):
            reached = [
                each
                for each in material.outreach.values()
                if (each.on.year, each.withdrawn) == (year, False)
                and each.on <= on
                and ref in {now(one, on) for one in each.municipalities}
            ]
            relieved = [
                each
                for each in material.relief.values()
                if (each.on.year, each.withdrawn, now(each.municipality, on)) == (year, False, ref) and each.on <= on
            ]
            if reached or relieved:
                found[ref, year] = (
                    len(reached),
                    sum(
                        any(now(one.municipality, on) == ref and one.on <= on for one in each.answers)
                        for each in reached
                    ),
                    Decimal(int(sum((each.hours for each in relieved), Fraction(0)) * 4)) / 4,
                    sum(each.money.cents for each in relieved if each.money),
                )
    return found


def overdue(material: MonitoredStates, on: date, of: str | None) -> set[tuple[str, str, int | None, str | None]]:
    found: set[tuple[str, str, int | None, str | None]] = set()
    for ref, told_agreement in material.agreements.items() if of is None else ():
        due = agreement_on(told_agreement, on).review_due
        if due is not None and due < on:
            found.add(("REVIEW", ref, None, None))
    for ref, goal in material.goals.items():
        told = goal_on(goal, on)
        if goal.steps[0].on <= on and told.overdue_since is not None:
            found.add(("VALUE", ref, None, now(told.responsible, on)))
    for ref, project in material.projects.items():
        seen = project_on(project, on)
        if project.steps[0].on > on:
            continue
        for milestone in seen.milestones if seen.status in (P, R) else ():
            if milestone.reached is None and milestone.due < on:
                found.add(("MILESTONE", ref, milestone.number, now(milestone.party or seen.lead, on)))
        if seen.report_due is not None and seen.report_due < on:
            found.add(("PROGRESS_REPORT", ref, None, now(seen.lead, on)))
    return {each for each in found if of in (None, each[3])}
