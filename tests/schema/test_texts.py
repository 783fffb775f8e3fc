"""Kept texts, searches, conflicts of texts and computed fields, through an aggregate of the tests' own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, print_type

import schema.app
from events.policy import Role, Visibility
from events.values import FreeText, Many, Ref, TextDigest, Title, Whole, digest_of
from schema.aggregate import Argument, Computed, Published
from schema.context import Entity, Operation
from schema.moments import encode_id
from schema.publish import publish
from schema.registry import REGISTRY
from schema.search import texts_held
from service.berlin import day_of
from service.language import Language
from service.problems import NotFound
from service.read_session import ReadSession
from service.sealing import Clear
from tests.conftest import Database
from tests.schema.edge import Client, Edge, edge_of
from tests.service.county import establish, now, opened
from tests.service.leaflet import (
    LEAFLET,
    Blame,
    Opinion,
    Praise,
    PrintLeaflet,
    ReviseSection,
    ShownLeaflet,
    ShownSection,
    SpokenPraise,
)
from tests.service.reminder import registered

MUNICIPALITY = Annotated[str, Ref("municipality")]
TODAY = day_of(now())


class Tone(StrEnum):
    """How something is said (Ton)."""

    LOUD = "LOUD"
    """Loudly (laut)."""
    LOW = "LOW"
    """Low (leise)."""


@dataclass(frozen=True)
class Mention:
    """Where a municipality is mentioned (Erwähnung)."""

    leaflet: Annotated[str, Ref("leaflet")]
    """The leaflet (Merkblatt)."""
    words: TextDigest
    """The words (Worte)."""
    note: FreeText | None
    """What else there is to say (Anmerkung)."""


@dataclass(frozen=True)
class Asked:
    """What was asked for (Gefragtes)."""

    on: date
    """The day (Tag)."""
    least: int | None
    """At least (mindestens)."""
    tone: Tone
    """How (Ton)."""
    language: Language
    """In which language (Sprache)."""
    about: tuple[MUNICIPALITY, ...]
    """About whom (worüber)."""


async def mentions(operation: Operation, entity: Entity) -> list[Any]:
    """Each leaflet that praises the municipality, standing in the leaflet."""
    found = []
    for leaflet in REGISTERED:
        for stored, view in await operation.items(leaflet, entity.moment):
            if isinstance(view.opinion, Praise) and view.opinion.by == entity.ref:
                place = operation.placed(leaflet, stored, entity.moment)
                found.append(place.part(Mention(stored.ref, view.opinion.words, stored.state.note)))
    return found


async def section(operation: Operation, entity: Entity, number: int) -> ShownSection | None:
    if number > 5:
        raise NotFound("There are never so many.", ("number",))
    own = entity.value.sections
    return own[number - 1] if number <= len(own) else None


async def asked(
    operation: Operation,
    entity: Entity,
    on: date | None,
    least: int | None,
    tone: Tone,
    language: Language | None,
    about: tuple[str, ...],
) -> Asked:
    return Asked(on or operation.day(entity), least, tone, language or operation.language, about)


async def loudest(operation: Operation, entity: Entity, most: int) -> list[str]:
    return [stored.ref for stored, _ in await operation.items(LEAFLETS, entity.moment)][:most]


async def supporters(operation: Operation, entity: Entity) -> tuple[str, ...]:
    endorsed: tuple[str, ...] = entity.value.endorsed
    return endorsed


async def first_line(operation: Operation, entity: Entity) -> Any:
    return entity.value.lines[0]


async def speaker(operation: Operation, entity: Entity) -> Any:
    return entity.value.opinion and entity.value.opinion.by


LEAFLETS = Published(
    LEAFLET,
    plural="leaflets",
    description="The leaflets of the record (Merkblätter).",
    order="title",
    computed=(
        Computed(
            "leaflet",
            "section",
            "One section (Abschnitt).",
            section,
            ShownSection | None,
            (Argument("number", Annotated[int, Whole(1, 9)], "Which (Nummer)."),),
        ),
        Computed(
            "leaflet",
            "asked_for",
            "What was asked for (Gefragtes).",
            asked,
            Asked,
            (
                Argument("on", date | None, "The day; today unless given (Tag)."),
                Argument("least", int | None, "At least (mindestens)."),
                Argument("tone", Tone, "How (Ton).", Tone.LOW),
                Argument("language", Language | None, "In which language (Sprache)."),
                Argument("about", Annotated[tuple[MUNICIPALITY, ...], Many(2)], "About whom (worüber).", ()),
            ),
        ),
        Computed("leaflet", "supporters", "Who supports it (Unterstützer).", supporters, tuple[MUNICIPALITY, ...]),
        Computed("leaflet", "first_line", "How it begins (Anfang).", first_line, TextDigest),
        Computed("leaflet", "speaker", "Who praises it (Lobende).", speaker, MUNICIPALITY | None),
        Computed("municipality", "mentions", "Where it is mentioned.", mentions, tuple[Mention, ...]),
        Computed(
            "county",
            "loudest",
            "The loudest leaflets (die lautesten).",
            loudest,
            tuple[Annotated[str, Ref("leaflet")], ...],
            (Argument("most", Annotated[int, Whole(0, 3)], "At most so many (höchstens).", 3),),
        ),
    ),
)
REGISTERED = (LEAFLETS,)


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return publish([*REGISTRY, LEAFLETS])


@pytest.fixture
async def edge(database: Database, published: GraphQLSchema, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Edge]:
    monkeypatch.setattr(schema.app, "REGISTRY", (*REGISTRY, LEAFLETS))
    monkeypatch.setattr(schema.app, "published_schema", lambda: published)
    with registered(LEAFLET):
        async with opened(database.service_url) as record, edge_of(await establish(record)) as edge:
            yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    return edge.coordinator


def lines(published: GraphQLSchema, name: str) -> list[str]:
    """The lines of a type as the SDL has them, without descriptions."""
    found: list[str] = []
    quoted = False
    for line in print_type(published.type_map[name]).splitlines():
        if line.strip().startswith('"""'):
            quoted = not quoted and (line.strip() == '"""' or not line.strip().endswith('"""'))
        elif not quoted:
            found.append(line.strip())
    return found


