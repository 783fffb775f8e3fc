"""The competences of a municipality for the tests of all their rules: its council, its committee, and the county's
council, to which it may transfer what it decides under an agreement in force since 20 February 2023."""

from dataclasses import replace
from typing import Any

from events.agreement.state import Agreement, Party, Termination, TerminationCause
from events.body.state import Body, BodyKind, BodyStatutes
from events.competence.assignments import CompetenceAssigned
from events.competence.transfers import CompetenceTransferAccepted, CompetenceTransferred
from events.dated import DatedName
from events.formalities import LegalForm
from events.municipal_association import AssociationForm, MunicipalAssociationDissolved, MunicipalAssociationRegistered
from events.municipality.merger import MunicipalityMerged
from events.when import When
from tests.events.agreement.story import PLAIN, agreement, concluded, municipality
from tests.spec import HOME, Given, day, given, state_of

HERE, THERE, AWAY = "municipality:1", "municipality:2", "municipality:3"
"""The holder, and two more municipalities; the last one becomes part of the one before it."""
VERBAND, OVER = "municipal_association:1", "municipal_association:2"
"""An association, and one that is dissolved."""
COUNCIL, COMMITTEE, KREISTAG, ASSEMBLY, THEIRS, GONE = (f"body:{n}" for n in range(1, 7))
DELEGATING, MANDATING, STATUTES, ALONE, AWAYS, UNSURE, ENDED = (f"agreement:{n}" for n in range(1, 8))
BEGUN = day("2023-02-20")
"""Since when the agreements are in force."""
REFORM = day("2024-04-01")
"""When the third municipality becomes part of the second."""


def body(of: str, form: BodyKind, dissolved: str | None = None) -> Body:
    """A body that exists since 2000."""
    since = day("2000-01-01")
    return Body(
        form=form,
        of=of,
        established=since,
        names=(DatedName(since, "Gremium"),),
        statutes=(BodyStatutes(since, 9),),
        dissolved=day(dissolved) if dissolved else None,
    )


BODIES = {
    COUNCIL: body(HERE, BodyKind.MUNICIPAL_COUNCIL),
    COMMITTEE: body(HERE, BodyKind.MUNICIPAL_COMMITTEE),
    KREISTAG: body(HOME, BodyKind.COUNTY_COUNCIL),
    ASSEMBLY: body(VERBAND, BodyKind.ASSOCIATION_ASSEMBLY),
    THEIRS: body(THERE, BodyKind.MUNICIPAL_COUNCIL),
    GONE: body(HERE, BodyKind.WORKING_GROUP, "2022-01-01"),
}


def parties(*refs: str) -> tuple[Party, ...]:
    """Parties that concluded an agreement."""
    return tuple(Party(number, ref) for number, ref in enumerate(refs, 1))


def contract(form: LegalForm, *refs: str) -> Agreement:
    """An agreement in force since 20 February 2023."""
    signed = agreement(*concluded(form=form, formalities=PLAIN))
    return replace(signed, parties=parties(*refs))


def between(earliest: str, latest: str) -> When:
    """A day that nobody has recorded."""
    return When(day(earliest), day(latest))


_ALL = (HERE, THERE, HOME)
AGREEMENTS: dict[str, Agreement] = {
    DELEGATING: contract(LegalForm.DELEGATING, *_ALL),
    MANDATING: contract(LegalForm.MANDATING, *_ALL),
    STATUTES: contract(LegalForm.SPECIAL_PURPOSE_ASSOCIATION, HERE, THERE, AWAY),
    ALONE: contract(LegalForm.DELEGATING, HERE, THERE, AWAY),
    AWAYS: contract(LegalForm.DELEGATING, HERE, AWAY, HOME),
    UNSURE: replace(
        contract(LegalForm.DELEGATING, *_ALL),
        parties=(Party(1, HERE, joined=between("2024-01-01", "2024-02-01")), *parties(*_ALL)[1:]),
    ),
    ENDED: replace(
        contract(LegalForm.DELEGATING, *_ALL), termination=Termination(day("2024-03-01"), TerminationCause.AGREED)
    ),
}
_TOWNS = {
    HERE: state_of(municipality(1)),
    THERE: state_of(municipality(2)),
    AWAY: state_of(municipality(3), MunicipalityMerged(THERE, REFORM)),
    VERBAND: state_of(MunicipalAssociationRegistered("Zweckverband", AssociationForm.ZWECKVERBAND, day("2000-01-01"))),
    OVER: state_of(
        MunicipalAssociationRegistered("Altverband", AssociationForm.ZWECKVERBAND, day("2000-01-01")),
        MunicipalAssociationDissolved(day("2020-01-01")),
    ),
}
RECORD: dict[str, Any] = {**_TOWNS, **BODIES, **AGREEMENTS}


def after(*events: Any) -> Given:
    """The holder's competences after these events, with all in the record that the story names."""
    return replace(given(*events), others=RECORD)


# --- What has happened -----------------------------------------------------------------------------------------


def assigned(number: int, to: str, since: str, until: str | None = None, *themes: str) -> CompetenceAssigned:
    """A body of the holder decides on the budget."""
    last = day(until) if until else None
    return CompetenceAssigned(HERE, number, "budget", to, day(since), last, themes)


def transferred(
    number: int, since: str, *themes: str, to: str = KREISTAG, receiver: str = HOME, under: str = DELEGATING
) -> CompetenceTransferred:
    """The budget is to go over to another's body."""
    return CompetenceTransferred(HERE, number, receiver, "budget", to, under, day(since), themes)


def accepted(number: int, on: str) -> CompetenceTransferAccepted:
    """The receiver accepts."""
    return CompetenceTransferAccepted(number, day(on))
