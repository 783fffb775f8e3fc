"""Random lives of an agreement: commands of all kinds, on days near and far, most of which are refused; municipalities
become part of others meanwhile, and silence grants what was filed for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from events.agreement import AGREEMENT
from events.agreement.accessions import AdoptAccession, ProposeAccession
from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.approval import FileForApproval, GrantApproval, PublishAgreement, RefuseApproval
from events.agreement.changes import Admission, AmendmentChanges, ClauseChange, TermsChange
from events.agreement.conditions import (
    AgreementDuration,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
)
from events.agreement.membership import GiveNotice, RecordAccession, RecordDeparture, WithdrawNotice
from events.agreement.proposals import ConsentToProposal, DismissProposal, ObjectToProposal, WithdrawProposal
from events.agreement.reviews import TerminateAgreement
from events.agreement.state import Agreement, AmendmentTrigger, Proposal, ProposalKind, TerminationCause
from events.agreement.terms import AccessionRuleAgreed, AmendmentRuleAgreed, TermAgreed
from events.agreement.versions import newest
from events.agreement.wording import ClauseKind, ClauseWording
from events.decider import Rejected, World, fold
from events.formalities import Formalities, LegalForm
from events.municipality.state import Merger
from events.successors import Mergers, mergers_in
from events.when import When
from tests.corrections import Act
from tests.events.agreement.story import (
    FULL,
    GAZETTE,
    HERE,
    PLAIN,
    SILENT,
    SUPERVISION,
    agreement,
    beside,
    concluded,
    filed,
    granted,
    municipality,
    published,
)
from tests.spec import HOME, day, given, state_of

NAMES = tuple(f"municipality:{n}" for n in range(1, 7))
"""The first three conclude the agreement."""
RULES = (
    ConsentRule(ConsentKind.ALL_PARTIES),
    ConsentRule(ConsentKind.NOBODY),
    ConsentRule(ConsentKind.SHARE, Fraction(1, 2), strict=True),
    ConsentRule(ConsentKind.SHARE, Fraction(2, 3)),
)
PERIODS = (
    NoticePeriod(0, NoticeEnd.ANY_DAY),
    NoticePeriod(1, NoticeEnd.MONTH),
    NoticePeriod(3, NoticeEnd.QUARTER),
    NoticePeriod(6, NoticeEnd.YEAR),
)
BEGINNING = day("2023-06-01")
APPROVED_ONLY = Formalities(approval=True, publication=False, deemed_after_weeks=4)
FORMALITIES = (PLAIN, FULL, SILENT, APPROVED_ONLY)


@dataclass(frozen=True)
class Move:
    """Something that somebody tries: who, about which proposal, after how many days, on a day how long ago, and what
    it is to bring about in how many days."""

    what: str
    who: int
    which: int
    wait: int
    ago: int
    ahead: int


def _around() -> dict[str, Any]:
    more = {name: state_of(municipality(n)) for n, name in enumerate(NAMES, 1)}
    return {**beside(given()).others, **more}


@dataclass
class Life:
    """An agreement, all that has been done to it, and the municipalities around it."""

    state: Agreement
    acts: list[Act] = field(default_factory=list)
    today: date = BEGINNING
    record: dict[str, Any] = field(default_factory=_around)

    @property
    def events(self) -> list[Any]:
        """All that has happened."""
        return [event for act in self.acts for event in act.events]

    @property
    def mergers(self) -> Mergers:
        """Which municipalities have become part of others."""
        return mergers_in(self.record)

    def play(self, move: Move) -> list[Any]:
        """Try something; what follows."""
        self.today += timedelta(days=move.wait)
        if move.what == "merge":
            return self._merge(NAMES[move.who], NAMES[move.which % len(NAMES)], self.today - timedelta(days=move.ago))
        if move.what == "silence":
            return self.pass_time()
        return [event for command in TRIED[move.what](self, move) for event in self._give(command)]

    def _merge(self, one: str, other: str, on: date) -> list[Any]:
        if one == other or self.record[one].merger or self.record[other].merger:
            return []
        self.record[one] = replace(self.record[one], merger=Merger(on, other))
        return []

    def pass_time(self) -> list[Any]:
        """Record what silence has brought about."""
        world = World(HERE, HOME, self.today, datetime(2023, 1, 1, tzinfo=UTC), "due")
        assert AGREEMENT.due is not None
        return [
            event for due in AGREEMENT.due(HERE, self.state, world) for event in self.happen(None, list(due.events))
        ]

    def _give(self, command: Any) -> list[Any]:
        outcome = replace(given(), others=self.record).when(command, today=self.today)
        try:
            events = outcome.decided(self.state)
        except Rejected:
            return []
        # What time alone has brought about is an act of its own.
        effects = self.pass_time() if events and type(events[0]) in AGREEMENT.effects else []
        events = events[len(effects) :]
        told = AGREEMENT.command_of(HERE, self.state, events)
        return [*effects, *self.happen(told, events)]

    def happen(self, command: Any, events: list[Any]) -> list[Any]:
        """Record an act, if anything follows from it."""
        if events:
            self.state = fold(AGREEMENT, events, self.state)
            self.acts.append(Act(command, tuple(events), self.today))
        return events

    def proposal(self, move: Move) -> Proposal | None:
        """The proposal that a move is about."""
        found = self.state.proposals
        return found[move.which % len(found)] if found else None


# --- What is tried ---------------------------------------------------------------------------------------------


def _ago(life: Life, move: Move) -> date:
    return life.today - timedelta(days=move.ago)


def _ahead(life: Life, move: Move) -> date:
    return life.today + timedelta(days=move.ahead)


def _terms(move: Move) -> TermsChange:
    return (
        TermsChange(amendment_rule=RULES[move.which % len(RULES)]),
        TermsChange(review=ReviewClause(12 + move.which)),
        TermsChange(review_struck=True),
    )[move.which % 3]


def _amendment(life: Life, move: Move) -> list[Any]:
    number = len(life.events)
    clause, text = 1 + move.which % max(1, life.state.last_clause), f"Der Wortlaut {number}."
    added = ClauseWording(str(10 + number), "Neues", ClauseKind.OTHER, text)
    changes = (
        AmendmentChanges(revised=(ClauseChange(clause, text=text),)),
        AmendmentChanges(revised=(ClauseChange(clause, number=f"{number}a", heading="Anders"),), added=(added,)),
        AmendmentChanges(removed=(clause,)),
        AmendmentChanges(terms=_terms(move)),
        AmendmentChanges(admitted=(Admission(NAMES[move.who]),), added=(added,)),
        AmendmentChanges(released=(NAMES[move.who],)),
    )[move.ago % 6]
    base = max(1, newest(life.state) - (move.ahead % 3 == 0))
    title = f"Änderung {number}"
    return [ProposeAmendment(HERE, title, AmendmentTrigger.OTHER, "Weil.", base, changes, life.today)]


def _accession(life: Life, move: Move) -> list[Any]:
    joins = When(_ahead(life, move), _ahead(life, move) + timedelta(days=30) if move.which % 2 else None)
    return [ProposeAccession(HERE, Admission(NAMES[move.who]), joins, life.today)]


def _voice(kind: type[ConsentToProposal] | type[ObjectToProposal]) -> Callable[[Life, Move], list[Any]]:
    def tried(life: Life, move: Move) -> list[Any]:
        proposal = life.proposal(move)
        return [] if proposal is None else [kind(HERE, proposal.number, NAMES[move.who], _ago(life, move))]

    return tried


def _all_consent(life: Life, move: Move) -> list[Any]:
    proposal = life.proposal(move)
    names = [name for name in NAMES if name != NAMES[move.who] or move.which % 4]
    return [] if proposal is None else [ConsentToProposal(HERE, proposal.number, name, life.today) for name in names]


def _adoption(life: Life, move: Move) -> list[Any]:
    proposal = life.proposal(move)
    if proposal is None:
        return []
    if proposal.kind is ProposalKind.ACCESSION:
        return [AdoptAccession(HERE, proposal.number, _ago(life, move))]
    return [AdoptAmendment(HERE, proposal.number, _ago(life, move), _ahead(life, move))]


def _all_the_way(propose: Callable[[Life, Move], list[Any]]) -> Callable[[Life, Move], Iterator[Any]]:
    """Something is proposed, consented to and adopted on one day, with what it then needs, as far as that goes."""

    def tried(life: Life, move: Move) -> Iterator[Any]:
        yield from propose(life, move)
        newest_one = replace(move, which=len(life.state.proposals) - 1, ago=0, ahead=max(0, move.ahead))
        yield from _all_consent(life, newest_one)
        yield from _adoption(life, newest_one)
        yield from _formalities(life, newest_one)

    return tried


def _settling(kind: type[DismissProposal] | type[WithdrawProposal]) -> Callable[[Life, Move], list[Any]]:
    def tried(life: Life, move: Move) -> list[Any]:
        proposal = life.proposal(move)
        return [] if proposal is None else [kind(HERE, proposal.number, life.today)]

    return tried


def _formalities(life: Life, move: Move) -> list[Any]:
    proposal = life.proposal(move)
    if proposal is None:
        return []
    number, when = proposal.number, When(_ago(life, move))
    steps = [
        FileForApproval(HERE, SUPERVISION, when, number),
        GrantApproval(HERE, When(life.today), number),
        PublishAgreement(HERE, When(life.today), GAZETTE, number),
    ]
    return steps if move.who % 2 else steps[:1]


def _refusal(life: Life, move: Move) -> list[Any]:
    proposal = life.proposal(move)
    return [] if proposal is None else [RefuseApproval(HERE, When(_ago(life, move)), proposal.number)]


def _publication(life: Life, move: Move) -> list[Any]:
    proposal = life.proposal(move)
    return [] if proposal is None else [PublishAgreement(HERE, When(_ago(life, move)), GAZETTE, proposal.number)]


def _long_ago(life: Life, move: Move) -> When:
    return When(_ago(life, move), life.today if move.which % 2 else None)


TRIED: dict[str, Callable[[Life, Move], Iterable[Any]]] = {
    "propose": _amendment,
    "propose to admit": _accession,
    "amend": _all_the_way(_amendment),
    "admit": _all_the_way(_accession),
    "consent": _voice(ConsentToProposal),
    "object": _voice(ObjectToProposal),
    "all consent": _all_consent,
    "adopt": _adoption,
    "agree": lambda life, move: [*_all_consent(life, move), *_adoption(life, replace(move, ago=0))],
    "dismiss": _settling(DismissProposal),
    "withdraw": _settling(WithdrawProposal),
    "complete": _formalities,
    "refuse": _refusal,
    "publish": _publication,
    "give notice": lambda life, move: [GiveNotice(HERE, NAMES[move.who], _ago(life, move))],
    "take notice back": lambda life, move: [WithdrawNotice(HERE, NAMES[move.who])],
    "joined": lambda life, move: [RecordAccession(HERE, NAMES[move.who], _long_ago(life, move))],
    "left": lambda life, move: [RecordDeparture(HERE, NAMES[move.who], _long_ago(life, move))],
    "end": lambda life, move: (
        [TerminateAgreement(HERE, _ahead(life, move), TerminationCause.AGREED)] * (move.which == 0)
    ),
}
OFTEN = ("amend",) * 5 + ("admit", "agree") * 3 + ("complete", "give notice", "merge") * 2


# --- Lives -----------------------------------------------------------------------------------------------------


def _beginning(formalities: Formalities, amendment: ConsentRule, accession: ConsentRule, notice: NoticePeriod) -> Life:
    agreed = (
        AmendmentRuleAgreed(amendment),
        AccessionRuleAgreed(accession),
        TermAgreed(AgreementDuration(notice=notice)),
    )
    drafted, *events = concluded(*agreed, form=LegalForm.DELEGATING, formalities=formalities)
    events += [filed, granted] if formalities.approval else []
    events += [published] if formalities.publication else []
    begun = replace(drafted, deviating=formalities)
    life = Life(agreement(begun), [Act(AGREEMENT.command_of(HERE, None, [begun]), (begun,), BEGINNING)])
    for event in events:
        life.happen(AGREEMENT.command_of(HERE, life.state, [event]), [event])
    return life


BEGINNINGS = st.builds(
    _beginning,
    st.sampled_from((PLAIN, PLAIN, FULL, SILENT, APPROVED_ONLY)),
    st.sampled_from(RULES),
    st.sampled_from(RULES),
    st.sampled_from(PERIODS),
)
MOVES = st.builds(
    Move,
    what=st.sampled_from(("silence", *TRIED, *OFTEN)),
    who=st.integers(0, len(NAMES) - 1),
    which=st.integers(0, 11),
    wait=st.sampled_from((0, 0, 1, 5, 20, 28, 29, 90, 200)),
    ago=st.sampled_from((0, 0, 1, 2, 3, 10, 40)),
    ahead=st.sampled_from((-30, -1, 0, 1, 2, 60, 300)),
)


# --- Told otherwise --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Retelling:
    """An act that is told otherwise: which, and how: withdrawn, the same, as another act of the life, on other days, or
    with other formalities."""

    which: int
    how: str
    other: int
    days: int

    def of(self, acts: Sequence[Act]) -> tuple[int, Any]:
        """The act, and the command as it should have been."""
        which = self.which % len(acts)
        command = acts[which].command
        match self.how:
            case "withdrawn":
                return which, None
            case "another":
                return which, acts[self.other % len(acts)].command
            case "moved":
                return which, _moved(command, timedelta(days=self.days))
            case "formalities":
                return 0, replace(acts[0].command, deviating=FORMALITIES[self.other % len(FORMALITIES)])
            case _:
                return which, command


def _moved(value: Any, days: timedelta) -> Any:
    if isinstance(value, date):
        return value + days
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _moved(getattr(value, each.name), days) for each in fields(value)})
    return value


RETELLINGS = st.builds(
    Retelling,
    which=st.integers(0, 60),
    how=st.sampled_from(("withdrawn", "same", "another", "moved", "moved", "formalities")),
    other=st.integers(0, 60),
    days=st.sampled_from((-90, -20, -1, 1, 3, 30)),
)
