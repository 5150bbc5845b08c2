"""A virement in words: which two budgets, and what the one gives and the other gets."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from riep_plan.compare.change import Kind
from riep_plan.compare.money.cells import Slot
from riep_plan.compare.money.draft import Draft
from riep_plan.compare.money.pairing import Pair
from riep_plan.compare.money.sentences import Teller
from riep_plan.compare.money.words import Wording, percent, share_of, table_name, within
from riep_plan.values.money import format_money

_UNSAID = "lines of no stated kind"


def transfer(teller: Teller, less: Slot, more: Slot, pairs: Sequence[Pair]) -> Draft:
    """Say what moves from one budget to another.

    Where only one version says of the same lines what kind of money they are, or who pays them,
    none moves: it is only said.
    """
    amount = sum((one.amount for one in pairs), Decimal(0))
    is_same = teller.moved.of_same_lines(less, more) >= amount
    told = _only_said(teller.wording, less, more) if is_same else ""
    before, after = (
        "; ".join(
            f"{_label(teller.wording, slot, other)} {teller.total(slot, later=later) or 'none'}"
            for slot, other in ((less, more), (more, less))
        )
        for later in (False, True)
    )
    where = f", in {table_name(teller.table)}" if teller.table is not None else ""
    moves = teller.moves(less, more, pairs)
    periods = {less: {one.less for one in pairs}, more: {one.more for one in pairs}}
    if told:
        text = f"{format_money(amount)} of {told}{where}"
        draft = teller.draft(Kind.DETAIL, text, moves, periods)
        return replace(draft, before=before, after=after)
    share = share_of(amount, teller.moved.whole(less, later=False))
    route = f"{format_money(amount)}{_route(teller.wording, less, more)}"
    becomes = f"the one {_becomes(teller, less)}, the other {_becomes(teller, more)}"
    text = f"{route}{_when(teller.wording, pairs)}{where}: {becomes}"
    draft = teller.draft(Kind.VIREMENT, text, moves, periods)
    return replace(draft, before=before, after=after, amount=amount, share=share)


def _only_said(named: Wording, less: Slot, more: Slot) -> str:
    """Say what is only said now, or no longer; nothing where money moves."""
    if less.purse == more.purse and not (less.kind and more.kind):
        said = f"is now said to be {more.kind}" if more.kind else ""
        return f"{named.holder(more)} {said or f'is no longer said to be {less.kind}'}"
    if less.project == more.project and not (less.source and more.source):
        if more.source:
            return (
                f"{named.project(more.project)} is now said to be from {named.source(more.source)}"
            )
        return f"{named.project(less.project)} is no longer said to be from " + named.source(
            less.source
        )
    return ""


def _route(named: Wording, less: Slot, more: Slot) -> str:
    """Say from where to where, by what the two budgets do not share."""
    if less.purse == more.purse:
        return (
            f" of {named.holder(more)} moves from {less.kind or _UNSAID} to {more.kind or _UNSAID}"
        )
    if less.kind == more.kind:
        kind = f" of {more.kind}" if more.kind else ""
        if less.project == more.project:
            route = f"from {named.source(less.source)} to {named.source(more.source)}"
            return f"{kind} of {named.project(more.project)} moves {route}"
        if less.source == more.source:
            payer = f" from {named.source(more.source)}" if more.source else ""
            route = f"from {named.project(less.project)} to {named.project(more.project)}"
            return f"{kind}{payer} moves {route}"
    return f" moves from {named.budget(less)} to {named.budget(more)}"


def _label(named: Wording, slot: Slot, other: Slot) -> str:
    """Name a budget by what it does not share with another."""
    project = named.project(slot.project) if slot.project != other.project else ""
    source = named.source(slot.source) if slot.source != other.source else ""
    kind = (slot.kind or "not said") if slot.kind != other.kind else ""
    held = " from ".join(filter(None, (project, source)))
    return " of ".join(filter(None, (kind, held)))


def _when(named: Wording, pairs: Sequence[Pair]) -> str:
    """Say when money moves, where that is one period, or out of one into another."""
    kept = {(one.less, one.more) for one in pairs}
    if len(kept) != 1:
        return ""
    less, more = (named.period(key) for key in kept.pop())
    if less == more:
        return within(less)
    return f", out of {less} and into {more}" if less and more else ""


def _becomes(teller: Teller, slot: Slot) -> str:
    share = share_of(teller.net(slot), teller.moved.whole(slot, later=False))
    is_gone = teller.moved.whole(slot, later=True) is None
    return f"{teller.becomes(slot)}{'' if is_gone or not share else percent(share)}"
