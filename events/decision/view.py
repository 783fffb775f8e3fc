"""How a decision reads on a day."""

from dataclasses import replace
from datetime import date

from events.decider import recorded
from events.decision.lifecycle import STANDING, adopted_on, after_silence, result_of, step_on
from events.decision.state import Decision, DecisionOnDay, DecisionStatus, FollowUp, Voting


def view(state: Decision, on: date) -> DecisionOnDay:
    """The decision as it stands on a day, whether or not what silence has brought about by then is recorded; before it
    was drafted, as it began."""
    state = after_silence(state, on)
    status = step_on(state, on).status
    votings = tuple(_by(voting, on) for voting in state.votings if voting.opened <= on)
    counted = next((each for each in reversed(votings) if each.outcome is not None), None)
    about = dict.fromkeys(subject.of for subject in state.subjects)
    meetings = [each.meeting for each in votings if each.meeting is not None]
    submitted = [step.on for step in state.steps if step.status is DecisionStatus.SUBMITTED and step.on <= on]
    voting = votings[-1] if votings and votings[-1].closed is None else None
    follow_ups = tuple(_done_by(task, on) for task in state.follow_ups)
    owed = [task for task in follow_ups if task.completed is None and status in STANDING]
    return recorded(
        DecisionOnDay,
        state,
        status=status,
        effective=status in STANDING,
        adopted=adopted_on(state, on),
        about=tuple(ref for ref in about if not ref.startswith("body:")),
        about_bodies=tuple(ref for ref in about if ref.startswith("body:")),
        result=result_of(counted) if counted else None,
        outcome=counted.outcome if counted else None,
        voting=voting,
        deadline=voting.deadline if voting else None,
        votings=votings,
        meetings=tuple(dict.fromkeys(meetings)),
        follow_ups=follow_ups,
        owed_by=tuple(dict.fromkeys(task.party for task in owed)),
        follow_up_due=min((task.due for task in owed), default=None),
        superseded_by=state.superseded_by if status is DecisionStatus.SUPERSEDED else None,
        submitted=submitted[-1] if submitted else None,
        steps=tuple(step for step in state.steps if step.on <= on) or state.steps[:1],
    )


def _by(voting: Voting, on: date) -> Voting:
    """A voting with what had come of it by a day."""
    if voting.closed is None or on < voting.closed:
        return replace(voting, closed=None, outcome=None, override=None)
    overridden = voting.override is not None and voting.override.on <= on
    return voting if overridden else replace(voting, override=None)


def _done_by(task: FollowUp, on: date) -> FollowUp:
    return task if task.completed is None or task.completed <= on else replace(task, completed=None)
