"""Who carries a project: leading, joining, leaving, seeing to something, and who has become whom."""

from datetime import date
from typing import Any

import pytest

from events.project.carrying import carried_until, carries, has_part, stays
from events.project.milestones import (
    AddMilestone,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRestated,
    ReopenMilestone,
    RestateMilestone,
)
from events.project.outline import ProjectProposed
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectLeadChanged,
    ProjectLeft,
    ProjectResponsibilityAssigned,
    ProjectResponsibilityEnded,
)
from events.successors import mergers_in
from tests.events.project.story import (
    BEFORE,
    DAY,
    HERE,
    LATER,
    PROPOSED,
    STARTED,
    A,
    B,
    C,
    milestone,
    project,
    proposed,
    refusal,
    running,
)
from tests.said import english, german
from tests.spec import day, state_of

P = "partner:1"
MERGED = day("2023-03-01")
MERGERS = mergers_in(project().others)


led_by_b = ProjectProposed("Wärmeplan", "Zusammen.", B, PROPOSED, (), None)


def assigned(number: int, party: str) -> ProjectResponsibilityAssigned:
    """Somebody sees to something from the beginning."""
    return ProjectResponsibilityAssigned(number, "Netzdaten", party, PROPOSED)


def test_one_that_takes_part_and_then_leads_takes_part_no_more() -> None:
    command = ChangeProjectLead(HERE, B, DAY)
    project(*running).when(command).then(ProjectLeadChanged(B, DAY), ProjectLeft(B, day("2021-01-03")))
    late = (proposed, ProjectJoined(B, DAY, None))
    project(*late).when(ChangeProjectLead(HERE, B, DAY)).then(ProjectLeadChanged(B, DAY))


def test_one_may_leave_and_join_again() -> None:
    left = (*running, ProjectLeft(B, DAY))
    project(*left).when(LeaveProject(HERE, B, DAY)).then_nothing()
    project(*left).when(LeaveProject(HERE, B, LATER)).rejects("NOT_A_PARTICIPANT", "party")
    project(*left).when(JoinProject(HERE, B, DAY)).rejects("ALREADY_PART", "party")
    project(*left).when(JoinProject(HERE, B, LATER)).then(ProjectJoined(B, LATER, None))
    again = state_of(*left, ProjectJoined(B, LATER, None), ProjectLeft(B, day("2023-01-01")))
    assert [(each.since, each.until) for each in again.participants] == [(PROPOSED, DAY), (LATER, day("2023-01-01"))]


def test_what_somebody_sees_to_ends_once() -> None:
    seen_to = ProjectResponsibilityAssigned(1, "Netzdaten", B, PROPOSED)
    other = ProjectResponsibilityAssigned(2, "Geld", A, PROPOSED)
    given = (*running, seen_to, other, ProjectResponsibilityEnded(1, DAY))
    project(*given).when(AssignProjectResponsibility(HERE, "Netzdaten", B, PROPOSED)).then_nothing()
    project(*given).when(EndProjectResponsibility(HERE, 1, DAY)).then_nothing()
    project(*given).when(EndProjectResponsibility(HERE, 1, LATER)).rejects("RECORDED_OTHERWISE", "until")
    project(*given).when(EndProjectResponsibility(HERE, 2, BEFORE)).rejects("DATES_REVERSED", "until")


# --- Who sees to a milestone -----------------------------------------------------------------------------------


def test_whoever_sees_to_a_milestone_carries_the_project() -> None:
    without = project(*running, milestone(1))
    left = project(*running, ProjectJoined(P, PROPOSED, None), ProjectLeft(P, LATER), milestone(1))
    for given in (without, left):
        given.when(AddMilestone(HERE, "Neu", DAY, (), P)).rejects("NOT_A_PARTICIPANT", "party")
        given.when(RestateMilestone(HERE, 1, "Neu", P)).rejects("NOT_A_PARTICIPANT", "party")
    without.when(AddMilestone(HERE, "Neu", DAY, (), B)).then(MilestoneAdded(2, "Neu", DAY, (), B))
    without.when(RestateMilestone(HERE, 1, "Neu", A)).then(MilestoneRestated(1, "Neu", A))


