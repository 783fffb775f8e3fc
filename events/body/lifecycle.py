"""A body by its days: whether it exists, by which statutes and rules it works, who sits in it and may vote."""

from collections.abc import Iterable
from datetime import date

from events.body.members import BodyMember
from events.body.rule_terms import BodyRule, RuleTerms, rule_of
from events.body.state import Body
from events.body.statutes import BodyStatutes
from events.dated import first_or_holding, holding
from events.period import covers, during
from events.voting.cast import Electorate, VotingSeat
from events.voting.rule import DecisionRule


def exists_on(state: Body, on: date) -> bool:
    """Whether a body exists on a day: established and not dissolved."""
    return state.established <= on and (state.dissolved is None or on < state.dissolved)


def statutes_on(state: Body, on: date) -> BodyStatutes:
    """The statutes by which a body works on a day; before its first day, those that it began with."""
    return first_or_holding(state.statutes, on)


def members_on(state: Body, on: date) -> tuple[BodyMember, ...]:
    """The memberships of a day, by number; none where the body does not exist on it."""
    return during(state.members, on) if exists_on(state, on) else ()


def has_chair(member: BodyMember, on: date) -> bool:
    """Whether a member has the chair on a day."""
    return any(covers(chair, on) for chair in member.chairs)


def chair_on(state: Body, on: date) -> BodyMember | None:
    """The member that has the chair on a day."""
    return next((member for member in members_on(state, on) if has_chair(member, on)), None)


def member_numbered(members: Iterable[BodyMember], number: int) -> BodyMember | None:
    """The membership of a number."""
    return next((member for member in members if member.number == number), None)


def electorate_on(state: Body, on: date) -> Electorate:
    """Who can vote in a body on a day: its members with voting right, by number."""
    statutes = statutes_on(state, on)
    return Electorate(
        statutory=statutes.statutory,
        seats=tuple(
            VotingSeat(member.number, member.person, member.party, member.weight, has_chair(member, on))
            for member in members_on(state, on)
            if member.voting
        ),
        statutory_weight=statutes.statutory_weight,
        conflicts_reduce=statutes.conflicts_reduce,
        vacancies_reduce=statutes.vacancies_reduce,
    )


def rules_for(state: Body, matter: str | None) -> tuple[BodyRule, ...]:
    """The rules that were adopted for a matter (None: in general), oldest first."""
    return tuple(rule for rule in state.rules if rule.matter == matter)


def terms_on(state: Body, matter: str | None, on: date) -> RuleTerms | None:
    """The rule for a matter alone (None: the general one) as it holds on a day."""
    found = holding(rules_for(state, matter), on) if exists_on(state, on) else None
    return None if found is None else found.rule


def rule_on(state: Body, matter: str | None, on: date) -> DecisionRule | None:
    """By which rule a body decides a matter on a day: the matter's own, else the general one; None: it has neither, or
    does not exist on the day."""
    terms = terms_on(state, matter, on) or terms_on(state, None, on)
    return None if terms is None else rule_of(terms)
