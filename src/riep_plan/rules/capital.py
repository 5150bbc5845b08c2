"""CAP: capital and revenue, which grants fund for different lengths of time."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.tables import CAPITAL, Row, all_spend_rows
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule
from riep_plan.model.funding import FundingKind
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day, read_period

#: Money that the funder of the policy does not give, and so sets no end for.
_OTHERS_MONEY = {FundingKind.MATCH, FundingKind.IN_KIND}


@rule("CAP01", "capital-after-funding-ends", since="0.1.0")
def capital_after_funding_ends(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Capital profiled into a period that ends after the funder's last day for capital."""
    until = ledger.plan.policy.capital.until
    if until is None or until.days is None:
        return
    last = until.days.end
    for kind, row in all_spend_rows(ledger.plan):
        if kind != CAPITAL or _is_others_money(ledger, row):
            continue
        for key, amount in row.profile.parts.items():
            days = ledger.when(read_period(key))
            if days is not None and amount and days.end > last:
                name = ledger.plan.projects[row.at[1]].name
                yield Finding(
                    facts,
                    (*row.at, key),
                    f"{name} plans {format_money(amount)} of capital in {key} ({days}), but its "
                    f"capital funding ends on {format_day(last)}.",
                    help="Bring the capital forward, make it revenue, or agree a later date with "
                    "the funder.",
                    expected=f"£0 after {format_day(last)}",
                    actual=format_money(amount),
                    related=(
                        Related((("policy", "capital", "until"),), "when capital funding ends"),
                    ),
                )


def _is_others_money(ledger: Ledger, row: Row) -> bool:
    source = ledger.plan.funding.get(row.at[3])
    return source is not None and source.kind in _OTHERS_MONEY
