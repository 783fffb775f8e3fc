"""Document (Dokument): a file attached to something in the record, with every version it has had.

The record holds title, size, media type and SHA-256; the bytes are kept beside it under their SHA-256.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.decider import Content, Decider, Rejected, World, require
from events.policy import OFFICE, Audience, Concern, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.refs import DocumentRef
from events.rules import check_absent, check_correction, check_known, existing
from events.values import AnyRef, ContentRef, EventId, Name, Text, Whole

Sha256 = Annotated[str, ContentRef()]
Size = Annotated[int, Whole(0, 2**31 - 1)]
MediaType = Annotated[str, Text(200)]
Number = Annotated[int, Whole(1, 1_000_000)]


@dataclass(frozen=True)
class DocumentVersion:
    """One version of a document (Fassung)."""

    number: Number
    """1 for the first, then counted on (Nummer der Fassung)."""
    content: Sha256
    """SHA-256 of the bytes, in hexadecimal (Prüfsumme)."""
    size: Size
    """Size in bytes (Größe)."""
    media_type: MediaType
    """What kind of file it is (Medientyp)."""
    on: date
    """The day on which it was attached (angefügt am)."""


@dataclass(frozen=True)
class Document:
    """All that is recorded of a document."""

    to: AnyRef
    title: Name
    visibility: Visibility
    versions: tuple[DocumentVersion, ...]
    withdrawn: date | None = None


@dataclass(frozen=True)
class DocumentOnDay:
    """A file attached to something in the record (Dokument, Anlage)."""

    to: AnyRef
    """What it is attached to (Anlage zu)."""
    title: Name
    """Its title (Titel)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""
    current: DocumentVersion
    """The version that was the newest on the day; before its first day, the first (Fassung)."""
    versions: tuple[DocumentVersion, ...]
    """All its versions, oldest first (alle Fassungen)."""
    withdrawn: bool
    """Whether it is withdrawn on the day (zurückgezogen)."""
    withdrawn_on: date | None
    """The day on which it was withdrawn (zurückgezogen am)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DocumentAttached:
    """A file was attached to something in the record (Dokument angefügt)."""

    to: AnyRef
    """What it is attached to (Anlage zu)."""
    title: Name
    """Its title (Titel)."""
    content: Sha256
    """SHA-256 of the bytes, in hexadecimal (Prüfsumme)."""
    size: Size
    """Size in bytes (Größe)."""
    media_type: MediaType
    """What kind of file it is (Medientyp)."""
    seen_by: Visibility
    """Who may see it (Sichtbarkeit)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DocumentReplaced:
    """A document has a new version; the earlier ones stay (neue Fassung)."""

    number: Number
    """The number of the new version (Nummer der Fassung)."""
    content: Sha256
    """SHA-256 of the bytes, in hexadecimal (Prüfsumme)."""
    size: Size
    """Size in bytes (Größe)."""
    media_type: MediaType
    """What kind of file it is (Medientyp)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DocumentRetitled:
    """A document has another title (Titel geändert)."""

    title: Name
    """The new title (neuer Titel)."""


@dataclass(frozen=True)
class DocumentReclassified:
    """Others than before may see a document (Sichtbarkeit geändert)."""

    seen_by: Visibility
    """Who may see it now (Sichtbarkeit)."""


@dataclass(frozen=True)
class DocumentWithdrawn:
    """A document is no longer to be used; it stays in the record (Dokument zurückgezogen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DocumentCorrected:
    """Something recorded wrongly of a document was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    to: AnyRef | None = None
    """What it is attached to (Anlage zu)."""
    title: Name | None = None
    """Its title (Titel)."""
    withdrawal_withdrawn: bool = False
    """Whether it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AttachDocument:
    """Attach an uploaded file to something in the record (Dokument anfügen)."""

    to: AnyRef
    """What it is attached to (Anlage zu)."""
    title: Name
    """Its title (Titel)."""
    content: Sha256
    """SHA-256 of the uploaded bytes, in hexadecimal (Prüfsumme)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class ReplaceDocument:
    """Give a document a new version; the earlier ones stay (neue Fassung)."""

    id: DocumentRef
    """The document (Dokument)."""
    content: Sha256
    """SHA-256 of the uploaded bytes, in hexadecimal (Prüfsumme)."""


@dataclass(frozen=True)
class RetitleDocument:
    """Give a document another title (Titel ändern)."""

    id: DocumentRef
    """The document (Dokument)."""
    title: Name
    """The new title (neuer Titel)."""


@dataclass(frozen=True)
class ChangeDocumentVisibility:
    """Change who may see a document (Sichtbarkeit ändern)."""

    id: DocumentRef
    """The document (Dokument)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class WithdrawDocument:
    """Mark a document as no longer to be used; it stays in the record (Dokument zurückziehen)."""

    id: DocumentRef
    """The document (Dokument)."""


@dataclass(frozen=True)
class CorrectDocument:
    """Put right what was recorded wrongly of a document; needs a reason. What is left out stays (Berichtigung)."""

    id: DocumentRef
    """The document (Dokument)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    to: AnyRef | None = None
    """What it is attached to (Anlage zu)."""
    title: Name | None = None
    """Its title (Titel)."""
    withdrawal_withdrawn: bool = False
    """True: it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Document | None, world: World) -> list[Any]:
    """The events that follow from a command on a document."""
    if isinstance(command, AttachDocument):
        return _attach(command, state, world)
    state = existing(state)
    if isinstance(command, CorrectDocument):
        return _correct(command, state, world)
    if isinstance(command, WithdrawDocument):
        return [] if state.withdrawn else [DocumentWithdrawn(world.today)]
    require(
        state.withdrawn is None,
        "WITHDRAWN",
        "id",
        "This document is withdrawn; attach another one.",
    )
    match command:
        case ReplaceDocument(content=sha256):
            newest = state.versions[-1]
            if sha256 == newest.content:
                return []
            content = _uploaded(sha256, world)
            return [DocumentReplaced(newest.number + 1, sha256, content.size, content.media_type, world.today)]
        case RetitleDocument(title=title):
            return [] if title == state.title else [DocumentRetitled(title)]
        case _:
            return [] if command.visibility == state.visibility else [DocumentReclassified(command.visibility)]


