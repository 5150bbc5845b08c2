"""What a reviewer reads of a comparison: one telling of it, which every format sets in its way.

    review ─▶ telling ─▶ text, Markdown, HTML

The headline, the order, the groups, the counts and the words stand here, so that no two formats
can disagree. Nothing here is escaped: a plan's text stands as it is, and each format makes it safe.
"""

from riep_plan.compare.story.telling import (
    Finding,
    Story,
    Telling,
    Told,
    ToldApproval,
    ToldTotal,
    tell,
)

__all__ = [
    "Finding",
    "Story",
    "Telling",
    "Told",
    "ToldApproval",
    "ToldTotal",
    "tell",
]