# --- What is published


def test_a_kept_text_is_a_plain_text_to_read_and_to_write(published: GraphQLSchema) -> None:
    assert "text: String!" in lines(published, "ShownSection")
    assert "lines: [String!]!" in lines(published, "Leaflet")
    assert "sections: [String!]!" in lines(published, "LeafletPrinted")
    assert "text: String!" in lines(published, "ReviseSectionInput")
    given = published.type_map["ReviseSectionInput"]
    assert isinstance(given, GraphQLInputObjectType)
    assert given.fields["text"].description == "What it says (Text). At most 20000 characters."
    made = published.type_map["PrintLeafletInput"]
    assert isinstance(made, GraphQLInputObjectType)
    assert made.fields["title"].description == "What it is called (Titel). At most 200 characters."


def test_lists_of_what_holds_texts_can_be_searched(published: GraphQLSchema) -> None:
    assert "text: String" in lines(published, "LeafletFilter")
    assert "themes: TextsFilter" in lines(published, "LeafletFilter")
    assert "title: TextFilter" in lines(published, "LeafletFilter")
    assert not any(line.startswith("lines") for line in lines(published, "LeafletFilter"))
    assert "text: String" not in lines(published, "PersonFilter")


def test_computed_fields_are_published_with_their_arguments(published: GraphQLSchema) -> None:
    leaflet = published.type_map["Leaflet"]
    assert isinstance(leaflet, GraphQLObjectType)
    assert {name: str(leaflet.fields[name].type) for name in ("section", "askedFor", "supporters", "speaker")} == {
        "section": "ShownSection",
        "askedFor": "Asked!",
        "supporters": "[Municipality!]!",
        "speaker": "Municipality",
    }
    arguments = leaflet.fields["askedFor"].args
    assert {name: str(each.type) for name, each in arguments.items()} == {
        "on": "Date",
        "least": "BigInt",
        "tone": "Tone!",
        "language": "Language",
        "about": "[ID!]!",
    }
    assert leaflet.fields["section"].args["number"].description == "Which (Nummer). From 1 to 9."
    assert arguments["about"].description == "About whom (worüber). At most 2 members."
    assert "mentions: [Mention!]!" in lines(published, "Municipality")
    assert "loudest(" in lines(published, "County")


