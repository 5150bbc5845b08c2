"""POL: what a policy sets that cannot be meant: for no rule, for no plan, or against the plan.

A shared policy holds for many plans, and may well name sources that one of them has not: what it
says is held against a plan only where no other plan could make it right.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.money.kinds_of_money import OTHERS_MONEY
from riep_plan.figures.policies import judged_from, keys_given
from riep_plan.figures.policy_terms import (
    below_nothing,
    capital_rows,
    changes_of_one_day,
    first_day_of_plan,
    out_of_reach,
    settings_given,
)
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model import Plan
from riep_plan.model.policy import Mix, RuleSetting
from riep_plan.model.profile import Savings
from riep_plan.rules.registry import all_rules, rule
from riep_plan.values.money import format_money
from riep_plan.values.period import format_day
from riep_plan.values.quantity import Measure, format_number
from riep_plan.values.words import listed, nearest, shortened

#: Families of faults of form, of riep itself and of waivers: no setting changes what they are.
UNCHANGING = ("CHG", "ENG", "FRM", "WVR")
_WHOLE = 100
#: What a threshold out of reach leads to.
_EFFECTS: Mapping[Path, str] = {
    ("severe_from",): "no risk can count as severe",
    ("promise_tolerance",): "no saving in words can be too far from the figures",
    ("mix", "tolerance"): "no spend can be too far from the split",
}


@rule("POL01", "setting-of-no-rule", since="0.4.0", severity=Severity.WARNING)
def setting_of_no_rule(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A rule setting whose code is that of no rule, or of one that no setting can change."""
    policy = ledger.plan.policy
    given = list(settings_given(policy))
    if not given:
        return
    own = {code for one in (policy, *policy.changes.values()) for code in one.own_rules}
    rules = [one.facts for one in all_rules()]
    codes = [*(one.code for one in rules if one.waivable), *sorted(own)]
    unchanging = tuple(one.code for one in rules if not one.waivable)
    for at, key, _ in given:
        if any(code.startswith(key) for code in codes if key):
            continue
        fixed = key.startswith((*UNCHANGING, *unchanging))
        meant = None if fixed else nearest(key.upper(), [*codes, *_families(codes)])
        yield Finding(
            facts,
            at,
            f"The policy sets how “{shortened(key, 20)}” applies, "
            + ("which no setting can change." if fixed else "which is the code of no rule."),
            help="Put the fault right; only rules that judge a plan can be set."
            if fixed
            else f"Did you mean {meant}?"
            if meant
            else "`riep rules` lists the codes; the letters that begin them name a family.",
            expected=meant,
            actual=key,
        )


def _families(codes: Collection[str]) -> list[str]:
    return sorted({code[:3] for code in codes})


