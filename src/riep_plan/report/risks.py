"""Risks as documents show them: a register, and a grid of likelihood and impact."""

from collections.abc import Sequence

from riep_plan.figures import Ledger
from riep_plan.model.risk import Risk
from riep_plan.report.order import numbered_projects
from riep_plan.report.tables import ABSENT, Table, table, words


def risk_table(subject: str, risks: Sequence[tuple[str, Risk]]) -> Table:
    """Set risks as a table, each with its label; how they stand after all where any says so."""
    columns = words("Risk", "What may happen", "Likelihood", "Impact", "Mitigation", "Owner")
    rows = [(label, *_cells(risk)) for label, risk in risks]
    if any(risk.residual for _, risk in risks):
        columns = (*columns, *words("After mitigation"))
        rows = [(*row, _residual(risk)) for row, (_, risk) in zip(rows, risks, strict=True)]
    return table(f"{subject}: risks", columns, rows)


def _cells(risk: Risk) -> tuple[str, ...]:
    """Say what a risk is, its scores, and what is done about it."""
    stated = (risk.text, risk.likelihood, risk.impact, risk.mitigation, risk.owner)
    return tuple(one or "not stated" for one in stated)


def _residual(risk: Risk) -> str:
    if risk.residual is None:
        return "not stated"
    parts = (("likelihood", risk.residual.likelihood), ("impact", risk.residual.impact))
    return ", ".join(f"{name} {score}" for name, score in parts if score) or "not stated"


def _labelled_risks(ledger: Ledger) -> list[tuple[str, Risk]]:
    """Every risk of the programme and its projects, with a label that a grid can hold."""
    found = [(risk_id.upper(), risk) for risk_id, risk in ledger.plan.risks.items()]
    for _, project in numbered_projects(ledger):
        found += [
            (f"{project.name} {risk_id.upper()}", risk) for risk_id, risk in project.risks.items()
        ]
    return found


def _step(word: str | None) -> str:
    return (word or "").casefold()


def risk_register(ledger: Ledger) -> Table:
    """Every risk of the programme and its projects."""
    return risk_table("Programme", _labelled_risks(ledger))


def risk_grid(ledger: Ledger) -> Table:
    """Risks by likelihood (down, highest first) and impact (across, lowest first)."""
    scale = ledger.plan.risk_scale
    risks = _labelled_risks(ledger)
    if scale is None or not risks:
        return table("Risk grid", (), ())
    rows = []
    for likelihood in reversed(scale.likelihood):
        cells = [
            ", ".join(
                label
                for label, risk in risks
                if (_step(risk.likelihood), _step(risk.impact))
                == (_step(likelihood), _step(impact))
            )
            or ABSENT
            for impact in scale.impact
        ]
        rows.append((likelihood.capitalize(), *cells))
    impacts = [f"{impact.capitalize()} impact" for impact in scale.impact]
    return table("Risk grid", words("Likelihood", *impacts), rows)
