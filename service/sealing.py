"""Sealed texts: AES-256-GCM under keys of their subjects, the keys wrapped by the master key.

A key's id is the SHA-256 of the key, so a sealed text opens with one key only. The nonce is derived from key, field and
text (HMAC-SHA256): the same text in the same field under the same key gives the same ciphertext, and different texts
never share a nonce. Deleting a key erases every text sealed under it without changing a stored byte of an event.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from events.values import Sealed

_NONCE = 12


class SealStatus(StrEnum):
    """Whether a reader gets the text of a sealed text (Lesbarkeit)."""

    READABLE = "READABLE"
    """The text is given (lesbar)."""
    NOT_PERMITTED = "NOT_PERMITTED"
    """The text exists, but this reader may not read it (nicht berechtigt)."""
    ERASED = "ERASED"
    """The text's key was deleted; nobody can read it any more (gelöscht)."""


class Clear(Sealed):
    """An incoming text that is not sealed yet: only commands hold it, and only until it is sealed."""

    def __init__(self, text: str) -> None:
        super().__init__(key="", box=text)

    @property
    def text(self) -> str:
        """The text in the clear."""
        return self.box

    def __repr__(self) -> str:
        return "Clear(…)"


@dataclass(frozen=True, slots=True, repr=False)
class SealingKey:
    """The key of a subject, with its id and its wrapped form."""

    key_id: str
    subject: str
    secret: bytes
    wrapped: bytes

    def seal(self, text: str, field: str) -> Sealed:
        """The text, sealed."""
        derived = hmac.digest(self.secret, f"{field}\0{text}".encode(), "sha256")
        nonce = derived[:_NONCE]
        box = nonce + AESGCM(self.secret).encrypt(nonce, text.encode(), None)
        return Sealed(self.key_id, urlsafe_b64encode(box).decode())


def open_sealed(secret: bytes, sealed: Sealed) -> str:
    """The text of a sealed text. Raises ValueError if the key is not the one that sealed it."""
    if key_id_of(secret) != sealed.key:
        raise ValueError("not the key of this box")
    box = urlsafe_b64decode(sealed.box)
    return AESGCM(secret).decrypt(box[:_NONCE], box[_NONCE:], None).decode()


def key_id_of(secret: bytes) -> str:
    """The id that commits to a key."""
    return urlsafe_b64encode(hashlib.sha256(b"klimakreis sealing key" + secret).digest()).decode().rstrip("=")


class WrongMasterKey(RuntimeError):
    """This record's keys were wrapped with another master key."""

    def __init__(self) -> None:
        super().__init__(
            "the master key is not the one with which this record's keys were wrapped: name that one with "
            "KLIMAKREIS_MASTER_KEY or KLIMAKREIS_MASTER_KEY_FILE"
        )


class MasterKey:
    """The key that wraps all other keys; it comes from a file or the environment and is never stored."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("the master key must have 32 bytes")
        self._aead = AESGCM(secret)

    def new_key(self, county: UUID, subject: str) -> SealingKey:
        """A new key for a subject."""
        secret = os.urandom(32)
        key_id = key_id_of(secret)
        nonce = os.urandom(_NONCE)
        wrapped = nonce + self._aead.encrypt(nonce, secret, _bound(county, key_id))
        return SealingKey(key_id, subject, secret, wrapped)

    def unwrap(self, county: UUID, key_id: str, subject: str, wrapped: bytes) -> SealingKey:
        """A stored key. Raises `WrongMasterKey`."""
        try:
            secret = self._aead.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(county, key_id))
        except InvalidTag as fault:
            raise WrongMasterKey from fault
        return SealingKey(key_id, subject, secret, wrapped)


def _bound(county: UUID, key_id: str) -> bytes:
    return county.bytes + key_id.encode()
