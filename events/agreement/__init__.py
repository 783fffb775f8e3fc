"""Cooperation agreement (Kooperationsvereinbarung) of many parties: drafted, concluded, adapted, reviewed and ended.

A folder of its own, for it has many nouns: the words stand in `clauses`, `parties`, `terms`, `drafting`, `signing`,
`approval`, `proposals`, `reviews` and `correction`, the rules beside them in modules that end in `_rules`, what is
recorded in `state`, how it reads on a day in `view`.
"""
