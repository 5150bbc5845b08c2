"""Saying what a value was and is, in the words of a reviewer."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from riep_plan.compare.change import Difference, Leaf
from riep_plan.compare.classify.context import NAME
from riep_plan.compare.leaves import Holds, holds, said_of, text_of
from riep_plan.model.budget import BudgetLine, Estimate, EstimateGroup
from riep_plan.model.delivery import Benefit, Step
from riep_plan.model.evidence import EvidenceRow
from riep_plan.model.governance import Agreed, Meeting
from riep_plan.model.indicator import Indicator, Target
from riep_plan.model.policy import Delegation, Origin, Waiver
from riep_plan.model.profile import Profile, SavedBudget
from riep_plan.model.restricted import Restriction
from riep_plan.model.returns import ChangeRequest, Correction, Reading
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count, listed, shortened

_TENTH = Decimal("0.1")
#: What a key is called where its own words say it badly.
_LABELS: dict[str, str] = {
    "text": "text",
    "includes": "points",
    "after": "predecessors",
    "funded_by": "funding sources",
    "funded_under": "the project that pays",
    "serves": "outcomes served",
    "adds": "rows added up",
    "less": "rows taken off",
    "from": "start",
    "outcomes": "text",
    "targets": "text",
    "contributes": "targets",
    "continues": "earlier projects",
}
_LABELS_OF: dict[tuple[type, str], str] = {
    (BudgetLine, "cost_alone"): "cost alone",
    (Benefit, "measures"): "measures",
    (Benefit, "over"): "time that the value is for",
    (Indicator, "measures"): "outcomes measured",
    (Step, "cost"): "estimated cost",
    (Estimate, "amount"): "amount of the estimate",
    (EstimateGroup, "total"): "subtotal",
    (EvidenceRow, "values"): "figure",
    (Target, "text"): "wording of the target",
    (Agreed, "at"): "places",
    (Origin, "at"): "places",
    (Restriction, "at"): "places",
    (Waiver, "at"): "places",
    (Correction, "at"): "figure",
    (Meeting, "on"): "day",
    (Reading, "at"): "measured",
    (ChangeRequest, "from"): "taken from",
    (ChangeRequest, "to"): "given to",
    (Delegation, "to"): "role that may decide",
    (SavedBudget, "text"): "budget that savings fall on",
    (SavedBudget, "amount"): "amount of the budget that savings fall on",
}


def both_sides(one: Difference) -> tuple[str, str]:
    """Give a value as people read it, before and after; empty where it was not there."""
    return one.before.text if one.before else "", one.after.text if one.after else ""


def is_words(one: Difference) -> bool:
    """Whether a value is text in words, which a sentence sets in quotes."""
    return holds(one.leaf.owner, one.leaf.field) is Holds.WORDS


def label(leaf: Leaf) -> str:
    """Say what the key of a value is called: ``lead``, ``short title``, ``cost alone``."""
    found = _LABELS_OF.get((leaf.owner, leaf.field)) or _LABELS.get(leaf.field)
    return found or leaf.field.replace("_", " ")


def goes_from(old: str, new: str, *, in_quotes: bool = False, are: bool = False) -> str:
    """Say that a value changes from one to another, is set, or is taken out.

    Args:
        old: what it was; empty where it was not there.
        new: what it is; empty where it is gone.
        in_quotes: whether it is text in words.
        are: whether what changes is several things.
    """
    was, now = (_quoted(text) if in_quotes else shortened(text, NAME) for text in (old, new))
    verb = "are" if are else "is"
    if not old:
        return f"{verb} set: {now}"
    if not new:
        return f"{verb} taken out; {'they were' if are else 'it was'} {was}"
    return f"{'change' if are else 'changes'} from {was} to {now}"


def what_changes(
    one: Difference,
    *,
    in_quotes: bool = False,
    are: bool = False,
    each: Callable[[Leaf | None], list[tuple[object, str]]] | None = None,
) -> str:
    """Say after its name how a value changes: of a list, what it gains and what it loses.

    Args:
        one: the value.
        in_quotes: whether it is text in words.
        are: whether its name is a plural.
        each: gives the single values of a list, with how each is said.
    """
    if one.before and one.after and one.before.said == one.after.said:
        # It says what it said: what it names has another id now, or what has that id is another.
        return f" still {'name' if are else 'names'} an id that was renamed"
    if one.before and one.after and type(one.leaf.value) is tuple:
        was, now = ((each or _each_value)(leaf) for leaf in (one.before, one.after))
        gained = [said for meant, said in now if meant not in [known for known, _ in was]]
        lost = [said for meant, said in was if meant not in [known for known, _ in now]]
        told = [f"{listed(gained)} added"] if gained else []
        told += [f"{listed(lost)} taken out"] if lost else []
        if told:
            return f": {'; '.join(told)}"
    return f" {goes_from(*both_sides(one), in_quotes=in_quotes, are=are)}"


def _each_value(leaf: Leaf | None) -> list[tuple[object, str]]:
    """Give each of several values with how it is said: words in quotes, shortened."""
    if leaf is None:
        return []
    kind = holds(leaf.owner, leaf.field)
    each = leaf.value if type(leaf.value) is tuple else (leaf.value,)
    said = [(said_of(value), shortened(text_of(value, kind), NAME)) for value in each]
    return [(meant, f"“{text}”" if kind is Holds.WORDS else text) for meant, text in said]


def is_several(name: str) -> bool:
    """Whether what a key is called is a plural: ``workstreams``."""
    words = name.split()
    return any(
        one.endswith("s") and not one.endswith(("us", "ss", "is")) for one in (words[0], words[-1])
    )


def _quoted(text: str) -> str:
    return f"“{shortened(text, NAME)}”"


def percent(share: Decimal | None) -> str:
    """Write a share without its sign, to a tenth of a per cent; nothing for None."""
    if share is None:
        return ""
    tenths = abs(share).quantize(_TENTH, "ROUND_HALF_UP")
    return f"{format_number(tenths)}%" if tenths else "under 0.1%"


def more_or_less(share: Decimal | None) -> str:
    """Say a share in brackets: `` (20% less)``; nothing for None."""
    return f" ({percent(share)} {'more' if share > 0 else 'less'})" if share else ""


def share_of(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Give a growth (+) or fall (-) in per cent of what was there; None where nothing was."""
    if not before or after is None:
        return None
    return (after - before) * 100 / abs(before)


