"""Whatever comes in gets an answer in GraphQL's form: a problem, or a clear error; never a fault of the server."""

import json
from itertools import product
from typing import Any

import httpx
import pytest

from schema.limits import MOST_NESTING
from schema.moments import encode_id
from tests.schema.edge import MOST_BYTES, ORIGIN, Client, Edge

DAY = "2020-01-01"
UNKNOWN = "01920000-0000-7000-8000-000000000000"
JSON = {"Content-Type": "application/json"}


def error_of(response: httpx.Response) -> dict[str, Any]:
    """The only error of an answer without data."""
    answer = response.json()
    assert "data" not in answer
    (error,) = answer["errors"]
    assert error["message"]
    told: dict[str, Any] = error
    return told


# --- Requests


BODIES: list[bytes] = [
    b"null",
    b"[]",
    b"1",
    b'"query"',
    b"",
    b"{",
    b'{"query": ',
    b"\xff\xfe",
    b"{}",
    b'{"query": null}',
    b'{"query": ""}',
    b'{"query": 1}',
    b'{"query": ["{ position }"]}',
    b'{"query": "{ position }", "variables": []}',
    b'{"query": "{ position }", "variables": "x"}',
    b'{"query": "{ position }", "operationName": 1}',
    b'{"query": "{ position }", "extensions": 1}',
    b'[{"query": "{ position }"}]',
    b"[" * 90_000,
    b'{"query": "{ a(b: \\"\\ud800\\") }"}',
    b'{"query": "{ position }", "variables": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}",
]


async def test_bodies_that_are_no_request(coordinator: Client) -> None:
    for body in BODIES:
        response = await coordinator.post(content=body, headers=JSON)
        assert response.status_code == 400
        assert error_of(response)["extensions"]["code"] in ("INVALID_REQUEST", "TOO_DEEP")


async def test_other_content_types(coordinator: Client) -> None:
    for content_type in ["text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data"]:
        response = await coordinator.post(content=b'{"query": "{ position }"}', headers={"Content-Type": content_type})
        assert response.status_code == 415
        error_of(response)


async def test_other_encodings(coordinator: Client) -> None:
    for charset, status in (("utf-16", 415), ("UTF-8", 200)):
        response = await coordinator.post(
            content=b'{"query": "{ position }"}', headers={"Content-Type": f"application/json; charset={charset}"}
        )
        assert response.status_code == status


@pytest.mark.parametrize("told", [True, False])
async def test_a_body_that_is_too_large(coordinator: Client, told: bool) -> None:
    body = json.dumps({"query": "{ " + "position " * 600_000 + "}"}).encode()
    assert len(body) > 5_000_000 > MOST_BYTES

    async def parts() -> Any:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    response = await coordinator.post(content=body if told else parts(), headers=JSON)
    assert response.status_code == 413
    assert error_of(response)["extensions"]["code"] == "TOO_LARGE"


async def test_other_methods(coordinator: Client) -> None:
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"]:
        response = await coordinator.http.request(method, "/graphql")
        assert response.status_code == 405
        assert response.headers["allow"] == "GET, POST"
        error_of(response)


async def test_pages_of_sites_that_may_ask_and_of_others(coordinator: Client) -> None:
    preflight = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://elsewhere.example", None)):
        response = await coordinator.http.options("/graphql", headers={"Origin": origin} | preflight)
        assert response.headers.get("access-control-allow-origin") == allowed
        response = await coordinator.post({"query": "{ position }"}, {"Origin": origin})
        assert response.json() == {"data": {"position": 1}}
        assert response.headers.get("access-control-allow-origin") == allowed


