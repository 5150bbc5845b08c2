"""CAP: capital and revenue, which grants fund for different lengths of time."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.kinds_of_money import (
    Division,
    Money,
    budget_money,
    division,
    holds_both,
    is_capital_alone,
    is_others_money,
    is_pot,
    paid_money,
    spend_money,
    wanted_share,
)
from riep_plan.figures.sums.casting import whole_term
from riep_plan.figures.tables import CAPITAL, REVENUE, Row, all_spend_rows, row_of
from riep_plan.figures.words.revenue_words import revenue_word
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.funding import FundingStatus
from riep_plan.model.policy import Mix
from riep_plan.rules.registry import rule
from riep_plan.values.money import difference, format_money
from riep_plan.values.period import Span, format_day, read_period
from riep_plan.values.words import listed, shortened


@rule("CAP01", "capital-after-funding-ends", since="0.1.0")
def capital_after_funding_ends(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Capital profiled into a period that ends after the funder's last day for capital."""
    has_end = ledger.plan.policy.capital.until is not None
    for kind, row in all_spend_rows(ledger.plan) if has_end else ():
        if kind == CAPITAL and not is_others_money(ledger.plan, row.at[3]):
            name = ledger.plan.projects[row.at[1]].name
            yield from _too_late(facts, ledger, row, f"{name} plans", "its capital funding")