def test_an_aggregate_without_other_lookups_is_found_by_its_id(published: GraphQLSchema) -> None:
    county = published.type_map["County"]
    assert isinstance(county, GraphQLObjectType)
    assert {name: str(each.type) for name, each in county.fields["leaflet"].args.items()} == {"id": "ID!"}
    assert county.fields["leaflet"].description == (
        "One of the leaflets of the record (Merkblätter), by its id; null if there is none or it is not visible."
    )
    assert str(county.fields["municipality"].args["id"].type) == "ID"


async def nothing(operation: Operation, entity: Entity) -> None:
    return None


@pytest.mark.parametrize(
    ("computed", "fault"),
    [
        (Computed("nobody", "what", "What.", nothing, int), "a field of nobody, which is not published"),
        (Computed("leaflet", "title", "What.", nothing, int), "Leaflet.title would be published twice"),
        (Computed("leaflet", "leaflet_title", "What.", nothing, dict[str, str]), "leaflet.leaflet_title"),
        (
            Computed("leaflet", "share", "What.", nothing, int, (Argument("half", float, "Half."),)),
            r"leaflet.share\(half\)",
        ),
    ],
)
def test_computed_fields_are_checked(computed: Computed, fault: str) -> None:
    with pytest.raises(TypeError, match=fault):
        publish([*REGISTRY, replace(LEAFLETS, computed=(computed,))])


@dataclass(frozen=True)
class Texted:
    """A view with a field of the name of the search (Ansicht)."""

    text: Title
    """Its text (Text)."""


def test_what_is_searched_for_has_a_name_of_its_own() -> None:
    odd = replace(LEAFLET, shown=Texted)
    with pytest.raises(TypeError, match=r"Leaflet\.text is what is searched for"):
        publish([*REGISTRY, Published(odd, "leaflets", "The leaflets (Merkblätter).")])


def test_texts_are_found_in_a_view_at_any_depth() -> None:
    held = texts_held(ShownLeaflet)
    assert held is not None
    section = ShownSection(1, digest_of("Eins"))
    praise = Praise(digest_of("Gut"))
    view = ShownLeaflet("Titel", (section,), ("heat",), None, praise, (digest_of("Zeile"),), (), Visibility.PUBLIC)
    assert set(held(view)) == {digest_of(text) for text in ("Titel", "Eins", "Gut", "Zeile")}
    assert set(held(replace(view, opinion=Blame("Schlecht"), sections=()))) == {digest_of("Titel"), digest_of("Zeile")}
    assert set(held(replace(view, opinion=None, lines=(), title="x" * 201))) == {
        digest_of("Eins"),
        digest_of("x" * 201),
    }
    assert texts_held(Asked) is None
    assert Opinion.__args__ == (Praise, Blame)


# --- ReadSession


async def _printed(edge: Edge, title: str, *sections: str, **more: Any) -> str:
    return (await edge.county.order(PrintLeaflet(title, sections, **more))).ref


async def _found(client: Client, filtering: str, at: str = "") -> set[str]:
    data = await client.data(f"{{ county{at} {{ leaflets(filter: {filtering}) {{ totalCount nodes {{ title }} }} }} }}")
    found = data["county"]["leaflets"]
    assert found["totalCount"] == len(found["nodes"])
    return {node["title"] for node in found["nodes"]}