async def test_who_comes_without_a_token_or_with_a_wrong_one(edge: Edge) -> None:
    for token in (None, "kk_nonsense", f"kk_{edge.county.id.hex}_wrong", "a b", "ü"):
        headers = {} if token is None else {b"Authorization": f"Bearer {token}".encode()}
        response = await edge.http.post("/graphql", json={"query": "{ position }"}, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert error_of(response)["extensions"]["code"] == "UNAUTHENTICATED"
    response = await edge.http.post("/99999/graphql", json={"query": "{ position }"})
    assert response.status_code == 401


async def test_the_schema_itself_is_no_secret(edge: Edge) -> None:
    describing = "query ($name: String!) { __schema { queryType { name } } __type(name: $name) { ...t } } "
    describing += "fragment t on __Type { name }"
    response = await edge.http.post("/", json={"query": describing, "variables": {"name": "County"}})
    assert response.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}, "__type": {"name": "County"}}}

    empty = {"Authorization": "Bearer "}  # as the IDE sends it before anybody has pasted a token
    asked = await edge.http.post("/graphql", json={"query": "{ __typename }"}, headers=empty)
    assert asked.json() == {"data": {"__typename": "Query"}}
    for query in ("{ __typename position }", "{ __typename ...q } fragment q on Query { position }"):
        assert (await edge.http.post("/graphql", json={"query": query})).status_code == 401
    wrong = {"Authorization": "Bearer kk_nonsense"}
    assert (await edge.http.post("/graphql", json={"query": "{ __typename }"}, headers=wrong)).status_code == 401


# --- Documents


DOCUMENTS: list[tuple[str, str]] = [
    ("{", "SYNTAX_ERROR"),
    ("}{", "SYNTAX_ERROR"),
    ("{ nothingOfTheKind }", "INVALID_REQUEST"),
    ("{ ...unknown }", "INVALID_REQUEST"),
    ("{ ...a } fragment a on Query { ...a }", "INVALID_REQUEST"),
    ("query($n: Int!) { county { municipalities(first: $n) { totalCount } } }", "INVALID_REQUEST"),
    ("fragment a on Query { position }", "INVALID_REQUEST"),
    ("query A { position } query B { position }", "INVALID_REQUEST"),
    ("{ " + " ".join(f"a{n}: position" for n in range(10_000)) + " }", "TOO_LARGE"),
    ("{ " + " ".join(f"a{n}: position" for n in range(1_000)) + " }", "TOO_MUCH"),
    ("{ county " + "{ asOf " * 400 + "{ name }" + " }" * 400 + " }", "SYNTAX_ERROR"),
    ("{ county " + "{ asOf " * 50 + "{ name }" + " }" * 50 + " }", "TOO_MUCH"),
    ("{ position " + "position " * 5_000 + "}", "TOO_MUCH"),
    ("{ a(b: " + "[" * 2_000 + "]" * 2_000 + ") }", "SYNTAX_ERROR"),
    ("subscription { changes { cursor } }", "INVALID_REQUEST"),
]


async def test_documents_that_cannot_be_answered(coordinator: Client) -> None:
    for query, code in DOCUMENTS:
        response = await coordinator.post({"query": query}, {"Accept": "application/graphql-response+json"})
        if code == "TOO_LARGE":
            assert response.status_code in (400, 413)
            assert error_of(response)["extensions"]["code"] in ("TOO_LARGE", "SYNTAX_ERROR")
            continue
        assert response.status_code == 400, response.text
        assert response.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
        assert error_of(response)["extensions"]["code"] == code


async def test_ten_thousand_aliases_in_a_small_document(coordinator: Client) -> None:
    query = "{" + " ".join(f"a{n}:id" for n in range(10_000)) + "}"
    assert len(query) < MOST_BYTES
    answer = await coordinator.answer(query)
    assert answer["errors"][0]["extensions"]["code"] == "SYNTAX_ERROR"
    assert "tokens" in answer["errors"][0]["message"]


