"""ASM: organisations placed on a scale, by their own returns or by an inspector."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.evidence import Assessment
from riep_plan.rules.registry import rule
from riep_plan.values.words import count, listed, nearest, shortened


@rule("ASM01", "counts-are-not-the-returns", since="0.3.0", severity=Severity.WARNING)
def counts_are_not_the_returns(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Results of a year that do not add up to the organisations that were assessed."""
    for at, one in _assessments(ledger):
        key, population = _population(one)
        if not population:
            continue
        for heading, results in one.results.items():
            total = sum(results.values())
            if total != population:
                gap = population - total
                off = f"{abs(gap)} {'missing' if gap > 0 else 'too many'}"
                were = "returned" if one.returned else "were assessed"
                yield Finding(
                    facts,
                    (*at, "results", heading),
                    f"{shortened(one.title, 80)}: the results of {heading} add up to {total}, but "
                    f"{count(population, 'organisation')} {were} ({off}).",
                    help="Check the counts, or say which organisation is left out of that year.",
                    expected=str(population),
                    actual=str(total),
                    related=(Related(((*at, key),), "the organisations"),),
                )


@rule("ASM02", "organisation-without-a-return", since="0.3.0", severity=Severity.INFO)
def organisation_without_a_return(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Organisations that were asked for a return and made none."""
    for at, one in _assessments(ledger):
        if one.not_returned:
            asked = len(one.returned) + len(one.not_returned)
            known = ledger.plan.organisations
            names = [known[each].title if each in known else each for each in one.not_returned]
            yield Finding(
                facts,
                (*at, "not_returned"),
                f"{shortened(one.title, 80)}: {len(one.not_returned)} of "
                f"{count(asked, 'organisation')} made no return: {listed(names)}.",
                help="Ask for the returns; until then the results stand for the others alone.",
                actual=str(len(one.not_returned)),
            )


@rule("ASM03", "organisation-returned-and-did-not", since="0.3.0", severity=Severity.WARNING)
def organisation_returned_and_did_not(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An organisation that is listed twice, among those that returned or those that did not."""
    for at, one in _assessments(ledger):
        first: dict[str, Path] = {}
        for key in ("returned", "not_returned"):
            named: tuple[str, ...] = getattr(one, key)
            for place, each in enumerate(named):
                here: Path = (*at, key, str(place))
                if each in first:
                    yield Finding(
                        facts,
                        here,
                        f"{shortened(one.title, 80)}: “{each}” is listed twice.",
                        help="Keep it in the list that is right.",
                        actual=each,
                        related=(Related((first[each],), "the first time"),),
                    )
                first.setdefault(each, here)


@rule("ASM04", "result-off-the-scale", since="0.3.0", severity=Severity.WARNING)
def result_off_the_scale(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A result at a step that the assessment's scale does not have."""
    for at, one in _assessments(ledger):
        for heading, results in one.results.items():
            for step in results:
                if step not in one.scale:
                    meant = nearest(step, one.scale)
                    yield Finding(
                        facts,
                        (*at, "results", heading, step),
                        f"{shortened(one.title, 80)}: “{step}” is not a step of its scale.",
                        help=f"Did you mean {meant}?"
                        if meant
                        else f"Its steps are {listed(list(one.scale))}.",
                        expected=listed(list(one.scale), "or"),
                        actual=step,
                    )


@rule("ASM05", "assessed-is-not-the-returns", since="0.4.0", severity=Severity.WARNING)
def assessed_is_not_the_returns(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A stated number of organisations assessed that is not the number of those that returned."""
    for at, one in _assessments(ledger):
        if one.assessed is None or not one.returned or one.assessed == len(one.returned):
            continue
        gap = abs(one.assessed - len(one.returned))
        yield Finding(
            facts,
            (*at, "assessed"),
            f"{shortened(one.title, 80)}: {one.assessed} were assessed, and "
            f"{count(len(one.returned), 'organisation')} made a return "
            f"({gap} {'fewer' if one.assessed > len(one.returned) else 'more'}).",
            help="Check the number against the list of returns.",
            expected=str(len(one.returned)),
            actual=str(one.assessed),
            related=(Related(((*at, "returned"),), "the returns"),),
        )


@rule("ASM06", "organisation-in-neither-list", since="0.4.0", severity=Severity.INFO)
def organisation_in_neither_list(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An organisation that the programme serves, among neither those that returned nor the others.

    Only a plan that lists just as many organisations as it serves says which they are.
    """
    known = ledger.plan.organisations
    if ledger.plan.organisations_served != len(known):
        return
    for at, one in _assessments(ledger):
        left_out = [each for each in known if each not in (*one.returned, *one.not_returned)]
        if one.returned and one.not_returned and left_out:
            names = listed([known[each].title for each in left_out])
            yield Finding(
                facts,
                (*at, "not_returned"),
                f"{shortened(one.title, 80)}: {shortened(names, 160)} "
                f"{'stands' if len(left_out) == 1 else 'stand'} in neither list: "
                f"{len(one.returned)} made a return and {len(one.not_returned)} made none, of "
                f"{count(len(known), 'organisation')} served.",
                help="Add each to the list that is right.",
                expected=str(len(known)),
                actual=str(len(known) - len(left_out)),
                related=(Related((("organisations",),), "those that it serves"),),
            )


def _assessments(ledger: Ledger) -> Iterator[tuple[Path, Assessment]]:
    for assessment_id, assessment in ledger.plan.assessments.items():
        yield ("assessments", assessment_id), assessment


def _population(one: Assessment) -> tuple[str, int]:
    """How many organisations each year's results should count, and the key that says so."""
    return ("returned", len(one.returned)) if one.returned else ("assessed", one.assessed or 0)
