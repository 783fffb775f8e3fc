"""A list of municipalities compared with the record on the day of the list.

Nothing is written here, and what the list does not say is not guessed: a key that is gone, a merger, a change of
designation are reported and settled by a person.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from events.dated import Dated, holding
from events.message import Message, message
from events.municipal_association import (
    AssociationForm,
    MunicipalAssociationOnDay,
    RegisterMunicipalAssociation,
    RenameMunicipalAssociation,
)
from events.municipal_association import view as association_on
from events.municipality.entry import RegisterMunicipality, RenameMunicipality
from events.municipality.keys import RekeyMunicipality
from events.municipality.membership import AssignMunicipality
from events.municipality.population import RecordPopulation
from events.municipality.state import Origin
from events.municipality.view import MunicipalityOnDay
from events.municipality.view import view as municipality_on
from service.imports.listing import AssociationRow, Listing, MunicipalityRow, missing
from service.imports.plan import FIELDS, PENDING, Difference, Gone, Item, Plan, RecordedEntity, Unsettled

FORMS = {
    51: AssociationForm.AMT,
    52: AssociationForm.SAMTGEMEINDE,
    53: AssociationForm.VERBANDSGEMEINDE,
    54: AssociationForm.VERWALTUNGSGEMEINSCHAFT,
    55: AssociationForm.OTHER,  # Kirchspielslandgemeinde
    56: AssociationForm.VERWALTUNGSGEMEINSCHAFT,  # Verwaltungsverband
    57: AssociationForm.VERWALTUNGSGEMEINSCHAFT,  # Trägermodell
    58: AssociationForm.OTHER,  # erfüllende Gemeinde
}
"""What the official list's code (Kennzeichen) of an association says of its form."""


def compare(listing: Listing, associations: Iterable[RecordedEntity], municipalities: Iterable[RecordedEntity]) -> Plan:
    """What the list would change in a record with these associations and municipalities, on the day of the list."""
    if listing.day is None:
        raise ValueError("a list that holds for no day cannot be compared")
    known = Associations(listing, listing.day, associations)
    compared = MunicipalityComparison(listing, listing.day, municipalities, known)
    items = [*known.items, *compared.items]
    changing = [item for item in items if item.commands]
    return Plan(
        county=listing.county,
        day=listing.day,
        new=tuple(item for item in changing if item.ref is None),
        changed=tuple(item for item in changing if item.ref is not None),
        unchanged=len(items) - len(changing),
        gone=(*known.gone(), *compared.gone()),
        unsettled=(*known.unsettled, *compared.unsettled),
    )


def _otherwise(facts: Sequence[Dated], on: date) -> bool:
    """Whether something is recorded from that very day on: then it is a mistake, here or there, and no news."""
    held = holding(facts, on)
    return held is not None and held.since == on


