"""Agreements behind the GraphQL edge: versions, comparisons, parties, proposals, next steps; who sees what of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from events.agreement.accessions import ProposeAccession
from events.agreement.changes import Admission
from events.agreement.membership import GiveNotice
from events.agreement.proposals import ConsentToProposal
from events.county.entry import OpenToPublic
from events.municipality.merger import MergeMunicipality
from events.partner import RegisterPartner, Sector
from events.policy import Role
from events.when import When
from schema.moments import encode_id
from tests.schema.edge import Client, Edge
from tests.service.pages.partnership import AIMS_LATER, Partnership, drafted

ON = "2021-06-01"


@pytest.fixture
async def draft(edge: Edge) -> Partnership:
    """The draft of an agreement."""
    return await drafted(edge.county)


@pytest.fixture
async def partnership(draft: Partnership) -> Partnership:
    """The agreement in force since March 2016, its second version since 2020."""
    await draft.sign()
    await draft.amend()
    return draft


async def asked(client: Client, partnership: Partnership, fields: str, on: str = ON) -> Any:
    """These fields of the agreement on a day."""
    query = f"query($id: ID!, $on: Date!) {{ county(on: $on) {{ agreement(id: $id) {{ {fields} }} }} }}"
    found = await client.data(query, id=encode_id(partnership.ref), on=on)
    return found["county"]["agreement"]


WORDING = "number effectiveFrom until adopted clauses { number heading text sinceVersion } terms { term { until } }"


async def test_each_version_is_read_in_full(partnership: Partnership, coordinator: Client) -> None:
    found = await asked(
        coordinator, partnership, f"one: wording(number: 1) {{ {WORDING} }} two: wording(number: 2) {{ {WORDING} }} "
        "three: wording(number: 3) { number }",
    )  # fmt: skip

    assert found["one"]["until"] == "2020-01-01"
    assert found["one"]["clauses"][0]["text"].endswith("zweimal im Jahr.")
    assert found["two"] | {"clauses": None} == {
        "number": 2, "effectiveFrom": "2020-01-01", "until": None, "adopted": "2019-08-01",
        "clauses": None, "terms": {"term": {"until": None}},
    }  # fmt: skip
    assert found["two"]["clauses"][0] == {
        "number": "1", "heading": "Zusammenarbeit", "text": AIMS_LATER, "sinceVersion": 2
    }  # fmt: skip
    assert found["three"] is None


async def test_the_version_in_force_depends_on_the_day(partnership: Partnership, coordinator: Client) -> None:
    fields = 'now: versionInForce { number } then: versionInForce(on: "2019-12-31") { number } '
    found = await asked(coordinator, partnership, fields + 'before: versionInForce(on: "2016-02-29") { number }')

    assert found == {"now": {"number": 2}, "then": {"number": 1}, "before": None}


async def test_two_versions_are_compared_word_by_word(partnership: Partnership, coordinator: Client) -> None:
    fields = """
        compare(from: 1, to: 2) {
          fromVersion toVersion
          clauses { fate before { number } after { number } text { kind text } }
          terms { changed before { amendmentRule { kind } } }
        }
        none: compare(from: 1, to: 3) { fromVersion }
    """
    found = await asked(coordinator, partnership, fields)

    first, second = found["compare"]["clauses"]
    assert (first["fate"], second["fate"]) == ("CHANGED", "UNCHANGED")
    assert [piece for piece in first["text"] if piece["kind"] != "KEPT"] == [
        {"kind": "DELETED", "text": "zweimal"},
        {"kind": "INSERTED", "text": "viermal"},
    ]
    assert found["compare"]["terms"]["changed"] == []
    assert found["none"] is None


PARTIES = "partiesOn { isParty joined { earliest } left { earliest } notice { given } party { ... on Municipality "
PARTIES += "{ name } } now { entityId } } partyCount { least most }"


async def test_parties_are_followed_through_mergers(edge: Edge, partnership: Partnership, coordinator: Client) -> None:
    await edge.county.order(MergeMunicipality(partnership.boeklund, partnership.ahlby, date(2023, 3, 1)))

    before = await asked(coordinator, partnership, PARTIES)
    after = await asked(coordinator, partnership, PARTIES, "2024-01-01")

    assert before["partyCount"] == {"least": 4, "most": 4}
    assert after["partyCount"] == {"least": 3, "most": 3}
    assert len(after["partiesOn"]) == 4
    assert {each["joined"]["earliest"] for each in after["partiesOn"]} == {"2016-03-01"}
    boeklund = after["partiesOn"][2]
    assert boeklund["now"] == {"entityId": encode_id(partnership.ahlby)}
    assert before["partiesOn"][2]["now"] == {"entityId": encode_id(partnership.boeklund)}


async def test_a_draft_tells_those_that_it_names(draft: Partnership, coordinator: Client) -> None:
    found = await asked(coordinator, draft, PARTIES)

    assert found["partyCount"] == {"least": 0, "most": 0}
    assert [each["isParty"] for each in found["partiesOn"]] == ["NO"] * 4


STEPS = "nextSteps { kind by overdue en: message(language: EN) de: message(language: DE) party { entityId } proposal }"


async def test_everyone_is_told_what_there_is_to_do(edge: Edge, partnership: Partnership, coordinator: Client) -> None:
    await partnership.order(
        ProposeAccession(
            partnership.ref,
            Admission(await edge.county.municipality(name="Süderbrarup")),
            When(date(2021, 7, 1)),
            date(2021, 5, 1),
        )
    )
    await partnership.order(ConsentToProposal(partnership.ref, 2, partnership.ahlby, date(2021, 5, 2)))

    steps = (await asked(coordinator, partnership, STEPS))["nextSteps"]

    silent = [encode_id(ref) for ref in (edge.county.ref, partnership.boeklund, partnership.partner)]
    assert [each["party"]["entityId"] for each in steps] == silent
    assert {each["kind"] for each in steps} == {"CONSENT"}
    assert steps[0]["de"] == "Dem Antrag 2 (Beitritt: Süderbrarup) vom 1. Mai 2021 zustimmen oder ihn ablehnen."
    query = f"""query($m: ID!, $p: ID!) {{ county(on: "{ON}") {{
        nextSteps {{ step {{ kind }} agreement {{ title }} }}
        municipality(id: $m) {{ nextSteps {{ step {{ kind }} }} agreements {{ title }} }}
        partner(id: $p) {{ nextSteps {{ step {{ kind }} agreement {{ title }} }} agreements {{ title }} }}
    }} }}"""
    county = (
        await coordinator.data(query, m=encode_id(partnership.ahlby), p=encode_id(partnership.partner))
    )["county"]  # fmt: skip
    owed = [{"step": {"kind": "CONSENT"}, "agreement": {"title": "Klimaschutzregion"}}]
    assert county["nextSteps"] == owed
    assert county["municipality"] == {"nextSteps": [], "agreements": [{"title": "Klimaschutzregion"}]}
    assert county["partner"] == {"nextSteps": owed, "agreements": [{"title": "Klimaschutzregion"}]}


async def test_a_successor_has_the_agreements_and_steps_of_its_predecessor(
    edge: Edge, draft: Partnership, coordinator: Client
) -> None:
    await draft.sign(draft.county.ref)
    heir = await edge.county.municipality(name="Neustadt")
    await edge.county.order(MergeMunicipality(draft.boeklund, heir, date(2020, 3, 1)))
    query = "query($id: ID!, $on: Date!) { county(on: $on) { municipality(id: $id) "
    query += "{ agreements { title } nextSteps { step { kind } } } } }"

    async def told(on: str) -> Any:
        return (await coordinator.data(query, id=encode_id(heir), on=on))["county"]["municipality"]

    assert await told("2020-02-29") == {"agreements": [], "nextSteps": []}
    assert await told("2020-03-01") == {
        "agreements": [{"title": "Klimaschutzregion"}],
        "nextSteps": [{"step": {"kind": "SIGN"}}],
    }


PROPOSALS = """
    number title status rationale baseVersion voices { consents party { entityId } }
    count { entitled needed consenting objecting silent { entityId } } consents settled version
    changes { revised { clause text } }