def _attach(command: AttachDocument, state: Document | None, world: World) -> list[Any]:
    check_absent(state)
    check_known(command.to, "to", world)
    content = _uploaded(command.content, world)
    return [
        DocumentAttached(
            to=command.to,
            title=command.title,
            content=command.content,
            size=content.size,
            media_type=content.media_type,
            seen_by=command.visibility,
            on=world.today,
        )
    ]


def _uploaded(sha256: str, world: World) -> Content:
    content = world.contents.get(sha256)
    if content is None:
        raise Rejected(
            "NOT_UPLOADED",
            "content",
            "These bytes have not been uploaded; upload them first.",
        )
    return content


def _correct(command: CorrectDocument, state: Document, world: World) -> list[Any]:
    check_correction(world)
    check_known(command.to, "to", world)
    event = DocumentCorrected(command.corrects, command.to, command.title, command.withdrawal_withdrawn)
    return [] if evolve(state, event) == state else [event]


def evolve(state: Document | None, event: Any) -> Document:
    """The document after the event."""
    if isinstance(event, DocumentAttached):
        first = DocumentVersion(1, event.content, event.size, event.media_type, event.on)
        return Document(event.to, event.title, event.seen_by, (first,))
    state = existing(state)
    match event:
        case DocumentReplaced(number=number, content=content, size=size, media_type=media_type, on=on):
            return replace(state, versions=(*state.versions, DocumentVersion(number, content, size, media_type, on)))
        case DocumentRetitled(title=title):
            return replace(state, title=title)
        case DocumentReclassified(seen_by=seen_by):
            return replace(state, visibility=seen_by)
        case DocumentWithdrawn(on=on):
            return replace(state, withdrawn=on)
        case _:
            return replace(
                state,
                to=event.to or state.to,
                title=event.title or state.title,
                withdrawn=None if event.withdrawal_withdrawn else state.withdrawn,
            )


def view(state: Document, on: date) -> DocumentOnDay:
    """The document as it stands on a day; before its first day, as it begins."""
    begun = [each for each in state.versions if each.on <= on]
    return DocumentOnDay(
        to=state.to,
        title=state.title,
        visibility=state.visibility,
        current=begun[-1] if begun else state.versions[0],
        versions=state.versions,
        withdrawn=state.withdrawn is not None and state.withdrawn <= on,
        withdrawn_on=state.withdrawn,
    )


def audience(ref: str, state: Document, event: Any) -> Audience:
    """A document has a visibility of its own; it concerns itself and what it is attached to."""
    return Audience(state.visibility, frozenset({ref, state.to}))


_OWN: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}

DOCUMENT = Decider(
    kind="document",
    state=Document,
    shown=DocumentOnDay,
    commands=(
        AttachDocument,
        ReplaceDocument,
        RetitleDocument,
        ChangeDocumentVisibility,
        WithdrawDocument,
        CorrectDocument,
    ),
    events={
        "DocumentAttached": DocumentAttached,
        "DocumentReplaced": DocumentReplaced,
        "DocumentRetitled": DocumentRetitled,
        "DocumentReclassified": DocumentReclassified,
        "DocumentWithdrawn": DocumentWithdrawn,
        "DocumentCorrected": DocumentCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    disclosure=Disclosure(audience, Concern.INHERITED),
    policy=Policy(
        may={
            AttachDocument: _OWN,
            ReplaceDocument: _OWN,
            RetitleDocument: _OWN,
            ChangeDocumentVisibility: _OWN,
            WithdrawDocument: _OWN,
            CorrectDocument: _OWN,
        }
    ),
)
