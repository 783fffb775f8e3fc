"""Soundness: what holds of every project, whatever was recorded of it and put right."""

from events.decider import World, require
from events.period import check_period
from events.project.budget_rules import check_spent
from events.project.carrying import check_lead_apart, check_once, check_within
from events.project.course import ProjectStatus
from events.project.course_rules import check_steps
from events.project.funding_rules import check_funding, check_funding_past
from events.project.milestone_rules import check_dependencies, check_reached, check_seen_to
from events.project.progress_rules import check_blocks, check_report
from events.project.state import Project
from events.rules import check_known, check_not_before
from events.successors import mergers_in


def check_sound(state: Project, world: World) -> None:
    """Raise `Rejected` unless a project is sound by the rules of its commands: those that carry it known and in time,
    its course, milestones, money and reports such as could have been recorded one after another."""
    _check_course(state, world)
    _check_carried(state, world)
    _check_milestones(state, world)
    for year in state.budget:
        if year.spent.cents:
            check_spent(year.year, world.today.year, "budget")
    for funding in state.fundings:
        check_funding(funding, "fundings")
        check_funding_past(funding, world.today, "fundings")


def _check_course(state: Project, world: World) -> None:
    check_steps(state.steps, world.today, "steps")
    require(
        state.result is not None or state.steps[-1].status is not ProjectStatus.COMPLETED,
        "RESULT_MISSING",
        "result",
        "A project that is completed has a result; say what came of it.",
    )
    for plan in state.reporting:
        check_not_before(plan.since, state.steps[0].on, "reporting")
    check_blocks(state, state.blocks, world.today, "blocks")
    for report in state.reports:
        check_report(state, report.on, world.today, "reports")


def _check_carried(state: Project, world: World) -> None:
    mergers, begun = mergers_in(world.states), state.steps[0].on
    for lead in state.leads:
        check_known(lead.party, "leads", world)
        check_not_before(lead.since, begun, "leads")
    for participant in state.participants:
        check_known(participant.party, "participants", world)
        check_period(participant, "participants")
        check_not_before(participant.since, begun, "participants")
    check_once(state.participants, "participants")
    check_lead_apart(state, "participants")
    for responsibility in state.responsibilities:
        check_known(responsibility.party, "responsibilities", world)
        check_period(responsibility, "responsibilities")
        check_not_before(responsibility.since, begun, "responsibilities")
        check_within(state, responsibility, mergers, "responsibilities")


def _check_milestones(state: Project, world: World) -> None:
    mergers = mergers_in(world.states)
    check_dependencies(state.milestones, "milestones")
    for milestone in state.milestones:
        check_known(milestone.party, "milestones", world)
        check_seen_to(state, milestone, mergers, "milestones")
        check_reached(state, milestone, world.today, "milestones", "milestones")
