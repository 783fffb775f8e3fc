"""What can stand against a command: each is an outcome to show to a person or a program, never a fault of ours."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.message import Message, Value, message
from service.recorded import Recorded


class Problem(Exception):
    """Why a command or a question was not answered.

    `code` is stable and for programs; `path` names the input's field at fault in GraphQL spelling (empty: the
    whole input); `message` says to a person what is wrong and what to do.
    """

    code = "PROBLEM"

    def __init__(self, text: str | Message, path: Sequence[str] = (), code: str | None = None, **values: Value) -> None:
        self.message = message(text, **values)
        super().__init__(str(self.message))
        self.path = tuple(path)
        if code is not None:
            self.code = code


class Refused(Problem):
    """The rules of the field do not allow it; `code` is the rule's own (abgelehnt)."""

    code = "REJECTED"
    event: str | None = None

    def because_of(self, event: str) -> "Refused":
        """The same problem, with the later event that stands against a correction."""
        self.event = event
        return self


class InvalidInput(Problem):
    """A value outside the limits of its field, or one that cannot be read (unzulässige Eingabe)."""

    code = "INVALID_INPUT"


class NotFound(Problem):
    """There is no such thing for this reader: either it does not exist or it is not to be seen (nicht gefunden)."""

    code = "NOT_FOUND"


class Forbidden(Problem):
    """The reader may not do this (keine Berechtigung)."""

    code = "FORBIDDEN"


class Unauthenticated(Problem):
    """No valid token came with the request."""

    code = "UNAUTHENTICATED"


class CommandIdReused(Problem):
    """The same command id came with other content before (Kennung schon verwendet)."""

    code = "COMMAND_ID_REUSED"


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Two texts that were made from one and the same: what stands now, and what the command would put there.

    `base` is the text that both were made from, None where it is not known any more; `yours` is None where the command
    says no text of its own.
    """

    base: str | None
    theirs: str
    yours: str | None


class StaleVersion(Problem):
    """The entity, or the part of it that the command is about, is newer than the version that the command expected;
    `changes` says how (veraltete Fassung)."""

    code = "STALE_VERSION"

    def __init__(
        self,
        version: int,
        since: Sequence[Recorded],
        text: Message | None = None,
        path: Sequence[str] = ("expectedVersion",),
        conflict: TextConflict | None = None,
    ) -> None:
        super().__init__(
            text
            or message(
                "The entity is at version {version} by now; look at what has changed and try again.", version=version
            ),
            path,
        )
        self.version = version
        self.since = tuple(since)
        self.conflict = conflict


class Contended(Problem):
    """What the decision looked at kept changing; nothing was written (zu viele gleichzeitige Änderungen)."""

    code = "CONTENDED"


class ResyncRequired(Problem):
    """A cursor that this record did not give out, or not in this life: a back-up has been restored since."""

    code = "RESYNC_REQUIRED"


class Unavailable(Problem):
    """The database cannot be reached; the same command id may be sent again (nicht erreichbar)."""

    code = "UNAVAILABLE"
