"""County (Landkreis): key and names, what its record shows to everyone, themes and matters, what agreements need.

The county is the tenant: every other entity is kept in one county's record.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.dated import DatedName, added, corrected, first_or_holding, in_order, tells_news
from events.decider import Decider, World
from events.demands import (
    AuthorityDemand,
    AuthorityDemanded,
    AuthorityWaived,
    DemandAuthority,
    WaiveAuthority,
    check_demands,
    demanding,
    with_demand,
)
from events.formalities import (
    ChangeFormalities,
    FormalitiesChanged,
    FormalitiesRule,
    by_day,
    change,
    check_formalities,
    check_once,
)
from events.keys import DistrictKey
from events.policy import OFFICE, SET_UP, SIGHT, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.refs import CountyRef
from events.rules import check_absent, check_correction, check_not_before, check_not_empty, existing
from events.terms import (
    AddMatter,
    AddTheme,
    MatterAdded,
    MatterRenamed,
    MatterRetired,
    RenameMatter,
    RenameTheme,
    RetireMatter,
    RetireTheme,
    Term,
    ThemeAdded,
    ThemeRenamed,
    ThemeRetired,
    after,
    check_terms,
    listing,
    renaming,
    retiring,
)
from events.values import EventId, Many, Name


class CountyDesignation(StrEnum):
    """What a county is by law (Art des Kreises); its key alone does not tell."""

    RURAL_DISTRICT = "RURAL_DISTRICT"
    """Landkreis or Kreis."""
    URBAN_DISTRICT = "URBAN_DISTRICT"
    """Kreisfreie Stadt or Stadtkreis."""


@dataclass(frozen=True)
class CountyKey:
    """The key a county has from a day on (Kreisschlüssel)."""

    since: date
    """The first day of the key (gilt ab)."""
    key: DistrictKey
    """Land, Regierungsbezirk and Kreis in five digits (Kreisschlüssel)."""


@dataclass(frozen=True)
class County:
    """All that is recorded of a county, with the days from which it holds."""

    designation: CountyDesignation
    since: date
    names: tuple[DatedName, ...]
    keys: tuple[CountyKey, ...]
    public: bool = False
    themes: tuple[Term, ...] = ()
    matters: tuple[Term, ...] = ()
    formalities: tuple[FormalitiesRule, ...] = ()
    demands: tuple[AuthorityDemand, ...] = ()


@dataclass(frozen=True)
class CountyOnDay:
    """A county whose climate cooperation is recorded here (Landkreis)."""

    key: DistrictKey
    """The first five digits of the keys of its municipalities on the day (Kreisschlüssel)."""
    name: Name
    """Name on the day (Name des Landkreises)."""
    designation: CountyDesignation
    """What it is by law (Art des Kreises)."""
    since: date
    """First day for which the county is recorded (besteht seit)."""
    public: bool
    """Whether everyone may read what is public without a token (öffentlich lesbar)."""
    themes: tuple[Term, ...]
    """The themes of its climate work, in the order they were listed (Themen)."""
    matters: tuple[Term, ...]
    """What can be decided on, in the order it was listed (Angelegenheiten)."""
    formalities: tuple[FormalitiesRule, ...]
    """What agreements need besides signatures where that is otherwise than assumed, oldest first (Förmlichkeiten)."""
    demands: tuple[AuthorityDemand, ...]
    """For which acts it demands the decision that they rest on, oldest first; what is not named here may do without
    (Beschlusspflichten)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    keys: tuple[CountyKey, ...]
    """Every key it has had, oldest first (alle Kreisschlüssel)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CountyEstablished:
    """A county's record was opened (Verzeichnis des Landkreises eröffnet)."""

    key: DistrictKey
    """Its key (Kreisschlüssel)."""
    name: Name
    """Its name (Name des Landkreises)."""
    designation: CountyDesignation
    """What it is by law (Art des Kreises)."""
    since: date
    """First day for which it is recorded (besteht seit)."""