"""


async def test_amendments_are_told_with_voices_while_open_and_in_brief_afterwards(
    draft: Partnership, coordinator: Client
) -> None:
    await draft.sign()
    await draft.propose()
    await draft.order(ConsentToProposal(draft.ref, 1, draft.ahlby, date(2019, 7, 1)))

    (told,) = (await asked(coordinator, draft, f"amendments {{ {PROPOSALS} }}"))["amendments"]
    assert (told["status"], told["rationale"]) == ("PROPOSED", "Zweimal war zu wenig.")
    assert told["voices"] == [{"consents": True, "party": {"entityId": encode_id(draft.ahlby)}}]
    assert told["changes"] == {"revised": [{"clause": 1, "text": AIMS_LATER}]}
    count = told["count"]
    assert (count["entitled"], count["needed"], count["consenting"], len(count["silent"])) == (4, 3, 1, 3)


async def test_what_is_internal_is_told_to_those_who_take_part_only(
    edge: Edge, partnership: Partnership, coordinator: Client
) -> None:
    await edge.county.order(OpenToPublic(edge.county.ref), await edge.county.viewer(Role.ADMIN))
    await partnership.order(
        ProposeAccession(
            partnership.ref, Admission(await edge.county.municipality()), When(date(2021, 7, 1)), date(2021, 5, 1)
        )
    )
    await partnership.order(GiveNotice(partnership.ref, partnership.boeklund, date(2021, 2, 1)))
    fields = f"{PARTIES} {STEPS} amendments {{ {PROPOSALS} }} accessions {{ number }} pageUrl"

    public = await asked(edge.public(), partnership, fields)
    party = await asked(await edge.client(Role.PARTNER, partnership.partner), partnership, fields)
    stranger = await asked(await edge.client(Role.PARTNER, await _partner(edge)), partnership, fields)

    assert [each["status"] for each in public["amendments"]] == ["CARRIED_OUT"]
    assert public["amendments"][0]["consents"] == 3
    assert public["accessions"] == stranger["accessions"] == []
    assert public["nextSteps"] == stranger["nextSteps"] == []
    assert {each["notice"] for each in public["partiesOn"]} == {None}
    # It has left by today.
    assert [each["left"] for each in public["partiesOn"]] == [None, None, {"earliest": "2022-01-01"}, None]
    assert len(party["accessions"]) == 1
    assert {each["kind"] for each in party["nextSteps"]} == {"CONSENT", "LEAVE"}
    assert party["partiesOn"][2]["notice"] == {"given": "2021-02-01"}
    assert public["pageUrl"] == f"{partnership.path}/versions/2?on={ON}&county={edge.county.key}"
    assert party["pageUrl"] == f"{partnership.path}/versions/2?on={ON}"


async def test_who_leaves_is_not_found_out_by_asking_for_a_later_day(edge: Edge, partnership: Partnership) -> None:
    await edge.county.order(OpenToPublic(edge.county.ref), await edge.county.viewer(Role.ADMIN))
    await partnership.order(
        GiveNotice(partnership.ref, partnership.boeklund, datetime.now(UTC).date() - timedelta(days=1))
    )
    fields = "partyCount { most } partiesOn { party { entityId } left { earliest } } parties { entityId }"

    public = await asked(edge.public(), partnership, fields, "2199-12-31")
    party = await asked(await edge.client(Role.PARTNER, partnership.partner), partnership, fields, "2199-12-31")

    assert public["partyCount"] == {"most": 4}
    assert {each["left"] for each in public["partiesOn"]} == {None}
    assert (len(public["parties"]), len(party["parties"]), party["partyCount"]) == (4, 3, {"most": 3})


async def _partner(edge: Edge) -> str:
    return (await edge.county.order(RegisterPartner("Bank", Sector.BUSINESS, "Kreis", date(2000, 1, 1)))).ref


async def test_pages_are_told_of_versions_that_there_are(partnership: Partnership, coordinator: Client) -> None:
    query = "query($id: ID!) { county { agreement(id: $id) { one: pageUrl(number: 1) three: pageUrl(number: 3) } } }"
    found = (await coordinator.data(query, id=encode_id(partnership.ref)))["county"]["agreement"]

    assert found == {"one": f"{partnership.path}/versions/1", "three": None}


async def test_a_draft_is_not_told_to_strangers(edge: Edge, draft: Partnership) -> None:
    stranger = await edge.client(Role.PARTNER, await _partner(edge))

    assert await asked(stranger, draft, "title") is None
    assert (await asked(await edge.client(Role.PARTNER, draft.partner), draft, STEPS))["nextSteps"][0]["kind"] == (
        "OPEN_FOR_SIGNATURE"
    )


@pytest.mark.parametrize("field", ["wording(number: 0)", "compare(from: 1, to: 100001)", "pageUrl(number: -1)"])
async def test_numbers_outside_their_limits_are_refused(
    partnership: Partnership, coordinator: Client, field: str
) -> None:
    selection = "" if "page" in field else "{ __typename }"
    query = f"query($id: ID!) {{ county {{ agreement(id: $id) {{ {field} {selection} }} }} }}"

    error = await coordinator.error(query, id=encode_id(partnership.ref))
    assert error["extensions"]["code"] == "INVALID_INPUT"