def test_one_that_is_to_join_sees_to_a_milestone_already() -> None:
    given = project(*running, ProjectJoined(P, day("2025-01-01"), None))
    given.when(AddMilestone(HERE, "Neu", day("2025-06-01"), (), P)).then(
        MilestoneAdded(1, "Neu", day("2025-06-01"), (), P)
    )


def test_what_was_reached_stays_with_one_that_has_left_and_is_not_reopened_for_it() -> None:
    events = (*running, milestone(1, party=B), MilestoneReached(1, STARTED))
    project(*events).when(LeaveProject(HERE, B, DAY)).then(ProjectLeft(B, DAY))
    left = project(*events, ProjectLeft(B, DAY))
    left.when(ReopenMilestone(HERE, 1)).rejects("NOT_A_PARTICIPANT", "number")
    left.when(RestateMilestone(HERE, 1, "Anders", B)).then(MilestoneRestated(1, "Anders", B))
    given = (*events, ProjectLeft(B, DAY), MilestoneRestated(1, "Anders", A))
    project(*given).when(RestateMilestone(HERE, 1, "Anders", P)).rejects("NOT_A_PARTICIPANT", "party")
    project(*given).when(RestateMilestone(HERE, 1, "Anders", B)).then(MilestoneRestated(1, "Anders", B))


# --- What is left behind ---------------------------------------------------------------------------------------


def test_what_one_sees_to_ends_on_the_day_on_which_it_leaves() -> None:
    ended = ProjectResponsibilityAssigned(3, "Karten", B, PROPOSED)
    events = (*running, assigned(1, B), assigned(2, A), ended, ProjectResponsibilityEnded(3, STARTED))
    planned = ProjectResponsibilityAssigned(4, "Abnahme", B, PROPOSED, day("2025-12-31"))
    project(*events, planned).when(LeaveProject(HERE, B, DAY)).then(ProjectLeft(B, DAY))
    state = state_of(*events, planned, ProjectLeft(B, DAY))
    assert [(each.number, each.until) for each in state.responsibilities] == [
        (1, DAY),
        (2, None),
        (3, STARTED),
        (4, DAY),
    ]


def test_what_the_lead_sees_to_ends_the_day_before_another_leads_unless_it_takes_part() -> None:
    change = ProjectLeadChanged(P, DAY)
    events = (*running, assigned(1, A), assigned(2, B))
    project(*events).when(ChangeProjectLead(HERE, P, DAY)).then(change)
    state = state_of(*events, change)
    assert [each.until for each in state.responsibilities] == [day("2021-01-03"), None]
    both = state_of(*running, ProjectJoined(A, DAY, None), assigned(1, A), change)
    assert [each.until for each in both.responsibilities] == [None], "it takes part from that day on"


def test_one_that_takes_part_and_then_leads_goes_on_seeing_to_what_it_did() -> None:
    events = (*running, assigned(1, B), ProjectLeadChanged(B, DAY), ProjectLeft(B, day("2021-01-03")))
    state = state_of(*events)
    assert [each.until for each in state.responsibilities] == [None]
    assert [each.until for each in state.participants] == [day("2021-01-03")]


def test_open_milestones_are_given_to_another_first() -> None:
    events = (*running, milestone(1, party=B), milestone(2, party=A), milestone(3, party=B), milestone(4, party=B))
    given = project(*events, MilestoneReached(3, STARTED))
    given.when(LeaveProject(HERE, B, DAY)).rejects("OPEN_MILESTONES", "party")
    rejected = refusal(given.when(LeaveProject(HERE, B, DAY)))
    assert ("1 and 4" in english(rejected), "1 und 4" in german(rejected)) == (True, True)
    rejected = refusal(given.when(ChangeProjectLead(HERE, P, DAY)))
    assert (rejected.code, rejected.field, "milestones: 2." in english(rejected)) == ("OPEN_MILESTONES", "party", True)
    freed = project(*events[:-1], MilestoneRestated(1, "x", A), MilestoneReached(3, STARTED))
    freed.when(LeaveProject(HERE, B, DAY)).then(ProjectLeft(B, DAY))


