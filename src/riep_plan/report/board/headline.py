"""The position in four sentences, made from the figures: the worst first, and nothing softened."""

from collections.abc import Collection, Mapping, Sequence

from riep_plan.figures.returns.asked import Asked
from riep_plan.figures.returns.money import MoneyRow
from riep_plan.figures.returns.overview import DeliveryCount, Overview, ProjectPosition
from riep_plan.figures.returns.ratings import Reason, Why
from riep_plan.figures.returns.spend import SpendPosition
from riep_plan.figures.returns.traced import Figure
from riep_plan.findings.finding import Path
from riep_plan.model.returns import Rag
from riep_plan.report.tables import percentage
from riep_plan.values.money import format_money
from riep_plan.values.words import count, listed, shortened

#: Names of projects by their ids.
Names = Mapping[str, str]
_MOST_REASONS, _MOST_NAMES, _QUOTED, _PAIR = 3, 4, 90, 2
_MONEY = {
    Why.OVER_PROFILE: "spent {gap} more than its profile to date",
    Why.UNDER_PROFILE: "spent {gap} less than its profile to date",
    Why.OVER_BUDGET: "expects to spend {gap} more than its budget",
    Why.UNDER_BUDGET: "expects to spend {gap} less than its budget",
}
#: The same once no quarter is to come.
_OVER = {
    Why.OVER_BUDGET: "spent {gap} more than its budget",
    Why.UNDER_BUDGET: "spent {gap} less than its budget",
}
_BAD = {
    Why.OVERDUE: "is due and not delivered",
    Why.NOT_REPORTED: "is due and nobody reported on it",
    Why.CANCELLED: "is cancelled",
    Why.SEVERE: "is severe",
    Why.TOP_SCORE: "has a score at the top of its scale",
}


def position_sentences(found: Overview, names: Names) -> tuple[str, str, str, str]:
    """Say how the programme stands.

    Args:
        found: its figures.
        names: its projects' names.

    Returns:
        The worst project and why; where all projects stand; the money; what was delivered and
        what is asked of the board.
    """
    return (
        worst_sentence(found.projects, names),
        standing_sentence(found.projects, names),
        money_sentence(found.money, found.quarter),
        delivery_sentence(found.delivery, found.asked, found.quarter),
    )


def rag_word(rag: Rag | None) -> str:
    """Write a rating; a project may give itself none."""
    return "no rating" if rag is None else rag.value.upper()


def worst_sentence(projects: Sequence[ProjectPosition], names: Names) -> str:
    """Name the worst project and say why.

    Args:
        projects: every project, the worst first.
        names: their names.
    """
    if not projects:
        return "The plan has no projects."
    one = projects[0]
    name = names[one.project_id]
    if one.is_missing:
        return (
            f"The worst placed project is {name}: no return was received, so how it stands is not "
            "known."
        )
    if one.worst in (None, Rag.GREEN):
        return _nothing_worse(projects, names)
    return f"The worst placed project is {name}, which {_rated(one)}: {_why(one)}."


def _nothing_worse(projects: Sequence[ProjectPosition], names: Names) -> str:
    furthest = max(projects, key=lambda one: one.furthest)
    if not furthest.furthest:
        return "No project is worse than GREEN, and none is off its profile or budget."
    money = format_money(furthest.furthest)
    return (
        f"No project is worse than GREEN; furthest from its profile or budget is "
        f"{names[furthest.project_id]}, by {money}."
    )


def _rated(one: ProjectPosition) -> str:
    """Say what it is, and by whose account."""
    word, declared = rag_word(one.worst), one.rating.declared
    if one.is_challenged:
        return f"calls itself {rag_word(declared)} and is {word} by its own figures"
    if declared is None:
        return f"gives itself no rating and is {word} by its figures"
    if one.rating.implied is not one.worst:
        return f"is {word} by its own rating"
    return f"is {word}"


def _why(one: ProjectPosition) -> str:
    """Give the reasons that the figures have, or else the project's own."""
    reasons = one.reasons
    if not reasons:
        said = [rating.declared.because for rating in one.own_words if rating.declared]
        return listed(
            [f"“{shortened(text, _QUOTED).rstrip('.')}”" for text in said[:_MOST_REASONS]]
        )
    told = [
        reason_words(reason, one.delivered, is_over=one.is_over)
        for reason in reasons[:_MOST_REASONS]
    ]
    more = len(reasons) - len(told)
    return listed([*told, *([count(more, "more reason")] if more else [])])


def reason_words(reason: Reason, delivered: Collection[Path] = (), *, is_over: bool = False) -> str:
    """Say what implies a rating, as the end of a sentence of which the project is the subject.

    Args:
        reason: what implies it.
        delivered: the paths of what was delivered in the end.
        is_over: whether no quarter is to come, so that nothing is expected any more.
    """
    if reason.figure is not None and reason.against is not None:
        said = (_OVER if is_over and reason.why in _OVER else _MONEY)[reason.why]
        return f"it {said.format(gap=_gap(reason.figure - reason.against, reason))}"
    text = f"“{shortened(reason.text, _QUOTED).rstrip('.')}”"
    if reason.why is Why.LATE:
        return f"{text} {_lateness(reason, is_delivered=reason.at in delivered)}"
    if reason.why in (Why.SEVERE, Why.TOP_SCORE):
        return f"the risk {text} {_BAD[reason.why]}"
    late = (
        f", {count(reason.days, 'day')} late" if reason.why is Why.OVERDUE and reason.days else ""
    )
    return f"{text} {_BAD[reason.why]}{late}"


