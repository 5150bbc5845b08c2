"""TXT: what prose works out in passing, says twice, or promises by a day that is over."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.words.dated_promises import promised
from riep_plan.figures.words.prose import own_numbered_texts, own_texts_of_money
from riep_plan.figures.words.worked import Mention, given_twice, mentions, worked_out
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.money import format_money, rounding
from riep_plan.values.words import shortened

#: How much of a sentence is shown around an amount, and before it.
_WIDTH, _LEADING = 100, 60


@rule("TXT04", "promise-now-past", since="0.4.0", severity=Severity.WARNING)
def promise_now_past(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A sentence that promises something by a date before that of the document."""
    written = ledger.plan.date.days if ledger.plan.date else None
    for at, text in own_numbered_texts(ledger) if written else ():
        for sentence, by in promised(text):
            if written is None or by.days is None or by.days.end >= written.start:
                continue
            yield Finding(
                facts,
                at,
                f"“{shortened(sentence, 120)}” promises something by {by}, before the day of the "
                f"document ({ledger.plan.date}).",
                help="Say what became of it, or correct the date; text of last year's plan may "
                "have stayed.",
                actual=str(by),
                related=(Related((("date",),), "the date of the document"),),
            )


@rule("TXT05", "sum-in-words-does-not-hold", since="0.4.0", severity=Severity.WARNING)
def sum_in_words_does_not_hold(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A number at a rate, or a percentage of an amount, beside what it does not come to."""
    for at, text in own_texts_of_money(ledger):
        for one in worked_out(text):
            if not one.holds:
                middle = (one.low + one.high) / 2
                gap = format_money(round(abs(one.stated.value - middle), 2))
                yield Finding(
                    facts,
                    at,
                    f"“{shortened(one.words, 100)}” comes to {format_money(round(middle, 2))}, but "
                    f"the text gives {one.stated.text} for it ({gap} "
                    f"{'too much' if one.stated.value > middle else 'too little'}).",
                    help="Check the figures and what they come to.",
                    expected=round(middle, 2),
                    actual=one.stated.text,
                )


@rule("TXT06", "one-thing-two-amounts", since="0.4.0", severity=Severity.WARNING)
def one_thing_two_amounts(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two amounts, a little apart, that two places give in nearly the same words."""
    found = [one for at, text in own_texts_of_money(ledger) for one in mentions(at, text)]
    figures = ledger.amounts if len(found) > 1 else {}
    for first, second in given_twice(found):
        if _is_a_figure(first, figures) and _is_a_figure(second, figures):
            continue  # the same words in two projects, each with a figure of its own
        gap = abs(second.amount.value - first.amount.value)
        yield Finding(
            facts,
            second.at,
            f"“{_around(second)}” gives {second.amount.text}, and “{_around(first)}” gives "
            f"{first.amount.text}: {format_money(gap)} apart.",
            help="Check which is right, and give one figure everywhere.",
            expected=first.amount.text,
            actual=second.amount.text,
            related=(Related((first.at,), "the other amount"),),
        )


def _is_a_figure(one: Mention, figures: Mapping[str, list[tuple[Path, Decimal]]]) -> bool:
    """Say whether an amount is a figure of the project, or the plan, in whose text it stands."""
    own = figures[one.at[1] if one.at[0] == "projects" else ""]
    place = 2 * one.amount.half_place
    return any(abs(abs(it) - one.amount.value) < place + rounding(it) for _, it in own)


def _around(one: Mention) -> str:
    """The end of what leads to an amount, and what follows it, from a whole word on."""
    before = one.sentence[: one.amount.start]
    from_here = before.rfind(" ", 0, max(0, len(before) - _LEADING)) + 1
    return shortened(one.sentence[from_here:], _WIDTH)
