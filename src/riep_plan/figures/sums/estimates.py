"""Amounts worked out from numbers and rates, and the sums that they must make."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext

from riep_plan.figures.sums.equation import DIGITS, Equation, Sum, Term
from riep_plan.findings.finding import Path
from riep_plan.model.budget import AdditionalFunding, Estimate, EstimateGroup


def worth(estimate: Estimate) -> Decimal:
    """What an estimate comes to in pounds: its number at its rate, or its amount as stated."""
    if estimate.number is None or estimate.rate is None:
        return estimate.amount or Decimal(0)
    with localcontext(prec=DIGITS):  # exact, whatever the number of digits
        return estimate.number * estimate.rate


def estimate_sums(
    subject: str, at: Path, basis: Mapping[str, EstimateGroup], whole: Term | None
) -> Iterator[Equation]:
    """Compare an amount with the groups that it is worked out from, and each with its parts.

    Args:
        subject: whose amount it is.
        at: the path of the basis.
        basis: the groups.
        whole: the amount; None where none is stated.
    """
    groups: list[Term] = []
    for group_id, group in basis.items():
        parts: list[Term] = []
        for part_id, part in group.parts.items():
            here: Path = (*at, group_id, "parts", part_id)
            name = part.text or part_id
            if part.amount is None:
                parts.append(Term(here, name, worth(part)))
                continue
            stated = Term((*here, "amount"), name, part.amount)
            parts.append(stated)
            if part.number is not None and part.rate is not None:
                product = Term((*here, "rate"), "number at its rate", worth(part))
                yield Equation.of(Sum.OF_ESTIMATE, subject, stated, (product,))
        name = group.text or group_id
        if group.total is None:
            total = sum((part.amount for part in parts), Decimal(0))
            slack = sum((part.allowance for part in parts), Decimal(0))
            groups.append(Term((*at, group_id), name, total, slack=slack))
        else:
            groups.append(Term((*at, group_id, "total"), name, group.total))
            yield Equation.of(Sum.OF_ESTIMATE, subject, groups[-1], tuple(parts))
    if groups and whole is not None:
        yield Equation.of(Sum.OF_ESTIMATE, subject, whole, tuple(groups))


def additional_sums(subject: str, at: Path, funding: AdditionalFunding) -> Iterator[Equation]:
    """Compare additional funding with what it was worked out from."""
    amount = funding.amount
    whole = None if amount is None else Term((*at, "amount"), funding.text, amount)
    yield from estimate_sums(subject, (*at, "basis"), funding.basis, whole)
