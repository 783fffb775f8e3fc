"""A version of an agreement as a document: all that its page and its Markdown say, in their order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from events.agreement.headcount import AgreementParty
from events.agreement.lifecycle import AgreementStatus, effective_from
from events.agreement.reading import span_of
from events.agreement.state import Agreement
from events.agreement.versions import natural, terms_at, wording_at
from events.agreement.view import AgreementOnDay
from events.agreement.wording import KeptWording
from events.message import Message, message
from events.values import sort_key
from events.when import Certainty, When
from service.language import Language
from service.pages.speech import approval_said, count_said, form_said, terms_said
from service.pages.typography import Speaker, capital, since_said, when_said


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph; `mark` is what numbers it, such as (1), a) or a dash."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class DocumentTable:
    """A table with its heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class DocumentClause:
    """A clause as the document shows it; `notes` tell in the margin which version made it so."""

    key: int
    number: str
    heading: str
    text: Sequence[MarkedParagraph]
    notes: Sequence[str] = ()
    gone: bool = False


@dataclass(frozen=True)
class Material(Speaker):
    """What a document is made from: the agreement and its view on the day, its parties, texts and names.

    `parties` are those of the day: before the agreement is in force those of the draft, after its end those of its
    last day. `names` gives the name of a party on the day; one that the reader does not see has none.
    `sees_notices` tells whether the reader may know of notices that have not taken effect.
    """

    state: Agreement
    view: AgreementOnDay
    parties: Sequence[AgreementParty]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    on: date
    position: int
    language: Language
    sees_notices: bool = False

    def name(self, ref: str) -> str:
        """What a party is called on the day."""
        return self.names.get(ref) or self.say("(not visible here)")

    @property
    def footer(self) -> str:
        """Where this comes from, and of which day it tells."""
        return self.say(
            "From the Klimakreis record as it stood at entry {position}; as of {on}. The signed paper is binding.",
            position=self.position,
            on=self.on,
        )


@dataclass(frozen=True)
class AgreementDocument(Speaker):
    """All that the page of a version says."""

    language: Language
    title: str
    form: str
    version: str
    banner: str
    facts: Sequence[tuple[str, str]]
    parties: DocumentTable
    party_count: str
    merged: str
    former: DocumentTable
    purpose: Sequence[MarkedParagraph]
    clauses: Sequence[DocumentClause]
    terms: Sequence[tuple[str, Sequence[str]]]
    signatures: DocumentTable
    versions: DocumentTable
    footer: str


def document(material: Material, number: int) -> AgreementDocument:
    """The document of a version that there is."""
    state, view = material.state, material.view
    there = [each for each in material.parties if _is_there(view, each)]
    return AgreementDocument(
        language=material.language,
        title=view.title,
        form=material.say("Legal form: {form}", form=form_said(view.form)),
        version=_version(material, number),
        banner=_banner(material, number),
        facts=list(_facts(material)),
        parties=_party_table(material, there),
        party_count=_count(there),
        merged=_merged(material, there),
        former=_party_table(material, [each for each in material.parties if _has_left(each)]),
        purpose=lines(material.texts[view.purpose]),
        clauses=_clauses(material, number),
        terms=[
            (capital(material.told(part)), [material.told(each) for each in said])
            for part, said in terms_said(terms_at(state, number)).items()
            if said
        ],
        signatures=_signature_table(material),
        versions=_version_table(material),
        footer=material.footer,
    )


_MARKED = re.compile(r"(\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}\)|[-–•])\s+(?=\S)")


def lines(text: str) -> list[MarkedParagraph]:
    """The paragraphs of a text, each with what numbers it."""
    found = []
    for line in filter(None, (each.strip() for each in text.split("\n"))):
        marked = _MARKED.match(line)
        mark = marked[1] if marked else ""
        found.append(MarkedParagraph(line[marked.end() :] if marked else line, "–" if mark == "-" else mark))
    return found


# --- Versions --------------------------------------------------------------------------------------------------


