"""Correction: what may be said anew of a decision, and what follows."""

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from events.decider import World, require
from events.decision.afterlife_rules import check_superseding
from events.decision.competence_rules import check_competent
from events.decision.correction import CorrectDecision, CorrectedVoting, DecisionCorrected, VotingCorrection
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.drafting_rules import check_matter, check_subjects, check_theme, parties_changed, parties_of
from events.decision.lifecycle import DAY, STATUS_OF, cast_of, running, silent
from events.decision.proxy_rules import by_principal
from events.decision.soundness import check_course, check_follow_ups, check_voting
from events.decision.state import Decision
from events.decision.vote_rules import by_member
from events.decision.voting import Voting
from events.decision.voting_rules import frozen, setting_of
from events.rules import check_correction, check_known, check_not_empty
from events.values import digest_of
from events.voting.reckoning import outcome
from events.voting.rule import VotingMode

# --- What follows ----------------------------------------------------------------------------------------------


def _correct(command: CorrectDecision, state: Decision, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.steps, "steps")
    _check_told(command, state, world)
    event = _told(command, state, world)
    after = _corrected(state, event)
    _check_whole(command, state, after, world)
    return [] if after == state else [event, *parties_changed(after, world)]


def _told(command: CorrectDecision, state: Decision, world: World) -> DecisionCorrected:
    told = {each.name: getattr(command, each.name) for each in fields(DecisionCorrected)}
    if command.votings is not None:
        # The days of the steps are those that hold for a voting that is taken anew.
        moved = _corrected(state, DecisionCorrected(command.corrects, matter=command.matter, steps=command.steps))
        told["votings"] = tuple(_voting_told(each, moved, world) for each in command.votings)
    return DecisionCorrected(**told)


def _voting_told(told: VotingCorrection, state: Decision, world: World) -> CorrectedVoting:
    require(
        told.number <= len(state.votings),
        "NOT_FOUND",
        "votings",
        "The decision has no voting {number}, or it is left out of the steps; look up which it has.",
        number=told.number,
    )
    voting = state.votings[told.number - 1]
    rule, electorate = voting.rule, voting.electorate
    if told.anew:
        rule, electorate = frozen(state, setting_of(voting), world, "votings")
    return CorrectedVoting(
        number=told.number,
        deadline=told.deadline,
        meeting=told.meeting,
        second_of=told.second_of,
        secret=told.secret,
        rule=rule,
        electorate=electorate,
        attendance=tuple(sorted(told.attendance)),
        conflicts=tuple(sorted(told.conflicts)),
        proxies=by_principal(told.proxies),
        ballots=by_member(told.ballots),
        count=told.count,
        objections=tuple(sorted(told.objections)),
        agreeing=tuple(sorted(told.agreeing)),
    )


# --- What a correction may say ---------------------------------------------------------------------------------


def _check_told(command: CorrectDecision, state: Decision, world: World) -> None:
    """What is given is possible in itself."""
    if command.matter not in (None, state.matter):
        check_matter(command.matter or "", world.today, world)
    require(
        command.theme is None or not command.theme_withdrawn,
        "CONTRADICTION",
        "theme_withdrawn",
        "Name a theme, or say that the decision belongs to none; not both.",
    )
    if command.theme != state.theme:
        check_theme(command.theme, world.today, world)
    check_subjects([each for each in command.subjects or () if each not in state.subjects], world)
    _check_steps(command.steps, state)
    numbers = [each.number for each in command.votings or ()]
    _check_rising(numbers, "votings")
    if command.follow_ups is not None:
        require(
            [each.number for each in command.follow_ups] == [each.number for each in state.follow_ups],
            "NOT_IN_ORDER",
            "follow_ups",
            "Give every follow-up task, in order of their numbers; a new one is added by its own command.",
        )
        for task in command.follow_ups:
            check_known(task.party, "follow_ups", world)


def _check_steps(steps: tuple[DecisionStep, ...] | None, state: Decision) -> None:
    told = [step.status for step in steps or ()]
    require(
        told == [step.status for step in state.steps][: len(told)],
        "NOT_IN_ORDER",
        "steps",
        "Give the steps as they are recorded, with their days put right, and leave out last ones that never "
        "happened; others are recorded by commands of their own.",
    )


def _check_rising(numbers: list[int], field: str) -> None:
    require(
        all(earlier < later for earlier, later in pairwise(numbers)),
        "NOT_IN_ORDER",
        field,
        "The numbers must rise, each once.",
    )


# --- What must hold afterwards ---------------------------------------------------------------------------------


def _check_whole(command: CorrectDecision, state: Decision, after: Decision, world: World) -> None:
    """What is given and what stays go together."""
    field = "steps" if command.votings is None else "votings"
    for voting in after.votings:
        if voting not in state.votings:
            check_voting(voting, after, world, field)
    _check_held_as_then(command, state, after, world)
    _check_names_not_public(state, after)
    check_course(after, world.today, field)
    require(
        command.steps is None or silent(after, world.today) is None,
        "BY_DEADLINE",
        "steps",
        "The deadline of the silent procedure is past, so silence ends it at once; give a later deadline for that "
        "voting, or leave its opening out too.",
    )
    check_follow_ups(after, world.today, "steps" if command.follow_ups is None else "follow_ups")
    _check_superseded(command, state, after, world)
    _check_competences(command, state, after, world)


