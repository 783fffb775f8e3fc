"""Why a command or query may fail: each problem is an answer for a person or a program, never an internal error."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.message import Message, Value, message
from service.recorded import Recorded


class Problem(Exception):
    """Why a command or query was not carried out.

    `code` is stable and meant for programs. `path` is the faulty input field in GraphQL spelling (empty for the whole
    input). `message` tells a person what is wrong and what to do.
    """

    code = "PROBLEM"

    def __init__(self, text: str | Message, path: Sequence[str] = (), code: str | None = None, **values: Value) -> None:
        self.message = message(text, **values)
        super().__init__(str(self.message))
        self.path = tuple(path)
        if code is not None:
            self.code = code


class Refused(Problem):
    """The rules do not allow it; `code` names the rule (abgelehnt)."""

    code = "REJECTED"
    event: str | None = None

    def because_of(self, event: str) -> "Refused":
        """The same problem, with the later event that conflicts with a correction."""
        self.event = event
        return self


class InvalidInput(Problem):
    """A value is outside the limits of its field or cannot be read (unzulässige Eingabe)."""

    code = "INVALID_INPUT"


class NotFound(Problem):
    """It does not exist, or the viewer may not see it (nicht gefunden)."""

    code = "NOT_FOUND"


class Forbidden(Problem):
    """The viewer is not allowed to do this (keine Berechtigung)."""

    code = "FORBIDDEN"


class Unauthenticated(Problem):
    """No valid token came with the request."""

    code = "UNAUTHENTICATED"


class CommandIdReused(Problem):
    """The command id was already used with different content (Kennung schon verwendet)."""

    code = "COMMAND_ID_REUSED"


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Two texts with the same origin: the current one, and the one in the command.

    `base` is the text that both started from, None if it is no longer known; `yours` is None if the command has no
    text.
    """

    base: str | None
    theirs: str
    yours: str | None


class StaleVersion(Problem):
    """The entity, or the part that the command changes, has moved on from the expected version; `changes` says how
    (veraltete Fassung)."""

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
                "The entry was changed in the meantime and is now at version {version}; look at the changes and try "
                "again.",
                version=version,
            ),
            path,
        )
        self.version = version
        self.since = tuple(since)
        self.conflict = conflict


class Contended(Problem):
    """What the command depends on kept changing; nothing was written (zu viele gleichzeitige Änderungen)."""

    code = "CONTENDED"


class ResyncRequired(Problem):
    """This record did not issue the cursor, or a backup has been restored since."""

    code = "RESYNC_REQUIRED"


class Unavailable(Problem):
    """The database cannot be reached; it is safe to send the same command id again (nicht erreichbar)."""

    code = "UNAVAILABLE"