@dataclass(frozen=True)
class CountyRenamed:
    """A county bears another name from a day on (Umbenennung des Landkreises)."""

    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class CountyRekeyed:
    """A county has another key from a day on (neuer Kreisschlüssel)."""

    key: DistrictKey
    """The new key (neuer Kreisschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class CountyOpened:
    """Everyone may read what is public in the county's record (öffentlich lesbar geschaltet)."""


@dataclass(frozen=True)
class CountyClosed:
    """Only those with a token may read the county's record (öffentliches Lesen abgeschaltet)."""


@dataclass(frozen=True)
class CountyCorrected:
    """Something recorded wrongly of the county was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    designation: CountyDesignation | None = None
    """What it is by law (Art des Kreises)."""
    since: date | None = None
    """First day for which it is recorded (besteht seit)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Namen)."""
    keys: tuple[CountyKey, ...] | None = None
    """All its keys, oldest first (alle Kreisschlüssel)."""
    themes: tuple[Term, ...] | None = None
    """Its whole list of themes (alle Themen)."""
    matters: tuple[Term, ...] | None = None
    """Its whole list of matters (alle Angelegenheiten)."""
    formalities: tuple[FormalitiesRule, ...] | None = None
    """All its rules of what agreements need (alle Förmlichkeiten)."""
    demands: tuple[AuthorityDemand, ...] | None = None
    """All its demands for decisions (alle Beschlusspflichten)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EstablishCounty:
    """Open a county's record (Verzeichnis eines Landkreises eröffnen)."""

    key: DistrictKey
    """Its key (Kreisschlüssel)."""
    name: Name
    """Its name (Name des Landkreises)."""
    designation: CountyDesignation
    """What it is by law (Art des Kreises)."""
    since: date
    """First day for which it is to be recorded (besteht seit)."""


@dataclass(frozen=True)
class RenameCounty:
    """Record that the county bears another name from a day on (Umbenennung)."""

    id: CountyRef
    """The county (Landkreis)."""
    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class RekeyCounty:
    """Record that the county has another key from a day on (neuer Kreisschlüssel)."""

    id: CountyRef
    """The county (Landkreis)."""
    key: DistrictKey
    """The new key (neuer Kreisschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class OpenToPublic:
    """Let everyone read what is public, without a token (öffentlich lesbar schalten)."""

    id: CountyRef
    """The county (Landkreis)."""


@dataclass(frozen=True)
class CloseToPublic:
    """Let only those with a token read the county's record (öffentliches Lesen abschalten)."""

    id: CountyRef
    """The county (Landkreis)."""


@dataclass(frozen=True)
class CorrectCounty:
    """Put right what was recorded wrongly of the county; needs a reason. What is left out stays (Berichtigung)."""

    id: CountyRef
    """The county (Landkreis)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    designation: CountyDesignation | None = None
    """What it is by law (Art des Kreises)."""
    since: date | None = None
    """First day for which it is recorded (besteht seit)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first (alle Namen)."""
    keys: Annotated[tuple[CountyKey, ...], Many(100)] | None = None
    """All its keys, oldest first (alle Kreisschlüssel)."""
    themes: Annotated[tuple[Term, ...], Many(500)] | None = None
    """Its whole list of themes; no code may be dropped (alle Themen)."""
    matters: Annotated[tuple[Term, ...], Many(500)] | None = None
    """Its whole list of matters; no code may be dropped (alle Angelegenheiten)."""
    formalities: Annotated[tuple[FormalitiesRule, ...], Many(500)] | None = None
    """All its rules of what agreements need; agreements drafted by them stay as they were drafted (alle
    Förmlichkeiten)."""
    demands: Annotated[tuple[AuthorityDemand, ...], Many(500)] | None = None
    """All its demands for decisions; acts that are recorded stay (alle Beschlusspflichten)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def key_on(county: County, on: date) -> str:
    """The county's key on a day; before its first day, the key it begins with."""
    return first_or_holding(county.keys, on).key


