"""Every mutation of an agreement, in the order in which one lives: drafted, concluded, adapted, reviewed, ended."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schema.moments import encode_id
from tests.schema.edge import Edge
from tests.schema.test_mutations import Story, municipality, names

AGREEMENT = "agreement"
RECENTLY = datetime.now(UTC).date() - timedelta(days=2)
AHEAD = date(RECENTLY.year + 10, 1, 1)
DRAFTED, SIGNED, LATER = "2015-01-12", "2016-03-01", "2016-06-06"


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county with five municipalities, and a draft that two of them are named in."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("abcde", 1):
        await municipality(told, name, number)
    await told.tell("person", "registerPerson", name="Ada Muster")
    await told.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    told.called.clear()
    await told.tell(
        AGREEMENT,
        "draftAgreement",
        title="Klimavertrag",
        purpose="Gemeinsam handeln.",
        form="INFORMAL",
        when={"earliest": "2014-01-01", "latest": DRAFTED},
    )
    return told


def wording(number: str, text: str) -> dict[str, str]:
    """How a clause reads."""
    return {"number": number, "heading": "Zweck", "kind": "OTHER", "text": text}


async def draft(story: Story) -> None:
    tell, ids = story.tell, story.ids
    await tell(AGREEMENT, "retitleAgreement", title="Klimaschutzvertrag")
    ids["retitled"] = story.events[AGREEMENT]
    await tell(AGREEMENT, "restatePurpose", purpose="Gemeinsam mehr erreichen.")
    await tell(AGREEMENT, "changeLegalForm", form="DELEGATING")
    await tell(AGREEMENT, "assignAgreementThemes", themes=["heat"])
    for party in "abc":
        await tell(AGREEMENT, "addParty", party=ids[party])
    await tell(AGREEMENT, "changePartyRole", party=ids["a"], role="Federführung")
    await tell(AGREEMENT, "removeParty", party=ids["c"])
    for number, text in (("1", "Zweck ist der Klimaschutz."), ("2", "Es gibt einen Vorstand."), ("4", "Gestrichen.")):
        await tell(AGREEMENT, "addClause", wording=wording(number, text))
    await tell(AGREEMENT, "reviseClause", clause=1, expectedClauseVersion=1, text="Zweck ist mehr Klimaschutz.")
    await tell(AGREEMENT, "removeClause", clause=3, expectedClauseVersion=1)
    await tell(AGREEMENT, "renumberClauses", numbers=[{"clause": 1, "number": "2"}, {"clause": 2, "number": "1"}])
    notice = {"months": 6, "to": "YEAR"}
    await tell(AGREEMENT, "agreeTerm", term={"notice": notice})
    await tell(AGREEMENT, "agreeReview", review={"months": 24})
    share = {"kind": "SHARE", "share": {"numerator": 1, "denominator": 2}}
    await tell(AGREEMENT, "agreeAmendmentRule", rule=share)
    await tell(AGREEMENT, "agreeAccessionRule", rule={"kind": "NOBODY"})
    await tell(AGREEMENT, "agreeResources", resources={"weeklyHours": {"numerator": 60, "denominator": 1}})
    await tell(AGREEMENT, "agreeEntryIntoForce", on="2016-07-01")
    needed = {"approval": True, "publication": True, "deemedAfterWeeks": 4}
    await tell(AGREEMENT, "agreeFormalities", formalities=needed)


async def conclude(story: Story) -> None:
    tell, ids = story.tell, story.ids
    when = {"earliest": SIGNED}
    await tell(AGREEMENT, "openForSignature", when=when)
    await tell(AGREEMENT, "recordSignature", party=ids["a"], when=when, signatory=ids["person"])
    await tell(AGREEMENT, "declineSignature", party=ids["b"], when=when, reason="Noch nicht beraten.")
    await tell(AGREEMENT, "openForSignature", when=when)
    await tell(AGREEMENT, "reopenDraft", when=when, reason="Ein Fehler im Text.")
    await tell(AGREEMENT, "openForSignature", when=when)
    for party in "ab":
        await tell(AGREEMENT, "recordSignature", party=ids[party], when=when)
    await tell(AGREEMENT, "fileForApproval", supervisoryAuthority="Innenministerium", when=when)
    await tell(AGREEMENT, "refuseApproval", when={"earliest": "2016-03-10"}, reason="Unvollständig.")
    await tell(AGREEMENT, "openForSignature", when={"earliest": "2016-03-11"})
    for party in "ab":
        await tell(AGREEMENT, "recordSignature", party=ids[party], when={"earliest": "2016-03-11"})
    await tell(AGREEMENT, "fileForApproval", supervisoryAuthority="Innenministerium", when={"earliest": "2016-03-14"})
    await tell(AGREEMENT, "setApprovalDiscussion", on="2016-03-20")
    await tell(AGREEMENT, "grantApproval", when={"earliest": "2016-04-01"})
    await tell(AGREEMENT, "publishAgreement", when={"earliest": "2016-05-02"}, where="Amtsblatt 5/2016")
    await tell(AGREEMENT, "enterIntoForce", on="2016-07-02")


async def adapt(story: Story) -> None:
    tell, ids = story.tell, story.ids
    amendment: dict[str, Any] = {
        "title": "Mehr Personal",
        "trigger": "AREA_CHANGE",
        "rationale": "Das Gebiet wächst.",
        "baseVersion": 1,
        "changes": {"revised": [{"clause": 1, "text": "Zweck ist noch mehr Klimaschutz."}]},
        "on": "2017-01-09",
    }
    await tell(AGREEMENT, "proposeAmendment", **amendment)
    await tell(AGREEMENT, "objectToProposal", proposal=1, party=ids["b"], on="2017-01-10", reason="Zu teuer.")
    await tell(AGREEMENT, "consentToProposal", proposal=1, party=ids["a"], on="2017-01-11")
    await tell(AGREEMENT, "adoptAmendment", proposal=1, on="2017-02-01", effectiveFrom="2017-03-01")
    await tell(
        AGREEMENT,
        "fileForApproval",
        supervisoryAuthority="Innenministerium",
        when={"earliest": "2017-02-02"},
        proposal=1,
    )
    await tell(AGREEMENT, "grantApproval", when={"earliest": "2017-02-10"}, proposal=1)
    await tell(AGREEMENT, "publishAgreement", when={"earliest": "2017-04-03"}, where="Amtsblatt 4/2017", proposal=1)
    await tell(AGREEMENT, "proposeAmendment", **{**amendment, "baseVersion": 2, "changes": {"removed": [2]}})
    await tell(AGREEMENT, "withdrawProposal", proposal=2, on="2017-05-01")
    joins = {"admission": {"party": ids["d"]}, "joins": {"earliest": "2018-01-01"}, "on": "2017-09-04"}
    await tell(AGREEMENT, "proposeAccession", **joins)
    await tell(AGREEMENT, "dismissProposal", proposal=3, on="2017-09-05")
    await tell(AGREEMENT, "proposeAccession", **joins)
    await tell(AGREEMENT, "adoptAccession", proposal=4, on="2017-10-02")
    await tell(AGREEMENT, "recordAccession", party=ids["e"], when={"earliest": "2019-01-01"}, reason="Laut Akte.")
    await tell(AGREEMENT, "recordDeparture", party=ids["e"], when={"earliest": "2020-01-01"}, reason="Laut Akte.")
    await tell(AGREEMENT, "giveNotice", party=ids["b"], given=RECENTLY.isoformat())
    await tell(AGREEMENT, "withdrawNotice", party=ids["b"])
    await tell(AGREEMENT, "countParties", count=3, when={"earliest": "2019-05-01"}, source="Pressemitteilung")
    await tell(AGREEMENT, "recordReview", on="2018-06-04", findings="Es wirkt.", outcome="CONTINUE")
    retitled = {"id": ids[AGREEMENT], "title": "Klimaschutzvertrag Angeln"}
    await tell(
        AGREEMENT,
        "correctAgreement",
        acts=[{"event": ids["retitled"], "instead": {"retitleAgreement": retitled}}],
        reason="Schreibfehler",
    )
    await tell(AGREEMENT, "terminateAgreement", on=AHEAD.isoformat(), cause="AGREED")


async def test_a_whole_life(story: Story) -> None:
    await draft(story)
    await conclude(story)
    await adapt(story)
    other = {"title": "Aufgegeben", "purpose": "Nichts.", "form": "INFORMAL", "when": {"earliest": DRAFTED}}
    await story.tell("other", "draftAgreement", **other)
    await story.tell("other", "abandonAgreement", when={"earliest": LATER}, reason="Kein Bedarf.")

    assert story.called == names(AGREEMENT)
    data = await story.client.data(
        """query($id: ID!) { county { agreement(id: $id) {
            title status currentVersion effectiveFrom endsOn
            clauses { clause number text sinceVersion }
            versions { number effectiveFrom proposal }
        } } }""",
        id=story.ids[AGREEMENT],
    )
    assert data["county"]["agreement"] == {
        "title": "Klimaschutzvertrag Angeln",
        "status": "IN_FORCE",
        "currentVersion": 2,
        "effectiveFrom": "2016-07-02",
        "endsOn": AHEAD.isoformat(),
        "clauses": [
            {"clause": 2, "number": "1", "text": "Es gibt einen Vorstand.", "sinceVersion": 1},
            {"clause": 1, "number": "2", "text": "Zweck ist noch mehr Klimaschutz.", "sinceVersion": 2},
        ],
        "versions": [{"number": 2, "effectiveFrom": "2017-04-04", "proposal": 1}],
    }


async def test_of_two_edits_of_one_clause_the_later_is_told_both_texts(story: Story) -> None:
    await story.tell(AGREEMENT, "addClause", wording=wording("1", "Anfang."))
    await story.tell(AGREEMENT, "reviseClause", clause=1, expectedClauseVersion=1, text="Von Anna.")

    told = await story.client.data(
        """mutation($input: ReviseClauseInput!) { reviseClause(input: $input) { problems {
            __typename code path
            ... on StaleVersion { currentVersion conflict { base theirs yours } changes { type } }
        } } }""",
        input={"id": story.ids[AGREEMENT], "clause": 1, "expectedClauseVersion": 1, "text": "Von Ben."},
    )

    (problem,) = told["reviseClause"]["problems"]
    assert problem["__typename"] == "StaleVersion"
    assert problem["currentVersion"] == 2
    assert problem["conflict"] == {"base": "Anfang.", "theirs": "Von Anna.", "yours": "Von Ben."}
    assert problem["changes"][-1] == {"type": "ClauseRevised"}


async def test_rules_are_told_by_their_names(story: Story) -> None:
    agreement = story.ids[AGREEMENT]
    await story.refused("TOO_FEW_PARTIES", "openForSignature", id=agreement, when={"earliest": SIGNED})
    await story.refused("NOT_A_PARTY", "removeParty", id=agreement, party=story.ids["a"])
    await story.refused("NOT_IN_FORCE", "recordReview", id=agreement, on=LATER, findings="Nichts.", outcome="ADAPT")
    await story.refused("INVALID_INPUT", "addParty", id=agreement, party=story.ids["person"])
    await story.refused("INVALID_INPUT", "addClause", id=agreement, wording=wording("null", "Text."))
    await story.refused("INVALID_INPUT", "addClause", id=agreement, wording=wording("1", "x" * 20_001))
