"""A body by its days: whether it exists, by which statutes and rules it works, who sits in it and may vote."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from events.body.rule_terms import BodyRule, RuleTerms
from events.body.state import Body, BodyMember, BodyOnDay, BodyStatutes, RuleOfMatter
from events.dated import first_or_holding, holding
from events.decider import recorded
from events.period import Period, covers, during
from events.voting.cast import Electorate, VotingSeat

DAY = timedelta(days=1)
Chairs = tuple[Period, ...]


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


def chairs_until(chairs: Iterable[Period], last: date) -> Chairs:
    """What of the times with the chair is over by a last day."""
    return tuple(replace(chair, until=min(chair.until or last, last)) for chair in chairs if chair.since <= last)


def chairs_since(chairs: Iterable[Period], first: date) -> Chairs:
    """What of the times with the chair is from a first day on."""
    return tuple(
        replace(chair, since=max(chair.since, first)) for chair in chairs if chair.until is None or chair.until >= first
    )


def electorate_on(state: Body, on: date) -> Electorate:
    """Who can vote in a body on a day: its members with voting right, by number."""
    statutes = statutes_on(state, on)
    return recorded(
        Electorate,
        statutes,
        seats=tuple(
            VotingSeat(member.number, member.person, member.party, member.weight, has_chair(member, on))
            for member in members_on(state, on)
            if member.voting
        ),
    )


def rules_for(state: Body, matter: str | None) -> tuple[BodyRule, ...]:
    """The rules that were adopted for a matter (None: in general), oldest first."""
    return tuple(rule for rule in state.rules if rule.matter == matter)


def terms_on(state: Body, matter: str | None, on: date) -> RuleTerms | None:
    """The rule for a matter alone (None: the general one) as it holds on a day."""
    found = holding(rules_for(state, matter), on) if exists_on(state, on) else None
    return None if found is None else found.rule


def rule_on(state: Body, matter: str | None, on: date) -> RuleTerms | None:
    """By which rule a body decides a matter on a day: the matter's own, else the general one; None: it has neither, or
    does not exist on the day."""
    return terms_on(state, matter, on) or terms_on(state, None, on)


# --- How it reads on a day ----------------------------------------------------------------------------------


def view(state: Body, on: date) -> BodyOnDay:
    """The body as it stands on a day; before its first day, as it began."""
    statutes, chair = statutes_on(state, on), chair_on(state, on)
    members = tuple(_lasting(state, member) for member in members_on(state, on))
    return recorded(
        BodyOnDay,
        state,
        name=first_or_holding(state.names, on).name,
        exists=exists_on(state, on),
        statutory=statutes.statutory,
        statutory_weight=statutes.statutory_weight,
        conflicts_reduce=statutes.conflicts_reduce,
        vacancies_reduce=statutes.vacancies_reduce,
        notice_days=statutes.notice_days,
        chair=None if chair is None else chair.person,
        people=tuple(member.person for member in members),
        parties=tuple(dict.fromkeys(member.party for member in members if member.party is not None)),
        members=members,
        rules=_rules(state, on),
        all_members=tuple(_lasting(state, member) for member in state.members),
        all_rules=state.rules,
    )


def _lasting(state: Body, member: BodyMember) -> BodyMember:
    """A membership as it lasts: it ends with the body."""
    if state.dissolved is None:
        return member
    last = min(member.until or date.max, state.dissolved - DAY)
    return replace(member, until=last, chairs=chairs_until(member.chairs, last))


def _rules(state: Body, on: date) -> tuple[RuleOfMatter, ...]:
    """The rules of a day, the general one first."""
    matters = sorted({rule.matter for rule in state.rules}, key=lambda matter: matter or "")
    found = ((matter, terms_on(state, matter, on)) for matter in matters)
    return tuple(RuleOfMatter(matter, terms) for matter, terms in found if terms is not None)