@rule("POL02", "setting-without-effect", since="0.4.0", severity=Severity.WARNING)
def setting_without_effect(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A rule setting that says neither what findings count as, nor from when, nor from how much."""
    for at, key, setting in settings_given(ledger.plan.policy):
        if not _sets_anything(setting):
            yield Finding(
                facts,
                at,
                f"The setting of {shortened(key, 20)} gives a reason and sets nothing: {key} "
                "applies as it would without it.",
                help="Add `severity:`, `material:` with an amount or share, or `from:`, or delete "
                "the setting.",
            )


def _sets_anything(setting: RuleSetting) -> bool:
    material = setting.material
    has_limit = material is not None and (material.amount, material.share) != (None, None)
    return setting.severity is not None or setting.start is not None or has_limit


@rule("POL03", "mix-is-not-the-whole", since="0.4.0", severity=Severity.WARNING)
def mix_is_not_the_whole(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A split into revenue and capital that does not make 100%, or that cannot be compared."""
    mix = ledger.plan.policy.mix
    if mix is None:
        return
    at: Path = ("policy", "mix")
    if mix.revenue.measure is not mix.capital.measure:
        yield Finding(
            facts,
            at,
            f"The grant is divided into {mix.revenue} revenue and {mix.capital} capital: the two "
            "are not measured alike, and no rule can use them.",
            help="Write both as percentages, or both as amounts.",
            actual=f"{mix.revenue} and {mix.capital}",
        )
    elif mix.revenue.measure is Measure.PERCENT and _sum_of(mix) != _WHOLE:
        yield Finding(
            facts,
            at,
            f"The grant is divided into {mix.revenue} revenue and {mix.capital} capital, which "
            f"make {format_number(_sum_of(mix))}%, not 100%.",
            help="Check both shares against the grant letter.",
            expected="100%",
            actual=f"{format_number(_sum_of(mix))}%",
        )


def _sum_of(mix: Mix) -> Decimal:
    return mix.revenue.number + mix.capital.number


@rule("POL04", "mix-of-no-source", since="0.4.0", severity=Severity.WARNING)
def mix_of_no_source(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A source named in the split that the plan, whose own policy it is, does not have."""
    plan = ledger.plan
    named = plan.policy.mix.sources if plan.policy.mix and plan.follows is None else ()
    for place, one in enumerate(named):
        if one in plan.funding:
            continue
        meant = nearest(one, plan.funding)
        there = listed(sorted(plan.funding)) or "none"
        yield Finding(
            facts,
            ("policy", "mix", "sources", str(place)),
            f"The split of the grant is for “{shortened(one, 60)}”, which is no funding source of "
            "this plan, so that it is held against nothing.",
            help=f"Did you mean {meant}?" if meant else f"The plan's sources: {there}.",
            expected=meant,
            actual=one,
        )


@rule("POL05", "unknown-key-of-savings", since="0.4.0", severity=Severity.WARNING)
def unknown_key_of_savings(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A key that the policy asks of savings and that no savings can have."""
    for place, key in enumerate(ledger.plan.policy.required_of_savings):
        if key not in Savings.model_fields:
            meant = nearest(key, Savings.model_fields)
            yield Finding(
                facts,
                ("policy", "required_of_savings", str(place)),
                f"The policy asks all cashable savings for “{shortened(key, 60)}”, which none can "
                "have.",
                help=f"Did you mean {meant}?" if meant else "Write `falls_on`.",
                expected=meant,
                actual=key,
            )


@rule("POL06", "capital-ends-before-the-plan", since="0.4.0", severity=Severity.WARNING)
def capital_ends_before_the_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A last day for capital before the first day of a plan that has capital to spend."""
    until, first = ledger.plan.policy.capital.until, first_day_of_plan(ledger)
    if until is None or until.days is None or first is None or until.days.end >= first:
        return
    rows = [row for source, row in capital_rows(ledger.plan) if not _is_others(ledger.plan, source)]
    if rows:
        total = sum((row.whole for row in rows[1:]), rows[0].whole)
        yield Finding(
            facts,
            ("policy", "capital", "until"),
            f"Capital may be spent until {until} by the policy, and the plan, which begins on "
            f"{format_day(first)}, has {format_money(total)} of capital: none of it could be "
            "spent.",
            help="Check whether this is the policy of an earlier programme.",
            expected=f"not before {format_day(first)}",
            actual=str(until),
            related=(Related(tuple(row.at for row in rows), "the capital"),),
        )


@rule("POL07", "source-ends-before-its-capital", since="0.4.0", severity=Severity.WARNING)
def source_ends_before_its_capital(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A source with capital that ends before the day until which the policy allows capital."""
    until = ledger.plan.policy.capital.until
    if until is None or until.days is None:
        return
    paying = {source for source, _ in capital_rows(ledger.plan)}
    for source_id, source in ledger.plan.funding.items():
        if source.until is None or source.until.days is None:
            continue
        if source_id not in paying or _is_others(ledger.plan, source_id):
            continue
        if source.until.days.end < until.days.end:
            yield Finding(
                facts,
                ("funding", source_id, "until"),
                f"{source.title} may be spent until {source.until}, and its capital by the policy "
                f"until {until}: the two do not go together.",
                help="Find out from the grant letter which day holds for its capital.",
                expected=str(until),
                actual=str(source.until),
                related=(Related((("policy", "capital", "until"),), "the policy"),),
            )


def _is_others(plan: Plan, source: str) -> bool:
    return source in plan.funding and plan.funding[source].kind in OTHERS_MONEY


@rule("POL08", "delegated-to-nobody", since="0.4.0", severity=Severity.WARNING)
def delegated_to_nobody(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A limit up to which somebody may decide without the board, with nobody named."""
    for one, delegation in ledger.plan.policy.delegated.items():
        if delegation.limit and delegation.to is None:
            yield Finding(
                facts,
                ("policy", "delegated", one),
                f"“{shortened(delegation.text, 80)}” may be decided without the board up to "
                f"{format_money(delegation.limit)}, but nobody is named who may.",
                help="Add `to:`, a role or a body.",
            )


@rule("POL09", "two-changes-on-one-day", since="0.4.0", severity=Severity.WARNING)
def two_changes_on_one_day(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two changes of a policy that hold from the same day and set the same thing differently."""
    for first, second, keys in changes_of_one_day(ledger.plan.policy):
        start = ledger.plan.policy.changes[second].start
        yield Finding(
            facts,
            ("policy", "changes", second),
            f"The changes “{first}” and “{second}” both hold from {start} and set "
            f"{listed([f'`{key}`' for key in keys])} differently: which of them holds is not "
            "said.",
            help="Make one change of the two, or correct the day of one.",
            related=(Related((("policy", "changes", first),), "the other change"),),
        )


@rule("POL10", "change-that-changes-nothing", since="0.4.0", severity=Severity.WARNING)
def change_that_changes_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A change of a policy that sets nothing."""
    for one, change in ledger.plan.policy.changes.items():
        if not keys_given(change):
            yield Finding(
                facts,
                ("policy", "changes", one),
                f"The change “{one}” holds from {change.start} and sets nothing.",
                help="Write what the policy says from that day on, or delete the change.",
            )


@rule("POL11", "dated-policy-for-an-undated-plan", since="0.4.0", severity=Severity.WARNING)
def dated_policy_for_an_undated_plan(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A policy that depends on when a plan begins, and a plan that does not say."""
    plan = ledger.plan
    dated: list[Path] = [("policy", "changes", one) for one in plan.policy.changes]
    dated += [at for at, _, one in settings_given(plan.policy) if at[1] == "rules" and one.start]
    if dated and judged_from(plan) is None:
        yield Finding(
            facts,
            dated[0],
            "What the policy says here depends on the day on which the plan begins, and the plan "
            "names neither quarters, a period nor a date.",
            help="Add `period:` to the plan, such as `period: 2010/11`, or its `calendar:`.",
            related=also_at(dated[1:], "what depends on it too"),
        )


@rule("POL12", "threshold-out-of-reach", since="0.4.0", severity=Severity.WARNING)
def threshold_out_of_reach(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A threshold so high that nothing reaches it, or so low that nothing is within it."""
    for keys, value in out_of_reach(ledger.plan.policy):
        yield Finding(
            facts,
            ("policy", *keys),
            f"`{'.'.join(keys)}` is {format_number(value)}%: {_EFFECTS[keys]}.",
            help="Check the figure; to do without a rule, set it `off` under `rules`, with the "
            "reason.",
            expected="below 100%" if keys != ("severe_from",) else "100% at most",
            actual=f"{format_number(value)}%",
        )
    for at, amount in below_nothing(ledger.plan.policy):
        is_limit = at[-1] in ("limit", "cumulative")
        what = "nothing that is decided on" if is_limit else "no difference"
        yield Finding(
            facts,
            at,
            f"`{'.'.join(at[1:])}` is {format_money(amount)}: {what} is below nought, so that "
            "nothing is within it.",
            help="Check the sign: the amount holds whichever way a difference goes."
            if at[-1] == "amount"
            else "Check the sign.",
            expected="nought or more",
            actual=amount,
        )