class Associations:
    """The associations of the list against those of the record."""

    def __init__(self, listing: Listing, day: date, entries: Iterable[RecordedEntity]) -> None:
        self.unsettled: list[Unsettled] = []
        self.refs: dict[str, str] = {}
        """By key, the association that a municipality may be assigned to."""
        self._listing = listing
        self._day = day
        self._entries = list(entries)
        self._views: dict[str, MunicipalAssociationOnDay] = {
            entry.ref: association_on(entry.state, day) for entry in self._entries
        }
        self._once = {key.prefix: entry for entry in self._entries for key in entry.state.keys}
        self.items = list(self._compared())

    def name_of(self, ref: str | None) -> str | None:
        """The name of an association, of the record or of the list."""
        if ref is None:
            return None
        if ref.startswith(PENDING):
            return self._listing.associations[ref.removeprefix(PENDING)].name
        view = self._views.get(ref)
        return view.name if view else ref

    def gone(self) -> Iterator[Gone]:
        """What is recorded as existing on the day and is not in the list."""
        for ref, view in sorted(self._views.items(), key=lambda each: each[1].prefix or ""):
            key = view.prefix
            if (
                view.exists
                and key is not None
                and key.startswith(self._listing.county)
                and key not in self._listing.associations
                and key not in self._listing.broken_keys
            ):
                yield Gone("municipal_association", key, view.name, ref)

    def _compared(self) -> Iterator[Item]:
        for row in self._listing.associations.values():
            entry = self._once.get(row.key)
            if entry is None:
                self.refs[row.key] = PENDING + row.key
                yield self._new(row)
                continue
            view = self._views[entry.ref]
            if view.prefix != row.key or not view.exists:
                self._leave(
                    row,
                    message("{name} is recorded with this key, but not on the day of the list.", name=view.name),
                )
                continue
            self.refs[row.key] = entry.ref
            yield self._recorded(row, entry, view)

    def _new(self, row: AssociationRow) -> Item:
        return Item(
            kind="municipal_association",
            key=row.key,
            name=row.name,
            ref=None,
            version=0,
            differences=(Difference("name", None, row.name),),
            commands=(
                RegisterMunicipalAssociation(name=row.name, form=FORMS[row.kind], since=self._day, prefix=row.key),
            ),
        )

    def _recorded(self, row: AssociationRow, entry: RecordedEntity, view: MunicipalAssociationOnDay) -> Item:
        differences: tuple[Difference, ...] = ()
        commands: tuple[Any, ...] = ()
        if view.form is not FORMS[row.kind]:
            self._leave(
                row,
                message(
                    "The list calls its form “{told}”, the record “{recorded}”.",
                    told=FORMS[row.kind],
                    recorded=view.form,
                ),
            )
        if view.name != row.name and _otherwise(entry.state.names, self._day):
            self._leave(row, _recorded_otherwise("name", view.name, row.name, self._day))
        elif view.name != row.name:
            differences = (Difference("name", view.name, row.name),)
            commands = (RenameMunicipalAssociation(id=entry.ref, name=row.name, on=self._day),)
        return Item("municipal_association", row.key, view.name, entry.ref, entry.version, differences, commands)

    def _leave(self, row: AssociationRow, said: Message) -> None:
        self.unsettled.append(Unsettled(row.key, row.name, row.line, said))


