"""Correction: what may be said anew of a body, and what follows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.body.acting import check_acts, check_holder
from events.body.correction import BodyCorrected, CorrectBody
from events.body.member_rules import until
from events.body.members import BodyMember
from events.body.rule_terms import BodyRule
from events.body.rule_terms_rules import check_matter, in_day_order, taken
from events.body.soundness import check_lasts, check_members
from events.body.state import Body
from events.dated import in_order
from events.decider import World, require
from events.person import check_contact
from events.rules import check_correction, check_known, check_not_empty


def _correct(command: CorrectBody, state: Body, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.names, "names")
    check_not_empty(command.statutes, "statutes")
    require(
        command.dissolved is None or not command.dissolution_withdrawn,
        "CONTRADICTION",
        "dissolution_withdrawn",
        "Give a day of dissolution or withdraw it, not both.",
    )
    event = BodyCorrected(
        corrects=command.corrects,
        of=command.of,
        form=command.kind,
        established=command.established,
        names=None if command.names is None else in_order(command.names, "names"),
        statutes=None if command.statutes is None else in_order(command.statutes, "statutes"),
        members=None if command.members is None else _members(command.members, state, world),
        rules=None if command.rules is None else _rules(command.rules, state, world),
        dissolved=command.dissolved,
        dissolution_withdrawn=command.dissolution_withdrawn,
    )
    after = _corrected(state, event)
    _check_whole(command, state, after, world)
    return [] if after == state else [event]


# --- What a correction may say ---------------------------------------------------------------------------------


def _members(given: tuple[BodyMember, ...], state: Body, world: World) -> tuple[BodyMember, ...]:
    """The memberships by number, the chair ending with them where no end of it is given."""
    numbers, there = [member.number for member in given], {member.number for member in state.members}
    require(
        len(set(numbers)) == len(numbers),
        "TWICE",
        "members",
        "Each number may stand in the list once only.",
    )
    require(
        there.issuperset(numbers),
        "NOT_FOUND",
        "members",
        "A number is given that no membership has; a membership that is missing is appointed, not added here.",
    )
    known = {member.person for member in state.members}
    for member in given:
        if member.person in known:
            check_known(member.person, "members", world)
        else:
            check_contact(member.person, "members", world)
        check_known(member.party, "members", world)
    return tuple(sorted(map(_within, given), key=lambda member: member.number))


def _within(member: BodyMember) -> BodyMember:
    chairs = tuple(sorted(member.chairs, key=lambda chair: chair.since))
    if chairs and member.until is not None and chairs[-1].until is None and chairs[-1].since <= member.until:
        chairs = (*chairs[:-1], *until(chairs[-1:], member.until))
    return replace(member, chairs=chairs)


def _rules(given: tuple[BodyRule, ...], state: Body, world: World) -> tuple[BodyRule, ...]:
    """The rules in order of their days."""
    days = [(rule.since, rule.matter) for rule in given]
    require(
        len(set(days)) == len(days),
        "TWICE",
        "rules",
        "There is one rule only for a matter from a day on.",
    )
    there = {(rule.matter, rule.since) for rule in state.rules}
    for rule in given:
        require(
            rule.rule is not None or rule.matter is not None,
            "EMPTY",
            "rules",
            "The general rule has terms; only that of a matter may say that the general one holds.",
        )
        if (rule.matter, rule.since) not in there:
            check_matter(rule.matter, rule, "rules", world)
    return in_day_order(
        rule if rule.rule is None else replace(rule, rule=taken(rule.rule, lambda _: "rules")) for rule in given
    )


# --- What must hold afterwards ---------------------------------------------------------------------------------

_DATED = ("dissolved", "members", "rules", "statutes", "names", "established")
"""What is given with days, the likeliest to be wrong first."""


def _check_whole(command: CorrectBody, state: Body, after: Body, world: World) -> None:
    """What is given and what stays go together."""
    if (after.of, after.established) != (state.of, state.established):
        check_holder(after.of, after.established, "established" if command.of is None else "of", world)
    check_acts(after.of, "of", world)
    for name in ("names", "statutes"):
        facts = getattr(after, name)
        _check_first(after, facts[0].since, name)
        in_order(facts, "established" if getattr(command, name) is None else name)
    for name in ("members", "rules"):
        _check_begun(after, getattr(after, name), "established" if getattr(command, name) is None else name)
    check_lasts(after, next((name for name in _DATED if getattr(command, name) is not None), ""))
    check_members(after.members, "members")


def _check_first(after: Body, since: date, field: str) -> None:
    """Names and statutes begin with the body."""
    require(
        since == after.established,
        "NOT_FROM_BEGINNING",
        field,
        "The first of these holds from the first day of the body on: {established}.",
        established=after.established,
    )


def _check_begun(after: Body, facts: Iterable[BodyMember | BodyRule], field: str) -> None:
    early = min((fact.since for fact in facts), default=after.established)
    require(
        after.established <= early,
        "BEFORE_BEGINNING",
        field,
        "Something of the body would hold from {early} on, before its first day, {established}; give a later day for "
        "it, or an earlier first day.",
        early=early,
        established=after.established,
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def _corrected(state: Body, event: BodyCorrected) -> Body:
    established = event.established or state.established
    names, statutes = state.names, state.statutes
    return replace(
        state,
        kind=event.form or state.kind,
        of=event.of or state.of,
        established=established,
        names=event.names or (replace(names[0], since=established), *names[1:]),
        statutes=event.statutes or (replace(statutes[0], since=established), *statutes[1:]),
        members=state.members if event.members is None else event.members,
        rules=state.rules if event.rules is None else event.rules,
        dissolved=None if event.dissolution_withdrawn else event.dissolved or state.dissolved,
    )


DECIDES: dict[type[Any], Callable[[Any, Body, World], list[Any]]] = {CorrectBody: _correct}
EVOLVES: dict[type[Any], Callable[[Body, Any], Body]] = {BodyCorrected: _corrected}