def _lateness(reason: Reason, *, is_delivered: bool) -> str:
    if not reason.days:
        return "is delayed, and nobody says until when"
    was = "was delivered" if is_delivered else "is expected"
    return f"{was} {count(reason.days, 'day')} late"


def _gap(gap: Figure, reason: Reason) -> str:
    whole = reason.against.amount if reason.against else None
    share = f" ({percentage(abs(gap.amount / whole))})" if whole else ""
    return f"{format_money(abs(gap.amount))}{share}"


def standing_sentence(projects: Sequence[ProjectPosition], names: Names) -> str:
    """Say how many projects stand where by their own ratings, and whose figures say worse."""
    returned = [one for one in projects if not one.is_missing]
    counts = {rag: sum(one.rating.declared is rag for one in returned) for rag in (*Rag, None)}
    parts = [
        f"{number} {'is' if number == 1 else 'are'} {rag_word(rag)}"
        for rag, number in counts.items()
        if number and rag
    ]
    unrated = counts[None]
    parts += [f"{unrated} {'gives' if unrated == 1 else 'give'} no rating"] if unrated else []
    missing = [names[one.project_id] for one in projects if one.is_missing]
    rated = listed(parts) or "none is rated"
    said = f"Of {count(len(projects), 'project')}, {rated} by their own account"
    if missing:
        said += f"; no return was received from {_few(missing)}"
    challenged = [names[one.project_id] for one in returned if one.is_challenged]
    if challenged:
        return f"{said}; the figures imply worse than is declared for {_few(challenged)}."
    return f"{said}; the figures imply no worse for any that rated itself."


def _few(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return listed([*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])])


def money_sentence(money: MoneyRow, quarter: str) -> str:
    """Say what was spent against the profile, and what is expected against the budget."""
    return f"{_spent(money, quarter)}; {_expected(money)}."


def _spent(money: MoneyRow, quarter: str) -> str:
    actual = money.position.actual
    until = f"to the end of {quarter}"
    if not actual.is_known:
        known = f": {format_money(actual.amount)} is reported so far" if actual.amount else ""
        return f"What was spent {until} is not known in full{known}"
    said = f"{format_money(actual.amount)} was spent {until}"
    if money.planned is None or not money.planned.is_known:
        return said
    return f"{said}, {against(actual, money.planned)} the profile of {_money(money.planned)}"


def _expected(money: MoneyRow) -> str:
    whole = money.position
    slips = (
        f", with {_money(whole.slips)} slipping into next year"
        if whole.slips.is_known and whole.slips.amount
        else ""
    )
    if not whole.outturn.is_known:
        known = f": {format_money(whole.outturn.amount)} is spent or forecast so far"
        said = f"the outturn is not known in full{known if whole.outturn.amount else ''}"
        return f"{said}, against a budget of {_money(whole.budget)}{slips}"
    if not whole.budget.is_known:
        return f"{_outturn(whole)}{slips}"
    stands = against(whole.outturn, whole.budget)
    return f"{_outturn(whole)}, {stands} the budget of {_money(whole.budget)}{slips}"


def _outturn(whole: SpendPosition) -> str:
    """Say what the outturn is; with no quarter to come it is no expectation."""
    money = _money(whole.outturn)
    is_over = not whole.forecast.terms
    return f"the outturn is {money}" if is_over else f"an outturn of {money} is expected"


def _money(figure: Figure) -> str:
    return format_money(figure.amount) if figure.is_known else "an amount not known in full"


def against(figure: Figure, other: Figure) -> str:
    """Say how an amount stands to another: ``£30,000 (20%) less than``, ``the same as``."""
    gap = figure.amount - other.amount
    if not gap:
        return "the same as"
    share = f" ({percentage(abs(gap / other.amount))})" if other.amount else ""
    return f"{format_money(abs(gap))}{share} {'more' if gap > 0 else 'less'} than"


def delivery_sentence(found: DeliveryCount, asked: Sequence[Asked], quarter: str) -> str:
    """Say what was delivered of what was due, and how much is asked of the board."""
    since = sum(one.decided is not None for one in asked)
    by_now = f", {decided_since(since, len(asked))}" if since else ""
    return f"{_delivered(found, quarter)}; {asks(len(asked))}{by_now}."


def decided_since(decided: int, asked: int) -> str:
    """Say how much of what was asked has been decided by now, after the quarter."""
    if decided < asked:
        return f"{decided} of them decided since"
    return "decided since" if asked == 1 else f"{'both' if asked == _PAIR else 'all'} decided since"


def asks(asked: int) -> str:
    """Say how much is asked of the board."""
    if not asked:
        return "the board is asked to decide nothing"
    return f"the board is asked to decide on {count(asked, 'change')}"


def _delivered(found: DeliveryCount, quarter: str) -> str:
    if not found.due:
        return f"No output or milestone was due by the end of {quarter}"
    late = f", {found.late} of them late," if found.late else ""
    said = (
        f"Of {count(found.due, 'output or milestone', 'outputs and milestones')} due by the end "
        f"of {quarter}, {_were(found.delivered)} delivered{late}"
    )
    silent = f" ({found.not_reported} of them not reported on)" if found.not_reported else ""
    rest = [f"{_were(found.outstanding)} not{silent}"] if found.outstanding else []
    rest += [f"{_were(found.cancelled)} cancelled"] if found.cancelled else []
    if len(rest) > 1:
        return f"{said.rstrip(',')}, {listed(rest)}"
    return f"{said} and {rest[0]}" if rest else said.rstrip(",")


def _were(number: int) -> str:
    return f"{number} {'was' if number == 1 else 'were'}"
