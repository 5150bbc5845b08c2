"""A region in a few sentences, made from the figures: the bad news first."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures.portfolio.programme import Measure
from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.portfolio.transfers import Doubt, Doubtful
from riep_plan.figures.portfolio.years import UNDATED
from riep_plan.figures.returns.traced import Figure, total
from riep_plan.report.portfolio.cells import stated_money
from riep_plan.report.portfolio.money import span_of
from riep_plan.values.money import format_money
from riep_plan.values.words import count, listed

_MOST_TARGETS = 12


def region_sentences(region: Region, names: Mapping[str, str]) -> list[str]:
    """Say how a region's programmes stand together: what is wrong or not known comes first.

    Args:
        region: the programmes.
        names: their names, by plan id.
    """
    found = [
        *_unserved(region),
        *_disagreeing(region),
        *_doubtful(region, names),
        *_unstated(region, names),
        *_money(region),
        *_savings(region),
        *_projects(region),
        *_resting_on_one(region),
        *_illustrative(region, names),
    ]
    return found or ["The plans state no money, no savings and no targets."]


def _unserved(region: Region) -> Iterator[str]:
    for one in region.frameworks:
        if one.unserved:
            ids = [target.id for target in one.unserved]
            more = len(ids) - _MOST_TARGETS
            shown = [*ids[:_MOST_TARGETS], *([f"{more} more"] if more > 0 else [])]
            of = count(len(one.targets), "target")
            yield f"Nobody serves {len(ids)} of the {of} of “{one.title}”: {listed(shown)}."


def _resting_on_one(region: Region) -> Iterator[str]:
    targets = [target for one in region.frameworks for target in one.targets]
    unserved = [one for one in targets if not one.served_by]
    alone = sum(len(one.served_by) == 1 for one in targets)
    served = len(targets) - len(unserved)
    said = f"{alone} of the {served} by one project alone" if alone else ""
    if targets and not unserved:
        yield f"Every target that the plans name is served{f', but {said}' if said else ''}."
    elif said:
        yield f"Of the targets that are served, {said}."


def _disagreeing(region: Region) -> Iterator[str]:
    apart = [one for one in region.transfers if one.gap]
    if apart:
        gap = sum((abs(one.gap or Decimal(0)) for one in apart), Decimal(0))
        yield (
            f"{len(apart)} of {count(len(region.transfers), 'transfer')} between programmes "
            f"{'does' if len(apart) == 1 else 'do'} not agree on both sides: the difference is "
            f"{format_money(gap)} in all."
        )
    off = [one for one in region.transfers if one.counted_once]
    for measure in dict.fromkeys(one.measure for one in off):
        amount = sum((one.counted_once for one in off if one.measure is measure), Decimal(0))
        yield f"{format_money(amount)} of {measure.value} is in two plans, and counted once here."


def _doubtful(region: Region, names: Mapping[str, str]) -> Iterator[str]:
    open_ = [one for one in region.doubtful if one.may_be_twice]
    brought = [one for one in open_ if one.doubt is Doubt.NO_ORIGIN]
    for receiver in dict.fromkeys(one.receiver.plan_id for one in brought):
        its = [one for one in brought if one.receiver.plan_id == receiver]
        giver = its[0].giver
        said = (
            f"{names[receiver]} brings forward {stated_money(_sum(its))} and does not say from "
            "which plan, so the money may be in the totals twice"
        )
        if giver is None:
            yield f"{said}."
            continue
        left = (
            "no balance"
            if giver.amount is None
            else f"{stated_money(giver.amount)} left to allocate"
        )
        yield f"{said}; {names[giver.plan_id]}, whose projects it continues, states {left}."
    for one in open_:
        if one.doubt is not Doubt.NO_ORIGIN:
            yield (
                f"{stated_money(one.receiver.amount)} for “{one.receiver.name}” in "
                f"{names[one.receiver.plan_id]} may be in the totals twice: {one.doubt.value}."
            )


def _sum(found: list[Doubtful]) -> Figure:
    return total(one.receiver.amount for one in found if one.receiver.amount is not None)


def _unstated(region: Region, names: Mapping[str, str]) -> Iterator[str]:
    silent = [names[one.plan_id] for one in region.counted if one.unstated]
    if silent:
        who = silent[0] if len(silent) == 1 else f"{len(silent)} programmes"
        gives = "gives" if len(silent) == 1 else "give"
        yield (
            f"What is available is not known in full: {who} {gives} money from sources whose "
            "amounts are not stated."
        )


def _money(region: Region) -> Iterator[str]:
    parts = [
        f"{stated_money(one.counted)} for {one.years}"
        for one in region.by_year(Measure.AVAILABLE)
        if one.counted.amount and one.years != UNDATED
    ]
    if parts:
        yield f"The plans state {listed(parts)} as available."


def _savings(region: Region) -> Iterator[str]:
    parts = []
    for measure, said in ((Measure.CASHABLE, "cashable"), (Measure.NON_CASHABLE, "non-cashable")):
        found = region.by_year(measure)
        if found:
            years = span_of(one.years for one in found)
            parts.append(f"{stated_money(region.whole(measure))} {said} ({years})")
    if parts:
        yield f"The programmes promise efficiencies of {listed(parts)}."


def _projects(region: Region) -> Iterator[str]:
    certain = sum(one.is_certain for one in region.seen_twice)
    guessed = len(region.seen_twice) - certain
    if certain:
        are = "project continues" if certain == 1 else "projects continue"
        yield f"{certain} {are} another plan's" + (
            f", and {count(guessed, 'more pair')} of projects look alike." if guessed else "."
        )
    elif guessed:
        yield f"{count(guessed, 'pair')} of projects in different plans look alike."


def _illustrative(region: Region, names: Mapping[str, str]) -> Iterator[str]:
    made_up = [names[one] for one in region.ledgers if one not in region.real]
    if made_up:
        are = "is illustrative" if len(made_up) == 1 else "are illustrative"
        yield f"{listed(made_up)} {are}: made up, and in no total."