async def test_texts_are_shown_in_full_and_read_in_one_statement(
    edge: Edge, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = [f"Absatz {n}" for n in range(1, 61)]
    ref = await _printed(edge, "Merkblatt", *sections, opinion=SpokenPraise("Gut gemacht"))
    fetched = []
    fetch = ReadSession._fetch_texts

    async def counted(self: ReadSession, digests: Any) -> Any:
        fetched.append(len(digests))
        return await fetch(self, digests)

    monkeypatch.setattr(ReadSession, "_fetch_texts", counted)
    data = await coordinator.data(
        """query($id: ID!) { county { leaflet(id: $id) {
            title lines sections { number text } firstLine
            opinion { __typename ... on Praise { words by { name } } }
            history { nodes { ... on LeafletPrinted { sections } } }
        } } }""",
        id=encode_id(ref),
    )
    leaflet = data["county"]["leaflet"]

    assert leaflet["sections"] == [{"number": n, "text": text} for n, text in enumerate(sections, 1)]
    assert leaflet["lines"] == sections
    assert leaflet["firstLine"] == "Absatz 1"
    assert leaflet["opinion"] == {"__typename": "Praise", "words": "Gut gemacht", "by": None}
    assert leaflet["history"]["nodes"][0]["sections"] == sections
    assert sum(fetched) == 61
    assert len(fetched) == 1


async def test_lists_are_searched_in_german(edge: Edge, coordinator: Client) -> None:
    await _printed(edge, "Kommunale Wärmeplanung", "Das Amt stellt Personal.", "Übungen sind Pflicht.")
    await _printed(edge, "Radwege", "Die Wärmeplanung ruht, das Personal auch.", themes=("mobility", "heat"))
    await _printed(edge, "Moore", "Nichts.", opinion=SpokenPraise("Personal gelobt"), themes=("peat",))

    assert await _found(coordinator, '{text: "Wärmeplanung"}') == {"Kommunale Wärmeplanung", "Radwege"}
    # One text must hold all of it.
    assert await _found(coordinator, '{text: "Wärmeplanung Personal"}') == {"Radwege"}
    assert await _found(coordinator, '{text: "übung"}') == {"Kommunale Wärmeplanung"}
    assert await _found(coordinator, '{text: "personal", not: {text: "wärmeplanung"}}') == {"Moore"}
    assert await _found(coordinator, '{or: [{text: "gelobten"}, {text: "ruhte"}]}') == {"Moore", "Radwege"}
    assert await _found(coordinator, '{and: [{text: "personal"}, {themes: {contains: "HEAT"}}]}') == {"Radwege"}
    assert await _found(coordinator, '{themes: {contains: "bog"}}') == set()
    assert await _found(coordinator, "{themes: {}}") == {"Kommunale Wärmeplanung", "Radwege", "Moore"}
    assert await _found(coordinator, '{title: {equals: "moore"}, text: null}') == {"Moore"}
    for nothing_asked in ("", " ", "und die"):
        assert await _found(coordinator, f'{{text: "{nothing_asked}"}}') == set()


async def test_the_past_and_the_future_are_searched_as_they_were_and_will_be(edge: Edge, coordinator: Client) -> None:
    ref = await _printed(edge, "Merkblatt", "Solar")
    before = await edge.county.head()
    tomorrow = TODAY + timedelta(days=2)
    await edge.county.order(ReviseSection(ref, 1, 1, "Windkraft", tomorrow))

    assert await _found(coordinator, '{text: "solar"}') == {"Merkblatt"}
    assert await _found(coordinator, '{text: "windkraft"}') == set()
    then = f'(on: "{tomorrow}")'
    assert await _found(coordinator, '{text: "solar"}', then) == set()
    assert await _found(coordinator, '{text: "windkraft"}', then) == {"Merkblatt"}
    at = f'(at: {{position: "{before}"}}, on: "{tomorrow}")'
    assert await _found(coordinator, '{text: "windkraft"}', at) == set()
    assert await _found(coordinator, '{text: "solar"}', at) == {"Merkblatt"}


async def test_only_what_may_be_seen_is_found(edge: Edge, coordinator: Client) -> None:
    about = await edge.county.municipality()
    await _printed(edge, "Geheim", "Windkraft", about=about, visibility=Visibility.CONFIDENTIAL)
    await _printed(edge, "Offen", "Windkraft", about=about)
    other = await edge.client(Role.MUNICIPALITY, await edge.county.municipality())

    assert await _found(coordinator, '{text: "windkraft"}') == {"Geheim", "Offen"}
    assert await _found(other, '{text: "windkraft"}') == {"Offen"}
    assert await _found(other, f'{{text: "windkraft", about: {{equals: "{encode_id(about)}"}}}}') == {"Offen"}


async def test_searches_have_their_limits(edge: Edge, coordinator: Client) -> None:
    await _printed(edge, "Merkblatt", "Solar")
    query = "query($filter: LeafletFilter) { county { leaflets(filter: $filter) { totalCount } } }"

    for filtering in ({"text": "x" * 201}, {"text": "a\0"}, {"or": [{"text": f"wort{n}"} for n in range(6)]}):
        error = await coordinator.error(query, filter=filtering)
        assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["filter", "text"]}
    five = {"or": [{"text": text} for text in ("a", "b", "c", "d", "solar", "solar")]}
    assert (await coordinator.data(query, filter=five))["county"]["leaflets"]["totalCount"] == 1


