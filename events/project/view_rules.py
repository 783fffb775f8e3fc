"""How a project reads on a day."""

from dataclasses import replace
from datetime import date

from events.project.budget_rules import total
from events.project.course import ProjectStatus
from events.project.lifecycle import block_on, is_reached, lead_on, milestone_due, parties_on, report_due, status_on
from events.project.own_contribution import granted_by, own_contribution, shown
from events.project.state import Project, ProjectOnDay


def view(state: Project, on: date) -> ProjectOnDay:
    """The project as it stands on a day; before it was proposed, as it began."""
    status, block, lead = status_on(state, on), block_on(state, on), lead_on(state, on)
    fundings = tuple(shown(each, on) for each in state.fundings if each.applied_on <= on)
    reports = tuple(report for report in state.reports if report.on <= on)
    completed = status is ProjectStatus.COMPLETED
    return ProjectOnDay(
        title=state.title,
        description=state.description,
        status=status,
        themes=state.themes,
        agreement=state.agreement,
        lead=lead,
        parties=parties_on(state, on),
        contacts=state.contacts,
        goals=tuple(dict.fromkeys(effect.goal for effect in state.effects)),
        percent=next((report.percent for report in reversed(reports) if report.percent is not None), None),
        blocked_since=block.since if block else None,
        block_cause=block.cause if block else None,
        milestone_due=milestone_due(state, on),
        report_due=report_due(state, on),
        planned=total(each.planned for each in state.budget),
        spent=total(each.spent for each in state.budget),
        granted=granted_by(state, on),
        drawn=total(drawn.amount for each in fundings for drawn in each.drawdowns),
        own_contribution=own_contribution(state, on),
        proposed=state.steps[0].on,
        result=state.result if completed else None,
        lessons=state.lessons if completed else None,
        participants=state.participants,
        leads=state.leads,
        responsibilities=state.responsibilities,
        milestones=tuple(
            each if each.reached is None or is_reached(each, on) else replace(each, reached=None)
            for each in state.milestones
        ),
        budget=state.budget,
        fundings=fundings,
        effects=state.effects,
        blocks=state.blocks,
        reporting=state.reporting,
        reports=reports,
        steps=state.steps,
    )