def _check_held_as_then(command: CorrectDecision, state: Decision, after: Decision, world: World) -> None:
    """Raise `Rejected` (TAKE_ANEW) if a voting comes to another day, or to another matter, for which the body had other
    members or another rule: it is held by these only where it is told anew."""
    anew = {each.number for each in command.votings or () if each.anew}
    field = "matter" if after.matter != state.matter else "steps"
    for before, voting in zip(state.votings, after.votings, strict=False):
        if voting.number in anew or (voting.opened, after.matter) == (before.opened, state.matter):
            continue
        require(
            frozen(after, setting_of(voting), world, field) == (voting.rule, voting.electorate),
            "TAKE_ANEW",
            field,
            "For that matter, on {opened}, the body had another rule or other members than voting {number} was held "
            "with; give that voting too, and ask for it to be taken anew.",
            opened=voting.opened,
            number=voting.number,
        )


def _check_names_not_public(state: Decision, after: Decision) -> None:
    """Raise `Rejected` (NAMES_TOLD) if a ballot turns out to have been secret that was told by name in public: history
    keeps what was said, so that only a decision that is not public keeps the secret."""
    named = any(
        later.secret and not earlier.secret and (earlier.ballots or earlier.proxies)
        for earlier, later in zip(state.votings, after.votings, strict=False)
    )
    require(
        not (named and after.public),
        "NAMES_TOLD",
        "votings",
        "Votes were recorded by name, and history tells them to everyone; make the decision non-public with the same "
        "correction.",
    )


def _check_superseded(command: CorrectDecision, state: Decision, after: Decision, world: World) -> None:
    """A decision that is superseded is so by another that is adopted by then; one that is not is so by none."""
    last = after.steps[-1]
    require(
        command.superseded_by is None or last.status is DecisionStatus.SUPERSEDED,
        "NOT_SUPERSEDED",
        "superseded_by",
        "The decision is not superseded; record that by its own command.",
    )
    if after.superseded_by is not None and (after.superseded_by, last) != (state.superseded_by, state.steps[-1]):
        field = "steps" if command.superseded_by is None else "superseded_by"
        check_superseding(after.superseded_by, last.on, world, field)


def _check_competences(command: CorrectDecision, state: Decision, after: Decision, world: World) -> None:
    """Of what a correction makes another matter or theme, submits or adopts on another day, the body is competent."""
    moved = (state.matter, state.theme) != (after.matter, after.theme)
    before = () if moved else tuple(state.steps)
    judged = (DecisionStatus.SUBMITTED, DecisionStatus.VOTING, DecisionStatus.ADOPTED)
    for n, step in enumerate(after.steps):
        if step.status in judged and (n >= len(before) or step != before[n]):
            field = "matter" if command.matter else "theme" if moved else "votings" if command.votings else "steps"
            check_competent(after, step.on, field, world)
    voting = running(after)
    if voting is None or voting.deadline is None or voting.mode is not VotingMode.SILENT:
        return
    if moved or voting not in state.votings:
        # As when it is opened: nobody acts when silence ends it.
        check_competent(after, voting.deadline + DAY, "votings" if command.votings else "matter", world)


# --- What is then recorded -------------------------------------------------------------------------------------


_AS_TOLD = ("title", "matter", "theme", "subjects", "public", "follow_ups", "superseded_by")


def _corrected(state: Decision, event: DecisionCorrected) -> Decision:
    told = {name: getattr(event, name) for name in _AS_TOLD if getattr(event, name) is not None}
    if event.text is not None:
        told["text"] = digest_of(event.text)
    if event.theme_withdrawn:
        told["theme"] = None
    corrected = {each.number: each for each in event.votings or ()}
    after = replace(
        state,
        **told,
        steps=event.steps or state.steps,
        votings=tuple(_voting(each, corrected.get(each.number)) for each in state.votings),
    )
    after = _in_step(after, set(corrected))
    if not after.votings or after.votings == state.votings:
        return after
    return replace(after, entitled=parties_of(after.votings[-1].electorate))


def _voting(voting: Voting, told: CorrectedVoting | None) -> Voting:
    if told is None:
        return voting
    after = replace(voting, **{each.name: getattr(told, each.name) for each in fields(CorrectedVoting)})
    # Of votes that are told anew it is not known on which day they came.
    same = (voting.ballots, voting.agreeing) == (after.ballots, after.agreeing)
    return after if same else replace(after, answered=None)


def _in_step(state: Decision, corrected: set[int]) -> Decision:
    """The decision with its course and its votings in step: a voting has the days of its steps and the outcome that
    follows from it, its last step says what came of it, and what has no step has not happened."""
    steps = list(state.steps)
    opened = [n for n, step in enumerate(steps) if step.status is DecisionStatus.VOTING]
    votings = []
    for n, voting in zip(opened, state.votings, strict=False):
        following = steps[n + 1 : n + 3]
        voting = replace(voting, opened=steps[n].on)
        if not following:
            voting = replace(voting, closed=None, outcome=None, override=None)
        elif voting.outcome is None:
            voting = replace(voting, closed=following[0].on)
        else:
            steps[n + 1], voting = _ended(voting, following[0], anew=voting.number in corrected)
            if voting.override is not None and len(following) == 2:
                voting = replace(voting, override=replace(voting.override, on=following[1].on))
            else:
                voting = replace(voting, override=None)
        votings.append(voting)
    superseded_by = state.superseded_by if steps[-1].status is DecisionStatus.SUPERSEDED else None
    return replace(state, steps=tuple(steps), votings=tuple(votings), superseded_by=superseded_by)


def _ended(voting: Voting, step: DecisionStep, *, anew: bool) -> tuple[DecisionStep, Voting]:
    """The end of a voting with an outcome, reckoned anew where it was put right."""
    on = step.on
    if voting.mode is VotingMode.SILENT and voting.deadline is not None:
        on = voting.deadline + DAY
    reckoned = outcome(cast_of(voting)) if anew or voting.outcome is None else voting.outcome
    return DecisionStep(STATUS_OF[reckoned.result], on), replace(voting, closed=on, outcome=reckoned)


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {CorrectDecision: _correct}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {DecisionCorrected: _corrected}
