"""The policy table: every command and every kind is in it, and it holds for every role and relation."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from events import AGGREGATES
from events.county.entry import OpenToPublic
from events.municipality.entry import RegisterMunicipality, RenameMunicipality
from events.person import ReassignPerson, RegisterPerson
from events.policy import Concern, Grants, Relation, Role
from service.access import COMMANDS, check_after, check_before, may_issue, policy_table
from service.actors import ActorKind, new_token, token_county
from service.ids import new_id
from service.problems import Forbidden, InvalidInput, NotFound, Unauthenticated
from service.sealing import Clear
from service.viewer import Viewer
from service.visibility import may_unseal, visible, visible_levels
from tests.conftest import Database
from tests.said import english, german
from tests.service.county import REFORM, County, establish, now

ROLES = list(Role)
OF_TOKENS = [role for role in ROLES if role not in (Role.PUBLIC, Role.SYSTEM)]
COUNTY = UUID("01920000-0000-7000-8000-000000000003")


# --- The table


def test_every_command_is_granted_to_someone() -> None:
    for decider in AGGREGATES:
        assert set(decider.may) == set(decider.commands), decider.kind
        for command in decider.commands:
            assert COMMANDS[command] is decider
            assert decider.may[command], command.__name__


def test_every_kind_says_what_every_role_sees_and_who_reads_sealed_texts() -> None:
    for decider in AGGREGATES:
        assert set(decider.disclosure.sees) == set(Role), decider.kind
        assert set(decider.disclosure.unseals) <= set(Role)


def test_nobody_from_outside_writes_and_nobody_but_the_command_line_sets_up() -> None:
    for command in COMMANDS:
        assert may_issue(Role.PUBLIC, command) is None
        assert may_issue(Role.AUDITOR, command) is None
        if may_issue(Role.SYSTEM, command) is not None:
            assert all(may_issue(role, command) is None for role in OF_TOKENS), command.__name__


def test_whom_it_concerns_is_looked_up_again_of_meetings_and_decisions_and_documents_follow_them() -> None:
    kinds = {concern: {each.kind for each in AGGREGATES if each.disclosure.concern is concern} for concern in Concern}
    assert kinds[Concern.CURRENT] == {"decision", "meeting"}
    assert kinds[Concern.INHERITED] == {"document"}


def test_the_public_reads_no_sealed_text() -> None:
    for decider in AGGREGATES:
        assert not may_unseal(Viewer(COUNTY, None, Role.PUBLIC), decider.kind, ())


def test_the_printed_table_leaves_nothing_out() -> None:
    rows = list(policy_table())

    for decider in AGGREGATES:
        acts = {row.act for row in rows if row.kind == decider.kind}
        assert acts == {*(command.__name__ for command in decider.commands), "sees", "reads sealed texts"}
    for row in rows:
        assert row.roles, row


OWN = "municipality:01920000-0000-7000-8000-000000000001"
STRANGE = "municipality:01920000-0000-7000-8000-000000000002"


@pytest.mark.parametrize("command", sorted(COMMANDS, key=str), ids=str)
def test_a_command_is_for_whom_its_aggregate_grants_it(command: type[object]) -> None:
    grants: Grants = COMMANDS[command].may[command]
    for role in ROLES:
        viewer = Viewer(COUNTY, new_id(), role, OWN)
        for concerns, related in (({OWN}, True), ({STRANGE}, False), (set(), False), ({OWN, STRANGE}, True)):
            allowed = grants.get(role) is Relation.ANY or (grants.get(role) is Relation.OWN and related)
            assert _lets(viewer, command, concerns) is allowed, (role, concerns)
            assert not _lets(Viewer(COUNTY, new_id(), role, OWN, writes=False), command, concerns)
            nobody = Viewer(COUNTY, new_id(), role, None)
            assert _lets(nobody, command, concerns) is (grants.get(role) is Relation.ANY)


def _lets(viewer: Viewer, command: type[object], concerns: set[str]) -> bool:
    try:
        check_before(viewer, command, concerns)
        check_after(viewer, command, concerns)
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize("kind", [decider.kind for decider in AGGREGATES])
@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_up_to_its_level(kind: str, role: Role) -> None:
    levels = next(decider.disclosure.sees[role] for decider in AGGREGATES if decider.kind == kind)
    viewer = Viewer(COUNTY, new_id(), role, OWN)
    strictest = {relation: levels[relation].level if relation in levels else -1 for relation in Relation}

    seen = visible_levels(viewer, kind)

    assert (seen.any, seen.own) == (strictest[Relation.ANY], strictest[Relation.OWN])
    for level in range(3):
        assert visible(viewer, kind, level, {STRANGE}) is (level <= strictest[Relation.ANY])
        assert visible(viewer, kind, level, {OWN}) is (level <= max(strictest.values()))
        # Who acts for nobody owns nothing.
        assert visible(Viewer(COUNTY, None, role, None), kind, level, {STRANGE}) is (level <= strictest[Relation.ANY])


def test_of_a_kind_not_known_nobody_sees_anything() -> None:
    for role in ROLES:
        assert not visible(Viewer(COUNTY, new_id(), role, OWN), "never_heard_of", 0, {OWN})


# --- Carried out


async def test_the_public_changes_nothing(county: County) -> None:
    with pytest.raises(Forbidden):
        await county.order(county.register(), Viewer(county.id, None, Role.PUBLIC))


def test_a_role_is_said_in_the_language() -> None:
    auditor = Viewer(COUNTY, new_id(), Role.AUDITOR)
    with pytest.raises(Forbidden) as refused:
        check_before(auditor, RegisterMunicipality, None)

    assert english(refused.value) == "The role auditor may not do this with this token."
    assert german(refused.value) == "Die Rolle Prüfung ist dazu mit diesem Zugangstoken nicht berechtigt."


@pytest.mark.parametrize("role", OF_TOKENS)
async def test_roles_register_municipalities_or_not(county: County, role: Role) -> None:
    viewer = await county.viewer(role, await county.municipality())
    if COMMANDS[RegisterMunicipality].may[RegisterMunicipality].get(role) is Relation.ANY:
        assert (await county.order(county.register(), viewer)).version == 1
    else:
        with pytest.raises(Forbidden):
            await county.order(county.register(), viewer)


async def test_a_municipality_acts_for_its_own_only(county: County) -> None:
    own, strange = await county.municipality(), await county.municipality()
    viewer = await county.viewer(Role.MUNICIPALITY, own)

    person = RegisterPerson(Clear("Ø. Ørsted"), acts_for=own)
    assert (await county.order(person, viewer)).version == 1
    with pytest.raises(Forbidden):
        await county.order(RegisterPerson(Clear("Ø. Ørsted"), acts_for=strange), viewer)
    with pytest.raises(Forbidden):
        await county.order(RegisterPerson(Clear("Ø. Ørsted")), viewer)
    with pytest.raises(Forbidden):
        await county.order(RenameMunicipality(own, "Kappeln", REFORM), viewer)
    assert await county.findings() == []


async def test_what_one_may_not_see_is_not_found_whatever_one_does_with_it(county: County) -> None:
    """Nobody learns by a refusal that there is something."""
    own = await county.municipality()
    viewer = await county.viewer(Role.PARTNER, own)
    person = await county.person("Ø. Ørsted")
    for ref in (person, f"person:{new_id()}"):
        with pytest.raises((NotFound, Forbidden)) as refused:
            await county.order(ReassignPerson(ref, own), viewer)
        assert isinstance(refused.value, NotFound)


async def test_a_token_for_reading_only_changes_nothing(county: County) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    _, token = await county.record.actors(county.id).issue(actor, writes=False)
    viewer = await county.record.enter(token)

    assert (viewer.role, viewer.writes) == (Role.COORDINATOR, False)
    with pytest.raises(Forbidden):
        await county.order(county.register(), viewer)
    async with county.record.read(viewer) as reading:
        assert reading.position == 1


# --- The door


async def test_a_token_opens_its_county_for_its_actor(county: County) -> None:
    own = await county.municipality()
    viewer = await county.viewer(Role.MUNICIPALITY, own)
    assert viewer.actor is not None
    _, token = await county.record.actors(county.id).issue(viewer.actor)

    assert await county.record.enter(token) == viewer
    assert await county.record.enter(token, county.key) == viewer


async def test_a_token_of_another_county_opens_nothing_here(county: County) -> None:
    other = await establish(county.record, "01060")
    assert other.coordinator.actor is not None
    _, token = await other.record.actors(other.id).issue(other.coordinator.actor)

    with pytest.raises(Unauthenticated):
        await county.record.enter(token, county.key)
    with pytest.raises(Unauthenticated):
        await county.record.enter(token, "09999")
    moved = token.replace(other.id.hex, county.id.hex)
    with pytest.raises(Unauthenticated):
        await county.record.enter(moved)


@pytest.mark.parametrize(
    "token",
    ["", "kk_", "kk__", "kk_x_y", "Bearer", "ÄÖÜ", "\x00", "a" * 100_000, f"kk_{COUNTY.hex}_", f"xx_{COUNTY.hex}_y"],
)
async def test_what_is_no_token_opens_nothing(county: County, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await county.record.enter(token)


async def test_a_token_of_a_county_that_is_not_here_opens_nothing(county: County) -> None:
    with pytest.raises(Unauthenticated):
        await county.record.enter(new_token(new_id()))


async def test_an_expired_token_opens_nothing(county: County, database: Database) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    actors = county.record.actors(county.id)
    _, early = await actors.issue(actor, expires_at=now() - timedelta(seconds=1))
    _, late = await actors.issue(actor, expires_at=now() + timedelta(hours=1))

    with pytest.raises(Unauthenticated):
        await county.record.enter(early)
    assert await county.record.enter(late) == county.coordinator


async def test_a_revoked_token_opens_nothing_from_then_on(county: County) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    actors = county.record.actors(county.id)
    token_id, token = await actors.issue(actor)
    _, other = await actors.issue(actor)
    await actors.revoke(token_id)
    await actors.revoke(token_id)

    with pytest.raises(Unauthenticated):
        await county.record.enter(token)
    assert await county.record.enter(other) == county.coordinator
    with pytest.raises(NotFound):
        await actors.revoke(new_id())


async def test_a_rotated_token_is_replaced_and_its_actor_stays_one(county: County) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    actors = county.record.actors(county.id)
    token_id, token = await actors.issue(actor, writes=False)
    new_token_id, rotated = await actors.rotate(token_id)

    with pytest.raises(Unauthenticated):
        await county.record.enter(token)
    viewer = await county.record.enter(rotated)
    assert (viewer.actor, viewer.writes) == (actor, False)
    with pytest.raises(NotFound):
        await actors.rotate(token_id)
    assert [each.id for each in await actors.tokens(actor)] == [token_id, new_token_id]


async def test_a_token_is_not_kept(county: County, database: Database) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    _, token = await county.record.actors(county.id).issue(actor)
    secret = token.rpartition("_")[2]
    admin = await asyncpg.connect(database.admin_url)
    kept = str(await admin.fetch("SELECT * FROM tokens"))
    await admin.close()

    assert secret not in kept
    assert token_county(token) == county.id


async def test_no_two_tokens_are_alike_and_none_is_short() -> None:
    tokens = {new_token(COUNTY) for _ in range(100)}

    assert len(tokens) == 100
    assert all(len(token.split("_", 2)[2]) >= 43 for token in tokens)


async def test_tokens_are_for_actors_that_there_are(county: County) -> None:
    other = await establish(county.record, "01060")
    assert other.coordinator.actor is not None
    for actor in (new_id(), other.coordinator.actor):
        with pytest.raises(NotFound):
            await county.record.actors(county.id).issue(actor)


@pytest.mark.parametrize("role", [Role.MUNICIPALITY, Role.PARTNER])
async def test_who_acts_for_someone_must_say_for_whom(county: County, role: Role) -> None:
    with pytest.raises(InvalidInput):
        await county.record.actors(county.id).create("Gemeinde", role, ActorKind.PERSON)


async def test_the_public_comes_in_where_the_county_allows_it(county: County) -> None:
    with pytest.raises(Unauthenticated):
        await county.record.enter(None, county.key)
    admin = await county.viewer(Role.ADMIN)
    await county.order(OpenToPublic(county.ref), admin)

    viewer = await county.record.enter(None, county.key)

    assert (viewer.county, viewer.actor, viewer.role) == (county.id, None, Role.PUBLIC)
    for strange in (None, "09999", ""):
        with pytest.raises(Unauthenticated):
            await county.record.enter(None, strange)


async def test_actors_are_listed_and_made_once(county: County) -> None:
    actors = county.record.actors(county.id)
    before = await actors.every()
    actor = new_id()
    for _ in range(2):
        await actors.create("Fachverfahren", Role.AUDITOR, ActorKind.TOOL, actor_id=actor)

    after = await actors.every()

    assert [each.id for each in after] == [*(each.id for each in before), actor]
    assert (after[-1].kind, after[-1].role) == (ActorKind.TOOL, Role.AUDITOR)
