"""An agreement to print: 44 parties, two later versions, a merged party, one that has left, one on notice."""

from datetime import date, timedelta
from fractions import Fraction

from events.agreement.conditions import (
    AgreementDuration,
    AgreementFunding,
    AgreementResources,
    AgreementTerms,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
    TermsRevision,
)
from events.agreement.headcount import parties_on
from events.agreement.lifecycle import ends_on
from events.agreement.state import (
    Agreement,
    AgreementVersion,
    Approval,
    ApprovalOutcome,
    Completion,
    Notice,
    Party,
    PartyCount,
    PartySignature,
    ProposalKind,
    ProposalStatus,
    Publication,
    Settled,
    Signing,
    Termination,
    TerminationCause,
)
from events.agreement.view import view
from events.agreement.wording import Clause, ClauseKind, ClauseRevision, KeptWording
from events.formalities import Formalities, LegalForm
from events.municipality.state import Merger
from events.values import Money, digest_of
from events.when import When
from service.language import Language
from service.pages.document import Material

PURPOSE = 'Die "Klimaschutzregion" senkt ihren Ausstoß um 95 % bis 2045 - gemeinsam & für alle <Kommunen>.'
AIMS = (
    "(1) Die Vertragspartner arbeiten zusammen, z. B. bei der Wärmeplanung nach § 4 WPG.\n"
    "(2) Sie treffen sich zweimal im Jahr."
)
AIMS_LATER = (
    "(1) Die Vertragspartner arbeiten zusammen, z. B. bei der Wärmeplanung nach § 4 WPG.\n"
    "(2) Sie treffen sich viermal im Jahr.\n(3) Der Kreis lädt ein."
)
STAFF = "Für das Gebiet wird Personal beschäftigt; es ist an das Gebiet gebunden."
FEE = "Jeder Vertragspartner zahlt 1.000 € im Jahr."
DATA = "- Verbräuche\n- Erzeugung\na) Daten teilen sie offen."
TEXTS = {digest_of(text): text for text in (PURPOSE, AIMS, AIMS_LATER, STAFF, FEE, DATA)}


def _clause(key: int, *revisions: tuple[int, KeptWording | None]) -> Clause:
    return Clause(key, tuple(ClauseRevision(version, wording) for version, wording in revisions))


def _wording(number: str, heading: str, kind: ClauseKind, text: str) -> KeptWording:
    return KeptWording(number, heading, kind, digest_of(text))


_FIRST_AIMS = _wording("1", "Zusammenarbeit", ClauseKind.TASKS, AIMS)
_FIRST_FEE = _wording("2", "Beiträge", ClauseKind.FINANCE, FEE)
_FIRST_STAFF = _wording("3", "Personal", ClauseKind.STAFF, STAFF)
TERMS = AgreementTerms(
    term=AgreementDuration(notice=NoticePeriod(6, NoticeEnd.YEAR)),
    review=ReviewClause(24, date(2018, 3, 1)),
    amendment_rule=ConsentRule(ConsentKind.SHARE, Fraction(2, 3)),
    resources=AgreementResources(
        Fraction(39, 2),
        Money(12_000_000),
        (AgreementFunding("Kommunalrichtlinie", date(2016, 9, 1), date(2020, 12, 31), Money(23_456_789)),),
    ),
)
NAMES = {f"municipality:{number}": f"Gemeinde {chr(64 + number % 26 or 90)}ö-{number}" for number in range(1, 44)} | {
    "county:1": "Schleswig-Flensburg",
    "municipality:60": "Stadtbrück",
}
_SIGNED = When(date(2016, 3, 1), date(2016, 6, 30))
REGION = Agreement(
    drafted=When(date(2015, 1, 1), date(2015, 12, 31)),
    title='Klimaschutzregion "Nord"',
    purpose=digest_of(PURPOSE),
    form=LegalForm.DELEGATING,
    formalities=Formalities(approval=True, publication=True),
    parties=(
        Party(1, "county:1", "Träger der Koordination"),
        *(Party(number, f"municipality:{number - 1}") for number in range(2, 42)),
        Party(42, "municipality:41", joined=When(date(2017, 1, 1), date(2018, 12, 31))),
        Party(43, "municipality:42", joined=When(date(2017, 1, 1)), left=When(date(2022, 1, 1))),
        Party(44, "municipality:43", notice=Notice(date(2024, 2, 1), date(2025, 1, 1))),
    ),
    clauses=(
        _clause(1, (1, _FIRST_AIMS), (3, _wording("1", "Zusammenarbeit", ClauseKind.TASKS, AIMS_LATER))),
        _clause(2, (1, _FIRST_FEE), (2, None)),
        _clause(3, (1, _FIRST_STAFF), (3, _wording("2", "Personal", ClauseKind.STAFF, STAFF))),
        _clause(4, (2, _wording("4", "Daten", ClauseKind.OTHER, DATA))),
    ),
    terms=(TermsRevision(1, TERMS), TermsRevision(3, AgreementTerms(term=AgreementDuration(date(2030, 12, 31))))),
    signing=Signing(
        When(date(2016, 2, 1)),
        (PartySignature(1, When(date(2016, 3, 1))), *(PartySignature(n, _SIGNED) for n in (*range(2, 42), 44))),
    ),
    completion=Completion(
        Approval("Ministerium", When(date(2016, 7, 1)), None, ApprovalOutcome.GRANTED, When(date(2016, 8, 1))),
        Publication(When(date(2016, 8, 15)), "Amtsblatt 8/2016"),
    ),
    entered=date(2016, 9, 1),
    versions=(
        AgreementVersion(2, date(2020, 1, 1), date(2019, 12, 1), 1),
        AgreementVersion(3, date(2023, 1, 1), date(2022, 12, 1), 2),
    ),
    settled=(
        Settled(
            1,
            ProposalKind.AMENDMENT,
            ProposalStatus.CARRIED_OUT,
            date(2019, 6, 1),
            date(2019, 12, 1),
            title="Ohne Beiträge",
        ),
    ),
    counts=(PartyCount(39, When(date(2017, 1, 1), date(2017, 12, 31)), "Jahresbericht"),),
)
MERGERS = {"municipality:2": Merger(date(2023, 3, 1), "municipality:60")}
ENDED = Termination(date(2024, 1, 1), TerminationCause.AGREED)


def material(
    state: Agreement = REGION,
    on: date = date(2024, 6, 1),
    language: Language = Language.DE,
    sees_notices: bool = False,
) -> Material:
    """The agreement on a day, for someone who sees all parties but municipality 40."""
    end = ends_on(state)
    day = min(on, end - timedelta(days=1)) if end else on
    return Material(
        state=state,
        view=view(state, on),
        parties=parties_on(state, day, MERGERS),
        texts=TEXTS,
        names={ref: name for ref, name in NAMES.items() if ref != "municipality:40"},
        on=on,
        position=1234,
        language=language,
        sees_notices=sees_notices,
    )
