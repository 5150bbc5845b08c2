"""TXT: what the words of a plan say."""

from collections.abc import Iterator
from decimal import Decimal

from riep_plan.figures import Ledger
from riep_plan.figures.words.near_amounts import is_meant
from riep_plan.figures.words.prose import is_own, own_texts_of_money
from riep_plan.figures.words.prose_amounts import ProseAmount, amounts_in
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.money import format_money
from riep_plan.values.words import shortened

_EMAIL = lazy_pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: A telephone number of the United Kingdom: 01 to 03 and 07, with or without the country's code.
_PHONE = lazy_pattern(
    r"(?<![\d.,£])(?:\+44[ ]?(?:\(0\))?|\(?0)[1237]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4}\b"
)
#: How near an amount must be to a figure of the plan to be taken for it.
_NEAR = Decimal("0.03")
_LONG = 200
#: What is written for one place of a plan: sections and descriptions.
_SECTIONS = {"narrative", "description"}


@rule("TXT01", "private-contact-details", since="0.3.0", severity=Severity.WARNING)
def private_contact_details(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An e-mail address or a telephone number in a plan that is to be published."""
    for at, text in ledger.texts if "@" in ledger.prose else ledger.numbered:
        for what, said in _private(text) if is_own(at) else ():
            yield Finding(
                facts,
                at,
                f"This gives {what}, “{said}”.",
                help="Name the role and the organisation instead.",
                actual=said,
            )


def _private(text: str) -> list[tuple[str, str]]:
    """Find the first e-mail address and telephone number of a text, with what each is."""
    found = []
    if "@" in text and (match := _EMAIL.search(text)):
        found.append(("an e-mail address", match[0]))
    if ("0" in text or "+" in text) and (match := _PHONE.search(text)):
        found.append(("a telephone number", match[0]))
    return found


@rule("TXT02", "amount-nearly-the-plans", since="0.3.0", severity=Severity.WARNING, whole=True)
def amount_nearly_the_plans(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An amount in prose that is almost, but not quite, a figure of the same project or plan."""
    said = [
        (at, text, amount) for at, text in own_texts_of_money(ledger) for amount in amounts_in(text)
    ]
    figures = ledger.amounts if said else {}
    # £25,000 and 25 in thousands are equal, but the second is rounded: both are kept.
    everything = [amount for one in figures.values() for _, amount in one]
    for at, text, amount in said:
        own = figures[at[1] if at[:1] == ("projects",) else ""]
        if any(amount.may_be(known) for known in everything):
            continue
        near = [
            (place, figure)
            for place, figure in own
            if _is_near(amount, figure)
            and is_meant(ledger.plan, text, amount.text, place, figure, amount.value)
        ]
        if near:
            place, figure = min(near, key=lambda pair: abs(pair[1] - amount.value))
            gap = format_money(abs(amount.value - figure))
            yield Finding(
                facts,
                at,
                f"The text says {amount.text}, where the plan has {format_money(figure)} "
                f"({gap} {'more' if amount.value > figure else 'less'} in the text).",
                help="Check which is right, and quote the figure by its path in braces.",
                expected=figure,
                actual=amount.text,
                related=(Related((place,), "the figure in the plan"),),
            )


@rule("TXT03", "section-copied", since="0.3.0", severity=Severity.INFO)
def section_copied(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A long text that stands word for word in two places of the plan."""
    first: dict[str, Path] = {}
    for at, text in ledger.texts:
        if len(text) < _LONG or _SECTIONS.isdisjoint(at[-2:]) or not is_own(at):
            continue
        words = " ".join(text.split())
        if len(words) < _LONG:
            continue
        if words in first:
            yield Finding(
                facts,
                at,
                f"This stands word for word in another place as well: “{shortened(words, 80)}”.",
                help="Say what is particular here, or say it once.",
                related=(Related((first[words],), "the first place"),),
                cause=f"copied/{words[:80]}",
            )
        first.setdefault(words, at)


def _is_near(amount: ProseAmount, figure: Decimal) -> bool:
    return bool(figure) and 0 < abs(amount.value - figure) <= _NEAR * abs(figure)