#: So many values of one thing are said one by one.
_FEW = 3
#: So many stand beside one another, before and after.
_MANY = 6


def each_changes(
    each: Sequence[Difference], name: Callable[[Difference], str] | None = None
) -> str:
    """Say what each of several values of one thing was and is; of many, the first few.

    Args:
        each: the values.
        name: gives what a value is called; its key, where none is given.
    """
    told = []
    for one in each[:_FEW]:
        called = name(one) if name else label(one.leaf)
        are = name is None and is_several(called)
        told.append(f"{called}{what_changes(one, in_quotes=is_words(one), are=are)}")
    more = len(each) - len(told)
    return "; ".join((*told, f"and {count(more, 'more value')}") if more else told)


def sides_of(
    each: Sequence[Difference],
    name: Callable[[Difference], str] | None = None,
    *,
    most: int = _MANY,
) -> tuple[str, str]:
    """Write several values of one thing, before and after, with what each is called.

    Args:
        each: the values.
        name: gives what a value is called; its key, where none is given.
        most: so many are written; the others are counted.
    """
    sides = []
    for side in (0, 1):
        found = ((one, both_sides(one)[side]) for one in each)
        told = [f"{(name or _called)(one)} {text}" for one, text in found if text]
        more = [f"and {count(len(told) - most, 'more value')}"] if len(told) > most else []
        sides.append("; ".join((*told[:most], *more)))
    return sides[0], sides[1]


def _called(one: Difference) -> str:
    return one.leaf.at[-1] if is_amount(one) else label(one.leaf)


def is_amount(one: Difference) -> bool:
    """Whether a value is the amount of a period, or a total."""
    return one.leaf.owner is Profile
