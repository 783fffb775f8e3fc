"""The kinds of value that commands, events and states are made of, with their limits.

A field's limit stands in its annotation, once: `Annotated[str, Text(200)]`. Intake checks it, the published
schema states it.
"""

import re
import unicodedata
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from hashlib import sha256
from typing import Annotated

from events.message import Message, Value, message


class Invalid(ValueError):
    """A value outside the limits of its field; `message` says to a person what is asked for."""

    def __init__(self, text: str | Message, /, **values: Value) -> None:
        self.message = message(text, **values)
        super().__init__(str(self.message))


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_BREAKS = re.compile("[\t\r\n]")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Text:
    """A text of 1 to `most` characters after trimming and NFC; one line unless `lines`.

    `pattern` is a regular expression that the whole text must match, `form` says in words what it asks for.
    """

    most: int
    lines: bool = False
    pattern: str | None = None
    form: Message | None = None

    def check(self, text: str) -> str:
        """The text, trimmed and in NFC. Raises `Invalid` outside the limits."""
        text = unicodedata.normalize("NFC", text).strip()
        if not text:
            raise Invalid("must not be empty")
        if len(text) > self.most:
            raise Invalid("is longer than {most} characters", most=self.most)
        if _FORBIDDEN.search(text) or _SURROGATES.search(text):
            raise Invalid("contains control characters")
        if not self.lines and _LINE_BREAKS.search(text):
            raise Invalid("must be a single line")
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            raise Invalid("must be {form}", form=self.form)
        return text

    @property
    def limit(self) -> str:
        """The limit in words, for the published schema."""
        if self.form is None:
            return f"At most {self.most} characters."
        form = str(self.form)
        return f"{form[:1].upper()}{form[1:]}."


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def check(self, number: int) -> int:
        """The number. Raises `Invalid` outside the limits."""
        if not self.least <= number <= self.most:
            raise Invalid("must be between {least} and {most}", least=self.least, most=self.most)
        return number

    @property
    def limit(self) -> str:
        """The limit in words, for the published schema."""
        return f"From {self.least} to {self.most}."


@dataclass(frozen=True)
class Exact:
    """A decimal number of at most `digits` digits before the point and `places` after it, not below `least`."""

    digits: int
    places: int
    least: int | None = None

    def check(self, number: Decimal) -> Decimal:
        """The number, spelled without an exponent or trailing zeros. Raises `Invalid` outside the limits."""
        if not number.is_finite() or abs(number) >= 10**self.digits:
            raise Invalid("must have at most {digits} digits before the point", digits=self.digits)
        if self.least is not None and number < self.least:
            raise Invalid("must be at least {least}", least=self.least)
        spelled = f"{number:f}"
        if "." in spelled:
            spelled = spelled.rstrip("0").rstrip(".")
        if len(spelled.partition(".")[2]) > self.places:
            raise Invalid("must have at most {places} decimals", places=self.places)
        return abs(Decimal(spelled)) if number == 0 else Decimal(spelled)

    @property
    def limit(self) -> str:
        """The limit in words, for the published schema."""
        low = "" if self.least is None else f"At least {self.least}. "
        return f"{low}At most {self.digits} digits before the point and {self.places} after it."


@dataclass(frozen=True)
class Many:
    """At most `most` members, none of them twice."""

    most: int

    @property
    def limit(self) -> str:
        """The limit in words, for the published schema."""
        return f"At most {self.most} members."


@dataclass(frozen=True, init=False)
class Ref:
    """A reference to another entity of the county, `kind:uuid`, of one of `kinds` (none named: of any kind)."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True)
class ContentRef:
    """A reference to uploaded bytes, by their SHA-256."""


@dataclass(frozen=True)
class Allotted:
    """A number, or a tuple of several, that an act is allotted when it is recorded, and that later acts name it by:
    `what` it numbers."""

    what: str


class Subject(Enum):
    """Under whose key a text is sealed."""

    ENTITY = "the entity it stands in, so that erasing a person erases all that was ever sealed of it"
    EVENT = "the event it stands in, so that one text can be erased alone"


@dataclass(frozen=True)
class Sealed:
    """A text that names or may name a person: ciphertext, and the id of the key that opens it.

    `key` commits to the key (SHA-256), `box` is nonce and AES-256-GCM ciphertext, both base64url. Rules copy it
    unread; two are equal where the same text of the same field was sealed under the same key.
    """

    key: str
    box: str


@dataclass(frozen=True)
class Searched:
    """A public text that is found by full-text search: the service keeps it once, under its `digest_of`."""


@dataclass(frozen=True)
class PassageRef:
    """A reference to a text that is kept once, by its `digest_of`: how states hold what events say in full."""


def digest_of(text: str) -> str:
    """The name of a kept text: the SHA-256 of its UTF-8 bytes, base64url without padding."""
    return urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")


AnyRef = Annotated[str, Ref()]
"""Any entity of the county."""
Name = Annotated[str, Text(200)]
"""A name, in one line."""
PersonalText = Annotated[Sealed, Text(200), Subject.ENTITY]
"""A line about the person it stands in, sealed under the person's key."""
PASSAGE = Text(20_000, lines=True)
"""The limits of a clause and of whatever else is published at length."""
Passage = Annotated[str, PASSAGE, Searched()]
"""A public text of some length, as commands and events hold it: in full."""
TextDigest = Annotated[str, PassageRef()]
"""Such a text as states hold it: by its digest; readers are shown the text."""
Title = Annotated[str, Text(200), Searched()]
"""A title, in one line, found by search."""
Quantity = Annotated[Decimal, Exact(15, 6)]
"""A measured or expected quantity, exact."""
FREE_TEXT = Text(5_000, lines=True)
"""The limits of a free text, a reason among them."""
FreeText = Annotated[Sealed, FREE_TEXT, Subject.EVENT]
"""A free text, sealed under a key of its own event."""

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)


def check_day(day: date) -> date:
    """The day, if the record can hold it. Raises `Invalid` before 1900 and after 2199."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("must be between 1900 and 2199")
    return day


def check_moment(moment: datetime) -> datetime:
    """The moment in UTC, if the record can hold it. Raises `Invalid` without a zone, before 1900 and after 2199."""
    if moment.utcoffset() is None:
        raise Invalid("must be a moment with its zone")
    # What its own calendar says is looked at first: at the ends of all time there is no UTC.
    check_day(moment.date())
    in_utc = moment.astimezone(UTC)
    check_day(in_utc.date())
    return in_utc


_DIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def sort_key(name: str) -> str:
    """The key by which names sort after DIN 5007-1: umlauts as their vowels, ß as ss, accents and case ignored."""
    folded = unicodedata.normalize("NFC", name).lower().translate(_DIN)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain).split())


class Currency(StrEnum):
    """The currency of a sum of money (Währung), ISO 4217."""

    EUR = "EUR"
    """Euro."""


@dataclass(frozen=True)
class Money:
    """A sum of money in whole cents (Betrag)."""

    cents: Annotated[int, Whole(0, 10**15)]
    """The sum in cents (Betrag in Cent)."""
    currency: Currency = Currency.EUR
    """The currency of the sum (Währung)."""
