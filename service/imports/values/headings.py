"""The columns of a table of values, by what stands above them: German or English, in any order."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from events.message import Message
from service.language import Language, say
from service.pages.lists.values import (
    GOAL,
    GOAL_ID,
    METHOD,
    MIX,
    QUALITY,
    SERIES,
    SINCE,
    SOURCE,
    UNIT,
    UNTIL,
    VALUE,
)
from service.problems import InvalidInput
from service.sheets import Cell, Read

KNOWN = (GOAL_ID, GOAL, SERIES, METHOD, SINCE, UNTIL, VALUE, UNIT, QUALITY, SOURCE, MIX)
"""All columns, in the order of the template."""
NEEDED = (SINCE, UNTIL, VALUE, QUALITY, SOURCE)
"""Those without which nothing can be recorded; a goal is named by its id or its title besides."""

_MARKS = {Language.DE: ",", Language.EN: "."}
_SHOWN_MOST = 60


def plain(text: str) -> str:
    """A text as it is compared: in NFC and trimmed."""
    return unicodedata.normalize("NFC", text).strip()


def _folded(text: str) -> str:
    return " ".join(plain(text).casefold().split())


_BY_WORDS = {_folded(say(heading, language)): (heading, language) for heading in KNOWN for language in Language}


class Headings:
    """The columns of one table."""

    def __init__(self, found: Iterable[str]) -> None:
        """Raises `InvalidInput` (BAD_HEADING) for a column that is not known, stands there twice or is missing."""
        self._found: dict[Message, str] = {}
        languages = set()
        for text in found:
            known = _BY_WORDS.get(_folded(text))
            if known is None:
                raise _unknown(text)
            heading, language = known
            if heading in self._found:
                raise InvalidInput(
                    "“{one}” and “{other}” are the same column; leave one out.",
                    code="BAD_HEADING",
                    one=self._found[heading],
                    other=text,
                )
            self._found[heading] = text
            languages.add(language)
        self.language = languages.pop() if len(languages) == 1 else None
        """The language of the headings; None where they are mixed."""
        self._check_whole()

    @property
    def mark(self) -> str | None:
        """The decimal mark of the table, where its headings tell."""
        return None if self.language is None else _MARKS[self.language]

    @property
    def goal(self) -> Message:
        """The column by which rows name their goals."""
        return GOAL_ID if GOAL_ID in self._found else GOAL

    def told(self, heading: Message) -> str:
        """What a column is called in this table."""
        return self._found.get(heading) or say(heading, self.language or Language.EN)

    def cell(self, heading: Message, read: Read) -> Cell:
        """What stands in a column of a row; None where nothing does."""
        return read.get(self._found.get(heading, ""))

    def _check_whole(self) -> None:
        absent = [heading for heading in NEEDED if heading not in self._found]
        if GOAL_ID not in self._found and GOAL not in self._found:
            absent = [GOAL_ID, *absent]
        if absent:
            raise InvalidInput(
                "Columns are missing: {columns}.",
                code="BAD_HEADING",
                columns=tuple(absent),
            )


def _unknown(text: str) -> InvalidInput:
    shown = text[:_SHOWN_MOST]
    near = get_close_matches(_folded(shown), _BY_WORDS, 1)
    if near:
        heading, language = _BY_WORDS[near[0]]
        known = say(heading, language)
        return InvalidInput(
            "The column “{shown}” is not known; is “{known}” meant?", code="BAD_HEADING", shown=shown, known=known
        )
    return InvalidInput(
        "The column “{shown}” is not known; known are: {columns}.", code="BAD_HEADING", shown=shown, columns=KNOWN
    )
