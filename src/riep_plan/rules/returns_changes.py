"""RTN: corrections of earlier returns, and changes that projects ask for."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.returns.changes import Change, changes_asked, place_of
from riep_plan.figures.returns.corrections import PlacedCorrection, all_corrections, corrected
from riep_plan.figures.returns.standing import (
    PROGRAMME,
    owner_name,
    owners_of,
    return_in,
    return_path,
    up_to,
)
from riep_plan.figures.walk import below, within
from riep_plan.findings.finding import Finding, Path, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.profile import TOTAL, Profile
from riep_plan.model.returns import ChangeKind
from riep_plan.rules.registry import rule
from riep_plan.values.money import Entry, difference, format_money
from riep_plan.values.words import listed, nearest, shortened


@rule("RTN33", "correction-of-nothing", since="0.4.0", severity=Severity.WARNING, whole=True)
def correction_of_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A correction of a return or figure that is not there, or that is no earlier one."""
    for one in _corrections(ledger):
        label = one.correction.quarter
        earlier = return_in(ledger, label, one.project_id)
        if label >= one.made_in:
            at, fault = "quarter", f"{label} is no quarter before {one.made_in}"
            advice = "Put the figure right in the return itself."
        elif earlier is None:
            at, fault = "quarter", f"the project made no return for {label}"
            advice = "Check the quarter; make the return that is missing."
        elif _amount_at(earlier, one.within) is None:
            at, fault = "at", f"no amount stands at “{shortened(one.correction.at, 80)}” in it"
            amounts = ["/".join(path) for path in _amounts(earlier)]
            meant = nearest(one.correction.at, amounts)
            advice = f"Did you mean {meant}?" if meant else shortened(listed(amounts, "or"), 160)
        else:
            continue
        yield Finding(
            facts,
            (*one.at, at),
            f"{_whose(ledger, one)} corrects its return for {label}, and {fault}.",
            help=advice,
            actual=label if at == "quarter" else one.correction.at,
        )


