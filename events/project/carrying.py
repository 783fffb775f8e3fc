"""Who carries a project for how long, as its lead or taking part; whoever has become one of them carries it on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from events.decider import Rejected, require
from events.period import covers, overlap
from events.project.lifecycle import parties_on
from events.project.state import Milestone, Project, ResponsibilityFacts
from events.successors import Mergers, become

DAY = timedelta(days=1)
NO_MERGERS: Mergers = {}


@dataclass(frozen=True)
class Carrying:
    """A time during which one carries a project; the last day is `date.max` where no end is known."""

    party: str
    since: date
    until: date


# --- Who is whom -----------------------------------------------------------------------------------------------


def is_same(one: str, other: str, on: date, mergers: Mergers) -> bool:
    """Whether two have become one by a day, or are one."""
    return become(one, on, mergers) == become(other, on, mergers)


def named_parties(state: Project) -> tuple[str, ...]:
    """Everyone that a project names, each once."""
    named = (
        *(each.party for each in state.leads),
        *(each.party for each in state.participants),
        *(each.party for each in state.responsibilities),
        *(each.party for each in state.milestones if each.party is not None),
    )
    return tuple(dict.fromkeys(named))


# --- For how long ----------------------------------------------------------------------------------------------


def led(state: Project) -> tuple[Carrying, ...]:
    """Who led it from when to when; the first also before that."""
    ends = [later.since - DAY for _, later in pairwise(state.leads)]
    begins = [date.min, *(each.since for each in state.leads[1:])]
    return tuple(map(Carrying, (each.party for each in state.leads), begins, (*ends, date.max)))


def carryings(state: Project) -> tuple[Carrying, ...]:
    """Every time during which somebody carries it."""
    parts = (Carrying(each.party, each.since, each.until or date.max) for each in state.participants)
    return (*led(state), *parts)


def carried_until(state: Project, party: str, since: date, mergers: Mergers) -> date | None:
    """The last day until which a party carries the project without a break from a day on: `date.max` where no end is
    known, none where it does not carry it on that day."""
    last, wanted = None, since
    for begins, until in sorted(_times(state, party, mergers)):
        if begins <= wanted <= until:
            last = until
            if last == date.max:
                break
            wanted = last + DAY
    return last


def _times(state: Project, party: str, mergers: Mergers) -> Iterable[tuple[date, date]]:
    """When a party carries it: what one carries who becomes it is its own from that day on."""
    turns = sorted({date.min, *(merger.on for merger in mergers.values())})
    for each in carryings(state):
        same = next((turn for turn in turns if is_same(each.party, party, turn, mergers)), None)
        if same is not None and max(each.since, same) <= each.until:
            yield max(each.since, same), each.until


def carries(state: Project, party: str, on: date, mergers: Mergers) -> bool:
    """Whether a party carries the project on a day."""
    return any(is_same(each, party, on, mergers) for each in parties_on(state, on))


def stays(state: Project, party: str, mergers: Mergers) -> bool:
    """Whether a party carries the project, or is to, with no end known."""
    return carries(state, party, date.max, mergers)


def has_part(state: Project, party: str, mergers: Mergers) -> bool:
    """Whether a party has ever carried the project, or is to."""
    return any(is_same(each.party, party, date.max, mergers) for each in carryings(state))


def is_seen_to(state: Project, milestone: Milestone, mergers: Mergers) -> bool:
    """Whether whoever is to see to a milestone carries the project, with no end known: so it can also be reached. Of
    what was reached, it is enough to have carried it once."""
    if milestone.party is None:
        return True
    carried = stays if milestone.reached is None else has_part
    return carried(state, milestone.party, mergers)


# --- What must hold --------------------------------------------------------------------------------------------


def check_within(state: Project, task: ResponsibilityFacts, mergers: Mergers) -> None:
    """Raise `Rejected` unless whoever is responsible leads the project or takes part from the first day
    (NOT_A_PARTICIPANT) to the last (OUTLASTS)."""
    last = carried_until(state, task.party, task.since, mergers)
    if last is None:
        raise Rejected(
            "NOT_A_PARTICIPANT",
            "party",
            "The organisation named neither leads the project on {on} nor takes part in it; first record that it "
            "takes part.",
            on=task.since,
        )
    require(
        (task.until or date.max) <= last,
        "OUTLASTS",
        "until",
        "The organisation named leads the project or takes part in it only until {last}, so its responsibility must "
        "end by then; choose that day or an earlier one as the last day.",
        last=last,
    )


def check_lead_apart(state: Project) -> None:
    """Raise `Rejected` (ALREADY_PART) if one takes part on a day on which it leads."""
    for lead in led(state):
        for each in state.participants:
            require(
                each.party != lead.party or not overlap(each, lead),
                "ALREADY_PART",
                "party",
                "The organisation named leads the project but is also recorded as a participant since {since}, and "
                "the lead cannot be a participant at the same time; correct the project.",
                since=each.since,
            )


# --- What follows ----------------------------------------------------------------------------------------------


def leading_alone(state: Project) -> Project:
    """The project without what its leads, from a day on which they lead it, were to take part with, no end known."""
    begun = tuple(
        each
        for each in state.participants
        if each.until is not None
        or all(each.party != lead.party or not covers(lead, each.since) for lead in led(state))
    )
    return replace(state, participants=begun)


def ended_with_it(state: Project) -> Project:
    """The project with what somebody is to see to ended by the last day on which it carries the project."""
    ended = []
    for each in state.responsibilities:
        last = carried_until(state, each.party, each.since, NO_MERGERS) or date.max
        ended.append(replace(each, until=last) if last < (each.until or date.max) else each)
    return replace(state, responsibilities=tuple(ended))
