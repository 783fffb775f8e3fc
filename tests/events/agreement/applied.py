"""A comparison read backwards: what it makes of the version that it was made from."""

from collections.abc import Iterable

from events.agreement.comparison import ComparedClause, PrintedClause
from events.difference import text_after, text_before


def applied(compared: Iterable[ComparedClause], before: Iterable[PrintedClause]) -> tuple[PrintedClause, ...]:
    """The second version, made from the first and what became of each of its clauses."""
    old = {each.clause: each for each in before}
    made: list[PrintedClause] = []
    for each in compared:
        was = old.pop(each.clause, None)
        assert each.before == (was.head if was else None)
        assert text_before(each.text) == (was.text if was else "")
        if each.after is not None:
            made.append(PrintedClause(each.clause, each.after, text_after(each.text)))
    assert not old
    return tuple(made)
