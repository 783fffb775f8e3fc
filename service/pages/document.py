"""A version of an agreement as a document: all that its page and its Markdown say, in their order."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from events.agreement.headcount import AgreementParty
from events.agreement.lifecycle import AgreementStatus, effective_from
from events.agreement.reading import span_of
from events.agreement.state import Agreement
from events.agreement.versions import natural, terms_at, wording_at
from events.agreement.view import AgreementOnDay
from events.agreement.wording import KeptWording
from events.values import sort_key
from events.when import Certainty, When
from service.language import Language
from service.pages import speech
from service.pages.typography import HELD, told_day, told_since, told_when


@dataclass(frozen=True)
class Line:
    """A paragraph; `mark` is what numbers it, such as (1), a) or a dash."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in a table's cell, and below it in small print."""

    text: str
    small: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Paragraphed:
    """A clause as the document shows it; `notes` tell in the margin which version made it so."""

    key: int
    number: str
    heading: str
    text: Sequence[Line]
    notes: Sequence[str] = ()
    gone: bool = False


@dataclass(frozen=True)
class Material:
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

    def say(self, de: str, en: str) -> str:
        """The words of the document's language."""
        return de if self.language is Language.DE else en

    def name(self, ref: str) -> str:
        """What a party is called on the day."""
        return self.names.get(ref) or self.say("(hier nicht sichtbar)", "(not visible here)")

    def day(self, day: date) -> str:
        """A day in words."""
        return told_day(day, self.language)

    def when(self, when: When) -> str:
        """On which day, or between which."""
        return told_when(when, self.language)

    def version(self, number: int) -> str:
        """A version by its number, within a sentence."""
        return f"{self.say('Fassung', 'version')}{HELD}{number}"

    def version_title(self, number: int) -> str:
        """A version by its number, on its own."""
        return f"{self.say('Fassung', 'Version')}{HELD}{number}"

    @property
    def footer(self) -> str:
        """Where this comes from, and of which day it tells."""
        return self.say(
            f"Aus dem Verzeichnis Klimakreis, Position {self.position}; Stand am {self.day(self.on)}. Verbindlich ist "
            "die unterzeichnete Urkunde.",
            f"From the record Klimakreis, position {self.position}; as of {self.day(self.on)}. The signed paper is "
            "binding.",
        )


@dataclass(frozen=True)
class Document:
    """All that the page of a version says."""

    say: Callable[[str, str], str]
    lang: str
    title: str
    form: str
    version: str
    banner: str
    facts: Sequence[tuple[str, str]]
    parties: Table
    party_count: str
    merged: str
    former: Table
    purpose: Sequence[Line]
    clauses: Sequence[Paragraphed]
    terms: Sequence[tuple[str, Sequence[str]]]
    signatures: Table
    versions: Table
    footer: str = field(default="")


def document(material: Material, number: int) -> Document:
    """The document of a version that there is."""
    state, view = material.state, material.view
    there = [each for each in material.parties if _is_there(view, each)]
    return Document(
        say=material.say,
        lang=material.language.value.lower(),
        title=view.title,
        form=speech.FORMS[view.form][material.language],
        version=f"{material.version_title(number)}{_held(material, number)}",
        banner=_banner(material, number),
        facts=list(_facts(material)),
        parties=_party_table(material, there),
        party_count=_count(there),
        merged=_merged(material, there),
        former=_party_table(material, [each for each in material.parties if _has_left(each)]),
        purpose=lines(material.texts[view.purpose]),
        clauses=_clauses(material, number),
        terms=[
            (speech.PARTS[part][material.language], told)
            for part, told in speech.told_terms(terms_at(state, number), material.language).items()
            if told
        ],
        signatures=_signature_table(material),
        versions=_version_table(material),
        footer=material.footer,
    )


_MARKED = re.compile(r"(\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}\)|[-–•])\s+(?=\S)")


