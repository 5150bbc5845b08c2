"""The rules: one function a rule, one page a rule in ``pages``.

A module holds rules of one family, and begins with its letters; a large family has several, one a
subject.

A rule takes a :class:`~riep_plan.figures.ledger.Ledger` and yields findings that point at paths
in the plan. It knows nothing of YAML, files or terminals.
"""
