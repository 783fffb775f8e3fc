"""What the record says to people: sentences from the catalogue, days, numbers, amounts and lists.

English is in the code, as the template of a `Message`; German is in the gettext catalogue `locale/de.po`. An enum
member's English label is its name, its German label the term in brackets in its docstring; a class is labelled by its
docstring in both languages.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from events.message import Amount, Message, Value
from service.berlin import BERLIN
from service.docstrings import in_both, of_class, of_member

CATALOGUE = Path(__file__).parent / "locale" / "de.po"
"""The German translations."""


class Language(StrEnum):
    """The languages of the record (Sprache)."""

    DE = "DE"
    """Deutsch."""
    EN = "EN"
    """English."""


LOCALES = {Language.DE: "de_DE", Language.EN: "en_GB"}
"""The locale of each language, as Babel names it."""
_DAYS = {Language.DE: "d. MMMM y", Language.EN: "d MMMM y"}


@cache
def translations(language: Language) -> NullTranslations:
    """The translations into a language, keyed by the English texts."""
    if language is Language.EN:
        return NullTranslations()
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale="de"))
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(said: Value, language: Language) -> str:
    """A message or any other value in a language; empty for None.

    Whole numbers have no thousands separators, as they may be years or versions; the count of a plural has them.
    """
    match said:
        case None:
            return ""
        case Message():
            return _sentence(said, language)
        case tuple():
            return format_list([say(each, language) for each in said], locale=LOCALES[language])
        case Enum():
            return _called(said, language)
        case datetime():
            moment = said.astimezone(BERLIN)
            return f"{say(moment.date(), language)}, {moment:%H:%M}"
        case date():
            return format_date(said, _DAYS[language], LOCALES[language])
        case Decimal():
            return _number(said, language)
        case Fraction():
            return _fraction(said, language)
        case str():
            return said
        case int():
            return f"−{-said}" if said < 0 else str(said)
        case type():
            return in_both(of_class(said))[language is Language.DE]
        case _:
            return _money(said, language)


def _sentence(message: Message, language: Language) -> str:
    found = translations(language)
    if message.plural is None or message.count is None:
        template = found.gettext(message.text)
    else:
        template = found.ngettext(message.text, message.plural, message.count)
    said = {name: say(value, language) for name, value in message.values}
    if message.count is not None:
        said["count"] = _number(Decimal(message.count), language)
    return template.format(**said)


def _called(member: Enum, language: Language) -> str:
    if language is Language.DE:
        return in_both(of_member(member))[1]
    return member.name.lower().replace("_", " ")


def _number(number: Decimal, language: Language) -> str:
    """A number with thousands separators, its own decimals and a true minus sign."""
    decimals = f"{number:f}".partition(".")[2]
    pattern = f"#,##0.{'0' * len(decimals)}" if decimals else "#,##0"
    text = format_decimal(abs(number), pattern, LOCALES[language])
    return f"−{text}" if number < 0 else text


def _fraction(number: Fraction, language: Language) -> str:
    """A decimal if two places are enough, otherwise a fraction: `19,5`, `1/3`, `2 1/3`."""
    hundredths = number * 100
    if hundredths.denominator == 1:
        return _number(Decimal(hundredths.numerator).scaleb(-2).normalize(), language)
    whole, rest = divmod(number, 1)
    return f"{whole} {rest}" if whole else str(rest)


def _money(amount: Amount, language: Language) -> str:
    return format_currency(Decimal(amount.cents).scaleb(-2), amount.currency, locale=LOCALES[language])