def lines(text: str) -> list[Line]:
    """The paragraphs of a text, each with what numbers it."""
    found = []
    for line in filter(None, (each.strip() for each in text.split("\n"))):
        marked = _MARKED.match(line)
        mark = marked[1] if marked else ""
        found.append(Line(line[marked.end() :] if marked else line, "–" if mark == "-" else mark))
    return found


# --- Versions --------------------------------------------------------------------------------------------------


def _held(material: Material, number: int) -> str:
    since, over = span_of(material.state, number)
    if since is None:
        return ""
    if over is None:
        return material.say(f", gilt ab {material.day(since)}", f", holds from {material.day(since)}")
    if over <= since:
        return material.say(", galt an keinem Tag", ", held on no day")
    last = material.day(over - timedelta(days=1))
    return material.say(f", gilt vom {material.day(since)} bis {last}", f", holds from {material.day(since)} to {last}")


def _banner(material: Material, number: int) -> str:
    view = material.view
    if view.status is not AgreementStatus.IN_FORCE:
        return speech.STATUSES[view.status][material.language]
    if view.current_version != number:
        current = material.version(view.current_version)
        return material.say(
            f"Am {material.day(material.on)} gilt {current}", f"On {material.day(material.on)} {current} holds"
        )
    return ""


def _version_table(material: Material) -> Table:
    state = material.state
    heads = [material.say("Fassung", "Version"), material.say("gilt ab", "holds from"),
             material.say("angenommen", "adopted"), material.say("Anlass", "Occasion")]  # fmt: skip
    if not state.versions:
        return Table(heads, [])
    titles = {settled.number: settled.title for settled in state.settled}
    since = effective_from(state)
    first = [
        Cell("1"),
        Cell(material.day(since) if since else "–"),
        Cell("–"),
        Cell(material.say("Abschluss", "Conclusion")),
    ]
    later = [
        [Cell(f"{each.number}"), Cell(material.day(each.effective_from)), Cell(material.day(each.adopted)),
         Cell(titles.get(each.proposal) or "–")]
        for each in state.versions
    ]  # fmt: skip
    return Table(heads, [first, *later])


# --- Facts -----------------------------------------------------------------------------------------------------


def _facts(material: Material) -> Iterator[tuple[str, str]]:
    view, say = material.view, material.say
    yield (
        say("Stand", "Status"),
        f"{speech.STATUSES[view.status][material.language]} ({material.day(material.on)})",
    )
    yield say("Entwurf begonnen", "Drafting began"), material.when(view.drafted)
    if view.concluded is not None:
        yield say("Unterzeichnet", "Signed by all"), material.when(view.concluded)
    if view.approval is not None:
        yield say("Genehmigung", "Approval"), speech.told_approval(view.approval, material.language)
    if view.publication is not None:
        published = view.publication
        yield say("Bekanntmachung", "Publication"), f"{material.when(published.when)}: {published.where}"
    if view.effective_from is not None:
        yield say("In Kraft", "In force"), told_since(When(view.effective_from), material.language)
    if view.ends_on is not None:
        last = material.day(view.ends_on - timedelta(days=1))
        yield say("Letzter Tag", "Last day"), last
    if view.review_due is not None:
        overdue = say(" (überfällig)", " (overdue)") if view.review_overdue else ""
        yield say("Nächste Überprüfung", "Next review"), f"{say('bis', 'by')} {material.day(view.review_due)}{overdue}"
    for counted in view.party_counts:
        yield say("Veröffentlichte Anzahl", "Published number"), speech.told_count(counted, material.language)


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
    return material.say(
        "Vertragspartner, die sich zusammengeschlossen haben, zählen einmal.", "Parties that have merged count once."
    )


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


def _party_table(material: Material, parties: Sequence[AgreementParty]) -> Table:
    say = material.say
    heads = [say("Name", "Name"), say("Rolle", "Role"), say("seit", "since"), say("Bemerkung", "Remark")]
    ordered = sorted(
        parties, key=lambda each: (not each.party.startswith("county:"), sort_key(material.name(each.party)))
    )
    return Table(heads, [_party_row(material, each) for each in ordered])


