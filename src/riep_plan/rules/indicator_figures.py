"""IND, the figures of indicators: whether their words, units, values and dates hang together."""

from collections import defaultdict
from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.indicators import (
    holders,
    indicators,
    late_outputs,
    levels,
    parts_apart,
    populations_apart,
    promised_otherwise,
    says,
)
from riep_plan.figures.words.indicator_words import (
    LAST_NATIONAL_INDICATOR,
    cannot_be_measured,
    figure_apart,
    first_word,
    holds_steady,
    measure_in,
    names_a_direction,
    same_words,
    unit_of_name,
    unknown_national_indicator,
)
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.indicator import Baseline, Direction, Indicator, Target
from riep_plan.rules.registry import rule
from riep_plan.values.period import format_day
from riep_plan.values.quantity import Measure, Quantity, format_number
from riep_plan.values.words import shortened

_WHOLE = 100
_MEASURES = {Measure.NUMBER: "a number", Measure.PERCENT: "a percentage", Measure.POUNDS: "pounds"}


@rule("IND11", "units-of-baseline-and-target-differ", since="0.3.0", severity=Severity.WARNING)
def units_of_baseline_and_target_differ(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline and a target, or parts of a target, that are in different units."""
    for at, indicator, stated, measures in levels(ledger):
        if len(set(measures)) == 1:
            continue
        (first_at, first), wanted = stated[0], measures[0]
        for (keys, quantity), measure in zip(stated, measures, strict=True):
            if measure is not wanted:
                yield Finding(
                    facts,
                    (*at, *keys),
                    f"The {keys[0]} of {_name(indicator)} is {_shown(quantity, indicator)}, but "
                    f"its {first_at[0]} is {_shown(first, indicator)}: the two are in different "
                    "units and cannot be compared.",
                    help="Write both in the same unit.",
                    expected=_MEASURES[wanted],
                    actual=str(quantity),
                    related=(Related(((*at, *first_at),), f"the {first_at[0]}"),),
                )
                break


@rule("IND12", "unit-against-the-name", since="0.3.0", severity=Severity.WARNING)
def unit_against_the_name(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An indicator whose name says number, percentage or pounds, and whose values are another."""
    for at, indicator, stated, measures in levels(ledger):
        named, found = unit_of_name(indicator.text), set(measures)
        if named is None or len(found) != 1 or named.measure in found:
            continue  # IND11 reports values in several units
        if named.scaled and found == {Measure.NUMBER}:
            continue
        values = " and ".join(str(quantity) for _, quantity in stated[:2])
        yield Finding(
            facts,
            (*at, *stated[0][0]),
            f"By its name {_name(indicator)} counts {_counted(named.measure)}, but its values are "
            f"{_counted(found.pop())}: {values}.",
            help="Put the name or the values right, so that both say the same.",
            expected=_MEASURES[named.measure],
            actual=str(stated[0][1]),
            related=(Related(((*at, "text"),), "the name"),),
        )


@rule("IND15", "parts-of-target-do-not-make-it", since="0.3.0", severity=Severity.WARNING)
def parts_of_target_do_not_make_it(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target whose parts over time neither add up to the whole nor end at it."""
    for at, indicator in indicators(ledger):
        found = parts_apart(ledger, indicator)
        if found is not None:
            gap = Quantity(abs(found.stated.number - found.added.number), found.stated.measure)
            side = "more" if found.stated.number > found.added.number else "less"
            yield Finding(
                facts,
                (*at, *found.at),
                f"The target of {_name(indicator)} is {found.stated}; its parts over time add up "
                f"to {found.added} ({gap} {side} in the target) and end at {found.last}.",
                help="Check the target against its parts; one of them is wrong.",
                expected=str(found.added),
                actual=str(found.stated),
                related=(Related(((*at, "target", "profile"),), "the parts"),),
            )


@rule("IND16", "target-not-measurable", since="0.3.0", severity=Severity.WARNING)
def target_not_measurable(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target in words that promises a change and not how much of it."""
    for at, indicator in indicators(ledger):
        target = indicator.target
        if target is None or target.text is None:
            continue
        if target.value or target.change or target.distribution or target.profile:
            continue
        if cannot_be_measured(target.text):
            yield Finding(
                facts,
                (*at, "target", "text"),
                f"The target of {_name(indicator)}, “{shortened(target.text, 80)}”, does not say "
                "how much; nobody could tell whether it was reached.",
                help="State a value, a change or a state that is either reached or not.",
                actual=shortened(target.text, 200),
            )


@rule("IND17", "indicator-with-two-values", since="0.3.0", severity=Severity.WARNING)
def indicator_with_two_values(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """One indicator in two places, with different values for the same date."""
    for (at, one), (other_at, other) in ledger.once(_same):
        for key in ("baseline", "target"):
            mine, theirs = getattr(one, key), getattr(other, key)
            if _clash(mine, theirs):
                yield Finding(
                    facts,
                    (*at, key, "value"),
                    f"The {key} of {_name(one)} is {mine.value} here and {theirs.value} in another "
                    "place, for the same date.",
                    help="Check which is right; if they are two indicators, name them apart.",
                    expected=str(theirs.value),
                    actual=str(mine.value),
                    related=(Related(((*other_at, key, "value"),), "the other place"),),
                )


@rule("IND18", "indicator-stated-twice", since="0.3.0", severity=Severity.WARNING)
def indicator_stated_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two indicators of a project that are one: the same name, figures and dates."""
    for (at, one), (other_at, other) in ledger.once(_same):
        if at[:-1] != other_at[:-1] or not says(one.target) or not says(one.baseline):
            continue
        if (one.baseline, one.target) == (other.baseline, other.target):
            both = (
                f"both a {one.kind}"
                if one.kind is other.kind
                else (f"a {other.kind} and a {one.kind}")
            )
            yield Finding(
                facts,
                at,
                f"{_name(one)} stands twice, as {both} indicator, with the same baseline and "
                "target.",
                help="Keep one, and name under `measures` every outcome that it measures; a lead "
                "indicator should show progress earlier than its lag indicator.",
                related=(Related((other_at,), "the other one"),),
            )


@rule("IND19", "target-equals-baseline", since="0.3.0", severity=Severity.WARNING)
def target_equals_baseline(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target that is where things stand already."""
    for at, indicator in indicators(ledger):
        baseline, target = indicator.baseline, indicator.target
        if target is None:
            continue
        if baseline is not None and baseline.value is not None and target.value == baseline.value:
            key, said = "value", str(target.value)
        elif target.change is not None and target.change.number == 0:
            key, said = "change", f"a change of {target.change}"
        elif baseline and target.distribution and target.distribution == baseline.distribution:
            key, said = "distribution", "the same spread over levels"
        else:
            continue
        if holds_steady(indicator) or _at_best(indicator):
            continue
        yield Finding(
            facts,
            (*at, "target", key),
            f"The target of {_name(indicator)} is {said}, which is its baseline: nothing would "
            "change.",
            help="Check both figures; if the aim is to hold steady, say so in its name or target.",
            actual=said,
            related=(Related(((*at, "baseline"),), "the baseline"),),
        )


@rule("IND20", "direction-missing", since="0.3.0", severity=Severity.INFO)
def direction_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target whose baseline is in words, with nothing that says which way is better."""
    for at, indicator in indicators(ledger):
        target, baseline = indicator.target, indicator.baseline
        if indicator.better or target is None or target.value is None or target.value.number == 0:
            continue
        if baseline is None or baseline.value or not says(baseline):
            continue  # the figures tell the direction, or IND02 reports the baseline
        if not names_a_direction(indicator):
            yield Finding(
                facts,
                at,
                f"{_name(indicator)} has a baseline without a value and a target of "
                f"{target.value}; nothing says whether more or less than that would be better.",
                help="Add `better: higher` or `better: lower`.",
            )


@rule("IND21", "levels-count-different-numbers", since="0.3.0", severity=Severity.WARNING)
def levels_count_different_numbers(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline and a target over levels that do not hold the same number."""
    for at, indicator in indicators(ledger):
        found = populations_apart(indicator)
        if found is not None:
            before, after = found
            gap = f"{format_number(abs(after - before))} {'more' if after > before else 'fewer'}"
            yield Finding(
                facts,
                (*at, "target", "distribution"),
                f"The levels of the target of {_name(indicator)} add up to {format_number(after)}, "
                f"those of its baseline to {format_number(before)} ({gap} in the target).",
                help="Check the number at each level: the same ones should be counted in both.",
                expected=format_number(before),
                actual=format_number(after),
                related=(Related(((*at, "baseline", "distribution"),), "the baseline"),),
            )


@rule("IND22", "unknown-national-indicator", since="0.3.0", severity=Severity.WARNING)
def unknown_national_indicator_named(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A reference to a national indicator that was never in the national set."""
    for at, indicator in indicators(ledger):
        for key, text in (("reference", indicator.reference), ("text", indicator.text)):
            named = unknown_national_indicator(text) if text else None
            if named:
                yield Finding(
                    facts,
                    (*at, key),
                    f"There is no {named}: the national indicators were NI 1 to "
                    f"NI {LAST_NATIONAL_INDICATOR}.",
                    help="Check the number against the name of the indicator.",
                    expected=f"NI 1 to NI {LAST_NATIONAL_INDICATOR}",
                    actual=named,
                )
                break


@rule("IND23", "target-before-its-outputs", since="0.3.0", severity=Severity.WARNING)
def target_before_its_outputs(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target that is due before the first of the outputs that should deliver it."""
    for (at, indicator, _, due), late in late_outputs(ledger):
        if due is not None:
            yield Finding(
                facts,
                (*at, "target", "by"),
                f"The target of {_name(indicator)} is due by {format_day(due.end)}, before the "
                f"first output that should deliver it, “{shortened(late.text, 60)}” "
                f"({late.days}).",
                help="Bring the output forward, or the target back.",
                expected=f"{format_day(late.days.start)} or later",
                actual=format_day(due.end),
                related=(Related(((*late.at, "due"),), "the output"),),
            )


@rule("IND24", "words-and-value-differ", since="0.3.0", severity=Severity.WARNING)
def words_and_value_differ(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A baseline or target whose words state another figure than its value."""
    for at, indicator in indicators(ledger):
        for keys, stated, said in _said_otherwise(indicator):
            yield Finding(
                facts,
                (*at, *keys),
                f"The {keys[0]} of {_name(indicator)} is {stated}, but its words say {said}.",
                help="Put right the one that is wrong.",
                expected=said,
                actual=str(stated),
                related=(Related(((*at, keys[0], "text"),), "the words"),),
            )


def _said_otherwise(indicator: Indicator) -> Iterator[tuple[Path, Quantity, str]]:
    """Give each value whose words state another figure, with its keys and that figure."""
    for key, part in (("baseline", indicator.baseline), ("target", indicator.target)):
        for name in ("value", "change") if part is not None and part.text is not None else ():
            stated = getattr(part, name, None)
            if part is None or stated is None:
                continue
            said = figure_apart(part.text, stated, indicator.unit, change=name == "change")
            if said is not None:
                yield (key, name), stated, said


@rule("IND25", "outcome-and-target-differ", since="0.3.0", severity=Severity.WARNING)
def outcome_and_target_differ(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An outcome that promises an amount that none of its targets comes to."""
    for holder in holders(ledger):
        for outcome_id, text in holder.part.outcomes.items():
            own = [pair for pair in holder.indicators if outcome_id in pair[1].measures]
            found = promised_otherwise(text, [indicator for _, indicator in own])
            if found is not None:
                promised, targets = found
                yield Finding(
                    facts,
                    (*holder.at, "outcomes", outcome_id),
                    f"The outcome “{shortened(text, 80)}” promises {promised}; the targets of the "
                    f"indicators that measure it come to {targets}.",
                    help="Put the outcome or the target right, so that both promise the same.",
                    expected=targets,
                    actual=str(promised),
                    related=(Related(tuple(at for at, _ in own), "what measures it"),),
                )


def _name(indicator: Indicator) -> str:
    return f"“{shortened(indicator.text, 60)}”"


def _shown(quantity: Quantity, indicator: Indicator) -> str:
    measure = measure_in(quantity, indicator.unit)
    return str(quantity) if measure is Measure.POUNDS else f"{_MEASURES[measure]} ({quantity})"


def _counted(measure: Measure) -> str:
    return {Measure.NUMBER: "numbers", Measure.PERCENT: "percentages"}.get(measure, "pounds")


def _at_best(indicator: Indicator) -> bool:
    value = indicator.target.value if indicator.target else None
    if value is None:
        return False
    if indicator.better is Direction.LOWER:
        return value.number == 0
    return value.measure is Measure.PERCENT and value.number == _WHOLE


#: An indicator with its path, and an earlier one of the same name.
_Pair = tuple[tuple[Path, Indicator], tuple[Path, Indicator]]


def _same(ledger: Ledger) -> list[_Pair]:
    """Give each indicator with an earlier one of the same name, in one project or by reference."""
    named: dict[object, list[tuple[Path, Indicator]]] = defaultdict(list)
    for at, indicator in indicators(ledger):
        place = indicator.reference or at[:-1]
        named[first_word(indicator.text), place].append((at, indicator))
    found: list[_Pair] = []
    for alike in named.values():
        first: dict[tuple[str, str], tuple[Path, Indicator]] = {}
        for placed in alike if len(alike) > 1 else ():
            one = placed[1]
            earlier = first.setdefault((same_words(one.text), same_words(one.unit or "")), placed)
            if earlier is not placed:
                found.append((placed, earlier))
    return found


def _clash(one: Baseline | Target | None, other: Baseline | Target | None) -> bool:
    """Say whether two statements give different values in one unit for one date."""
    if one is None or other is None or one.value is None or other.value is None:
        return False
    dates = [stated.at if isinstance(stated, Baseline) else stated.by for stated in (one, other)]
    if (dates[0] and dates[0].identity) != (dates[1] and dates[1].identity):
        return False
    return one.value.measure is other.value.measure and one.value != other.value
