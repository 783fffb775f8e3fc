"""Cooperation agreement (Kooperationsvereinbarung) of many parties: drafted, concluded, adapted, reviewed and ended.

Each part of it is a module. What is recorded stands in `state`, and what that is made of in `wording`, `conditions` and
`changes`; what follows from it by a day in `lifecycle`, `silence`, `versions` and `headcount`.
"""

from events.aggregate import aggregate
from events.agreement.accessions import ACCESSIONS
from events.agreement.amendments import AMENDMENTS
from events.agreement.approval import APPROVAL
from events.agreement.clauses import CLAUSES
from events.agreement.disclosure import DISCLOSURE
from events.agreement.drafting import DRAFTING
from events.agreement.membership import MEMBERSHIP
from events.agreement.parties import PARTIES
from events.agreement.proposals import PROPOSALS
from events.agreement.reviews import REVIEWS
from events.agreement.signing import SIGNING
from events.agreement.silence import SILENCE, due
from events.agreement.state import Agreement
from events.agreement.terms import TERMS
from events.agreement.view import AgreementOnDay, view

AGREEMENT = aggregate(
    "agreement",
    Agreement,
    (
        DRAFTING,
        CLAUSES,
        PARTIES,
        TERMS,
        SIGNING,
        APPROVAL,
        SILENCE,
        AMENDMENTS,
        ACCESSIONS,
        PROPOSALS,
        MEMBERSHIP,
        REVIEWS,
    ),
    fold=3,
    view=view,
    shown=AgreementOnDay,
    disclosure=DISCLOSURE,
    due=due,
)
