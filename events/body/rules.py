"""The rules by which a body decides, each from a day on: adopted, for a matter or in general, and retired."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.body.lifecycle import rules_for
from events.body.rule_terms import BodyRule, RuleTerms, taken
from events.body.soundness import check_within
from events.body.state import Body, OfBody
from events.body.statutes import HOLDING
from events.county.state import County
from events.dated import FromDay, holding, tells_news
from events.decider import Act, Part, World, recorded, require
from events.terms import Code, check_choosable


@dataclass(frozen=True)
class DecisionRuleAdopted(FromDay):
    """A body decides by a rule from a day on (Abstimmungsregel beschlossen)."""

    terms: RuleTerms
    """The rule; recorded with its threshold also where the majority has a name, and its modes (Abstimmungsregel)."""
    matter: Code | None = None
    """The code of the matter in the county's list; null for all matters without a rule of their own (Angelegenheit)."""


@dataclass(frozen=True)
class AdoptDecisionRule(DecisionRuleAdopted, OfBody):
    """Record by which rule a body decides a matter from a day on, or whatever has no rule of its own. Votings that have
    been opened keep theirs (Abstimmungsregel beschließen)."""


def _adopt(command: AdoptDecisionRule, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    terms = taken(command.terms, lambda name: f"terms.{name}")
    if not tells_news(rules_for(state, command.matter), BodyRule(command.on, command.matter, terms)):
        return []
    if command.matter is not None:
        county: County = world.states[world.county]
        check_choosable(county.matters, command.matter, command.on, "matter")
    return [recorded(DecisionRuleAdopted, command, terms=terms)]


def _adopted(state: Body, event: DecisionRuleAdopted) -> Body:
    return _with(state, BodyRule(event.on, event.matter, event.terms))


@dataclass(frozen=True)
class DecisionRuleRetired:
    """A body's general rule holds for a matter again from a day on (Abstimmungsregel aufgehoben)."""

    matter: Code
    """The code of the matter (Angelegenheit)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class RetireDecisionRule(DecisionRuleRetired, OfBody):
    """Record that the general rule holds for a matter from a day on (Abstimmungsregel aufheben)."""


def _retire(command: RetireDecisionRule, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    rules = rules_for(state, command.matter)
    require(
        holding(rules, command.on) is not None,
        "NO_RULE",
        "matter",
        "The body has no rule of its own for {matter} on {on}; check its rules.",
        matter=command.matter,
        on=command.on,
    )
    news = tells_news(rules, BodyRule(command.on, command.matter, None))
    return [recorded(DecisionRuleRetired, command)] if news else []


def _retired(state: Body, event: DecisionRuleRetired) -> Body:
    return _with(state, BodyRule(event.on, event.matter, None))


def _with(state: Body, rule: BodyRule) -> Body:
    """The body with one rule more: in order of their days, the general one first."""
    rules = sorted((*state.rules, rule), key=lambda each: (each.since, each.matter or ""))
    return replace(state, rules=tuple(rules))


def _matters(state: Body, command: AdoptDecisionRule, world: World) -> Iterable[str]:
    return (world.county,)


RULES = Part(
    (
        Act(AdoptDecisionRule, _adopt, {DecisionRuleAdopted: _adopted}, HOLDING, reads=_matters),
        Act(RetireDecisionRule, _retire, {DecisionRuleRetired: _retired}, HOLDING),
    )
)
