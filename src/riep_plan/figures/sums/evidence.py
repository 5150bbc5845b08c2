"""Tables of evidence: their rows, and the sums and shares that they state."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.sums.equation import Equation, Sum, Term
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.evidence import Evidence
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.quantity import Measure, Quantity, read_quantity
from riep_plan.values.refusal import Refused

#: The power of ten of each sign of scale, whose amounts are printed rounded.
_SCALES = {"%": 0, "m": 6, "bn": 9}
_ABOUT = lazy_pattern(r"^(?:c\.?|ca\.?|circa|about|approx\.?)\s*(?=[£\d])", re.IGNORECASE)


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
            known_rows = all(one in table.rows for one in (*row.adds, *row.less))
            for heading in row.values if known_rows and (row.adds or row.less) else ():
                total = _term(table, at, row_id, heading, 1)
                signs = [*((one, 1) for one in row.adds), *((one, -1) for one in row.less)]
                parts = [_term(table, at, one, heading, sign) for one, sign in signs]
                known = tuple(part for part in parts if part is not None)
                if total is not None and known and not _has_words(table, signs, heading):
                    quantity = figure(row.values[heading])
                    measure = quantity.measure if quantity else Measure.NUMBER
                    yield Equation.of(Sum.OF_EVIDENCE, subject, total, known, measure)


def _term(table: Evidence, at: Path, row_id: str, heading: str, sign: int) -> Term | None:
    row = table.rows.get(row_id)
    quantity = figure(row.values[heading]) if row and heading in row.values else None
    if row is None or quantity is None:
        return None
    name = f"{row.text} in {heading}"
    place: Path = (*at, "rows", row_id, "values", heading)
    slack = _slack(row.values[heading])
    return Term(place, name, quantity.number, times=sign, slack=slack)


def _has_words(table: Evidence, rows: list[tuple[str, int]], heading: str) -> bool:
    """Say whether one of the cells to add up is no figure: ``tbc``."""
    cells = [
        table.rows[one].values[heading]
        for one, _ in rows
        if one in table.rows and heading in table.rows[one].values
    ]
    return any(figure(cell) is None for cell in cells)


def _slack(cell: str) -> Decimal:
    """Half the last place of a percentage, or of pounds in millions: ``£10.3m`` is to £100,000."""
    match = re.search(r"(?:\.(\d+))? ?(%|m|bn)$", cell.strip(), re.IGNORECASE)
    if match is None:
        return Decimal(0)
    return Decimal(5).scaleb(_SCALES[match[2].lower()] - len(match[1] or "") - 1)


class Share(NamedTuple):
    """A percentage of a whole, as a table of evidence states it.

    Attributes:
        at: where it stands.
        subject: whose table it is.
        name: the row.
        stated: the share in per cent.
        worked_out: what its amount is of the whole, in per cent.
        allowance: how far the two may be apart by rounding alone.
    """

    at: Path
    subject: str
    name: str
    stated: Decimal
    worked_out: Decimal
    allowance: Decimal


def evidence_shares(plan: Plan) -> Iterator[Share]:
    """Give every stated share that can be worked out: its row has an amount, and so has a whole.

    The whole is the row that adds the others up; without one, it is the sum of the rows.
    """
    for at, subject, table in evidence_tables(plan):
        for of_share, of_amount in table.shares.items():
            amounts = {
                one: figure(row.values.get(of_amount, "")) for one, row in table.rows.items()
            }
            totals = [one for one in _totals(table) if amounts[one]]
            parts = [one for one, row in table.rows.items() if not (row.adds or row.less)]
            if len(totals) > 1 or (not totals and not all(amounts[one] for one in parts)):
                continue
            known = {one: amount.number for one, amount in amounts.items() if amount}
            whole = known[totals[0]] if totals else sum((known[one] for one in parts), Decimal(0))
            for row_id in parts if whole else ():
                row = table.rows[row_id]
                stated = figure(row.values.get(of_share, ""))
                if stated is None or row_id not in known:
                    continue
                share = known[row_id] * 100 / whole
                # The amounts are rounded too: their own slack widens the share's.
                own = _slack(row.values[of_amount]) * 100
                of_whole = abs(share) * _whole_slack(table, totals, of_amount)
                allowed = _slack(row.values[of_share]) + (own + of_whole) / abs(whole)
                place: Path = (*at, "rows", row_id, "values", of_share)
                yield Share(place, subject, row.text, stated.number, share, allowed)


def _totals(table: Evidence) -> list[str]:
    """The rows that only add, and that no other such row adds: no subtotal, no net amount."""
    adding = {one: row for one, row in table.rows.items() if row.adds and not row.less}
    below = {part for row in adding.values() for part in row.adds}
    return [one for one in adding if one not in below]


def _whole_slack(table: Evidence, totals: list[str], heading: str) -> Decimal:
    return _slack(table.rows[totals[0]].values[heading]) if len(totals) == 1 else Decimal(0)