# --- Two edit one part


async def test_a_conflict_of_texts_is_told_in_full(edge: Edge, coordinator: Client) -> None:
    ref = await _printed(edge, "Merkblatt", "Eins", "Zwei")
    given = {"id": encode_id(ref), "section": 1, "expectedSectionVersion": 1}
    await coordinator.done("reviseSection", "leaflet { lines }", text="Ein Anfang", **given)

    payload = await coordinator.data(
        """mutation($input: ReviseSectionInput!) { reviseSection(input: $input) {
            leaflet { id } problems { __typename code path message(language: DE) ... on StaleVersion {
                currentVersion conflict { base theirs yours } changes { type ... on SectionRevised { text } }
            } }
        } }""",
        input={"text": "Eins A", **given},
    )

    assert payload["reviseSection"] == {
        "leaflet": None,
        "problems": [
            {
                "__typename": "StaleVersion",
                "code": "STALE_VERSION",
                "path": ["expectedSectionVersion"],
                "message": "Der Paragraph wurde inzwischen bearbeitet (Bearbeitungsstand 2); bitte beide Texte "
                "zusammenführen und den Paragraphen mit diesem Bearbeitungsstand noch einmal senden.",
                "currentVersion": 2,
                "conflict": {"base": "Eins", "theirs": "Ein Anfang", "yours": "Eins A"},
                "changes": [{"type": "LeafletPrinted"}, {"type": "SectionRevised", "text": "Ein Anfang"}],
            }
        ],
    }


async def test_an_older_version_of_the_whole_is_no_conflict_of_texts(edge: Edge, coordinator: Client) -> None:
    ref = await _printed(edge, "Merkblatt", "Eins")
    await edge.county.order(ReviseSection(ref, 1, 1, "Ein Anfang"))

    payload = await coordinator.data(
        "mutation($input: ReviseSectionInput!) { reviseSection(input: $input) "
        "{ problems { ... on StaleVersion { currentVersion conflict { base } changes { version } } } } }",
        input={
            "id": encode_id(ref),
            "section": 1,
            "expectedSectionVersion": 2,
            "text": "Neu",
            "expectedVersion": 1,
        },
    )

    (problem,) = payload["reviseSection"]["problems"]
    assert problem == {"currentVersion": 2, "conflict": None, "changes": [{"version": 2}]}


# --- Computed fields

