"""What is recorded of a cooperation agreement: all dated facts and all versions, but not the record's history."""

from dataclasses import dataclass, field
from datetime import date

from events.agreement.approval import Completion
from events.agreement.clauses import Clause
from events.agreement.parties import Party, PartyCount
from events.agreement.proposals import AgreementVersion, Proposal, Settled
from events.agreement.reviews import AgreementReview, Termination
from events.agreement.signing import Signing
from events.agreement.terms import AgreementTerms, TermsRevision
from events.formalities import Formalities, LegalForm
from events.terms import Code
from events.values import Kept
from events.when import When


@dataclass(frozen=True)
class Agreement:
    """All that is recorded of an agreement.

    - Version 1 is the draft and what was concluded; `versions` holds those after it. Clauses and terms hold what each
      version made of them, so that every version can be told from here.
    - `entry_agreed` is the day of entry into force that the draft names, `entered` the one that was recorded.
    - `signing` is None while it is a draft; `abandoned` tells when it was given up.
    - `proposals` are open or wait for formalities, `settled` tells in brief what became of the others.
    - `last_clause`, `last_proposal` and `last_party` are the highest keys given out.
    """

    drafted: When
    title: str
    purpose: Kept
    form: LegalForm
    formalities: Formalities
    themes: tuple[Code, ...] = ()
    parties: tuple[Party, ...] = ()
    clauses: tuple[Clause, ...] = ()
    terms: tuple[TermsRevision, ...] = (TermsRevision(1, AgreementTerms()),)
    entry_agreed: date | None = None
    signing: Signing | None = None
    completion: Completion = field(default_factory=Completion)
    entered: date | None = None
    abandoned: When | None = None
    versions: tuple[AgreementVersion, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    settled: tuple[Settled, ...] = ()
    reviews: tuple[AgreementReview, ...] = ()
    counts: tuple[PartyCount, ...] = ()
    termination: Termination | None = None
    last_clause: int = 0
    last_proposal: int = 0
    last_party: int = 0
