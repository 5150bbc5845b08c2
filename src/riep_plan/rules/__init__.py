"""The rules: one module a family, one function a rule, one page a rule in ``pages``.

A rule takes a :class:`~riep_plan.figures.ledger.Ledger` and yields findings that point at paths
in the plan. It knows nothing of YAML, files or terminals.
"""
