"""EFF: savings, whether they are what the plan promises elsewhere, and whether they can be true.

Sums of savings are TOT's; a forecast dated within the plan's own year is CAL's.
"""

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from riep_plan.figures import Ledger
from riep_plan.figures.money.held import in_pounds
from riep_plan.figures.sums.savings import (
    added_money,
    benefits_of,
    columns_of,
    costs_of,
    factor_on_spend,
    first_ends,
    is_even,
    reaches,
    returns,
    saved_by,
    saved_in_all,
    savings_of,
    spend_tables,
)
from riep_plan.figures.tables import IN_YEAR
from riep_plan.figures.words.promises import (
    Promise,
    first_delivery,
    is_saving,
    may_state_returns,
    promises_of,
    said_in,
    says_when,
    stated_returns,
)
from riep_plan.figures.words.prose import sentence_lines
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.delivery import Benefit
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.quantity import format_number
from riep_plan.values.words import count, listed, shortened

#: By how much the factors of single periods may differ, where amounts are rounded.
_SAME_FACTOR = Decimal("0.005")
#: From so many equal quarters on, a row is spread evenly.
_MANY_QUARTERS = 4
#: From so like on, two benefits say the same.
_ALIKE = 0.85
#: Comparing must not cost more than it finds.
_LONGEST, _MANY = 400, 50


