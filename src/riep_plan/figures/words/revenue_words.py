"""Words for what is revenue by its nature: people's time, training, meetings."""

import re

from riep_plan.values.lazy_pattern import lazy_pattern

#: What people are paid for and what they attend: used up in the year that it is spent.
_REVENUE = lazy_pattern(
    r"\b(?:salar(?:y|ies)|wages|payroll costs|staff(?:ing)?(?: costs?| time)|secondments?"
    r"|officers?['’]?s?['’]? time"
    r"|(?:project|programme|support|development|policy|liaison|procurement|link|training)"
    r" (?:support )?(?:officers?|managers?|co-?ordinators?)(?: posts?)?"
    r"|(?:manager|officer|co-?ordinator|assistant|adviser|advisor)['’]?s? posts?"
    r"|training|workshops|workshop programme|seminars?|conferences?|events"
    r"|travel and subsistence|running costs)\b",
    re.IGNORECASE,
)
#: What lasts, and may bear such a word in its name: a training centre, a system for events.
_ASSET = lazy_pattern(
    r"\b(?:asset|build|building|centre|suite|room|hall|facility|facilities|equipment|kit|vehicles?"
    r"|system|systems|software|hardware|platform|portal|website|licen[cs]es?|infrastructure"
    r"|construct\w*|refurbish\w*|conversion|extension|fit-?out|install\w*|purchase|acquisition"
    r"|land|site|premises|depot|units|plant|machinery|industrial|capitalis\w*|capitaliz\w*"
    r"|attributable)\b",
    re.IGNORECASE,
)


def revenue_word(text: str) -> str | None:
    """Give the words by which a thing is revenue; None where it may make something that lasts."""
    found = _REVENUE.search(text)
    return None if found is None or _ASSET.search(text) else found[0]