@rule("RTN34", "correction-of-open-return", since="0.4.0", severity=Severity.INFO)
def correction_of_open_return(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A correction of a return that nobody has accepted yet."""
    for one in _corrections(ledger):
        earlier = return_in(ledger, one.correction.quarter, one.project_id)
        is_earlier = one.correction.quarter < one.made_in
        if earlier is not None and earlier.accepted is None and is_earlier:
            yield Finding(
                facts,
                (*one.at, "quarter"),
                f"{_whose(ledger, one)} corrects its return for {one.correction.quarter}, which "
                "nobody has accepted.",
                help="Put that return right itself, or add who accepted it (`accepted:`).",
                related=also_at(
                    [return_path(one.correction.quarter, one.project_id)], "that return"
                ),
            )


@rule("RTN35", "correction-misquotes", since="0.4.0", severity=Severity.WARNING)
def correction_misquotes(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A correction of a figure that the earlier return does not have so."""
    for one in _corrections(ledger):
        label, was = one.correction.quarter, one.correction.was
        earlier = return_in(ledger, label, one.project_id)
        said = _amount_at(earlier, one.within) if earlier and label < one.made_in else None
        if was is None or said is None or was in (said, _as_corrected(ledger, one)):
            continue
        yield Finding(
            facts,
            (*one.at, "was"),
            f"{_whose(ledger, one)} corrects {format_money(was)} in its return for {label}, which "
            f"has {format_money(said)} there: {difference(was, said)}.",
            help="Check that it is this figure that was wrong.",
            expected=said,
            actual=was,
            related=also_at([one.of], "the figure that is corrected"),
        )


@rule("RTN36", "change-beyond-delegation", since="0.4.0", severity=Severity.WARNING)
def change_beyond_delegation(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money that moves beyond what may be decided without the board, with no decision."""
    for one in _changes(ledger):
        amount, limit, limit_at = one.request.amount, one.limit, one.limit_at
        if not one.is_beyond or one.request.decision is not None:
            continue
        if amount is None or limit is None or limit_at is None:
            continue
        yield Finding(
            facts,
            (*one.at, "amount"),
            f"{_asker(ledger, one)} asks for a {one.request.kind} of {format_money(amount)}, which "
            f"is {format_money(abs(amount) - limit)} beyond the {format_money(limit)} that may be "
            "decided without the board, and names no decision.",
            help="Put it to the board; then add `decision:` with the id of the meeting.",
            expected=f"{format_money(limit)} or less",
            actual=amount,
            related=also_at([limit_at], "the limit"),
        )


@rule("RTN37", "change-without-amount", since="0.4.0", severity=Severity.WARNING)
def change_without_amount(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A change of money that does not say how much, or between which budgets."""
    for one in _changes(ledger):
        request = one.request
        if request.kind is ChangeKind.SCOPE:
            continue
        missing = ["how much"] if not request.amount else []
        missing += ["from where"] if request.start is None else []
        missing += (
            ["to where"] if request.end is None and request.kind is not ChangeKind.SLIPPAGE else []
        )
        if missing:
            yield Finding(
                facts,
                one.at,
                f"{_asker(ledger, one)} asks for a {request.kind} in {one.quarter}, and does not "
                f"say {listed(missing, 'or')}.",
                help="Add `amount:`, `from:` and `to:`; the board decides on a sum.",
            )


@rule("RTN38", "change-leads-nowhere", since="0.4.0", severity=Severity.WARNING, whole=True)
def change_leads_nowhere(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A change from or to a budget that the plan has not."""
    for one in _changes(ledger):
        for key, words, found in (
            ("from", one.request.start, one.taken_from),
            ("to", one.request.end, one.given_to),
        ):
            if words is not None and found is None:
                yield Finding(
                    facts,
                    (*one.at, key),
                    f"{_asker(ledger, one)} asks for a {one.request.kind} {key} "
                    f"“{shortened(words, 80)}”, and nothing stands there in the plan.",
                    help=_advice(ledger, one, words),
                    actual=words,
                )


def _corrections(ledger: Ledger) -> Iterator[PlacedCorrection]:
    for one in ledger.once(all_corrections):
        if one.project_id in ledger.once(owners_of) and one.made_in in ledger.quarters:
            yield one


def _changes(ledger: Ledger) -> Iterator[Change]:
    if ledger.quarters:
        yield from ledger.once(changes_asked, list(ledger.quarters)[-1])


def _whose(ledger: Ledger, one: PlacedCorrection) -> str:
    return owner_name(ledger.plan, one.project_id)


def _asker(ledger: Ledger, one: Change) -> str:
    return owner_name(ledger.plan, one.project_id)


def _as_corrected(ledger: Ledger, one: PlacedCorrection) -> Decimal | None:
    """What the figure had become by an earlier correction."""
    before = up_to(ledger, one.made_in)[:-1]
    if not before:
        return None
    found = corrected(ledger, before[-1], one.of)
    return found.amount if found else None


def _amount_at(value: object, path: Path) -> Decimal | None:
    """Give the pounds at keys of a return; None where there are none."""
    if not path:
        if isinstance(value, Profile) and set(value.root) == {TOTAL}:
            return value.total
        amount = value.amount if isinstance(value, Entry) else value
        return amount if isinstance(amount, Decimal) else None
    here = within(value)
    for length in range(1, len(path) + 1):
        key = "/".join(path[:length])
        found = _amount_at(here[key], path[length:]) if key in here else None
        if found is not None:
            return found
    return None


def _amounts(value: object, at: Path = ()) -> Iterator[Path]:
    """Give the keys of every amount of a return."""
    if isinstance(value, (Entry, Decimal)):
        yield at
    for key, one in below(value):
        yield from _amounts(one, (*at, key))


def _advice(ledger: Ledger, one: Change, words: str) -> str:
    """Offer the nearest row of money that the project has."""
    plan = ledger.plan
    money: dict[str, object] = {"budget": plan.budget}
    if one.project_id != PROGRAMME:
        own = plan.projects[one.project_id]
        money = {"spend": own.spend, "allocation": own.allocation, "budget": own.budget}
    rows = ["/".join(path) for path in _amounts(money)]
    meant = nearest(words, [row for row in rows if place_of(ledger.plan, one.project_id, row)])
    return f"Did you mean {meant}?" if meant else "Write the keys that lead to it: spend/core/…"