@rule("EFF01", "saving-not-in-the-efficiencies", since="0.3.0", severity=Severity.WARNING)
def saving_not_in_the_efficiencies(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A target, benefit or outcome that promises more than the project's efficiencies hold."""
    for project_id, project in ledger.plan.projects.items():
        promises = list(promises_of(ledger, project_id, project))
        columns = ledger.once(columns_of, project_id) if promises else ()
        short = [
            (promise, saved)
            for promise in (promises if columns else ())
            if reaches(columns, promise.kinds, promise.day)
            and (saved := saved_by(columns, promise.kinds, promise.day))
            < promise.amount * (1 - ledger.plan.policy.promise_tolerance / 100)
        ]
        if short:
            promise, saved = short[0]
            at: Path = ("projects", project_id, "efficiencies")
            yield Finding(
                facts,
                promise.at,
                _promised(promise, project.name, saved),
                help="Check the amount and its date against the table of efficiencies, and bring "
                "the one that is wrong into line.",
                expected=saved,
                actual=promise.amount,
                related=(
                    Related((at,), "the efficiencies"),
                    *also_at([other.at for other, _ in short[1:]], "promised as well"),
                ),
                cause=_value_of(promise.at),
            )


def _value_of(at: Path) -> str:
    """Name a wrong value, which a table and its own words may both show."""
    return "/".join(at)


def _promised(promise: Promise, name: str, saved: Decimal) -> str:
    by = f" by {promise.by}" if promise.by else ""
    kind = f"{promise.kinds[0].replace('_', '-')} savings" if len(promise.kinds) == 1 else "savings"
    return (
        f"“{shortened(promise.text, 80)}” promises {format_money(promise.amount)}{by}, but the "
        f"efficiencies of {name} come to {format_money(saved)} of {kind}"
        f"{' by then' if promise.by else ' in all'} ({format_money(promise.amount - saved)} less)."
    )


@rule("EFF02", "benefit-differs-from-its-words", since="0.3.0", severity=Severity.WARNING)
def benefit_differs_from_its_words(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A benefit whose value in pounds is not the amount that its own words give."""
    for at, benefit in ledger.once(benefits_of):
        value, said = in_pounds(benefit.value), said_in(benefit.text)
        if value is not None and "{" not in benefit.text and not said.may_be(value):
            shown = listed([format_money(one) for one in said.amounts])
            gap = min(abs(value - one) for one in said.amounts)
            yield Finding(
                facts,
                (*at, "value"),
                f"The value is {format_money(value)}, but “{shortened(benefit.text, 80)}” says "
                f"{shown} (a difference of {format_money(gap)}).",
                help="Check both against the document.",
                expected=shown,
                actual=value,
                related=(Related(((*at, "text"),), "the words"),),
                cause=_value_of((*at, "value")),
            )


@rule("EFF03", "return-is-not-the-figures", since="0.3.0", severity=Severity.WARNING)
def return_is_not_the_figures(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A return on investment in prose that no reading of the project's figures gives."""
    for at, text in ledger.numbered:
        for sentence in sentence_lines(text) if "1" in text and may_state_returns(text) else ():
            for written, stated in stated_returns(sentence):
                project_id = _meant(ledger, at, sentence)
                if project_id is None:
                    continue
                project = ledger.plan.projects[project_id]
                found = returns(project_id, project)
                if not found or any(_is_about(stated, one) for one in found):
                    continue
                nearest = min(found, key=lambda one: abs(one - stated))
                yield Finding(
                    facts,
                    at,
                    f"A return of {written} is stated for {project.name}, but its savings and "
                    f"costs give {_ratio(nearest)} at the nearest "
                    f"({_out_by(stated - nearest)}).",
                    help="Work the return out again from the efficiencies and the spend.",
                    expected=_ratio(nearest),
                    actual=written,
                    related=(
                        Related((("projects", project_id, "efficiencies"),), "the efficiencies"),
                    ),
                )


def _meant(ledger: Ledger, at: Path, sentence: str) -> str | None:
    """The project that a sentence is about: the one it stands in, or the only one it names."""
    if at[:1] == ("projects",):
        return at[1]
    words = sentence.casefold()
    named = [
        project_id
        for project_id, project in ledger.plan.projects.items()
        if any(one and one.casefold() in words for one in (project.title, project.short_title))
    ]
    return named[0] if len(named) == 1 else None


def _is_about(stated: Decimal, found: Decimal) -> bool:
    """Say whether a return may be stated so: rounded, or cut off at its last digit."""
    exponent = stated.as_tuple().exponent
    place = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(stated - found) < place


def _out_by(gap: Decimal) -> str:
    return f"{format_number(round(abs(gap), 1))} too {'much' if gap > 0 else 'little'}"


def _ratio(number: Decimal) -> str:
    return f"{format_number(round(number, 1))}:1"


@rule("EFF04", "saving-before-its-outputs", since="0.3.0", severity=Severity.WARNING)
def saving_before_its_outputs(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Savings in periods before the first output that they can come from is due."""
    for project_id, end in first_ends(ledger).items():
        project = ledger.plan.projects[project_id]
        first = first_delivery(ledger, project_id, project)
        if first is None or end >= first.start:
            continue
        early = [
            column
            for column in ledger.once(columns_of, project_id)
            if column.amount > 0 and column.days is not None and column.days.end < first.start
        ]
        if early:
            amount = sum((column.amount for column in early), Decimal(0))
            places = [column.row.cell_path(column.key) for column in early]
            keys = listed(list(dict.fromkeys(column.key for column in early)))
            yield Finding(
                facts,
                places[0],
                f"{project.name} counts {format_money(amount)} of savings in {keys}, before the "
                f"first output that they can come from is due: “{shortened(first.text, 80)}” "
                f"({first.due}).",
                help="Move the savings to when something is there to save by, or name the output "
                "that they come from.",
                expected=Decimal(0),
                actual=amount,
                related=(
                    Related((first.at,), "the first such output"),
                    *also_at(places[1:], "the other early savings"),
                ),
            )


@rule("EFF05", "saving-follows-the-spend", since="0.3.0", severity=Severity.INFO)
def saving_follows_the_spend(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Savings that are the spend of each period times one factor."""
    for project_id, rows in ledger.once(savings_of).items():
        project = ledger.plan.projects[project_id]
        spent = list(spend_tables(ledger, project_id))
        for _, row in rows:
            factors = [factor_on_spend(row, spend, _SAME_FACTOR) for spend in spent]
            factor = next((one for one in factors if one is not None), None)
            if factor is not None:
                yield Finding(
                    facts,
                    row.at,
                    f"The {row.name} of {project.name} are {format_number(round(factor, 2))} times "
                    "its spend in every period: they seem worked out from what is spent, not "
                    "from what it achieves.",
                    help="Say how the savings were worked out, and profile them by when what is "
                    "delivered starts to save.",
                    related=(Related((("projects", project_id, "spend"),), "the spend"),),
                )


@rule("EFF06", "return-out-of-proportion", since="0.3.0", severity=Severity.INFO)
def return_out_of_proportion(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Efficiencies that are more than a hundred times what the project costs."""
    costs, savings = ledger.once(costs_of), ledger.once(saved_in_all)
    highest = ledger.plan.policy.highest_return
    for project_id, project in ledger.plan.projects.items():
        cost, saved = costs[project_id], savings[project_id]
        if not cost:
            continue
        money = cost + added_money(project)
        if saved > money * highest:
            yield Finding(
                facts,
                ("projects", project_id, "efficiencies"),
                f"{project.name} is to save {format_money(saved)} with {format_money(money)}: "
                f"{format_number(round(saved / money, 0))} pounds for each pound.",
                help="Check the unit of both tables, and whether all of the saving comes from "
                "this project.",
                expected=money * highest,
                actual=saved,
            )


@rule("EFF07", "saving-without-spend", since="0.3.0", severity=Severity.WARNING)
def saving_without_spend(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project that is to save money but has none, in a plan whose other projects have."""
    costs, savings = ledger.once(costs_of), ledger.once(saved_in_all)
    for project_id, project in ledger.plan.projects.items():
        saved = savings[project_id]
        if saved <= 0 or costs[project_id]:
            continue
        is_funded = project.additional_funding or any(
            milestone.funded_under for milestone in project.milestones.values()
        )
        unknown = costs[project_id] is None and _has_money_rows(ledger, project_id)
        if not unknown and not is_funded:
            if not any(costs.values()):
                return
            yield Finding(
                facts,
                ("projects", project_id, "efficiencies"),
                f"{project.name} is to save {format_money(saved)}, but no spend, allocation or "
                "budget is given for it.",
                help="Add its spend, or move the saving to the project that pays for it.",
                actual=saved,
            )


def _has_money_rows(ledger: Ledger, project_id: str) -> bool:
    project = ledger.plan.projects[project_id]
    return bool(
        project.spend
        or project.allocation
        or project.requested
        or project.budget
        or any(milestone.payments for milestone in project.milestones.values())
    )


@rule("EFF08", "saving-counted-twice", since="0.3.0", severity=Severity.WARNING)
def saving_counted_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two benefits of the same amount in the same words."""
    seen: dict[object, list[tuple[Path, Benefit]]] = {}
    for at, benefit in ledger.once(benefits_of):
        if at[0] == "benefits" or not is_saving(benefit):
            continue
        same = seen.setdefault((benefit.value, benefit.over, benefit.by), [])
        first = next((place for place, one in same[:_MANY] if _alike(one.text, benefit.text)), None)
        if first is None:
            same.append((at, benefit))
            continue
        names = [ledger.plan.projects[one[1]].name for one in (first, at)]
        where = f"{names[0]} and {names[1]} both claim"
        yield Finding(
            facts,
            (*at, "value"),
            f"{f'{names[0]} claims twice' if first[1] == at[1] else where} {benefit.value} in the "
            f"same words: “{shortened(benefit.text, 80)}”.",
            help="Claim it once, or say what share is each one's.",
            actual=str(benefit.value),
            related=(Related(((*first, "value"),), "the same saving"),),
        )


def _alike(one: str, other: str) -> bool:
    texts = (one.casefold()[:_LONGEST], other.casefold()[:_LONGEST])
    return texts[0] == texts[1] or SequenceMatcher(None, *texts).ratio() >= _ALIKE


@rule("EFF09", "saving-without-a-time", since="0.3.0", severity=Severity.WARNING)
def saving_without_a_time(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A saving in pounds that does not say whether it is a year's, or of how many years."""
    found: dict[Path, list[tuple[Path, Benefit]]] = {}
    for at, benefit in ledger.once(benefits_of):
        if is_saving(benefit) and not says_when(benefit):
            found.setdefault(at[:2] if at[0] == "projects" else (), []).append((at, benefit))
    for savings in found.values():
        (at, benefit), others = savings[0], savings[1:]
        more = f" The same is true of {count(len(others), 'other saving')}." if others else ""
        yield Finding(
            facts,
            (*at, "value"),
            f"“{shortened(benefit.text, 80)}” is worth {benefit.value}, but nothing says over "
            f"what time or by when.{more}",
            help="Add `over: a year`, or `by:` and a date.",
            related=also_at([(*one, "value") for one, _ in others], "the others"),
        )


@rule("EFF10", "savings-spread-evenly", since="0.3.0", severity=Severity.INFO, whole=True)
def savings_spread_evenly(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Savings of the same amount in each quarter, from the first one on."""
    even = [
        (ledger.plan.projects[project_id].name, row)
        for project_id, rows in ledger.once(savings_of).items()
        for (horizon, _), row in rows
        if horizon == IN_YEAR and is_even(row, _MANY_QUARTERS)
    ]
    if even:
        names = [f"the {row.name} of {name}" for name, row in even]
        first = even[0][1]
        is_one = len(even) == 1
        yield Finding(
            facts,
            first.at,
            f"The same amount is saved in every quarter: {listed(names)}. Such a profile is "
            "mostly a total divided by the number of quarters.",
            help=f"Profile {'it' if is_one else 'them'} by when what is delivered starts to save.",
            related=also_at([row.at for _, row in even[1:]], "the other rows"),
        )
