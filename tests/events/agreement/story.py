"""The life of an agreement, step by step, for the tests of all its rules: three municipalities agree on a climate
management, as delegating agreements do, with approval and publication."""

from typing import Any

from events.agreement.approval import AgreementPublished, ApprovalFiled, ApprovalGranted
from events.agreement.changes import AmendmentChanges
from events.agreement.clauses import ClauseAdded
from events.agreement.conditions import AgreementDuration, NoticeEnd, NoticePeriod
from events.agreement.drafting import AgreementDrafted
from events.agreement.parties import PartyAdded
from events.agreement.signing import AgreementOpenedForSignature, AgreementSigned
from events.agreement.state import Agreement
from events.agreement.terms import TermAgreed
from events.agreement.wording import ClauseKind, ClauseWording
from events.document import DocumentAttached
from events.formalities import Formalities, LegalForm
from events.municipality.entry import MunicipalityRegistered
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.person import PersonErased, PersonRegistered
from events.policy import Visibility
from events.when import When
from tests.spec import HOME, Given, day, sealed, state_of

HERE = "agreement:1"
ONE, TWO, THREE, FOUR = (f"municipality:{n}" for n in (1, 2, 3, 4))
PRIVATE, PUBLIC = "partner:1", "partner:2"
SIGNATORY, ERASED = "person:1", "person:2"
PAPER = "document:1"

PLAIN = Formalities(approval=False, publication=False)
FULL = Formalities(approval=True, publication=True)
SILENT = Formalities(approval=True, publication=True, deemed_after_weeks=4)
YEARLY = NoticePeriod(6, NoticeEnd.YEAR)
SUPERVISION, GAZETTE = "Kommunalaufsicht", "Amtsblatt 4/2023"


def on(text: str, latest: str | None = None) -> When:
    """A day, or the span in which it lies."""
    return When(day(text), day(latest) if latest else None)


def drafted(form: LegalForm = LegalForm.DELEGATING, formalities: Formalities = FULL) -> AgreementDrafted:
    """A draft of that legal form, which needs these formalities."""
    return AgreementDrafted(
        title="Klimaschutzmanagement Nord",
        purpose="Die Gemeinden unterhalten ein Klimaschutzmanagement.",
        form=form,
        formalities=formalities,
        themes=("heat",),
        when=on("2023-01-10"),
    )


def wording(
    number: str, text: str = "", heading: str = "Zweck", kind: ClauseKind = ClauseKind.PURPOSE
) -> ClauseWording:
    """How a clause reads."""
    return ClauseWording(number, heading, kind, text or f"Der Text von {number}.")


def keys(changes: AmendmentChanges, first: int = 4) -> tuple[int, ...]:
    """The keys of the clauses that an amendment adds, from one on."""
    return tuple(range(first, first + len(changes.added)))


PARTIES = (PartyAdded(ONE, None), PartyAdded(TWO, "Anstellungsträgerin"), PartyAdded(THREE, None))
CLAUSES = (
    ClauseAdded(wording("1"), 1),
    ClauseAdded(wording("2", heading="Aufgaben", kind=ClauseKind.TASKS), 2),
    ClauseAdded(wording("3", heading="Kündigung", kind=ClauseKind.TERMINATION), 3),
)
UNLIMITED = TermAgreed(AgreementDuration(notice=YEARLY))
DRAFT: tuple[Any, ...] = (drafted(), *PARTIES, *CLAUSES, UNLIMITED)

opened = AgreementOpenedForSignature(on("2023-02-01"))
signatures = (
    AgreementSigned(ONE, on("2023-02-10"), SIGNATORY, PAPER),
    AgreementSigned(TWO, on("2023-02-20")),
    AgreementSigned(THREE, on("2023-02-15")),
)
filed = ApprovalFiled(SUPERVISION, on("2023-03-01"))
granted = ApprovalGranted(on("2023-03-20"))
published = AgreementPublished(on("2023-03-31"), GAZETTE)

SIGNING: tuple[Any, ...] = (*DRAFT, opened, signatures[0])
SIGNED: tuple[Any, ...] = (*DRAFT, opened, *signatures)
PENDING: tuple[Any, ...] = (*SIGNED, filed)
APPROVED: tuple[Any, ...] = (*PENDING, granted)
IN_FORCE: tuple[Any, ...] = (*APPROVED, published)
"""In force from 1 April 2023 on, the day after its publication."""


def concluded(*more: Any, form: LegalForm = LegalForm.INFORMAL, formalities: Formalities = PLAIN) -> tuple[Any, ...]:
    """An agreement without formalities, unless others are named, with more agreed on in the draft; all have signed."""
    return (drafted(form, formalities), *PARTIES, *CLAUSES, UNLIMITED, *more, opened, *signatures)


def agreement(*events: Any) -> Agreement:
    """The agreement after these events."""
    state: Agreement = state_of(*events)
    return state


def municipality(number: int) -> MunicipalityRegistered:
    """A municipality of the county."""
    return MunicipalityRegistered(
        ags=f"0105900{number}",
        ars=f"01059000000{number}",
        name=f"Gemeinde {number}",
        designation=Designation.MUNICIPALITY,
        origin=Origin.OWN,
        since=day("1974-03-24"),
    )


def beside(these: Given) -> Given:
    """The same, with all in the record that the story names."""
    return these.beside(
        municipality_1=(municipality(1),),
        municipality_2=(municipality(2),),
        municipality_3=(municipality(3),),
        municipality_4=(municipality(4),),
        partner_1=(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Nordkreis", day("2012-01-01")),),
        partner_2=(PartnerRegistered("Landesamt", Sector.PUBLIC, "Nordkreis", day("2012-01-01")),),
        person_1=(PersonRegistered(sealed("Anna Muster")),),
        person_2=(PersonRegistered(sealed("Bert Muster")), PersonErased()),
        document_1=(
            DocumentAttached(HOME, "Vertrag", "0" * 64, Visibility.PUBLIC, 100, "application/pdf", day("2023-02-10")),
        ),
    )