def _version(material: Material, number: int) -> str:
    """A version, and from which day to which it holds."""
    since, over = span_of(material.state, number)
    if since is None:
        return material.say("Version {number}", number=number)
    if over is None:
        return material.say("Version {number}, applies from {since}", number=number, since=since)
    if over <= since:
        return material.say("Version {number}, never applied", number=number)
    return material.say(
        "Version {number}, applies from {since} to {last}", number=number, since=since, last=over - timedelta(days=1)
    )


def _banner(material: Material, number: int) -> str:
    view = material.view
    if view.status is not AgreementStatus.IN_FORCE:
        return material.told(view.status)
    if view.current_version != number:
        return material.say("On {on}, version {number} applies", on=material.on, number=view.current_version)
    return ""


def _version_table(material: Material) -> DocumentTable:
    state = material.state
    say = material.say
    heads = [say("Version"), say("applies from"), say("adopted on"), say("Occasion")]
    if not state.versions:
        return DocumentTable(heads, [])
    titles = {settled.number: settled.title for settled in state.settled}
    since = effective_from(state)
    first = [
        "1",
        material.told(since) if since else "–",
        "–",
        say("Conclusion"),
    ]
    later = [
        [f"{each.number}", material.told(each.effective_from), material.told(each.adopted),
         titles.get(each.proposal) or "–"]
        for each in state.versions
    ]  # fmt: skip
    return DocumentTable(heads, [first, *later])


# --- Facts -----------------------------------------------------------------------------------------------------


def _facts(material: Material) -> Iterator[tuple[str, str]]:
    view, say, told = material.view, material.say, material.told
    yield say("Status"), say("{status} ({on})", status=view.status, on=material.on)
    yield say("Drafting began"), told(when_said(view.drafted))
    if view.concluded is not None:
        yield say("Signed by all"), told(when_said(view.concluded))
    if view.approval is not None:
        yield say("Approval"), told(approval_said(view.approval))
    if view.publication is not None:
        published = view.publication
        yield say("Publication"), say("{when}: {where}", when=when_said(published.when), where=published.where)
    if view.effective_from is not None:
        yield say("In force"), told(since_said(When(view.effective_from)))
    if view.ends_on is not None:
        yield say("Last day"), told(view.ends_on - timedelta(days=1))
    if view.review_due is not None:
        yield say("Next review"), told(review_said(view.review_due, view.review_overdue))
    for counted in view.party_counts:
        yield say("Published number of parties"), told(count_said(counted))


def review_said(due: date, overdue: bool) -> Message:
    """By when an agreement is to be reviewed."""
    return message("by {due} (overdue)", due=due) if overdue else message("by {due}", due=due)


# --- Parties and signatures ------------------------------------------------------------------------------------


def _count(there: Sequence[AgreementParty]) -> str:
    """How many parties there are, merged ones once; from how few to how many where that is not certain."""
    sure = {each.now for each in there if each.is_party is not Certainty.UNCERTAIN}
    most = {each.now for each in there}
    return f"{len(most)}" if len(sure) == len(most) else f"{len(sure)}–{len(most)}"


def _merged(material: Material, there: Sequence[AgreementParty]) -> str:
    """Why fewer are counted than are listed, where that is so."""
    if len({each.now for each in there}) == len(there):
        return ""
    return material.say("Parties that have merged count once.")


def _is_there(view: AgreementOnDay, party: AgreementParty) -> bool:
    if party.joined is None:
        return True
    return party.is_party is not Certainty.NO or (party.left is None and view.status in _BEFORE)


_BEFORE = frozenset(
    {
        AgreementStatus.DRAFT,
        AgreementStatus.SIGNING,
        AgreementStatus.SIGNED,
        AgreementStatus.APPROVAL_PENDING,
        AgreementStatus.APPROVED,
        AgreementStatus.PUBLISHED,
    }
)


def _has_left(party: AgreementParty) -> bool:
    return party.is_party is Certainty.NO and party.left is not None


def _party_table(material: Material, parties: Sequence[AgreementParty]) -> DocumentTable:
    heads = [material.say("Name"), material.say("Role"), material.say("since"), material.say("Remark")]
    ordered = sorted(
        parties, key=lambda each: (not each.party.startswith("county:"), sort_key(material.name(each.party)))
    )
    return DocumentTable(heads, [_party_row(material, each) for each in ordered])


