"""What an aggregate is: pure functions over plain dataclasses, and nothing else.

An aggregate module under `events/` defines its events, its state and its commands, and one `Decider` that names
them. Nothing here knows a clock, a random source or a database: time, ids, actor and other entities come in
through `World`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar, cast

from events.authority import Authority, Resting
from events.message import Message, Value, message
from events.policy import OFFICE, Disclosure, Grants

E = TypeVar("E")


class Rejected(Exception):
    """A command that the rules of the field do not allow.

    `code` is stable and for programs, `field` names the command's field at fault (empty: the whole command),
    `message` says to a person what is wrong and what to do.
    """

    def __init__(self, code: str, field: str, text: str | Message, /, **values: Value) -> None:
        self.code = code
        self.field = field
        self.message = message(text, **values)
        super().__init__(code, field, str(self.message))


class Superseded(Exception):
    """A part of an entity was edited since the version that a command names: never decided again in silence.

    `field` names the command's field that tells that version, `version` is the part's newest. `base` and `current` are
    the digests of its texts then (None where that is not known any more) and now; `message` says to a person what
    is wrong and what to do.
    """

    def __init__(
        self, field: str, version: int, base: str | None, current: str, text: str | Message, /, **values: Value
    ) -> None:
        self.message = message(text, **values)
        super().__init__(field, version, base, current, str(self.message))
        self.field = field
        self.version = version
        self.base = base
        self.current = current


@dataclass(frozen=True)
class Content:
    """Bytes that were uploaded and wait to be attached: what is known of them."""

    size: int
    media_type: str


@dataclass(frozen=True)
class World:
    """All that a decision may look at besides the entity's own state.

    `ref` is the entity written, `county` the county it belongs to, `today` the day in Europe/Berlin, `now` the
    moment in UTC. `latest` is the last day that something can be said to have happened on: today, also where an act of
    the past is told again, whose `today` is the day on which it was recorded. `states` holds the newest state of every
    entity that the command's fields or `reads` name, None for one that does not exist. `contents` holds uploaded bytes
    by their SHA-256. `reasoned` tells whether a reason was given; its text is sealed. `acts_for` is the entity for
    which the actor acts (None: for everyone, as the county's office does), so that a rule can let one act
    for itself only. `retold` are the events of the act that a correction decides again: whom it named, it may name.
    """

    ref: str
    county: str
    today: date
    now: datetime
    actor: str
    states: Mapping[str, Any] = field(default_factory=dict)
    contents: Mapping[str, Content] = field(default_factory=dict)
    authority: Authority | None = None
    reasoned: bool = False
    acts_for: str | None = None
    retold: tuple[Any, ...] = ()
    told_on: date | None = None

    @property
    def latest(self) -> date:
        """The last day that something can be said to have happened on."""
        return self.told_on or self.today


@dataclass(frozen=True)
class Due:
    """An effect that time alone has brought about: what follows, and the moment from which it does."""

    deadline: datetime
    events: tuple[Any, ...]


def require(holds: bool, code: str, field: str, text: str | Message, /, **values: Value) -> None:
    """Raise `Rejected` with this text and its values unless the rule holds."""
    if not holds:
        raise Rejected(code, field, text, **values)


def nothing_more(state: Any, command: Any, world: World) -> Iterable[str]:
    """The command's own fields name every entity that the decision looks at."""
    return ()


def for_anyone(state: Any, world: World) -> None:
    """Whomever the actor acts for, the act is open to whoever may do it at all."""


def rests_on_nothing(command: Any, state: Any, world: World) -> Resting | None:
    """The command is no act that a decision is asked for."""
    return None


def nothing_unique(ref: str, state: Any) -> frozenset[str]:
    """The entity holds nothing that must be unique in the county."""
    return frozenset()


def anything_can_be(state: Any, world: World) -> None:
    """The acts themselves see to it that the entity is sound."""


def anything_told(told: Any, state: Any, world: World) -> None:
    """Nothing more is asked of what is told."""


def nothing_besides(command: Any, state: Any, world: World) -> list[Any]:
    """No act records anything beside what follows from it."""
    return []


def as_recorded(state: Any, on: date) -> Any:
    """The state reads the same on every day."""
    return state


def stays_itself(state: Any, on: date) -> str | None:
    """The entity becomes no other."""
    return None


Decide = Callable[[Any, Any, World], list[Any]]
"""(command, state, world) -> the events that follow, none where nothing changes. Raises `Rejected`, `Superseded`."""
Evolve = Callable[[Any, Any], Any]
"""(state, event) -> the next state."""
Reads = Callable[[Any, Any, World], Iterable[str]]
"""(state, command, world) -> further entities that a decision looks at."""


@dataclass(frozen=True)
class Act:
    """One thing that can be done to an entity: a command, what follows from it, and who may do it.

    - `decide(command, state, world)` returns the events that follow. State is None only where the act `begins` the
      entity.
    - `events` are the types that the act itself records, each with how the next state follows from it. Each holds all
      facts of the command, so that the command can be told again.
    - `may` says which roles may do it, in which relation to the entity.
    - `reads(state, command, world)` names further entities that `decide` looks at.
    - `rests(command, state, world)` says what a decision must be about, if one may be demanded for it.
    - `theirs(state, world)` raises `Rejected` where the actor acts for one that may not do it on the entity as it is.
    - `office_withdraws`: others may tell it again, but a correction withdraws it for the office alone.
    - `ahead`: it is decided ahead of what time has brought about, for it tells what happened before that.
    """

    command: type[Any]
    decide: Decide
    events: Mapping[type[Any], Evolve]
    may: Grants = field(default_factory=lambda: OFFICE)
    reads: Reads = nothing_more
    rests: Callable[[Any, Any, World], Resting | None] = rests_on_nothing
    theirs: Callable[[Any, World], None] = for_anyone
    office_withdraws: bool = False
    begins: bool = False
    ahead: bool = False


@dataclass(frozen=True)
class Part:
    """A noun of an aggregate: what can be done about it, and what follows beside the acts themselves.

    `effects` are the events that time alone brings about, `besides` those that are recorded together with any act
    (as that other parties are concerned now); each with how the next state follows from it.
    """

    acts: tuple[Act, ...]
    effects: Mapping[type[Any], Evolve] = field(default_factory=dict)
    besides: Mapping[type[Any], Evolve] = field(default_factory=dict)


@dataclass(frozen=True)
class Decider:
    """One aggregate: its names, its types and its rules.

    `kind` and the keys of `events` are storage format for ever. `fold` is the number of `evolve`: raise it when
    a change of `evolve` makes other states of the same events, and stored states are folded anew before the
    service is ready.

    - `decide(command, state, world)` returns the events that follow, or raises `Rejected` or `Superseded`. State is
      None where the entity does not exist yet; no event means that nothing changes.
    - `evolve(state, event)` returns the next state.
    - `reads(state, command, world)` names further entities that `decide` looks at; it is asked again with what
      it named loaded, until it names none that is new.
    - `rests(command, state, world)` names what kind of act the command is, if a decision may be demanded for it, and
      what that decision must be about. It looks at the command and the state alone.
    - `claims(ref, state)` names what the entity holds that must be unique in the county; `claimed` says what each is
      called, by the part before its colon.
    - `may` grants each command to roles, in a relation to the entity as it is before and after.
    - `disclosure` says who may know what of the entity.
    - `view(state, on)` is the state as it reads on a day: dated facts resolved, statuses that time alone changes.
    - `due(ref, state, world)` names the effects that time alone has brought about and that are not recorded yet.
    - `become(state, on)` names the entity that this one has become part of by a day, if any: it takes its place.
    - `root`: there is one such entity, the county itself, and its id is the county's.
    - `seat`: there is one such entity for each of others, under the same id: the field of its commands that names the
      other. Its first command makes it, on what is `empty` for that other.
    - `erases(event)` tells whether the event ends the keys of what is sealed about this entity.
    - `acts` are the acts by their commands, `effects` the events that time alone brings about, `beside` those that are
      recorded together with any act: `besides(command, state, world)` tells them.
    - `correct` is the command that puts acts right, `corrected` the event that records it, both of
      `events.correction`.
    - `invariants(state, world)` raises `Rejected` where a correction leads to what cannot be; `world.states` holds what
      it was before, under its own ref.
    """

    kind: str
    state: type[Any]
    commands: tuple[type[Any], ...]
    events: Mapping[str, type[Any]]
    decide: Decide
    evolve: Evolve
    may: Mapping[type[Any], Grants]
    disclosure: Disclosure
    acts: Mapping[type[Any], Act]
    correct: type[Any]
    corrected: type[Any]
    fold: int = 1
    reads: Reads = nothing_more
    rests: Callable[[Any, Any, World], Resting | None] = rests_on_nothing
    claims: Callable[[str, Any], frozenset[str]] = nothing_unique
    claimed: Mapping[str, Message] = field(default_factory=dict)
    view: Callable[[Any, date], Any] = as_recorded
    shown: type[Any] | None = None
    due: Callable[[str, Any, World], list[Due]] | None = None
    erases: Callable[[Any], bool] = lambda event: False
    become: Callable[[Any, date], str | None] = stays_itself
    root: bool = False
    seat: str = ""
    empty: Callable[[str], Any] | None = None
    effects: frozenset[type[Any]] = frozenset()
    beside: frozenset[type[Any]] = frozenset()
    besides: Decide = nothing_besides
    invariants: Callable[[Any, World], None] = anything_can_be

    @property
    def viewed(self) -> type[Any]:
        """The type that `view` returns: what readers are shown."""
        return self.shown or self.state

    def command_of(self, ref: str, state: Any, events: Sequence[Any]) -> Any:
        """The command that led from a state to these events; None where they are of no act."""
        found = ((act, event) for act in self.acts.values() for event in events if type(event) in act.events)
        act, told = next(found, (None, None))
        if act is None:
            return None
        asked = {each.name for each in fields(act.command)}
        facts = {name: getattr(told if hasattr(told, name) else state, name) for name in asked - {"id"}}
        return act.command(**facts, id=ref) if "id" in asked else act.command(**facts)


def recorded(kind: type[E], facts: Any, /, **more: Any) -> E:
    """What holds the facts of something else, and what is given besides: an event those of a command, a state those of
    an event, what is shown of a state those of it that are shown as they are."""
    held = {each.name: getattr(facts, each.name) for each in fields(cast(Any, kind)) if each.name not in more}
    return kind(**held, **more)


def fold(decider: Decider, events: Iterable[Any], state: Any = None) -> Any:
    """The state after the events, in their order, from `state` on."""
    for event in events:
        state = decider.evolve(state, event)
    return state