def _party_row(material: Material, party: AgreementParty) -> list[Cell]:
    remarks = []
    if party.now != party.party:
        remarks.append(
            material.say(f"Rechtsnachfolge: {material.name(party.now)}", f"succeeded by: {material.name(party.now)}")
        )
    if party.notice is not None and material.sees_notices and party.is_party is not Certainty.NO:
        remarks.append(
            material.say(
                f"hat am {material.day(party.notice.given)} gekündigt",
                f"gave notice on {material.day(party.notice.given)}",
            )
        )
        remarks.append(_departure(material, When(party.notice.leaves), over=False))
    elif party.left is not None and (party.notice is None or party.is_party is Certainty.NO):
        remarks.append(_departure(material, party.left, over=party.is_party is not Certainty.YES))
    if party.is_party is Certainty.UNCERTAIN:
        remarks.append(material.say("an diesem Tag ungewiss", "uncertain on this day"))
    return [
        Cell(material.name(party.party)),
        Cell(party.role or ""),
        Cell(_span(material, party.joined) if party.joined else ""),
        Cell("; ".join(remarks)),
    ]


def _departure(material: Material, left: When, over: bool) -> str:
    """With which day a party left or leaves, as notices put it: the last on which it is one."""
    de, en = material.when(left), material.when(left)
    if left.known:
        last = material.day(left.earliest - timedelta(days=1))
        de, en = f"mit Ablauf des {last}", f"at the end of {last}"
    return material.say(f"ausgeschieden {de}" if over else f"scheidet {de} aus", f"{'left' if over else 'leaves'} {en}")


def _span(material: Material, when: When) -> str:
    return material.day(when.earliest) if when.known else material.when(when)


def _signature_table(material: Material) -> Table:
    """Who signed, by the days: many have the same."""
    heads = [material.say("Unterzeichnet", "Signed"), material.say("für", "for")]
    signed: dict[When, list[str]] = {}
    for each in sorted(material.view.signatures, key=lambda each: each.when.last):
        signed.setdefault(each.when, []).append(material.name(each.party))
    return Table(
        heads,
        [[Cell(material.when(when)), Cell(", ".join(sorted(names, key=sort_key)))] for when, names in signed.items()],
    )


# --- Clauses ---------------------------------------------------------------------------------------------------


def _clauses(material: Material, number: int) -> list[Paragraphed]:
    wording = {each.clause: each for each in wording_at(material.state, number)}
    found: list[Paragraphed] = [
        Paragraphed(key, each.number, each.heading, lines(material.texts[each.text]), _notes(material, key, number))
        for key, each in wording.items()
    ]
    for key, last in _gone(material.state, number).items():
        at = next((at for at, each in enumerate(found) if natural(each.number) > natural(last.number)), len(found))
        notes = _notes(material, key, number)
        found.insert(at, Paragraphed(key, last.number, last.heading, (), notes, gone=True))
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
        if 1 < revision.version <= number:
            if revision.wording is None:
                what = material.say("gestrichen mit", "struck by")
            elif before is None:
                what = material.say("eingefügt mit", "added by")
            elif (before.text, before.heading, before.kind) == (
                revision.wording.text, revision.wording.heading, revision.wording.kind
            ):  # fmt: skip
                what = material.say(f"vorher §{HELD}{before.number}; neu nummeriert mit",
                                    f"§{HELD}{before.number} before; renumbered by")  # fmt: skip
            else:
                what = material.say("geändert mit", "changed by")
            since = material.day(starts[revision.version])
            told.append(f"{what} {material.version(revision.version)}, {material.say('gilt ab', 'holds from')} {since}")
        before = revision.wording
    return told[::-1]


def clause_texts(state: Agreement, *numbers: int) -> set[str]:
    """The digests of the texts of these versions."""
    return {each.text for number in numbers for each in wording_at(state, number)}