def decide(command: Any, state: County | None, world: World) -> list[Any]:
    """The events that follow from a command on a county."""
    if isinstance(command, EstablishCounty):
        check_absent(state)
        return [CountyEstablished(command.key, command.name, command.designation, command.since)]
    state = existing(state)
    match command:
        case RenameCounty(name=name, on=on):
            check_not_before(on, state.since, "on")
            return [CountyRenamed(name, on)] if tells_news(state.names, DatedName(on, name)) else []
        case RekeyCounty(key=key, on=on):
            check_not_before(on, state.since, "on")
            return [CountyRekeyed(key, on)] if tells_news(state.keys, CountyKey(on, key)) else []
        case AddTheme(code=code, de=de, en=en):
            return listing(state.themes, ThemeAdded(code, de, en))
        case RenameTheme(code=code, de=de, en=en):
            return renaming(state.themes, ThemeRenamed(code, de, en))
        case RetireTheme(code=code, on=on):
            return retiring(state.themes, ThemeRetired(code, on), state.since)
        case AddMatter(code=code, de=de, en=en):
            return listing(state.matters, MatterAdded(code, de, en))
        case RenameMatter(code=code, de=de, en=en):
            return renaming(state.matters, MatterRenamed(code, de, en))
        case RetireMatter(code=code, on=on):
            return retiring(state.matters, MatterRetired(code, on), state.since)
        case ChangeFormalities(on=on):
            check_not_before(on, state.since, "on")
            return change(state.formalities, command, key_on(state, on))
        case DemandAuthority(act=act, on=on) | WaiveAuthority(act=act, on=on):
            check_not_before(on, state.since, "on")
            return demanding(state.demands, AuthorityDemand(on, act, isinstance(command, DemandAuthority)))
        case OpenToPublic():
            return [] if state.public else [CountyOpened()]
        case CloseToPublic():
            return [CountyClosed()] if state.public else []
        case _:
            return _correct(command, state, world)


def _correct(command: CorrectCounty, state: County, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.names, "names")
    check_not_empty(command.keys, "keys")
    if command.themes is not None:
        check_terms(state.themes, command.themes, "themes")
    if command.matters is not None:
        check_terms(state.matters, command.matters, "matters")
    check_once(command.formalities or (), "formalities")
    check_demands(command.demands or (), "demands")
    for rule in command.formalities or ():
        check_formalities(rule.formalities, "formalities")
    event = CountyCorrected(
        corrects=command.corrects,
        designation=command.designation,
        since=command.since,
        names=None if command.names is None else in_order(command.names, "names"),
        keys=None if command.keys is None else in_order(command.keys, "keys"),
        themes=command.themes,
        matters=command.matters,
        formalities=command.formalities,
        demands=command.demands,
    )
    return [] if evolve(state, event) == state else [event]


def evolve(state: County | None, event: Any) -> County:
    """The county after the event."""
    if isinstance(event, CountyEstablished):
        return County(
            designation=event.designation,
            since=event.since,
            names=(DatedName(event.since, event.name),),
            keys=(CountyKey(event.since, event.key),),
        )
    state = existing(state)
    match event:
        case CountyRenamed(name=name, on=on):
            return replace(state, names=added(state.names, DatedName(on, name)))
        case CountyRekeyed(key=key, on=on):
            return replace(state, keys=added(state.keys, CountyKey(on, key)))
        case ThemeAdded() | ThemeRenamed() | ThemeRetired():
            return replace(state, themes=after(state.themes, event))
        case MatterAdded() | MatterRenamed() | MatterRetired():
            return replace(state, matters=after(state.matters, event))
        case FormalitiesChanged(form=form, formalities=formalities, on=on):
            return replace(state, formalities=by_day((*state.formalities, FormalitiesRule(on, form, formalities))))
        case AuthorityDemanded(act=act, on=on) | AuthorityWaived(act=act, on=on):
            demand = AuthorityDemand(on, act, isinstance(event, AuthorityDemanded))
            return replace(state, demands=with_demand(state.demands, demand))
        case CountyOpened():
            return replace(state, public=True)
        case CountyClosed():
            return replace(state, public=False)
        case _:
            return _corrected(state, event)


