"""How a goal reads on a day."""

from datetime import date

from events.dated import first_or_holding
from events.goal.lifecycle import method_on, responsible_on, status_on, targets_on
from events.goal.reckoning import attainment, overdue_since, value_due
from events.goal.state import Goal, GoalOnDay


def view(state: Goal, on: date) -> GoalOnDay:
    """The goal as it stands on a day; before it was proposed, as it began."""
    method, arithmetic, due = method_on(state, on), attainment(state, on), value_due(state, on)
    return GoalOnDay(
        title=state.title,
        description=state.description,
        status=status_on(state, on),
        theme=state.theme,
        agreement=state.agreement,
        responsible=responsible_on(state, on),
        indicator=state.indicator,
        plan=first_or_holding(state.plans, on),
        method=method,
        baseline=method.baseline,
        targets=targets_on(state, on),
        attainment=arithmetic.status if arithmetic else None,
        arithmetic=arithmetic,
        value_due=due,
        overdue_since=overdue_since(due, on),
        proposed=state.steps[0].on,
        values=tuple(value for value in state.values if value.period.until < on),
        steps=state.steps,
        responsibilities=state.responsibilities,
        plans=state.plans,
        methods=state.methods,
        paths=state.paths,
    )
