"""What the demonstration records, in chronological order.

The county, its municipalities and associations, and the reform of 1 March 2023 are real; the tables beside this file
name the sources. Everything else is an example, marked `Beispiel`.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from events.authority import Authority, ExternalDecision
from events.coordination_office.means import AllotOfficeResources, AppointOfficeContact, GrantOfficeFunding
from events.coordination_office.services import ServeMunicipalities
from events.coordination_office.setting_up import (
    FundCoordinationOffice,
    ProposeCoordinationOffice,
    ResolveCoordinationOffice,
    StaffCoordinationOffice,
    StartCoordinationOffice,
)
from events.coordination_office.state import OfficeForm, OfficeFunding, ScopeKind
from events.county.lists import AddMatter, AddTheme
from events.county.state import CountyDesignation
from events.document import AttachDocument
from events.municipal_association import RegisterMunicipalAssociation
from events.municipality.entry import AppointMunicipalityContact, RegisterMunicipality
from events.municipality.merger import MergeMunicipality
from events.municipality.population import RecordPopulation
from events.partner import AppointPartnerContact, RegisterPartner, Sector
from events.person import RegisterPerson
from events.policy import Role, Visibility
from events.values import Money
from service.actors import ActorKind
from service.command_envelope import CommandEnvelope, CommandOutcome
from service.contents import Contents
from service.demo.decisions import DemoDecisions
from service.demo.goals import DemoGoals
from service.demo.partnership import DemoPartnership
from service.demo.projects import DemoProjects
from service.demo.region import DemoRegion
from service.imports.comparison import FORMS
from service.imports.founding import establish
from service.imports.listing import Listing
from service.imports.table import read
from service.record import Record
from service.sealing import Clear
from service.viewer import Viewer

COUNTY = "01059"
COUNTY_ID = UUID("0192e0f4-8c00-7d2e-9b1a-010590000000")
"""The same in every demonstration, so that an interrupted first start can continue."""

SINCE = date(1974, 3, 24)
BEFORE = date(2023, 1, 1)
REFORM = date(2023, 3, 1)
HUERUP, TASTRUP, MAASBUELL = "01059126", "01059101", "01059141"

THEMES = (
    ("energy", "Energie", "Energy"),
    ("heat", "Wärme", "Heat"),
    ("mobility", "Mobilität", "Mobility"),
    ("buildings", "Gebäude", "Buildings"),
    ("agriculture", "Landwirtschaft und Moore", "Agriculture and peatland"),
    ("adaptation", "Klimaanpassung", "Adaptation"),
)
MATTERS = (
    ("cooperation-agreement", "Kooperationsvereinbarung", "Cooperation agreement"),
    ("heat-planning", "Kommunale Wärmeplanung", "Municipal heat planning"),
    ("funding-application", "Gemeinsamer Förderantrag", "Joint application for funding"),
    ("monitoring", "Monitoring und Treibhausgasbilanz", "Monitoring and greenhouse gas inventory"),
)
PARTNERS = (
    ("utility", "Stadtwerke Beispiel", Sector.ENERGY, "Kreis Schleswig-Flensburg"),
    ("crafts", "Kreishandwerkerschaft Beispiel", Sector.CRAFTS, "Schleswig und Flensburg"),
    ("university", "Hochschule Beispiel", Sector.SCIENCE, "Schleswig-Holstein"),
    ("initiative", "Bürgerenergie Beispiel", Sector.CIVIL_SOCIETY, "Angeln"),
)

NOTE = """# Was hier echt ist und was Beispiel

Echt: der Kreis, seine Gemeinden und Ämter mit Schlüsseln, Namen und Einwohnerzahlen (Quelle: Statistisches Bundesamt
(Destatis), Gemeindeverzeichnis GV100AD, Gebietsstand 30.11.2023; Vervielfältigung und Verbreitung, auch auszugsweise,
mit Quellenangabe gestattet) und der Zusammenschluss von Maasbüll, Tastrup und Hürup zum 1. März 2023 (Quelle:
Innenministerium des Landes Schleswig-Holstein, 3. März 2023).

Echt, soweit veröffentlicht: die Klimaschutzregion Flensburg mit ihren Gemeinden von 2016 und vom Januar 2024, ihren
Zielen, den 60 Wochenstunden und der Förderung 03KP0007 (Quellen: klimaschutz.de; klimaschutzregion-flensburg.de mit dem
veröffentlichten Vertrag, dessen Klauseln hier mit eigenen Worten wiedergegeben sind). Die Förderung lief nach
klimaschutz.de bis zum 30. September 2020, nach den Seiten der Region bis zum 30. Juni 2020. Tage, die nicht
veröffentlicht sind, stehen als Zeitraum.