def _corrected(state: County, event: CountyCorrected) -> County:
    return replace(
        state,
        designation=event.designation or state.designation,
        since=event.since or state.since,
        names=corrected(state.names, event.names),
        keys=corrected(state.keys, event.keys),
        themes=state.themes if event.themes is None else event.themes,
        matters=state.matters if event.matters is None else event.matters,
        formalities=state.formalities if event.formalities is None else by_day(event.formalities),
        demands=state.demands if event.demands is None else event.demands,
    )


def view(state: County, on: date) -> CountyOnDay:
    """The county as it stands on a day; before its first day, as it begins."""
    return CountyOnDay(
        key=key_on(state, on),
        name=first_or_holding(state.names, on).name,
        designation=state.designation,
        since=state.since,
        public=state.public,
        themes=state.themes,
        matters=state.matters,
        formalities=state.formalities,
        demands=state.demands,
        names=state.names,
        keys=state.keys,
    )


def claims(ref: str, state: County) -> frozenset[str]:
    """Every key that the county has had: by any of them it is addressed, and no other county of the database."""
    return frozenset(f"county-key:{key.key}" for key in state.keys)


def audience(ref: str, state: County | None, event: Any) -> Audience:
    """The county is to be seen by the public where it allows public reads, and then opens all that is public."""
    open_to_all = state is not None and state.public
    return Audience(Visibility.PUBLIC if open_to_all else Visibility.INTERNAL, frozenset({ref}))


DISCLOSURE = Disclosure(
    audience,
    sees={**SIGHT, Role.PARTNER: {Relation.ANY: Visibility.INTERNAL, Relation.OWN: Visibility.CONFIDENTIAL}},
)

_ADMIN: Grants = {Role.ADMIN: Relation.ANY}

COUNTY = Decider(
    kind="county",
    root=True,
    state=County,
    shown=CountyOnDay,
    commands=(
        EstablishCounty,
        RenameCounty,
        RekeyCounty,
        AddTheme,
        RenameTheme,
        RetireTheme,
        AddMatter,
        RenameMatter,
        RetireMatter,
        ChangeFormalities,
        DemandAuthority,
        WaiveAuthority,
        OpenToPublic,
        CloseToPublic,
        CorrectCounty,
    ),
    events={
        "CountyEstablished": CountyEstablished,
        "CountyRenamed": CountyRenamed,
        "CountyRekeyed": CountyRekeyed,
        "ThemeAdded": ThemeAdded,
        "ThemeRenamed": ThemeRenamed,
        "ThemeRetired": ThemeRetired,
        "MatterAdded": MatterAdded,
        "MatterRenamed": MatterRenamed,
        "MatterRetired": MatterRetired,
        "FormalitiesChanged": FormalitiesChanged,
        "AuthorityDemanded": AuthorityDemanded,
        "AuthorityWaived": AuthorityWaived,
        "CountyOpened": CountyOpened,
        "CountyClosed": CountyClosed,
        "CountyCorrected": CountyCorrected,
    },
    decide=decide,
    evolve=evolve,
    fold=3,
    view=view,
    claims=claims,
    disclosure=DISCLOSURE,
    policy=Policy(
        may={
            EstablishCounty: SET_UP,
            RenameCounty: OFFICE,
            RekeyCounty: OFFICE,
            AddTheme: OFFICE,
            RenameTheme: OFFICE,
            RetireTheme: OFFICE,
            AddMatter: OFFICE,
            RenameMatter: OFFICE,
            RetireMatter: OFFICE,
            ChangeFormalities: OFFICE,
            DemandAuthority: _ADMIN,
            WaiveAuthority: _ADMIN,
            OpenToPublic: _ADMIN,
            CloseToPublic: _ADMIN,
            CorrectCounty: OFFICE,
        },
    ),
)