async def test_an_error_of_the_document_is_200_for_who_asks_for_plain_json(coordinator: Client) -> None:
    response = await coordinator.post({"query": "{"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    error_of(response)


async def test_operations_by_name(coordinator: Client) -> None:
    query = "query A { position } query B { viewer { role } }"
    response = await coordinator.post({"query": query, "operationName": "A"})
    assert response.json() == {"data": {"position": 1}}
    for name in ("C", None):
        response = await coordinator.post(
            {"query": query, "operationName": name}, {"Accept": "application/graphql-response+json"}
        )
        assert response.status_code == 400
        error_of(response)


async def test_reading_by_get(coordinator: Client) -> None:
    own = {"Authorization": f"Bearer {coordinator.token}"}

    async def get(**parameters: str) -> httpx.Response:
        return await coordinator.http.get("/graphql", params=parameters, headers=own)

    assert (await get(query="{ position }")).json() == {"data": {"position": 1}}
    response = await get(query="query($id: ID!) { node(id: $id) { id } }", variables='{"id": "?"}')
    assert response.json()["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    response = await get(query="mutation { openToPublic(input: {id: 1}) { position } }")
    assert response.status_code == 405
    for parameters in ({}, {"query": ""}, {"query": "{ position }", "variables": "{"}):
        assert (await get(**parameters)).status_code == 400
    nested = '{"a":' * (MOST_NESTING + 2) + "1" + "}" * (MOST_NESTING + 2)
    assert (await get(query="{ position }", variables=nested)).status_code == 400


# --- Values


REGISTER = {
    "ags": "01059001",
    "ars": "010590000001",
    "name": "Böxlund",
    "designation": "MUNICIPALITY",
    "since": "2000-01-01",
}


OUTSIDE: list[tuple[dict[str, Any], list[str] | None]] = [
    ({"name": "x" * 201}, ["name"]),
    ({"name": ""}, ["name"]),
    ({"name": "   "}, ["name"]),
    ({"name": "a\u0000b"}, ["name"]),
    ({"name": "a\u202eb"}, ["name"]),
    ({"name": "a\nb"}, ["name"]),
    ({"ags": "1059001"}, ["ags"]),
    ({"ags": "99059001"}, ["ags"]),
    ({"since": "0001-01-01"}, ["since"]),
    ({"since": "9999-12-31"}, ["since"]),
    ({"association": "nonsense"}, ["association"]),
    ({"association": encode_id(f"municipality:{UNKNOWN}")}, ["association"]),
    ({"association": encode_id(f"event:{UNKNOWN}")}, ["association"]),
    ({"association": encode_id(f"municipal_association:{UNKNOWN}")}, ["association"]),
    ({"reason": "x" * 5_001}, ["reason"]),
    ({"reason": "a\u0007b"}, ["reason"]),
    ({"authority": {"external": {"body": "x" * 201, "on": DAY}}}, None),
    ({"authority": {"external": {"body": "Rat", "on": DAY, "document": "?"}}}, None),
    ({"authority": {"decision": "?"}}, ["authority", "decision"]),
    ({"authority": {"decision": encode_id(f"decision:{UNKNOWN}")}}, None),
    ({"expectedVersion": 7}, ["expectedVersion"]),
    ({"expectedVersion": -1}, ["expectedVersion"]),
]


async def test_values_outside_their_limits_are_problems(coordinator: Client) -> None:
    for given, path in OUTSIDE:
        problem = await coordinator.problem("registerMunicipality", **REGISTER | given)
        assert problem["message"]
        assert path is None or problem["path"] == path, given


ODD: list[dict[str, Any]] = [
    {"since": "gestern"},
    {"since": "2020-13-01"},
    {"since": 5},
    {"commandId": "1"},
    {"commandId": 1},
    {"designation": "VILLAGE"},
    {"name": None},
    {"name": 1},
    {"unknown": 1},
    {"authority": {}},
    {"authority": {"decision": "a", "external": {"body": "Rat", "on": DAY}}},
    {"expectedVersion": 2**40},
]


async def test_values_of_another_type_are_errors(coordinator: Client) -> None:
    for given in ODD:
        query = "mutation($input: RegisterMunicipalityInput!) { registerMunicipality(input: $input) { position } }"
        response = await coordinator.post({"query": query, "variables": {"input": REGISTER | given}})
        assert response.status_code == 200
        for error in response.json()["errors"]:
            assert error["extensions"] == {"code": "INVALID_REQUEST"}


async def test_ids_that_are_none(coordinator: Client) -> None:
    for id_ in ["", "?", "x" * 100_00, "bXVuaWNpcGFsaXR5OjE", encode_id(f"municipality:{UNKNOWN}") + "="]:
        error = await coordinator.error("query($id: ID!) { node(id: $id) { id } }", id=id_)
        assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["id"]}
        problem = await coordinator.problem("renameMunicipality", id=id_, name="Neu", on=DAY)
        assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["id"])


async def test_ids_of_nothing_and_of_another_kind(edge: Edge, coordinator: Client) -> None:
    problem = await coordinator.problem(
        "renameMunicipality", id=encode_id(f"municipality:{UNKNOWN}"), name="Neu", on=DAY
    )
    assert (problem["code"], problem["path"]) == ("NOT_FOUND", ["id"])
    problem = await coordinator.problem("renameMunicipality", id=encode_id(edge.county.ref), name="Neu", on=DAY)
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["id"])
    ref = await edge.county.municipality(1)
    problem = await coordinator.problem(
        "correctMunicipality", id=encode_id(ref), acts=[{"event": encode_id(ref), "withdrawn": True}], reason="x"
    )
    assert (problem["code"], problem["path"]) == ("NOT_FOUND", ["acts", "0", "event"])