def test_who_is_to_see_to_something_later_does_not_leave_before() -> None:
    given = project(*running, ProjectResponsibilityAssigned(1, "Abnahme", B, LATER))
    given.when(LeaveProject(HERE, B, DAY)).rejects("RESPONSIBLE_LATER", "party")
    assert "responsibilities that begin later: 1." in english(refusal(given.when(LeaveProject(HERE, B, DAY))))


def test_what_somebody_sees_to_does_not_outlast_its_part() -> None:
    given = project(*running, ProjectLeft(B, LATER))
    given.when(AssignProjectResponsibility(HERE, "Geld", B, DAY)).rejects("OUTLASTS", "until")
    given.when(AssignProjectResponsibility(HERE, "Geld", B, DAY, day("2022-01-11"))).rejects("OUTLASTS", "until")
    rejected = refusal(given.when(AssignProjectResponsibility(HERE, "Geld", B, DAY)))
    assert ("until 10 January 2022" in english(rejected), "10. Januar 2022" in german(rejected)) == (True, True)
    given.when(AssignProjectResponsibility(HERE, "Geld", B, DAY, LATER)).then(
        ProjectResponsibilityAssigned(1, "Geld", B, DAY, LATER)
    )


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AssignProjectResponsibility(HERE, "Geld", B, DAY, BEFORE), "DATES_REVERSED", "until"),
        (AssignProjectResponsibility(HERE, "Geld", A, BEFORE), "BEFORE_BEGINNING", "since"),
        (AssignProjectResponsibility(HERE, "Netzdaten", B, PROPOSED, DAY), "RECORDED_OTHERWISE", "until"),
    ],
)
def test_what_cannot_be_assigned(command: Any, code: str, field: str) -> None:
    project(*running, assigned(1, B)).when(command).rejects(code, field)


def test_what_is_assigned_with_its_end_once_more_changes_nothing() -> None:
    made = ProjectResponsibilityAssigned(1, "Netzdaten", B, PROPOSED, DAY)
    project(*running, made).when(AssignProjectResponsibility(HERE, "Netzdaten", B, PROPOSED, DAY)).then_nothing()


# --- Leading and taking part -----------------------------------------------------------------------------------


def test_nobody_takes_part_while_leading() -> None:
    # It takes part until a day after which it would lead already.
    ending = project(*running, ProjectLeft(B, LATER))
    ending.when(ChangeProjectLead(HERE, B, DAY)).rejects("ALREADY_PART", "party")
    to_lead = project(proposed, ProjectLeadChanged(B, LATER))
    to_lead.when(JoinProject(HERE, B, DAY)).rejects("ALREADY_PART", "party")


def test_one_that_was_to_join_later_leads_instead() -> None:
    state = state_of(proposed, ProjectJoined(B, LATER, None), ProjectLeadChanged(B, DAY))
    assert (state.participants, [each.party for each in state.leads]) == ((), [A, B])
    limited = state_of(proposed, ProjectLeadChanged(A, STARTED), ProjectJoined(B, LATER, None))
    again = state_of(
        proposed, ProjectLeadChanged(P, DAY), ProjectJoined(B, LATER, None), ProjectLeadChanged(B, STARTED)
    )
    assert len(limited.participants) == len(again.participants) == 1, "it takes part after it has led"


def test_a_lead_recorded_between_others_ends_with_the_next() -> None:
    events = (*running, assigned(1, B), ProjectLeadChanged(P, LATER))
    change = (ProjectLeadChanged(B, DAY), ProjectLeft(B, day("2021-01-03")))
    project(*events).when(ChangeProjectLead(HERE, B, DAY)).then(*change)
    assert [each.until for each in state_of(*events, *change).responsibilities] == [day("2022-01-09")]


# --- Who has become whom ---------------------------------------------------------------------------------------


def merging(*more: Any) -> Any:
    """B leads, and the third takes part, which became part of the first."""
    return project(led_by_b, ProjectJoined(C, PROPOSED, None), *more)


