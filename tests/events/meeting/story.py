"""A meeting as the tests of meetings tell it: of a steering group in which a municipality and a partner sit."""

from datetime import UTC, date, datetime
from typing import Any

from events.body.members import BodyMemberAppointed
from events.body.state import BodyKind
from events.body.statutes import BodyDissolved, BodyEstablished, BodyStatutesChanged
from events.document import DocumentAttached
from events.meeting.agenda import AgendaItemAdded
from events.meeting.attendance import AttendanceRecorded
from events.meeting.closing import MeetingCancelled, MeetingClosed
from events.meeting.invitation import MeetingInvited
from events.meeting.minutes import MinutesRecorded, NonPublicMinutesRecorded
from events.meeting.scheduling import MeetingScheduled
from events.meeting.state import Attendee
from events.municipality.entry import MunicipalityRegistered
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.person import PersonErased, PersonRegistered
from events.policy import Visibility
from events.project.outline import ProjectProposed
from tests.spec import HOME, Given, day, given, sealed

HERE, BODY, FIRST = "meeting:1", "body:1", "meeting:2"
TOWN, WORKS = "municipality:1", "partner:1"
ADA, BEN, CLEO, ERASED = (f"person:{number}" for number in range(1, 5))
BEGUN = day("2018-06-01")
SET, SENT, HELD, SHUT = day("2024-05-02"), day("2024-05-13"), day("2024-05-23"), day("2024-05-30")
TODAY = day("2024-06-01")
STARTS = datetime(2024, 5, 23, 16, tzinfo=UTC)
LATER = datetime(2024, 5, 28, 16, tzinfo=UTC)
ENDS = datetime(2024, 5, 23, 19, tzinfo=UTC)
TO_COME = datetime(2024, 6, 20, 16, tzinfo=UTC)
PARTIES = (TOWN, WORKS)
PLANS, SECRETS, PUBLISHED = "document:1", "document:2", "document:3"
GUESTS = (Attendee(ADA, 1), Attendee(CLEO, None, True))


def scheduled(**changes: Any) -> MeetingScheduled:
    """The meeting is scheduled, otherwise where it is said."""
    told: dict[str, Any] = {
        "body": BODY,
        "holder": HOME,
        "title": "Lenkungsgruppe",
        "starts": STARTS,
        "ends": None,
        "place": "Kreishaus",
        "online": False,
        "public": True,
        "on": SET,
        "second_of": None,
        "parties": PARTIES,
    }
    return MeetingScheduled(**{**told, **changes})


def item(number: int, title: str, public: bool = True, **changes: Any) -> AgendaItemAdded:
    """An item was added, with a decision, a project or notes where it is said."""
    return AgendaItemAdded(title, public, number=number, **changes)


def invitation(on: date = SENT, *documents: str, prescribed: int | None = 7, **told: Any) -> MeetingInvited:
    """The members were invited, with these documents."""
    return MeetingInvited(on, documents, prescribed=prescribed, **told)


heat, plot = item(1, "Wärmeplan", project="project:1", notes="Stand der Dinge"), item(2, "Grundstück", public=False)
ready: tuple[Any, ...] = (scheduled(), heat, plot)
sent = invitation(SENT, PLANS)
invited: tuple[Any, ...] = (*ready, sent)
attended = AttendanceRecorded(GUESTS)
minuted, minuted_apart = MinutesRecorded("Es wurde beraten.", PLANS), NonPublicMinutesRecorded("Kauf", SECRETS)
held: tuple[Any, ...] = (*invited, attended, minuted, minuted_apart)
closed: tuple[Any, ...] = (*held, MeetingClosed(SHUT))
cancelled: tuple[Any, ...] = (*invited, MeetingCancelled(HELD))

SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "scheduled": ready,
    "invited": invited,
    "held": held,
    "closed": closed,
    "cancelled": cancelled,
}

group: tuple[Any, ...] = (
    BodyEstablished(HOME, BodyKind.STEERING_GROUP, "Lenkungsgruppe", day("2018-06-01"), 5),
    BodyMemberAppointed(1, ADA, day("2018-06-01"), None, TOWN),
    BodyMemberAppointed(2, BEN, day("2018-06-01"), day("2024-05-25"), WORKS),
    BodyStatutesChanged(day("2020-01-01"), 5, notice_days=7),
)
"""The steering group: seven days' notice since 2020, the partner's member leaves it on 25 May 2024."""


def _attached(title: str, seen_by: Visibility) -> DocumentAttached:
    return DocumentAttached(HERE, title, "0" * 64, seen_by, 100, "application/pdf", day("2024-05-01"))


def town(number: int) -> MunicipalityRegistered:
    """A municipality is registered."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    since = day("2000-01-01")
    return MunicipalityRegistered(Origin.OWN, ags, ars, f"Ort {number}", Designation.MUNICIPALITY, since)


def beside(these: Given) -> Given:
    """In a record with the steering group, a dissolved body, a council of a municipality, a first meeting and one that
    was cancelled, persons (the fourth is erased), documents and a project."""
    council = BodyEstablished(TOWN, BodyKind.MUNICIPAL_COUNCIL, "Rat", BEGUN, 13)
    first = scheduled(starts=datetime(2024, 5, 7, 16, tzinfo=UTC))
    return these.beside(
        body_1=group,
        body_2=(*group, BodyDissolved(day("2023-01-01"))),
        body_3=(council,),
        meeting_2=(first,),
        meeting_3=(first, MeetingCancelled(SET)),
        meeting_4=(scheduled(body="body:3", holder=TOWN, starts=datetime(2024, 5, 7, 16, tzinfo=UTC)),),
        municipality_1=(town(1),),
        partner_1=(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Kreis", day("2000-01-01")),),
        **{f"person_{number}": (PersonRegistered(sealed(f"Person {number}")),) for number in range(1, 4)},
        person_4=(PersonRegistered(sealed("Niemand")), PersonErased()),
        document_1=(_attached("Unterlagen", Visibility.PUBLIC),),
        document_2=(_attached("Nichtöffentlich", Visibility.CONFIDENTIAL),),
        project_1=(ProjectProposed("Wärmeplan", "Gemeinsam.", TOWN, day("2022-01-10"), (), None),),
    )


def meeting(*events: Any) -> Given:
    """These events have happened to the meeting, in that record."""
    return beside(given(*events))
