"""What a change does to the money: where each pound that moved comes from and goes to.

    two plans ─▶ rows ─▶ what moved ─▶ re-profiles, virements, growth, cuts ─▶ changes in words

``cells`` reads the rows of both versions, ``moved`` sets them against each other, ``pairing`` and
``levels`` divide what moved, ``words`` says it, and ``changes`` puts it together.
"""
