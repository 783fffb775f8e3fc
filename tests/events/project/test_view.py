"""How a project reads on a day."""

from datetime import timedelta

from events.project.course import ProjectCancelled, ProjectCompleted, ProjectPaused, ProjectResumed
from events.project.funding import FundingDrawn
from events.project.lifecycle import block_on, open_milestones, report_due
from events.project.milestones import MilestoneReached
from events.project.participants import ProjectLeadChanged
from events.project.progress import ProgressReported, ProjectBlocked, ProjectUnblocked, ReportingAgreed
from events.project.state import BlockCause, FundingStatus, ProjectStatus
from events.project.view import view
from events.values import Money
from tests.events.project.story import (
    APPROVED,
    BEFORE,
    DAY,
    LATER,
    PROPOSED,
    STARTED,
    A,
    B,
    C,
    applied,
    granted,
    milestone,
    running,
)
from tests.spec import day, state_of

N, P, R, Q, F, X = ProjectStatus


def test_a_project_reads_as_of_its_day() -> None:
    state = state_of(
        *running,
        milestone(1),
        milestone(2),
        MilestoneReached(1, LATER),
        applied(),
        granted(),
        FundingDrawn(1, Money(1), DAY),
        FundingDrawn(1, Money(2), LATER),
        ProgressReported(DAY, "Läuft.", 30),
        ProgressReported(LATER, "Weiter.", None),
        ProjectBlocked(DAY, BlockCause.STAFF, None),
        ProjectUnblocked(LATER),
        ProjectLeadChanged(C, LATER),
        ProjectCompleted(day("2023-01-01"), "Fertig.", "Gelernt."),
    )
    days = (BEFORE, PROPOSED, APPROVED, STARTED, DAY, LATER, day("2023-01-01"))
    told = [view(state, on) for on in days]
    assert [each.status for each in told] == [N, N, P, R, R, R, F]
    assert [each.lead for each in told] == [A, A, A, A, A, C, C]
    assert [each.parties for each in told] == [(A,), (A, B), (A, B), (A, B), (A, B), (C, B), (C, B)]
    assert [each.percent for each in told] == [None, None, None, None, 30, 30, 30]
    assert [len(each.reports) for each in told] == [0, 0, 0, 0, 1, 2, 2]
    assert [each.blocked_since for each in told] == [None, None, None, None, DAY, DAY, None]
    assert [each.block_cause for each in told][4:] == [BlockCause.STAFF, BlockCause.STAFF, None]
    assert [[each.status for each in at.fundings] for at in told] == [
        [],
        [],
        [FundingStatus.APPLIED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
    ]
    assert [each.drawn.cents for each in told] == [0, 0, 0, 0, 1, 3, 3]
    assert [each.granted.cents for each in told][2:4] == [0, 8_000_00]
    assert [[each.reached for each in at.milestones] for at in told][-3:] == [
        [None, None],
        [LATER, None],
        [LATER, None],
    ]
    assert [each.milestone_due for each in told] == [None, None, DAY, DAY, DAY, DAY, None]
    assert [each.result is None for each in told] == [True] * 6 + [False]
    assert [each.lessons is None for each in told] == [True] * 6 + [False]
    assert [each.number for each in open_milestones(state, LATER)] == [2]


def test_the_next_report_is_due_after_the_newest_the_start_or_the_plan() -> None:
    agreed = (*running, ReportingAgreed(6, PROPOSED))
    assert report_due(state_of(*running), DAY) is None
    assert report_due(state_of(*agreed), APPROVED) is None
    assert report_due(state_of(*agreed), STARTED) == day("2020-12-01")
    reported = (*agreed, ProgressReported(DAY, "x", None))
    assert report_due(state_of(*reported), DAY) == day("2021-07-04")
    assert report_due(state_of(*reported), STARTED) == day("2020-12-01"), "not reported by then"
    assert report_due(state_of(*reported, ReportingAgreed(3, LATER)), LATER) == day("2022-04-10")
    assert report_due(state_of(*reported, ReportingAgreed(None, LATER)), LATER) is None
    paused = (*reported, ProjectPaused(LATER))
    assert report_due(state_of(*paused), LATER) is None
    again = (*paused, ProjectResumed(day("2023-01-31")))
    assert report_due(state_of(*again), day("2023-06-01")) == day("2023-07-31")


def test_an_idea_and_what_is_over_are_not_blocked() -> None:
    blocked = (*running, ProjectBlocked(DAY, BlockCause.STAFF, None))
    for end in (ProjectCompleted(LATER, "Fertig.", None), ProjectCancelled(LATER)):
        state = state_of(*blocked, end)
        told = [view(state, on).blocked_since for on in (PROPOSED, STARTED, DAY, LATER - timedelta(days=1), LATER)]
        assert told == [None, None, DAY, DAY, None]
        assert (block_on(state, LATER), view(state, LATER).block_cause) == (None, None)
    paused = state_of(*blocked, ProjectPaused(LATER))
    assert view(paused, LATER).blocked_since == DAY
