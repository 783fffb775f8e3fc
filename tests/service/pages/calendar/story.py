"""A county with a steering group, in which a municipality and a partner sit, and a council; and calendars as read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from icalendar import Calendar

from events.body.members import AppointMember
from events.body.rule_terms import RuleTerms
from events.body.rules import AdoptDecisionRule
from events.body.state import BodyKind
from events.body.statutes import EstablishBody
from events.competence.assignments import AssignCompetence
from events.county.lists import AddMatter
from events.decision.drafting import DraftDecision
from events.decision.submission import SubmitDecision
from events.decision.voting import OpenVoting
from events.meeting.scheduling import ScheduleMeeting
from events.partner import RegisterPartner, Sector
from events.voting.rule import RulePreset, VotingMode
from tests.service.county import SINCE, County

TODAY = datetime.now(UTC).date()
SET = date(2024, 1, 8)


def evening(days: int) -> datetime:
    """An evening so many days from now."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 17, tzinfo=UTC) + timedelta(days)


@dataclass
class Group:
    """A steering group, the municipality and the partner that sit in it, another municipality and its council."""

    county: County
    body: str
    town: str
    works: str
    other: str
    council: str

    async def meeting(self, title: str = "Frühjahrssitzung", body: str | None = None, **told: Any) -> str:
        """A meeting, of the group unless another body is named, in a month unless another time is."""
        told = {"starts": evening(30), "on": SET, "place": "Kreishaus", **told}
        return (await self.county.order(ScheduleMeeting(body or self.body, title, **told))).ref

    async def vote(self, title: str, mode: VotingMode, deadline: date, *, public: bool = True) -> str:
        """A decision of the group, on which is voted without a meeting until a day."""
        drafted = DraftDecision(title, "Wird beschlossen.", self.body, "joint", public, SET)
        ref = (await self.county.order(drafted)).ref
        await self.county.order(SubmitDecision(ref, SET))
        await self.county.order(OpenVoting(ref, mode, SET, deadline))
        return ref


async def group_of(county: County) -> Group:
    """The steering group."""
    town, other = await county.municipality(), await county.municipality()
    works = (await county.order(RegisterPartner("Stadtwerke", Sector.ENERGY, "Kreis", SINCE))).ref
    steering = EstablishBody(county.ref, BodyKind.STEERING_GROUP, "Lenkungsgruppe", SINCE, 5)
    body = (await county.order(steering)).ref
    for person, party in (("Ada", town), ("Ben", works)):
        await county.order(AppointMember(body, await county.person(person), SINCE, party=party))
    await county.order(AddMatter(county.ref, "joint", "Gemeinsames", "Joint matters"))
    await county.order(AssignCompetence(county.ref, "joint", body, SINCE))
    rule = RuleTerms(preset=RulePreset.SIMPLE, modes=(VotingMode.SILENT, VotingMode.CIRCULAR))
    await county.order(AdoptDecisionRule(body, SINCE, rule))
    council = (await county.order(EstablishBody(other, BodyKind.MUNICIPAL_COUNCIL, "Rat", SINCE, 9))).ref
    return Group(county, body, town, works, other, council)


def uuid(ref: str) -> str:
    """The id in a ref."""
    return ref.partition(":")[2]


def events_in(content: bytes) -> list[Any]:
    """The entries of a calendar, as another program reads them."""
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    return list(calendar.events)


async def read(client: httpx.AsyncClient, path: str, headers: dict[str, str] | None = None) -> list[Any]:
    """The entries of a calendar that is there."""
    answer = await client.get(f"/calendars/{path}", headers=headers)
    assert answer.status_code == 200, answer.text
    return events_in(answer.content)


async def summaries(client: httpx.AsyncClient, path: str, headers: dict[str, str] | None = None) -> list[str]:
    """What the entries of a calendar are called."""
    return [str(event["summary"]) for event in await read(client, path, headers)]
