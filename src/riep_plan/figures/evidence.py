"""Tables of evidence: their rows, and the sums and shares that they state."""

import re
from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures.equation import Equation, Sum, Term
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.evidence import Evidence
from riep_plan.values.quantity import Measure, Quantity, read_quantity
from riep_plan.values.refusal import Refused

_ABOUT = re.compile(r"^(?:c\.?|ca\.?|circa|about|approx\.?)\s*(?=[£\d])", re.IGNORECASE)


def evidence_tables(plan: Plan) -> Iterator[tuple[Path, str, Evidence]]:
    """Give every table of evidence with its path and whose it is."""
    for table_id, table in plan.evidence.items():
        yield ("evidence", table_id), table.title, table
    for project_id, project in plan.projects.items():
        for table_id, table in project.evidence.items():
            yield ("projects", project_id, "evidence", table_id), project.name, table


def figure(cell: str) -> Quantity | None:
    """Read a cell as a figure, ``c £154k`` too; None where it is words."""
    try:
        return read_quantity(_ABOUT.sub("", cell))
    except Refused:
        return None


def evidence_sums(plan: Plan) -> Iterator[Equation]:
    """Give every sum that a table of evidence says it makes."""
    for at, subject, table in evidence_tables(plan):
        for row_id, row in table.rows.items():
            for heading in row.values if row.adds or row.less else ():
                total = _term(table, at, row_id, heading, 1)
                parts = [
                    *(_term(table, at, one, heading, 1) for one in row.adds),
                    *(_term(table, at, one, heading, -1) for one in row.less),
                ]
                known = tuple(part for part in parts if part is not None)
                if total is not None and known:
                    quantity = figure(row.values[heading])
                    measure = quantity.measure if quantity else Measure.NUMBER
                    yield Equation(Sum.OF_EVIDENCE, subject, total, known, measure)


def _term(table: Evidence, at: Path, row_id: str, heading: str, sign: int) -> Term | None:
    row = table.rows.get(row_id)
    quantity = figure(row.values[heading]) if row and heading in row.values else None
    if row is None or quantity is None:
        return None
    name = f"{row.text} in {heading}"
    return Term((*at, "rows", row_id, "values", heading), name, Decimal(sign) * quantity.number)
