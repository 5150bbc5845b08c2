"""Differences put to use: the later version made of the earlier one, and the way back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from riep_plan.compare.change import Difference, Differences, Leaf, Renaming
from riep_plan.compare.leaves import leaves_of
from riep_plan.compare.references import Translation
from riep_plan.findings.finding import Path
from riep_plan.model import Plan


def applied(before: Plan, differences: Differences) -> Mapping[Path, Leaf]:
    """Give every value of the later version by its key.

    A value that does not differ is the earlier version's, in what it means by the later one's
    ids; its path and spelling stay those of the earlier version.
    """
    to_later = Translation(differences.renamed)
    found = {
        to_later.path(key): replace(leaf, said=to_later.said(leaf))
        for key, leaf in leaves_of(before).items()
    }
    for one in differences:
        if one.after is None:
            del found[one.key]
        else:
            found[one.key] = one.after
    return found


def mirrored(differences: Differences) -> Differences:
    """Give what tells the two versions apart, told from the later to the earlier."""
    renamed = mirrored_names(differences.renamed)
    to_earlier = Translation(renamed)
    turned = (
        Difference(to_earlier.path(one.key), one.after, one.before) for one in differences.changed
    )
    return Differences(renamed, tuple(sorted(turned, key=lambda one: one.key)))


def mirrored_names(renamed: Iterable[Renaming]) -> tuple[Renaming, ...]:
    """Give the same renamings, from the later version to the earlier."""
    return tuple(
        sorted(
            (Renaming(before=one.after, after=one.before) for one in renamed), key=in_reading_order
        )
    )


def in_reading_order(one: Renaming) -> Path:
    """Sort renamings by where the parts were, the outer before the inner."""
    return one.before
