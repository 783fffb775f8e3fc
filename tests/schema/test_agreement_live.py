"""An agreement followed live: its parties see all that happens to it, strangers what is public, in the same order."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id
from tests.schema.edge import Client, Edge, serving
from tests.schema.test_agreement_mutations import AGREEMENT, adapt, conclude, draft, story
from tests.schema.test_mutations import Story
from tests.schema.test_sockets import hear, opened, say

__all__ = ["story"]

FOLLOW = """subscription($cursor: String, $id: ID!) {
    changes(after: $cursor, filter: { entity: $id }) { position event { type } }
}"""
EVENTS = "query($id: ID!) { cursor node(id: $id) { ... on Agreement { history(first: 100) { nodes { type id } } } } }"


@pytest.fixture
async def host(edge: Edge) -> AsyncIterator[str]:
    """Where the edge is served."""
    async with serving(edge.app) as host:
        yield host


async def followed(host: str, client: Client, events: int, **variables: Any) -> list[tuple[str, str]]:
    """So many events, as they come over a socket: position and type."""
    async with opened(host, client) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": FOLLOW, "variables": variables})
        told = [(await hear(socket))["payload"]["data"]["changes"] for _ in range(events)]
    return [(change["position"], change["event"]["type"]) for change in told]


async def happened(client: Client, id: str) -> list[tuple[str, str]]:
    """What the client reads of the agreement's history after its first event."""
    found: list[tuple[str, str]] = []
    after = None
    while True:
        data = await client.data(
            """query($id: ID!, $after: String) { node(id: $id) { ... on Agreement {
                history(first: 100, after: $after) { nodes { position type } pageInfo { hasNextPage endCursor } }
            } } }""",
            id=id,
            after=after,
        )
        page = data["node"]["history"]
        found += [(node["position"], node["type"]) for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found[1:] if found[0][1] == "AgreementDrafted" else found
        after = page["pageInfo"]["endCursor"]


async def test_each_is_told_what_it_may_see_in_order(edge: Edge, host: str, story: Story) -> None:
    agreement = story.ids[AGREEMENT]
    cursor = (await edge.coordinator.data("{ cursor }"))["cursor"]
    await draft(story)
    await conclude(story)
    await adapt(story)
    party = await edge.client(Role.MUNICIPALITY, decode_id(story.ids["a"], ()).ref)
    partner = {"name": "Stadtwerke", "sector": "ENERGY", "region": "Angeln", "since": "2015-01-01"}
    made = await edge.coordinator.done("registerPartner", "partner { id }", **partner)
    stranger = await edge.client(Role.PARTNER, decode_id(made["partner"]["id"], ()).ref)

    everything, public = await happened(edge.coordinator, agreement), await happened(stranger, agreement)

    assert await followed(host, party, len(everything), cursor=cursor, id=agreement) == everything
    assert await followed(host, stranger, len(public), cursor=cursor, id=agreement) == public
    types = {type_ for _, type_ in public}
    assert types.isdisjoint({"ClauseAdded", "AmendmentProposed", "ProposalConsented", "NoticeGiven"})
    assert {"AgreementSigned", "AgreementPublished", "AgreementReviewed", "AgreementTerminated"} <= types


async def test_a_correction_comes_to_those_who_see_the_act(edge: Edge, host: str, story: Story) -> None:
    agreement = story.ids[AGREEMENT]
    await draft(story)
    await conclude(story)
    await adapt(story)
    party = await edge.client(Role.MUNICIPALITY, decode_id(story.ids["a"], ()).ref)
    partner = {"name": "Stadtwerke", "sector": "ENERGY", "region": "Angeln", "since": "2015-01-01"}
    made = await edge.coordinator.done("registerPartner", "partner { id }", **partner)
    stranger = await edge.client(Role.PARTNER, decode_id(made["partner"]["id"], ()).ref)
    read = await edge.coordinator.data(EVENTS, id=agreement)
    first = {each["type"]: each["id"] for each in reversed(read["node"]["history"]["nodes"])}
    cursor = read["cursor"]
    objected = {"id": agreement, "proposal": 1, "party": story.ids["b"], "on": "2017-01-11"}
    published = {"id": agreement, "when": {"earliest": "2016-05-02"}, "where": "Amtsblatt 6/2016"}

    for type_, instead in (
        ("ProposalObjected", {"objectToProposal": objected}),
        ("AgreementPublished", {"publishAgreement": published}),
    ):
        acts = [{"event": first[type_], "instead": instead}]
        await edge.coordinator.done("correctAgreement", id=agreement, acts=acts, reason="Verlesen")

    told = await followed(host, party, 2, cursor=cursor, id=agreement)
    assert [type_ for _, type_ in told] == ["AgreementCorrected"] * 2
    assert await followed(host, stranger, 1, cursor=cursor, id=agreement) == told[1:]
