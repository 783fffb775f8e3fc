"""How a body reads on a day."""

from dataclasses import replace
from datetime import date, timedelta

from events.body.lifecycle import chair_on, exists_on, members_on, statutes_on, terms_on
from events.body.member_rules import until
from events.body.members import BodyMember
from events.body.state import Body, BodyOnDay, RuleOfMatter
from events.dated import first_or_holding

DAY = timedelta(days=1)


def view(state: Body, on: date) -> BodyOnDay:
    """The body as it stands on a day; before its first day, as it began."""
    statutes, chair = statutes_on(state, on), chair_on(state, on)
    members = tuple(_lasting(state, member) for member in members_on(state, on))
    return BodyOnDay(
        name=first_or_holding(state.names, on).name,
        kind=state.kind,
        of=state.of,
        exists=exists_on(state, on),
        established=state.established,
        dissolved=state.dissolved,
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
        names=state.names,
        statutes=state.statutes,
        all_members=tuple(_lasting(state, member) for member in state.members),
        all_rules=state.rules,
    )


def _lasting(state: Body, member: BodyMember) -> BodyMember:
    """A membership as it lasts: it ends with the body."""
    if state.dissolved is None:
        return member
    last = min(member.until or date.max, state.dissolved - DAY)
    return replace(member, until=last, chairs=until(member.chairs, last))


def _rules(state: Body, on: date) -> tuple[RuleOfMatter, ...]:
    """The rules of a day, the general one first."""
    matters = sorted({rule.matter for rule in state.rules}, key=lambda matter: matter or "")
    found = ((matter, terms_on(state, matter, on)) for matter in matters)
    return tuple(RuleOfMatter(matter, terms) for matter, terms in found if terms is not None)