ASKED = "query($id: ID!) { county { leaflet(id: $id) { it: %s } } }"


async def _ask(client: Client, ref: str, field: str) -> Any:
    return (await client.data(ASKED % field, id=encode_id(ref)))["county"]["leaflet"]["it"]


async def test_arguments_are_read_as_they_are_declared(edge: Edge, coordinator: Client) -> None:
    town = await edge.county.municipality(7, "Hürup")
    ref = await _printed(edge, "Merkblatt", "Eins")
    shown = "{ on least tone language about { name } }"

    assert await _ask(coordinator, ref, f"askedFor {shown}") == {
        "on": TODAY.isoformat(),
        "least": None,
        "tone": "LOW",
        "language": "EN",
        "about": [],
    }
    given = f'on: "2020-02-29", least: "7", tone: LOUD, language: DE, about: ["{encode_id(town)}"]'
    assert await _ask(coordinator, ref, f"askedFor({given}) {shown}") == {
        "on": "2020-02-29",
        "least": 7,
        "tone": "LOUD",
        "language": "DE",
        "about": [{"name": "Hürup"}],
    }
    assert (await _ask(coordinator, ref, 'asOf(on: "2021-01-01") { askedFor { on } }')) == {
        "askedFor": {"on": "2021-01-01"}
    }


async def test_what_is_computed_reads_like_what_is_recorded(edge: Edge, coordinator: Client) -> None:
    town = await edge.county.municipality(7, "Hürup")
    ref = await _printed(edge, "Merkblatt", "Eins", "Zwei", opinion=SpokenPraise("Gut", town), note=Clear("Still"))
    await edge.county.rename(town, "Neuhürup", TODAY + timedelta(days=1))

    assert await _ask(coordinator, ref, "section(number: 2) { number text }") == {"number": 2, "text": "Zwei"}
    assert await _ask(coordinator, ref, "section(number: 3) { number }") is None
    assert await _ask(coordinator, ref, "speaker { name }") == {"name": "Hürup"}
    assert await _ask(coordinator, ref, "supporters { name }") == []
    data = await coordinator.data(
        """query($id: ID!, $on: Date) { county(on: $on) { loudest { title } none: loudest(most: 0) { id }
            municipality(id: $id) { mentions { words leaflet { speaker { name } } note { text status } } }
        } }""",
        id=encode_id(town),
        on=(TODAY + timedelta(days=1)).isoformat(),
    )
    assert data["county"] == {
        "loudest": [{"title": "Merkblatt"}],
        "none": [],
        "municipality": {
            "mentions": [
                {
                    "words": "Gut",
                    "leaflet": {"speaker": {"name": "Neuhürup"}},
                    "note": {"text": "Still", "status": "READABLE"},
                }
            ]
        },
    }


async def test_problems_of_computed_fields_become_errors(edge: Edge, coordinator: Client) -> None:
    town, ref = await edge.county.municipality(), await _printed(edge, "Merkblatt", "Eins")

    async def error(field: str) -> dict[str, Any]:
        found = (await coordinator.error(ASKED % field, id=encode_id(ref)))["extensions"]
        assert isinstance(found, dict)
        return found

    assert await error("section(number: 6) { text }") == {"code": "NOT_FOUND", "argument": ["number"]}
    assert await error("section(number: 10) { text }") == {"code": "INVALID_INPUT", "argument": ["number"]}
    assert await error('askedFor(on: "1899-12-31") { on }') == {"code": "INVALID_INPUT", "argument": ["on"]}
    three = ", ".join(f'"{encode_id(town)}"' for _ in range(3))
    assert await error(f"askedFor(about: [{three}]) {{ on }}") == {"code": "INVALID_INPUT", "argument": ["about"]}
    assert await error(f'askedFor(about: ["{encode_id(ref)}"]) {{ on }}') == {
        "code": "INVALID_INPUT",
        "argument": ["about", "0"],
    }
    assert (await error("section { text }"))["code"] == "INVALID_REQUEST"
