"""QUO: figures that prose quotes by reference."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.quotes import quoted_text, quotes_in, texts_among
from riep_plan.findings.finding import Finding
from riep_plan.findings.rule import Rule
from riep_plan.rules.registry import rule


@rule("QUO01", "quotes-nothing", since="0.2.0", whole=True)
def quotes_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A figure quoted in prose whose path leads to no figure of the plan."""
    for at, text in texts_among(ledger.texts) if "{" in ledger.prose else ():
        for quote in quotes_in(text):
            if quoted_text(ledger.plan, at, quote) is None:
                yield Finding(
                    facts,
                    at,
                    f"“{quote.text}” quotes nothing: no figure of the plan that could stand there "
                    "has that path.",
                    help="Write the path of a value, from this project or from the top of the "
                    "plan, such as {allocation/core} or {funding/core/amount|k}; or write the "
                    "figure itself.",
                    actual=quote.text,
                )
