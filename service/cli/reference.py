"""`klimakreis policy` and `settings`: what holds in this version, printed from where it stands."""

import typer

from events.policy import Role
from service.access import policy_table
from service.cli.options import JsonOption, terminal
from service.settings import described


def print_policy(context: typer.Context, as_json: JsonOption = False) -> None:
    """Print who may do and see what: every command and kind by role (Rechte).

    ANY: any entity. OWN: only those that concern the municipality or partner for which the actor acts.
    """
    screen = terminal(context, as_json)
    rules = list(policy_table())
    roles = [role for role in Role if any(role in rule.roles for rule in rules)]
    screen.table(
        screen.phrase("Policy"),
        (screen.phrase("Kind"), screen.phrase("Act"), *(role.value for role in roles)),
        [(rule.kind, rule.act, *(rule.roles.get(role, "") for role in roles)) for rule in rules],
    )
    screen.result(
        [{"kind": rule.kind, "act": rule.act, "roles": {r.value: g for r, g in rule.roles.items()}} for rule in rules]
    )


def print_settings(context: typer.Context, as_json: JsonOption = False) -> None:
    """Print every setting: its environment variable, its default, and what it decides (Einstellungen)."""
    screen = terminal(context, as_json)
    screen.table(
        screen.phrase("Settings"),
        (screen.phrase("Variable"), screen.phrase("Without it"), screen.phrase("What it decides")),
        [(setting.name, setting.without, setting.about) for setting in described()],
    )
    screen.result(
        [{"name": setting.name, "without": setting.without, "about": setting.about} for setting in described()]
    )
