"""RSK: risks, what is done about them, and who does it."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule
from riep_plan.model.risk import Risk
from riep_plan.rules.registry import rule
from riep_plan.values.words import listed, nearest, shortened


@rule("RSK01", "risk-without-mitigation", since="0.1.0")
def risk_without_mitigation(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that nothing is done about."""
    for at, risk in risks_of(ledger):
        if risk.mitigation is None:
            yield _missing(facts, at, risk, "says nothing of what is done about it", "mitigation")


@rule("RSK02", "risk-without-owner", since="0.1.0")
def risk_without_owner(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that nobody manages."""
    without = [(at, risk) for at, risk in risks_of(ledger) if risk.owner is None]
    if len(without) > 1 and all(risk.owner is None for _, risk in risks_of(ledger)):
        yield Finding(
            facts,
            without[0][0],
            f"None of the plan's {len(without)} risks names anybody who manages it.",
            help="Add `owner:` to each, a role or a body.",
            related=(Related(tuple(at for at, _ in without[1:]), "the other risks"),),
        )
        return
    for at, risk in without:
        yield _missing(facts, at, risk, "names nobody who manages it", "owner")


@rule("RSK03", "risk-without-score", since="0.1.0")
def risk_without_score(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk whose likelihood or impact is not given."""
    for at, risk in risks_of(ledger):
        for part in ("likelihood", "impact"):
            if getattr(risk, part) is None:
                yield _missing(facts, (*at, part), risk, f"has no {part}", part)


@rule("RSK04", "risk-off-the-scale", since="0.1.0")
def risk_off_the_scale(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A likelihood or impact that is no step of the plan's own scale."""
    scale = ledger.plan.risk_scale
    if scale is None:
        return
    for at, risk in risks_of(ledger):
        for part in ("likelihood", "impact"):
            steps, score = getattr(scale, part), getattr(risk, part)
            if score is not None and score.casefold() not in (step.casefold() for step in steps):
                begun = [step for step in steps if step.casefold().startswith(score.casefold())]
                meant = begun[0] if len(begun) == 1 else nearest(score.lower(), steps)
                advice = f"Did you mean “{meant}”? " if meant else ""
                yield Finding(
                    facts,
                    (*at, part),
                    f"The {part} “{score}” is not a step of the plan's scale.",
                    help=f"{advice}Its steps are {listed(steps)}.",
                    expected=listed(steps, "or"),
                    actual=score,
                    related=(Related((("risk_scale", part),), f"the scale of {part}"),),
                )


def risks_of(ledger: Ledger) -> Iterator[tuple[Path, Risk]]:
    """Give every risk of the programme and of its projects."""
    for risk_id, risk in ledger.plan.risks.items():
        yield ("risks", risk_id), risk
    for project_id, project in ledger.plan.projects.items():
        for risk_id, risk in project.risks.items():
            yield ("projects", project_id, "risks", risk_id), risk


def _missing(facts: Rule, at: Path, risk: Risk, what: str, key: str) -> Finding:
    return Finding(
        facts, at, f"The risk “{shortened(risk.text, 80)}” {what}.", help=f"Add `{key}:`."
    )
