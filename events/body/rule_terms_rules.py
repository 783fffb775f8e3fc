"""Rules of decision: what must hold of their terms, and what follows from adopting and retiring them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from events.body.lifecycle import rules_for
from events.body.rule_terms import (
    MEETING,
    AdoptDecisionRule,
    BodyRule,
    DecisionRuleAdopted,
    DecisionRuleRetired,
    QuorumTerms,
    RetireDecisionRule,
    RuleTerms,
)
from events.body.soundness import check_within
from events.body.state import Body
from events.county.state import County
from events.dated import holding, tells_news
from events.decider import Rejected, World, require
from events.rules import check_not_empty
from events.terms import check_choosable
from events.voting.rule import PRESETS, VotingMode

_FINEST = 10_000
_ALL = Fraction(1)
At = Callable[[str], str]
"""The command's field that a part of the terms stands in."""

# --- The terms themselves --------------------------------------------------------------------------------------


def taken(terms: RuleTerms, at: At) -> RuleTerms:
    """The terms with threshold and modes told. Raises `Rejected` where they say nothing, too much or
    what cannot be (THRESHOLD_REQUIRED, CONTRADICTION, NOT_A_SHARE, UNREACHABLE, EMPTY, NUMBER_OR_SHARE)."""
    named = PRESETS[terms.preset] if terms.preset is not None else None
    threshold = terms.threshold or named
    if threshold is None:
        raise Rejected(
            "THRESHOLD_REQUIRED",
            at("threshold"),
            "Say how many must agree: by the name of the majority, or by its share.",
        )
    require(
        named in (None, threshold),
        "CONTRADICTION",
        at("threshold"),
        "That majority has another share; give the name alone, or the share alone.",
    )
    _check_share(threshold.share, at("threshold"))
    require(
        threshold.share > 0,
        "NOT_A_SHARE",
        at("threshold"),
        "The share that must agree is above 0.",
    )
    _check_reachable(threshold.share, threshold.strict, at("threshold"))
    check_not_empty(terms.modes, at("modes"))
    if terms.circular_consent is not None:
        _check_share(terms.circular_consent, at("circular_consent"))
    return replace(
        terms,
        threshold=threshold,
        modes=tuple(mode for mode in VotingMode if mode in (terms.modes or MEETING)),
        quorum=_quorum(terms.quorum, at("quorum")),
        second_quorum=_quorum(terms.second_quorum, at("second_quorum")),
        conflict_quorum=_quorum(terms.conflict_quorum, at("conflict_quorum")),
    )


def _quorum(terms: QuorumTerms | None, field: str) -> QuorumTerms | None:
    if terms is None:
        return None
    require(
        (terms.members is None) != (terms.share is None),
        "NUMBER_OR_SHARE",
        field,
        "Say how many must be present by a number or by a share, one of the two.",
    )
    if terms.share is None:
        return QuorumTerms(members=terms.members)
    _check_share(terms.share, field)
    _check_reachable(terms.share, terms.strict, field)
    return terms


def _check_share(share: Fraction, field: str) -> None:
    require(
        0 <= share <= 1 and share.denominator <= _FINEST,
        "NOT_A_SHARE",
        field,
        "A share is from 0 to 1, with a denominator of at most {most}.",
        most=_FINEST,
    )


def _check_reachable(share: Fraction, strict: bool, field: str) -> None:
    require(
        not (strict and share == _ALL),
        "UNREACHABLE",
        field,
        "More than all can never be reached; ask for all of them, or for a smaller share.",
    )


# --- What follows ----------------------------------------------------------------------------------------------


def check_matter(matter: str | None, rule: BodyRule, field: str, world: World) -> None:
    """Raise `Rejected` unless the matter is in the county's list (NOT_LISTED) and not retired (RETIRED) by the day of
    the rule."""
    if matter is not None:
        county: County = world.states[world.county]
        check_choosable(county.matters, matter, rule.since, field)


def _adopt(command: AdoptDecisionRule, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    terms = taken(command.terms, lambda name: f"terms.{name}")
    rule = BodyRule(command.on, command.matter, terms)
    if not tells_news(rules_for(state, command.matter), rule):
        return []
    check_matter(command.matter, rule, "matter", world)
    return [DecisionRuleAdopted(command.matter, terms, command.on)]


def _retire(command: RetireDecisionRule, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    rules = rules_for(state, command.matter)
    require(
        holding(rules, command.on) is not None,
        "NO_RULE",
        "matter",
        "The body has no rule of its own for {matter} on {on}; look up its rules.",
        matter=command.matter,
        on=command.on,
    )
    retired = BodyRule(command.on, command.matter, None)
    return [DecisionRuleRetired(command.matter, command.on)] if tells_news(rules, retired) else []


# --- What is then recorded -------------------------------------------------------------------------------------


def in_day_order(rules: Iterable[BodyRule]) -> tuple[BodyRule, ...]:
    """Rules in order of their days, the general one first."""
    return tuple(sorted(rules, key=lambda rule: (rule.since, rule.matter or "")))


def _with(state: Body, rule: BodyRule) -> Body:
    return replace(state, rules=in_day_order((*state.rules, rule)))


DECIDES: dict[type[Any], Callable[[Any, Body, World], list[Any]]] = {
    AdoptDecisionRule: _adopt,
    RetireDecisionRule: _retire,
}
EVOLVES: dict[type[Any], Callable[[Body, Any], Body]] = {
    DecisionRuleAdopted: lambda state, event: _with(state, BodyRule(event.on, event.matter, event.terms)),
    DecisionRuleRetired: lambda state, event: _with(state, BodyRule(event.on, event.matter, None)),
}