class MunicipalityComparison:
    """The municipalities of the list against those of the record."""

    def __init__(
        self, listing: Listing, day: date, entries: Iterable[RecordedEntity], associations: Associations
    ) -> None:
        self.unsettled: list[Unsettled] = []
        self._listing = listing
        self._day = day
        self._associations = associations
        self._entries = list(entries)
        self._views = {entry.ref: municipality_on(entry.state, day) for entry in self._entries}
        # Every key that a municipality ever had stays its own.
        self._once = {keys.ags: entry for entry in self._entries for keys in entry.state.keys}
        self.items = list(self._compared())

    def gone(self) -> Iterator[Gone]:
        """What is recorded as existing on the day and is not in the list."""
        own = {
            view.ags: Gone("municipality", view.ags, view.name, ref)
            for ref, view in self._views.items()
            if view.exists and view.origin is Origin.OWN
        }
        return (own[key] for key in missing(self._listing, own))

    def _compared(self) -> Iterator[Item]:
        for row in self._listing.municipalities.values():
            if row.association is not None and row.association not in self._associations.refs:
                self._leave(
                    row,
                    message(
                        "The municipality's association {association} is not recorded for the day of the list.",
                        association=row.association,
                    ),
                )
                continue
            entry = self._once.get(row.ags)
            if entry is None:
                yield self._new(row)
            elif self._stands(row, self._views[entry.ref]):
                yield self._recorded(row, entry, self._views[entry.ref])

    def _stands(self, row: MunicipalityRow, view: MunicipalityOnDay) -> bool:
        if view.ags != row.ags:
            self._leave(
                row,
                message("The key is recorded for {name}, but not for the day of the list.", name=view.name),
            )
        elif view.since > self._day:
            self._leave(
                row,
                message("The municipality is recorded only from {since} on, and the list is older.", since=view.since),
            )
        elif not view.exists:
            self._leave(
                row,
                message("The municipality is recorded as part of another from {since} on.", since=view.merged_on),
            )
        else:
            return True
        return False

    def _association(self, row: MunicipalityRow) -> str | None:
        return None if row.association is None else self._associations.refs[row.association]

    def _new(self, row: MunicipalityRow) -> Item:
        # Where people were counted earlier than the day of the list, the municipality existed then.
        since = self._day if row.population is None else min(self._day, row.population_on)
        commands: list[Any] = [
            RegisterMunicipality(
                ags=row.ags,
                ars=row.ars,
                name=row.name,
                designation=row.designation,
                since=since,
                association=self._association(row),
            )
        ]
        differences = [Difference("name", None, row.name)]
        if row.population is not None:
            commands.append(RecordPopulation(id=PENDING + row.ags, count=row.population, on=row.population_on))
            differences.append(Difference("population", None, str(row.population)))
        return Item("municipality", row.ags, row.name, None, 0, tuple(differences), tuple(commands))

    def _recorded(self, row: MunicipalityRow, entry: RecordedEntity, view: MunicipalityOnDay) -> Item:
        if view.designation is not row.designation:
            self._leave(
                row,
                message(
                    "The list calls the municipality “{told}”, the record “{recorded}”.",
                    told=row.designation,
                    recorded=view.designation,
                ),
            )
        differences: list[Difference] = []
        commands: list[Any] = []
        for difference, facts, on, command in self._differences(row, entry, view):
            if on < view.since:
                self._leave(
                    row,
                    message(
                        "The inhabitants were counted on {on}, but the municipality is recorded only from {since} on.",
                        on=on,
                        since=view.since,
                    ),
                )
            elif _otherwise(facts, on):
                self._leave(row, _recorded_otherwise(difference.field, difference.before, difference.after, on))
            else:
                differences.append(difference)
                commands.append(command)
        return Item("municipality", row.ags, view.name, entry.ref, entry.version, tuple(differences), tuple(commands))

    def _differences(
        self, row: MunicipalityRow, entry: RecordedEntity, view: MunicipalityOnDay
    ) -> Iterator[tuple[Difference, Sequence[Dated], date, Any]]:
        """What the list says otherwise, among which facts, from which day on, and the command that records it."""
        state, ref, day = entry.state, entry.ref, self._day
        if view.name != row.name:
            command: Any = RenameMunicipality(id=ref, name=row.name, on=day)
            yield Difference("name", view.name, row.name), state.names, day, command
        if view.ars != row.ars:
            command = RekeyMunicipality(id=ref, ags=row.ags, ars=row.ars, on=day)
            yield Difference("ars", view.ars, row.ars), state.keys, day, command
        association = self._association(row)
        if view.association != association:
            command = AssignMunicipality(id=ref, association=association, on=day)
            name_of = self._associations.name_of
            difference = Difference("association", name_of(view.association), name_of(association))
            yield difference, state.memberships, day, command
        counted = holding(state.populations, row.population_on)
        if row.population is not None and (counted is None or counted.count != row.population):
            command = RecordPopulation(id=ref, count=row.population, on=row.population_on)
            before = None if counted is None else str(counted.count)
            yield Difference("population", before, str(row.population)), state.populations, row.population_on, command

    def _leave(self, row: MunicipalityRow, said: Message) -> None:
        self.unsettled.append(Unsettled(row.ags, row.name, row.line, said))


def _recorded_otherwise(field: str, before: str | None, after: str | None, on: date) -> Message:
    return message(
        "{field}: from {on} on, {recorded} is recorded, but the list says {told}; if the record is wrong, correct it.",
        on=on,
        field=FIELDS[field],
        recorded=before or "-",
        told=after or "-",
    )
