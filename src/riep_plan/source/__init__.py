"""From bytes to plans, and from a place in a plan back to its line and column.

    bytes ─▶ decode ─▶ fast ─▶ build ─▶ load          ▶ Plan
                └────▶ careful ─▶ place               ▶ line and column, when there is a finding

``fast`` and ``careful`` read the same language to the same result; a property test says so.
"""
