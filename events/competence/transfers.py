"""Transfers: a matter goes over to a body of another holder, under an agreement by which right and duty pass over."""

from dataclasses import dataclass
from datetime import date

from events.competence.names import CompetenceNumber, CompetenceThemes
from events.refs import AgreementRef, BodyRef, HolderRef
from events.terms import Code
from events.values import Name


@dataclass(frozen=True)
class Transfer:
    """A matter goes over to a body of another holder (Übertragung einer Zuständigkeit).

    Whether it holds on a day follows from its own days and from its agreement: it ends with the agreement, when the
    holder is party to it no more, and when the receiver is dissolved.
    """

    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    to: BodyRef
    """The body that it goes to (empfangendes Gremium)."""
    receiver: HolderRef
    """Whose body that is (Empfänger)."""
    agreement: AgreementRef
    """The agreement under which it is transferred (Vereinbarung)."""
    since: date
    """The first day on which it is agreed to hold (vereinbart ab)."""
    accepted: date | None = None
    """The day on which the receiver accepted it; none: it has not (angenommen am)."""
    revoked: date | None = None
    """The first day on which it holds no more; none: it was not revoked (widerrufen zum)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words (Umfang)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceTransferred:
    """A matter is to go over to a body of another holder, once that accepts it (Übertragung vereinbart)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    to: BodyRef
    """The body that it goes to (empfangendes Gremium)."""
    receiver: HolderRef
    """Whose body that is (Empfänger)."""
    agreement: AgreementRef
    """The agreement under which it is transferred (Vereinbarung)."""
    since: date
    """The first day on which it is agreed to hold (vereinbart ab)."""
    themes: CompetenceThemes
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None
    """Its scope in words (Umfang)."""


@dataclass(frozen=True)
class CompetenceTransferAccepted:
    """The receiver accepted a transfer (Übertragung angenommen)."""

    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The day (angenommen am)."""


@dataclass(frozen=True)
class CompetenceTransferRevoked:
    """A transfer holds no more from a day on (Übertragung widerrufen)."""

    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The first day on which it holds no more (widerrufen zum)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TransferCompetence:
    """Record that a matter is to go over to a body of another holder, under a delegating agreement or the statutes of a
    special-purpose association; it holds once it is accepted (Zuständigkeit übertragen)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    to: BodyRef
    """The body that it goes to, of another holder (empfangendes Gremium)."""
    agreement: AgreementRef
    """The agreement, in force on the first day, to which the holder is party (Vereinbarung)."""
    since: date
    """The first day on which it is agreed to hold (vereinbart ab)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words, such as "bis 50.000 EUR" (Umfang)."""


@dataclass(frozen=True)
class AcceptTransfer:
    """Record that the receiver accepted a transfer; from then on it holds (Übertragung annehmen)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The day, not a future one (angenommen am)."""


@dataclass(frozen=True)
class RevokeTransfer:
    """Record from which day on a transfer holds no more; before it is accepted it is withdrawn by that (Übertragung
    widerrufen)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The first day on which it holds no more (widerrufen zum)."""