Beispiel: die Koordinationsstelle mit ihren Daten, Stunden und Beträgen, alle Personen und alle Partner; in der
Klimaschutzregion Laufzeit, Kündigungsfrist und die Änderung von 2024; die Arbeitsgemeinschaft Wärmewende; alle Ziele
außer den beiden der Klimaschutzregion für 2050, und auch bei diesen Bezugsjahr, Verantwortung und alle Messwerte; alle
Vorhaben, Kontakte und Entlastungen; alle Gremien mit Mitgliedern, Zuständigkeiten, Sitzungen, Abstimmungen und
Beschlüssen und die Kooperation Klimadaten, über die sie entscheiden.
"""


async def tell(record: Record) -> None:
    """Record everything. What an earlier start recorded stays as it is."""
    await establish(
        record, COUNTY, "Kreis Schleswig-Flensburg", CountyDesignation.RURAL_DISTRICT, SINCE, county=COUNTY_ID
    )
    await _Telling(record).tell()


class _Telling:
    def __init__(self, record: Record) -> None:
        self._record = record
        self._importer = Viewer(COUNTY_ID, uuid5(COUNTY_ID, ActorKind.IMPORT), Role.ADMIN)
        self._coordinator = Viewer(COUNTY_ID, coordinator(), Role.COORDINATOR)
        self._refs: dict[str, str] = {}

    async def tell(self) -> None:
        now = _list("schleswig-flensburg.csv", None)
        before = _list("before-the-reform.csv", BEFORE)
        actors = self._record.actors(COUNTY_ID)
        await actors.create("Import", Role.ADMIN, ActorKind.IMPORT, actor_id=self._importer.actor)
        await actors.create(
            "Klimaschutzkoordination (Beispiel)", Role.COORDINATOR, ActorKind.PERSON, actor_id=coordinator()
        )
        await self._lists()
        await self._before_the_reform(now, before)
        await self._reform()
        await _together(
            self._import(
                f"population {row.ags}", RecordPopulation(self._refs[row.ags], row.population, row.population_on)
            )
            for row in now.municipalities.values()
            if row.population is not None
        )
        await self._people()
        await self._office([self._refs[ags] for ags in sorted(now.municipalities)])
        region = await DemoRegion(self._coordinate, self._refs).tell()
        await DemoPartnership(self._coordinate, self._refs, f"county:{COUNTY_ID}", [key for key, *_ in PARTNERS]).tell()
        await DemoGoals(self._coordinate, self._refs, region, f"county:{COUNTY_ID}").tell()
        await DemoProjects(self._coordinate, self._refs, region).tell()
        await DemoDecisions(self._coordinate, self._refs, f"county:{COUNTY_ID}").tell()

    async def _lists(self) -> None:
        county = f"county:{COUNTY_ID}"
        for code, de, en in THEMES:
            await self._coordinate(f"theme {code}", AddTheme(county, code, de, en))
        for code, de, en in MATTERS:
            await self._coordinate(f"matter {code}", AddMatter(county, code, de, en))

    async def _before_the_reform(self, now: Listing, before: Listing) -> None:
        """The situation on 1 January 2023: the municipalities of today, and the two that were still independent."""
        await _together(
            self._import(
                row.key, RegisterMunicipalAssociation(name=row.name, form=FORMS[row.kind], since=BEFORE, prefix=row.key)
            )
            for row in now.associations.values()
        )
        await _together(
            self._import(
                row.ags,
                RegisterMunicipality(
                    ags=row.ags,
                    ars=row.ars,
                    name=row.name,
                    designation=row.designation,
                    since=BEFORE,
                    association=None if row.association is None else self._refs[row.association],
                ),
            )
            for row in (*now.municipalities.values(), *before.municipalities.values())
        )

    async def _reform(self) -> None:
        for ags in (MAASBUELL, TASTRUP):
            await self._coordinate(
                f"merge {ags}",
                MergeMunicipality(id=self._refs[ags], into=self._refs[HUERUP], on=REFORM),
                reason="Zusammenschluss der Gemeinden Hürup, Maasbüll und Tastrup, bekannt gegeben vom "
                "Innenministerium des Landes Schleswig-Holstein am 3. März 2023.",
            )

    async def _people(self) -> None:
        """Partners and people, all of them examples."""
        await _together(
            self._coordinate(f"partner {key}", RegisterPartner(name, sector, region, date(2023, 6, 1)))
            for key, name, sector, region in PARTNERS
        )
        await _together(
            self._coordinate(
                f"person {key}",
                RegisterPerson(
                    Clear(name), Clear(function), Clear(f"{key}@beispiel.example"), None, self._refs.get(whom)
                ),
            )
            for key, name, function, whom in (
                ("koordination", "Kim Beispiel", "Klimaschutzkoordination (Beispiel)", ""),
                ("huerup", "Toni Beispiel", "Ansprechperson der Gemeinde (Beispiel)", HUERUP),
                ("stadtwerke", "Robin Beispiel", "Energieberatung (Beispiel)", "partner utility"),
            )
        )
        await self._coordinate(
            "contact huerup", AppointMunicipalityContact(self._refs[HUERUP], self._refs["person huerup"])
        )
        await self._coordinate(
            "contact utility", AppointPartnerContact(self._refs["partner utility"], self._refs["person stadtwerke"])
        )

    async def _office(self, municipalities: list[str]) -> None:
        """The coordination office in its steps: an example, for which no public facts exist."""
        proposed = ProposeCoordinationOffice(
            name="Klimaschutzkoordination (Beispiel)",
            form=OfficeForm.STAFF_UNIT,
            scope=ScopeKind.ALL_TOPICS,
            on=date(2022, 9, 5),
        )
        office = (await self._coordinate("office", proposed)).ref
        resolved = ExternalDecision(body="Kreistag (Beispiel)", on=date(2022, 12, 14), paper="Beispiel 2022/117")
        await self._coordinate("resolved", ResolveCoordinationOffice(office, date(2022, 12, 14)), authority=resolved)
        await self._coordinate("funded", FundCoordinationOffice(office, date(2023, 2, 1)))
        grant = OfficeFunding(
            programme="Kommunalrichtlinie Nr. 4.1.7 (Beispiel)",
            rate=Fraction(7, 10),
            granted=Money(218_400_00),
            since=date(2023, 4, 1),
            until=date(2027, 3, 31),
            reference="Beispiel 01",
        )
        await self._coordinate("grant", GrantOfficeFunding(office, grant))
        await self._coordinate("staffed", StaffCoordinationOffice(office, date(2023, 4, 1)))
        await self._coordinate("started", StartCoordinationOffice(office, date(2023, 5, 2)))
        hours = AllotOfficeResources(office, Fraction(39), date(2023, 5, 2), Money(78_000_00))
        await self._coordinate("hours", hours)
        more = AllotOfficeResources(office, Fraction(117, 2), date(2024, 1, 1), Money(117_000_00))
        await self._coordinate("more hours", more)
        await self._coordinate("serves", ServeMunicipalities(office, tuple(municipalities), date(2023, 5, 2)))
        await self._coordinate("contact office", AppointOfficeContact(office, self._refs["person koordination"]))
        contents = Contents(self._record.pool, len(NOTE.encode()))
        note = await contents.keep(self._coordinator, "text/markdown", _chunks(NOTE))
        await self._coordinate(
            "note", AttachDocument(office, "Was hier echt ist und was Beispiel", note.sha256, Visibility.PUBLIC)
        )

    async def _import(self, key: str, command: Any) -> CommandOutcome:
        return await self._send(self._importer, key, command)

    async def _coordinate(
        self, key: str, command: Any, reason: str | None = None, authority: Authority | None = None
    ) -> CommandOutcome:
        return await self._send(self._coordinator, key, command, reason, authority)

    async def _send(
        self, viewer: Viewer, key: str, command: Any, reason: str | None = None, authority: Authority | None = None
    ) -> CommandOutcome:
        outcome = await self._record.commands.handle(
            viewer, CommandEnvelope(command, uuid5(COUNTY_ID, f"demo {key}"), reason=reason, authority=authority)
        )
        self._refs.setdefault(key, outcome.ref)
        return outcome


def coordinator() -> UUID:
    """The example coordinator, as an actor."""
    return uuid5(COUNTY_ID, Role.COORDINATOR)


async def _together(telling: Iterable[Coroutine[Any, Any, CommandOutcome]]) -> None:
    """Send all at once: the writer batches them into few appends."""
    await asyncio.gather(*telling)


async def _chunks(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


def _list(name: str, on: date | None) -> Listing:
    with (Path(__file__).parent / name).open("rb") as stream:
        return read(stream, COUNTY, on)
