"""Calendars over HTTP: meetings and what is due, for whoever may know of them, again only when something is new."""

import base64
from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest

from events.agreement.conditions import ReviewClause
from events.agreement.drafting import AgreeFormalities
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.terms import AgreeReview
from events.county.entry import OpenToPublic
from events.county.procedures import NameSilentProcedure
from events.county.state import SilentProcedureName
from events.decision.closing import CloseVoting
from events.decision.votes import CastVote, RaiseObjection
from events.formalities import Formalities
from events.meeting.agenda import AddAgendaItem
from events.meeting.closing import CancelMeeting
from events.meeting.invitation import InviteToMeeting
from events.meeting.scheduling import RescheduleMeeting
from events.municipality.merger import MergeMunicipality
from events.policy import Role
from events.project.milestones import AddMilestone
from events.voting.cast import Vote
from events.voting.rule import VotingMode
from events.when import When
from service.language import Language
from service.pages.typography import printed
from tests.schema.edge import token_of
from tests.service.climate import goal_of, project_of
from tests.service.county import County
from tests.service.pages.calendar.story import TODAY, evening, group_of, read, summaries, uuid
from tests.service.pages.conftest import bearer
from tests.service.test_agreements import SIGNED, drafted

NOBODY = {"authorization": ""}


def basic(password: str, name: str = "kalender") -> dict[str, str]:
    """The header in which calendar programs send a password."""
    return {"authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


# --- Meetings


async def test_a_meeting_stands_in_the_calendars_of_its_body_and_of_those_represented(
    county: County, client: httpx.AsyncClient
) -> None:
    group = await group_of(county)
    meeting = await group.meeting(online=True, ends=evening(30) + timedelta(hours=2))
    await county.order(AddAgendaItem(meeting, "Wärmeplan, Stand"))
    await county.order(AddAgendaItem(meeting, "Grundstück", public=False))
    await group.meeting("Ratssitzung", group.council)

    (event,) = await read(client, f"bodies/{uuid(group.body)}.ics")
    assert event["uid"] == f"{uuid(meeting)}@klimakreis.{county.key}"
    assert event["summary"] == "Lenkungsgruppe: Frühjahrssitzung"
    assert (event.start, event.end) == (evening(30), evening(30) + timedelta(hours=2))
    assert event["location"] == "Kreishaus, online"
    assert (event["status"], event["class"], event["sequence"]) == ("TENTATIVE", "PUBLIC", 3)
    assert str(event["description"]) == (
        "Gremium: Lenkungsgruppe\nStand: angesetzt\nEs wurde noch nicht eingeladen.\n\nTagesordnung:\n"
        "- Wärmeplan, Stand\n- Grundstück (nichtöffentlich)"
    )
    assert await summaries(client, f"municipalities/{uuid(group.town)}.ics") == ["Lenkungsgruppe: Frühjahrssitzung"]
    assert await summaries(client, f"municipalities/{county.key}002.ics") == ["Rat: Ratssitzung"]
    assert len(await read(client, "county.ics")) == 2
    (told,) = await read(client, f"bodies/{uuid(group.body)}.ics?language=en")
    assert str(told["description"]).startswith(
        "Body: Lenkungsgruppe\nStatus: scheduled\nInvitations have not been sent yet.\n\nAgenda:"
    )


async def test_what_becomes_of_a_meeting(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    first = await group.meeting("Lenkungsgruppe", starts=evening(-10))
    meeting = await group.meeting("Lenkungsgruppe", second_of=first)
    path = f"bodies/{uuid(group.body)}.ics"
    seen = []
    orders = (
        InviteToMeeting(meeting, TODAY),
        RescheduleMeeting(meeting, evening(40), TODAY),
        CancelMeeting(meeting, TODAY),
    )
    for order in orders:
        await county.order(order, reason="Vorsitz verhindert")
        seen.append((await read(client, path))[1])
    assert len({event["uid"] for event in seen}) == 1
    assert [event["sequence"] for event in seen] == [2, 3, 4]
    assert [event["status"] for event in seen] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert [event.start for event in seen] == [evening(30), evening(40), evening(40)]
    assert seen[0]["summary"] == "Lenkungsgruppe"
    assert seen[2]["summary"] == "Abgesagt: Lenkungsgruppe"
    assert "location" not in seen[2]
    assert f"Zweite Sitzung nach der vom {printed(evening(-10).date(), Language.DE)}" in seen[0]["description"]


async def test_meetings_long_over_are_left_out(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    for days in (-360, -370):
        await group.meeting(f"vor {-days} Tagen", starts=evening(days), on=TODAY - timedelta(400))
    assert await summaries(client, f"bodies/{uuid(group.body)}.ics") == ["Lenkungsgruppe: vor 360 Tagen"]


async def test_a_second_meeting_does_not_tell_of_a_first_that_is_not_to_be_seen(
    county: County, client: httpx.AsyncClient
) -> None:
    group = await group_of(county)
    first = await group.meeting("Erste", starts=evening(-10), public=False)
    await group.meeting("Zweite", second_of=first)
    stranger = bearer(await token_of(county, Role.MUNICIPALITY, group.other))
    (event,) = await read(client, f"bodies/{uuid(group.body)}.ics", stranger)
    assert "Zweite Sitzung" not in event["description"]
    member = bearer(await token_of(county, Role.MUNICIPALITY, group.town))
    assert [
        "Zweite Sitzung nach der vom" in each["description"]
        for each in await read(client, f"bodies/{uuid(group.body)}.ics", member)
    ] == [False, True]


async def test_what_is_not_public_is_in_the_calendar_of_nobody_else(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    meeting = await group.meeting()
    await county.order(AddAgendaItem(meeting, "Wärmeplan"))
    await county.order(AddAgendaItem(meeting, "Grundstück", public=False))
    await group.meeting("Klausur", public=False)
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    paths = [f"bodies/{uuid(group.body)}.ics", f"municipalities/{uuid(group.town)}.ics", "county.ics"]

    for role, acts_for in ((Role.PARTNER, group.works), (Role.MUNICIPALITY, group.town), (Role.AUDITOR, None)):
        inside = bearer(await token_of(county, role, acts_for))
        for path in paths:
            events = await read(client, path, inside)
            assert sorted(event["class"] for event in events) == ["CONFIDENTIAL", "PUBLIC"]
            assert "Grundstück (nichtöffentlich)" in "".join(str(event["description"]) for event in events)
            assert "Nichtöffentliche Sitzung" in "".join(str(event["description"]) for event in events)
    stranger = (await county.municipality()).replace("municipality", "partner")
    outside = [
        (NOBODY, f"?county={county.key}"),
        (bearer(await token_of(county, Role.PARTNER, stranger)), ""),
        (bearer(await token_of(county, Role.MUNICIPALITY, group.other)), ""),
    ]
    for headers, query in outside:
        for path in paths:
            answer = await client.get(f"/calendars/{path}{query}", headers=headers)
            assert "Wärmeplan" in answer.text
            assert "Grundst" not in answer.text
            assert "Klausur" not in answer.text


# --- What is due


async def test_what_a_municipality_owes_is_in_its_calendar(county: County, client: httpx.AsyncClient) -> None:
    await goal_of(county)
    plan = await project_of(county, milestones=1)
    goal, project = f"municipalities/{county.key}001.ics", f"municipalities/{county.key}002.ics"

    (value,) = await read(client, goal)
    assert value["summary"] == "Messwert fällig: Weniger Emissionen"
    assert value.start == date(2022, 1, 31)
    assert str(value["uid"]).endswith(f"-value@klimakreis.{county.key}")
    assert str(value["description"]) == (
        "Messwert: Weniger Emissionen\nWer: Gemeinde 1\nÜberfällig seit 1.\u00a0Februar 2022"
    )
    (milestone,) = await read(client, f"{project}?language=en")
    assert milestone["summary"] == "Milestone due: Schritt 1 (Wärmeplan)"
    assert str(milestone["uid"]).endswith(f"-milestone-1@klimakreis.{county.key}")
    assert str(milestone["description"]).endswith("Who: Gemeinde 2\nOverdue since 2\u00a0January 2021")
    assert len(await read(client, "county.ics")) == 2

    await county.order(AddMilestone(plan, "Abschluss", TODAY + timedelta(90)))
    _, ahead = await read(client, project)
    assert (ahead.start, str(ahead["description"])) == (
        TODAY + timedelta(90),
        "Meilenstein: Abschluss\nWer: Gemeinde 2",
    )


async def test_the_last_days_of_votings_without_a_meeting(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    silent = await group.vote("Leitbild", VotingMode.SILENT, TODAY + timedelta(14))
    circular = await group.vote("Logo", VotingMode.CIRCULAR, TODAY + timedelta(7))
    await group.vote("Personalie", VotingMode.CIRCULAR, TODAY + timedelta(9), public=False)
    await group.vote("Alt", VotingMode.CIRCULAR, TODAY - timedelta(2))

    first, secret, second = await read(client, f"bodies/{uuid(group.body)}.ics")
    assert (first["summary"], first.start) == ("Letzter Tag für Antworten: Logo", TODAY + timedelta(7))
    assert (second["summary"], second.start) == ("Letzter Tag für Einwände: Leitbild", TODAY + timedelta(14))
    assert (secret["class"], second["class"]) == ("CONFIDENTIAL", "PUBLIC")
    assert first["uid"] == f"{uuid(circular)}-voting-1@klimakreis.{county.key}"
    assert str(second["description"]).startswith("Verschweigungsverfahren: beschlossen, wenn")
    assert first["sequence"] == 3
    await county.order(
        NameSilentProcedure(county.ref, SilentProcedureName.OFFENLEGUNG), await county.viewer(Role.ADMIN)
    )
    *_, renamed = await read(client, f"bodies/{uuid(group.body)}.ics")
    assert str(renamed["description"]).startswith("Offenlegung: beschlossen, wenn")

    town = bearer(await token_of(county, Role.MUNICIPALITY, group.town))
    stranger = bearer(await token_of(county, Role.MUNICIPALITY, group.other))
    mine, others = f"municipalities/{uuid(group.town)}.ics", f"municipalities/{uuid(group.other)}.ics"
    assert len(await read(client, mine, town)) == 3
    assert await summaries(client, f"{mine}?language=en", stranger) == [
        "Last day for answers: Logo",
        "Last day for objections: Leitbild",
    ]
    assert await read(client, others) == []
    await county.order(RaiseObjection(silent, 1, TODAY))
    for member in (1, 2):
        await county.order(CastVote(circular, member, Vote.YES))
    await county.order(CloseVoting(circular, TODAY))
    assert await summaries(client, "county.ics", stranger) == ["Letzter Tag für Einwände: Leitbild"]


async def test_reviews_are_in_the_calendars_of_the_parties_and_of_the_county(
    county: County, client: httpx.AsyncClient
) -> None:
    ref, parties = await drafted(county)
    await county.order(AgreeReview(ref, ReviewClause(12, date(2026, 3, 2))))
    await county.order(AgreeFormalities(ref, Formalities(False, False)))
    await county.order(OpenForSignature(ref, When(SIGNED)))
    for party in parties:
        await county.order(RecordSignature(ref, party, When(SIGNED)))
    stranger = await county.municipality()

    for path in (f"municipalities/{uuid(parties[0])}.ics", "county.ics"):
        (review,) = await read(client, path)
        assert review["summary"] == "Überprüfung fällig: Gemeinsamer Klimaschutz"
        assert review.start == date(2026, 3, 2)
        assert "Wer: Koordinationsstelle" in review["description"]
        assert review["uid"] == f"{uuid(ref)}-review@klimakreis.{county.key}"
    assert await read(client, f"municipalities/{uuid(stranger)}.ics") == []


async def test_meetings_of_a_municipality_go_on_with_its_successor(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    await group.meeting()
    await group.meeting("Ratssitzung", group.council)
    successor = await county.municipality()
    for gone in (group.town, group.other):
        await county.order(MergeMunicipality(gone, successor, TODAY))
    assert await summaries(client, f"municipalities/{uuid(successor)}.ics") == [
        "Lenkungsgruppe: Frühjahrssitzung",
        "Rat: Ratssitzung",
    ]


# --- Who reads, and again only what is new


@pytest.mark.parametrize("path", ["bodies/{body}.ics", "municipalities/{town}.ics", "county.ics"])
async def test_who_asks(county: County, client: httpx.AsyncClient, path: str) -> None:
    group = await group_of(county)
    await group.meeting()
    path = path.format(body=uuid(group.body), town=uuid(group.town))
    token = await token_of(county, Role.MUNICIPALITY, group.town)
    for headers in (bearer(token), basic(token), basic(token, ""), basic(f" {token} ", "x")):
        assert len(await read(client, path, headers)) == 1
    wrong = [
        NOBODY,
        bearer("kk_none"),
        basic("kk_none"),
        basic(token[:-1]),
        basic(""),
        basic("ü"),
        {"authorization": "Basic"},
        {"authorization": "Basic nonsense"},
        {"authorization": "Basic //79"},
        {"authorization": f"Basic {base64.b64encode(token.encode()).decode()}"},
    ]
    for headers in wrong:
        answer = await client.get(f"/calendars/{path}?language=de", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Basic realm="Klimakreis", charset="UTF-8", Bearer'
        assert answer.json()["code"] == "UNAUTHENTICATED"
        assert token not in answer.text
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    assert len(await read(client, f"{path}?county={county.key}", NOBODY)) == 1
    # A wrong password is no way in as the public.
    assert (await client.get(f"/calendars/{path}?county={county.key}", headers=basic("x"))).status_code == 401


async def test_what_is_not_new_is_not_sent_again(county: County, client: httpx.AsyncClient) -> None:
    group = await group_of(county)
    await group.meeting()
    path = f"/calendars/bodies/{uuid(group.body)}.ics"
    first = await client.get(path)
    tag = first.headers["etag"]
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["klimakreis-position"] == str(await county.head())
    assert first.headers["content-language"] == "de"
    for given in (tag, f'"x", {tag}', f"W/{tag}"):
        again = await client.get(path, headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await client.get(path, headers={"if-none-match": '"x"'})).content == first.content
    others = [
        await client.get(f"{path}?language=en", headers={"if-none-match": tag}),
        await client.get("/calendars/county.ics", headers={"if-none-match": tag}),
        await client.get(
            path, headers={"if-none-match": tag, **bearer(await token_of(county, Role.MUNICIPALITY, group.town))}
        ),
    ]
    assert [other.status_code for other in others] == [200, 200, 200]
    await group.meeting("Noch eine")
    newer = await client.get(path, headers={"if-none-match": tag})
    assert newer.status_code == 200
    assert newer.headers["etag"] != tag


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"bodies/{UUID(int=1)}.ics", 404),
        (f"municipalities/{UUID(int=1)}.ics", 404),
        ("municipalities/01059999.ics", 404),
        ("municipalities/x.ics", 404),
        ("municipalities/county:1.ics", 404),
        ("bodies/x.ics", 404),
        ("county.ics?language=fr", 422),
    ],
)
async def test_what_there_is_not(client: httpx.AsyncClient, path: str, status: int) -> None:
    assert (await client.get(f"/calendars/{path}")).status_code == status