@rule("CAP02", "kind-not-stated", since="0.3.0", severity=Severity.WARNING)
def kind_not_stated(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A budget line that does not say whether it is revenue or capital, where that matters."""
    plan = ledger.plan
    lines = list(budget_money(plan))
    tabled = {project_id for project_id, project in plan.projects.items() if project.spend}
    stated = {(one.holder, one.source) for one in lines if one.stated}
    missing = [
        (one, why)
        for one in lines
        if one.kind is None and one.row.whole and one.holder not in tabled
        if (why := _why_kind_matters(ledger, one, stated))
    ]
    together = not stated
    groups: dict[str, list[tuple[Money, str]]] = {}
    for one, why in missing:
        groups.setdefault("" if together else one.holder, []).append((one, why))
    for group in groups.values():
        first, why = group[0]
        money = sum((one.row.whole for one, _ in group), Decimal(0))
        places = tuple(dict.fromkeys(one.line for one, _ in group))
        which = (
            f"“{shortened(first.row.name, 60)}” does"
            if len(places) == 1
            else f"{len(places)} budget lines, the first of them "
            f"“{shortened(first.row.name, 60)}”, do"
        )
        yield Finding(
            facts,
            first.line,
            f"{which} not say whether {format_money(money)} {'in all ' * (len(places) > 1)}"
            f"is revenue or capital, though {why}.",
            help="Add `kind: revenue` or `kind: capital` to each.",
            related=also_at(places[1:], "the other lines"),
        )


def _why_kind_matters(
    ledger: Ledger, one: Money, stated: set[tuple[str, str | None]]
) -> str | None:
    plan, mix = ledger.plan, ledger.plan.policy.mix
    if is_others_money(plan, one.source):
        return None
    if holds_both(plan, one.source):
        return f"{plan.funding[one.source or ''].title} holds both"
    is_open = mix is not None and mix.status is FundingStatus.TBC
    if mix is not None and not is_open and (not mix.sources or one.source in mix.sources):
        return f"the grant is {mix.revenue} revenue and {mix.capital} capital"
    if plan.policy.capital.until is not None:
        return f"capital may be spent only until {plan.policy.capital.until}"
    if (one.holder, one.source) in stated:
        return "other lines from the same source do"
    return None


@rule("CAP03", "capital-line-after-funding-ends", since="0.3.0", severity=Severity.WARNING)
def capital_line_after_funding_ends(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A budget line of capital in a period that ends after the funder's last day for capital."""
    for one in budget_money(ledger.plan):
        if one.kind == CAPITAL and not is_others_money(ledger.plan, one.source):
            line = f"“{shortened(one.row.name, 60)}” has"
            yield from _too_late(facts, ledger, one.row, line, "capital funding")


def _too_late(facts: Rule, ledger: Ledger, row: Row, has: str, funding: str) -> Iterator[Finding]:
    """Give the amounts of capital in periods that end after the funder's last day for it."""
    until = ledger.plan.policy.capital.until
    if until is None or until.days is None:
        return
    last = until.days.end
    for key, days in ledger.once(_ending_after, last, tuple(row.profile.parts)):
        amount = row.profile.parts[key]
        if amount:
            yield Finding(
                facts,
                (*row.at, key),
                f"{has} {format_money(amount)} of capital in {key} ({days}), but {funding} ends "
                f"on {format_day(last)}.",
                help="Bring the capital forward, make it revenue, or agree a later date with the "
                "funder.",
                expected=Decimal(0),
                actual=amount,
                related=(Related((("policy", "capital", "until"),), "when capital funding ends"),),
            )


def _ending_after(ledger: Ledger, last: date, keys: tuple[str, ...]) -> Sequence[tuple[str, Span]]:
    """Give those of some periods that end after a day; most rows have the same periods."""
    spans = [(key, ledger.when(read_period(key))) for key in keys]
    return [(key, days) for key, days in spans if days is not None and days.end > last]


@rule("CAP04", "spend-is-not-the-grants-mix", since="0.3.0", severity=Severity.WARNING, whole=True)
def spend_is_not_the_grants_mix(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Revenue and capital in other shares than the grant that pays for them."""
    mix = _mix(ledger)
    if mix is None or mix.status is FundingStatus.TBC:
        return
    yield from _off_the_mix(facts, ledger, mix, "the grant is")


@rule("CAP05", "mix-to-be-confirmed", since="0.3.0", severity=Severity.INFO, whole=True)
def mix_to_be_confirmed(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A split of the grant that is still open, and that the plan does not fit."""
    plan, mix = ledger.plan, _mix(ledger)
    if mix is None or mix.status is not FundingStatus.TBC:
        return
    found = list(_off_the_mix(facts, ledger, mix, "the grant, still to be confirmed, may be"))
    yield from found
    for source in () if found else mix.sources:
        planned = division(plan, {source})
        money = [one for one in budget_money(plan) if one.source == source]
        money = [one for one in money if one.kind is None and one.row.whole]
        if source not in plan.funding or planned.is_whole or not money:
            continue
        grant = whole_term(row_of((), "", plan.funding[source].amount), plan.period)
        lines = sum((one.row.whole for one in money), planned.total)
        total = grant.amount if grant else lines
        capital = total * wanted_share(mix) / 100
        yield Finding(
            facts,
            ("funding", source),
            f"{plan.funding[source].title} may become {mix.revenue} revenue and {mix.capital} "
            f"capital. The plan does not say of what kind its lines are: of "
            f"{format_money(total)}, {format_money(capital)} would have to be capital.",
            help="Say of each line whether it is revenue or capital, so that the board sees what "
            "the split would do.",
            related=(
                Related((("policy", "mix"),), "the split"),
                Related(tuple(one.line for one in money), "lines that do not say"),
            ),
        )


def _mix(ledger: Ledger) -> Mix | None:
    """Give the policy's mix, where both of its parts measure the same."""
    mix = ledger.plan.policy.mix
    return mix if mix and mix.revenue.measure is mix.capital.measure else None


def _off_the_mix(facts: Rule, ledger: Ledger, mix: Mix, said: str) -> Iterator[Finding]:
    """Compare the total first; only if it holds, each source by itself."""
    plan = ledger.plan
    named = [source for source in mix.sources if source in plan.funding]
    if mix.sources and not named:
        return
    whole = division(plan, set(named) if named else None)
    if _is_off(whole, mix):
        sources = [plan.funding[one].title for one in named]
        at: Path = ("funding", named[0]) if len(named) == 1 else ("policy", "mix")
        yield _mixed(facts, at, listed(sources) or "All sources together", whole, mix, said)
        return
    for source in named if len(named) > 1 else ():
        own = division(plan, {source})
        if not is_pot(plan, source) and _is_off(own, mix):
            at = ("funding", source)
            yield _mixed(facts, at, plan.funding[source].title, own, mix, said)


def _is_off(planned: Division, mix: Mix) -> bool:
    gap = abs(planned.capital_share - wanted_share(mix))
    return planned.is_whole and planned.total > 0 and gap > mix.tolerance + planned.share_slack


def _mixed(facts: Rule, at: Path, name: str, planned: Division, mix: Mix, said: str) -> Finding:
    wanted = planned.total * wanted_share(mix) / 100
    share = f"{planned.capital_share:.0f}%"
    return Finding(
        facts,
        at,
        f"{name}: {format_money(planned.capital)} of the {format_money(planned.total)} planned is "
        f"capital ({share}), where {said} {mix.revenue} revenue and {mix.capital} capital "
        f"({format_money(wanted)} of capital; {difference(planned.capital, wanted)}).",
        help="Plan the spend in the shares of the grant, or agree others with the funder.",
        expected=f"{wanted_share(mix):.0f}% capital",
        actual=f"{share} capital",
        related=(Related((("policy", "mix"),), "the split of the grant"),)
        if at != ("policy", "mix")
        else (),
    )


@rule("CAP06", "revenue-paid-from-capital", since="0.3.0", severity=Severity.WARNING)
def revenue_paid_from_capital(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Capital money on what is revenue by its nature, or by what the plan says."""
    seen: set[tuple[str, str]] = set()
    plan = ledger.plan
    pots = {source for source in plan.funding if is_capital_alone(plan, source)}
    for one in (*budget_money(plan), *paid_money(plan), *spend_money(ledger.tables)):
        pot = one.source in pots
        if not pot and one.kind != CAPITAL:
            continue
        is_spend = one.line == one.row.at and one.row.at[2:3] == ("spend",)
        is_called_so = pot and one.stated == REVENUE
        is_asked = is_called_so or not is_spend
        if not is_asked or not (one.row.whole or one.row.unknown):
            continue
        word = None if is_spend else revenue_word(one.row.name)
        name = plan.projects[one.holder].name if is_spend else shortened(one.row.name, 60)
        if is_called_so:
            why = "the plan calls it revenue"
        elif word is not None:
            why = f"“{word}” is revenue by its nature"
        else:
            continue
        if (one.holder, one.row.name) in seen and not is_spend:
            continue  # the same thing in the budget and among the milestones
        seen.add((one.holder, one.row.name))
        amount = format_money(one.row.whole) if one.is_known else "to be confirmed"
        paid = f"from {plan.funding[one.source or ''].title}" if pot else "as capital"
        yield Finding(
            facts,
            one.row.at,
            f"“{name}” is paid {paid} ({amount}), but {why}.",
            help="Pay it from revenue, or say what lasting asset it makes.",
            related=(Related((("funding", one.source or ""),), "the source"),) if pot else (),
        )