def test_a_successor_sees_to_what_it_takes_over() -> None:
    given = merging()
    given.when(AssignProjectResponsibility(HERE, "Netzdaten", A, MERGED)).then(
        ProjectResponsibilityAssigned(1, "Netzdaten", A, MERGED)
    )
    before = AssignProjectResponsibility(HERE, "Netzdaten", A, day("2023-02-28"))
    given.when(before).rejects("NOT_A_PARTICIPANT", "party")
    given.when(AddMilestone(HERE, "Neu", DAY, (), A)).then(MilestoneAdded(1, "Neu", DAY, (), A))


def test_a_successor_leaves_for_what_it_has_taken_over() -> None:
    mine, its = assigned(1, C), ProjectResponsibilityAssigned(2, "Netzdaten", A, day("2023-04-01"))
    until = day("2024-01-31")
    merging(mine, its).when(LeaveProject(HERE, A, until)).then(
        ProjectLeft(C, until), ProjectResponsibilityEnded(2, until)
    )
    merging().when(LeaveProject(HERE, A, day("2023-02-28"))).rejects("NOT_A_PARTICIPANT", "party")
    merging(ProjectLeft(C, until)).when(LeaveProject(HERE, A, until)).then_nothing()
    merging(milestone(1, party=A)).when(LeaveProject(HERE, A, until)).rejects("OPEN_MILESTONES", "party")


def test_two_that_have_become_one_leave_together_and_each_on_its_own_before() -> None:
    given = merging(ProjectJoined(A, PROPOSED, None))
    until, before = day("2024-01-31"), day("2023-02-28")
    given.when(LeaveProject(HERE, A, until)).then(ProjectLeft(A, until), ProjectLeft(C, until))
    given.when(LeaveProject(HERE, C, before)).then(ProjectLeft(C, before))
    later = merging(ProjectLeft(C, before), ProjectJoined(A, day("2024-05-01"), None))
    later.when(LeaveProject(HERE, A, until)).rejects("DATES_REVERSED", "until")


def test_one_that_is_in_through_a_merger_does_not_join_again() -> None:
    merging().when(JoinProject(HERE, A, MERGED)).rejects("ALREADY_PART", "party")
    merging().when(JoinProject(HERE, A, DAY)).then(ProjectJoined(A, DAY, None))
    merging(ProjectLeft(C, DAY)).when(JoinProject(HERE, A, MERGED)).then(ProjectJoined(A, MERGED, None))
    merging(ProjectLeadChanged(C, DAY)).when(JoinProject(HERE, A, MERGED)).rejects("ALREADY_PART", "party")


def test_one_that_leads_through_a_merger_leads_already() -> None:
    merging(ProjectLeadChanged(C, DAY)).when(ChangeProjectLead(HERE, A, MERGED)).then_nothing()
    merging().when(ChangeProjectLead(HERE, A, MERGED)).then(
        ProjectLeadChanged(A, MERGED), ProjectLeft(C, day("2023-02-28"))
    )


@pytest.mark.parametrize(
    ("party", "since", "until"),
    [
        (B, BEFORE, date.max),
        (C, PROPOSED, day("2023-12-31")),
        (C, BEFORE, None),
        (A, day("2023-02-28"), None),
        (A, MERGED, day("2024-03-31")),
        (P, DAY, None),
        (P, LATER, date.max),
    ],
)
def test_how_long_one_carries_a_project_without_a_break(party: str, since: date, until: date | None) -> None:
    state = state_of(
        led_by_b,
        ProjectJoined(C, PROPOSED, None),
        ProjectLeft(C, day("2023-12-31")),
        ProjectJoined(A, day("2024-01-01"), None),
        ProjectLeft(A, day("2024-03-31")),
        ProjectJoined(P, LATER, None),
    )
    assert carried_until(state, party, since, MERGERS if party == A else {}) == until
    assert carries(state, party, since, MERGERS) == (until is not None)
    assert stays(state, party, MERGERS) == (party in (B, P))
    assert has_part(state, party, MERGERS)
    assert not has_part(state, "partner:2", MERGERS)
