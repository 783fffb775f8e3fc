"""Document (Dokument): a file attached to something in the record, with every version it has had.

The record holds title, size, media type and SHA-256; the bytes are kept beside it under their SHA-256.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.aggregate import aggregate
from events.assigned import assigned
from events.decider import Act, Content, Part, Rejected, World, recorded, require
from events.policy import OFFICE, Audience, Concern, Disclosure, Grants, Relation, Role, Visibility
from events.refs import DocumentRef
from events.rules import check_known
from events.values import Allotted, AnyRef, ContentRef, Name, Text, Whole
from events.when import HappenedOn

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


@dataclass(frozen=True)
class _OfDocument:
    id: DocumentRef
    """The document (Dokument)."""


# --- Its versions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Attachment:
    to: AnyRef
    """What it is attached to (Anlage zu)."""
    title: Name
    """Its title (Titel)."""
    content: Sha256
    """SHA-256 of the uploaded bytes, in hexadecimal (Prüfsumme)."""
    seen_by: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class DocumentAttached(_Attachment):
    """A file was attached to something in the record (Dokument angefügt)."""

    size: Size
    """Size in bytes (Größe)."""
    media_type: MediaType
    """What kind of file it is (Medientyp)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AttachDocument(_Attachment):
    """Attach an uploaded file to something in the record (Dokument anfügen)."""


def _attach(command: AttachDocument, state: None, world: World) -> list[Any]:
    check_known(command.to, "to", world)
    file = _uploaded(command.content, world)
    return [recorded(DocumentAttached, command, size=file.size, media_type=file.media_type, on=world.today)]


def _attached(state: None, event: DocumentAttached) -> Document:
    first = recorded(DocumentVersion, event, number=1)
    return Document(event.to, event.title, event.seen_by, (first,))


@dataclass(frozen=True)
class DocumentReplaced(DocumentVersion):
    """A document has a new version; the earlier ones stay (neue Fassung)."""

    number: Annotated[Number, Allotted("version")]
    """The number of the new version (Nummer der Fassung)."""


@dataclass(frozen=True)
class ReplaceDocument(_OfDocument):
    """Give a document a new version; the earlier ones stay (neue Fassung)."""

    content: Sha256
    """SHA-256 of the uploaded bytes, in hexadecimal (Prüfsumme)."""


def _replace(command: ReplaceDocument, state: Document, world: World) -> list[Any]:
    _check_in_use(state)
    newest = state.versions[-1]
    if command.content == newest.content:
        return []
    file = _uploaded(command.content, world)
    return [DocumentReplaced(newest.number + 1, command.content, file.size, file.media_type, world.today)]


def _replaced(state: Document, event: DocumentReplaced) -> Document:
    return replace(state, versions=(*state.versions, recorded(DocumentVersion, event)))


def _uploaded(sha256: str, world: World) -> Content:
    content = world.contents.get(sha256)
    if content is None:
        raise Rejected("NOT_UPLOADED", "content", "This file has not been uploaded; upload it first.")
    return content


# --- Its title, who may see it, and whether it is used ---------------------------------------------------------


@dataclass(frozen=True)
class DocumentRetitled:
    """A document has another title (Titel geändert)."""

    title: Name
    """The new title (neuer Titel)."""


@dataclass(frozen=True)
class RetitleDocument(DocumentRetitled, _OfDocument):
    """Give a document another title (Titel ändern)."""


@dataclass(frozen=True)
class DocumentReclassified:
    """Others than before may see a document (Sichtbarkeit geändert)."""

    seen_by: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class ChangeDocumentVisibility(DocumentReclassified, _OfDocument):
    """Change who may see a document (Sichtbarkeit ändern)."""


@dataclass(frozen=True)
class DocumentWithdrawn(HappenedOn):
    """A document is no longer to be used; it stays in the record (Dokument zurückgezogen)."""


@dataclass(frozen=True)
class WithdrawDocument(_OfDocument):
    """Mark a document as no longer to be used; it stays in the record (Dokument zurückziehen)."""


def _withdraw(command: WithdrawDocument, state: Document, world: World) -> list[Any]:
    return [] if state.withdrawn else [DocumentWithdrawn(world.today)]


def _check_in_use(state: Document) -> None:
    require(state.withdrawn is None, "WITHDRAWN", "id", "This document is withdrawn; attach another one.")


# --- The document ----------------------------------------------------------------------------------------------


def view(state: Document, on: date) -> DocumentOnDay:
    """The document as it stands on a day; before its first day, as it begins."""
    begun = [each for each in state.versions if each.on <= on]
    return recorded(
        DocumentOnDay,
        state,
        current=begun[-1] if begun else state.versions[0],
        withdrawn=state.withdrawn is not None and state.withdrawn <= on,
        withdrawn_on=state.withdrawn,
    )


def audience(ref: str, state: Document, event: Any) -> Audience:
    """A document has a visibility of its own; it concerns itself and what it is attached to."""
    return Audience(state.visibility, frozenset({ref, state.to}))


_OWN: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}

DOCUMENT = aggregate(
    "document",
    Document,
    (
        Part(
            (
                Act(AttachDocument, _attach, {DocumentAttached: _attached}, _OWN, begins=True),
                Act(ReplaceDocument, _replace, {DocumentReplaced: _replaced}, _OWN),
                assigned(RetitleDocument, DocumentRetitled, "title", _check_in_use, may=_OWN),
                assigned(ChangeDocumentVisibility, DocumentReclassified, "visibility", _check_in_use, may=_OWN),
                Act(
                    WithdrawDocument,
                    _withdraw,
                    {DocumentWithdrawn: lambda state, event: replace(state, withdrawn=event.on)},
                    _OWN,
                ),
            )
        ),
    ),
    may_correct=_OWN,
    shown=DocumentOnDay,
    view=view,
    disclosure=Disclosure(audience, Concern.INHERITED),
)