def _party_row(material: Material, party: AgreementParty) -> list[str]:
    return [
        material.name(party.party),
        party.role or "",
        _since(material, party.joined) if party.joined else "",
        "; ".join(map(material.told, _remarks(material, party))),
    ]


def _remarks(material: Material, party: AgreementParty) -> Iterator[Message]:
    if party.now != party.party:
        yield message("succeeded by: {name}", name=material.name(party.now))
    if party.notice is not None and material.sees_notices and party.is_party is not Certainty.NO:
        yield message("gave notice on {given}", given=party.notice.given)
        yield _departure(When(party.notice.leaves), over=False)
    elif party.left is not None and (party.notice is None or party.is_party is Certainty.NO):
        yield _departure(party.left, over=party.is_party is not Certainty.YES)
    if party.is_party is Certainty.UNCERTAIN:
        yield message("uncertain whether a party on this day")


def _departure(left: When, over: bool) -> Message:
    """With which day a party left or leaves, as notices put it: the last on which it is one."""
    if left.known:
        last = left.earliest - timedelta(days=1)
        return (
            message("left at the end of {last}", last=last)
            if over
            else message("leaves at the end of {last}", last=last)
        )
    when = when_said(left)
    return message("left {when}", when=when) if over else message("leaves {when}", when=when)


def _since(material: Material, when: When) -> str:
    return material.told(when.earliest if when.known else when_said(when))


def _signature_table(material: Material) -> DocumentTable:
    """Who signed, by the days: many have the same."""
    heads = [material.say("Signed"), material.say("for")]
    signed: dict[When, list[str]] = {}
    for each in sorted(material.view.signatures, key=lambda each: each.when.last):
        signed.setdefault(each.when, []).append(material.name(each.party))
    return DocumentTable(
        heads,
        [[material.told(when_said(when)), ", ".join(sorted(names, key=sort_key))] for when, names in signed.items()],
    )


# --- Clauses ---------------------------------------------------------------------------------------------------


def _clauses(material: Material, number: int) -> list[DocumentClause]:
    wording = {each.clause: each for each in wording_at(material.state, number)}
    found: list[DocumentClause] = [
        DocumentClause(key, each.number, each.heading, lines(material.texts[each.text]), _notes(material, key, number))
        for key, each in wording.items()
    ]
    for key, last in _gone(material.state, number).items():
        at = next((at for at, each in enumerate(found) if natural(each.number) > natural(last.number)), len(found))
        notes = _notes(material, key, number)
        found.insert(at, DocumentClause(key, last.number, last.heading, (), notes, gone=True))
    return found


def _gone(state: Agreement, number: int) -> dict[int, KeptWording]:
    """The clauses that earlier versions had, as they last read."""
    found = {}
    for clause in state.clauses:
        made = [revision for revision in clause.revisions if revision.version <= number]
        if len(made) > 1 and made[-1].wording is None and made[-2].wording is not None:
            found[clause.key] = made[-2].wording
    return found


def _notes(material: Material, key: int, number: int) -> list[str]:
    """What versions after the first made of a clause, newest first."""
    state = material.state
    starts = {version.number: version.effective_from for version in state.versions}
    (clause,) = (each for each in state.clauses if each.key == key)
    told = []
    before = None
    for revision in clause.revisions:
        after, version = revision.wording, revision.version
        if 1 < version <= number:
            told.append(material.told(_note(before, after, version, starts[version])))
        before = after
    return told[::-1]


def _note(before: KeptWording | None, after: KeptWording | None, version: int, since: date) -> Message:
    """What a version made of a clause."""
    if after is None:
        return message("struck by version {version}, from {since}", version=version, since=since)
    if before is None:
        return message("added by version {version}, from {since}", version=version, since=since)
    if (before.text, before.heading, before.kind) == (after.text, after.heading, after.kind):
        return message(
            "formerly § {number}; renumbered by version {version}, from {since}",
            number=before.number,
            version=version,
            since=since,
        )
    return message("changed by version {version}, from {since}", version=version, since=since)


def clause_texts(state: Agreement, *numbers: int) -> set[str]:
    """The digests of the texts of these versions."""
    return {each.text for number in numbers for each in wording_at(state, number)}