async def test_dates_that_run_backwards(edge: Edge, coordinator: Client) -> None:
    a, b = await edge.county.municipality(1), await edge.county.municipality(2)
    problem = await coordinator.problem("mergeMunicipality", id=encode_id(a), into=encode_id(b), on="1999-01-01")
    assert problem["__typename"] == "Rejected"
    event = encode_id(f"event:{(await edge.county.events())[1].event_id}")
    earlier = {"renameMunicipality": {"id": encode_id(a), "name": "Neu", "on": "1999-01-01"}}
    problem = await coordinator.problem(
        "correctMunicipality", id=encode_id(a), acts=[{"event": event, "instead": earlier}], reason="x"
    )
    assert problem["__typename"] == "Rejected"


PAGES = ["first: 101", "first: -1", "last: 101", "first: 1, last: 1", 'after: "?"', 'before: ""', 'after: "WzFd"']


async def test_pages_that_are_none(coordinator: Client) -> None:
    for list_, arguments in product(["municipalities", "history"], PAGES):
        error = await coordinator.error(f"{{ county {{ {list_}({arguments}) {{ position }} }} }}")
        assert error["extensions"]["code"] in ("INVALID_INPUT", "RESYNC_REQUIRED")


async def test_filters_nested_too_deeply(coordinator: Client) -> None:
    nested: dict[str, Any] = {"name": {"equals": "x"}}
    for _ in range(MOST_NESTING):
        nested = {"not": nested}
    query = "query($f: MunicipalityFilter) { county { municipalities(filter: $f) { totalCount } } }"
    response = await coordinator.post({"query": query, "variables": {"f": nested}})
    assert response.status_code == 400
    assert error_of(response)["extensions"]["code"] == "TOO_DEEP"


async def test_a_fault_of_ours_is_told_by_code_and_request_only(
    edge: Edge, coordinator: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(viewer: Any) -> Any:
        raise RuntimeError("".join(("per", "son")))

    monkeypatch.setattr(edge.county.record, "read", broken)
    error = await coordinator.error("{ position }")
    assert error["extensions"] == {"code": "INTERNAL", "requestId": "-"}
    assert "person" not in json.dumps(error)
    (record,) = (each for each in caplog.records if each.name == "schema.problems")
    assert record.facts["fault"] == "RuntimeError"  # type: ignore[attr-defined]
    assert "broken" in record.facts["trace"]  # type: ignore[attr-defined]
    assert "person" not in str(record.__dict__)
