"""Two versions of a plan, value by value: what differs, and which parts only have another id."""

from riep_plan.compare.change import Difference, Differences, Leaf
from riep_plan.compare.identity import renamed_parts
from riep_plan.compare.leaves import leaves_of
from riep_plan.compare.references import Translation
from riep_plan.model import Plan


def differences(before: Plan, after: Plan) -> Differences:
    """Give all that tells two versions of a plan apart, in order of the values' keys.

    A part that has another id is the same part, and what names it by that id says the same.
    """
    renamed = renamed_parts(before, after)
    to_later = Translation(renamed)
    was = {to_later.path(key): leaf for key, leaf in leaves_of(before).items()}
    now = leaves_of(after)
    return Differences(
        renamed,
        tuple(
            Difference(key, was.get(key), now.get(key))
            for key in sorted({*was, *now})
            if not _is_same(was.get(key), now.get(key), to_later)
        ),
    )


def _is_same(old: Leaf | None, new: Leaf | None, to_later: Translation) -> bool:
    return old is not None and new is not None and to_later.said(old) == new.said
