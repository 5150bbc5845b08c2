"""Where each kind of change is told, and what it is called."""

from collections.abc import Mapping
from enum import StrEnum

from riep_plan.compare.change import Kind
from riep_plan.findings.finding import Path


class Part(StrEnum):
    """A part of what is told of a plan, by its heading, in order."""

    MONEY = "Money"
    PROMISES = "Time and promises"
    SCOPE = "Scope and decisions"
    FACTS = "Other facts"
    WORDING = "Wording"


_KINDS_OF_PART: Mapping[Part, tuple[Kind, ...]] = {
    Part.MONEY: (Kind.VIREMENT, Kind.RE_PROFILE, Kind.GROWTH, Kind.CUT),
    Part.PROMISES: (
        Kind.SLIPPAGE,
        Kind.ADVANCE,
        Kind.DATE,
        Kind.TARGET_RAISED,
        Kind.TARGET_LOWERED,
        Kind.TARGET,
        Kind.BASELINE,
        Kind.SAVING_RAISED,
        Kind.SAVING_LOWERED,
        Kind.SAVING_MOVED,
        Kind.RISK_UP,
        Kind.RISK_DOWN,
        Kind.RISK,
    ),
    Part.SCOPE: (
        Kind.ADDED,
        Kind.REMOVED,
        Kind.SPLIT,
        Kind.MERGED,
        Kind.RENAMED,
        Kind.DECISION,
        Kind.WAIVER,
        Kind.POLICY,
    ),
    Part.FACTS: (Kind.RETURN, Kind.STATED, Kind.DETAIL),
    Part.WORDING: (Kind.WORDING,),
}
PARTS: Mapping[Kind, Part] = {
    kind: part for part, found in _KINDS_OF_PART.items() for kind in found
}

#: Kinds that move money from one place to another, whose amount is neither more nor less.
MOVING = (Kind.VIREMENT, Kind.RE_PROFILE, Kind.SAVING_MOVED)

#: What one change of a kind is called, and several of them.
NOUNS: Mapping[Kind, tuple[str, str]] = {
    Kind.VIREMENT: ("virement", "virements"),
    Kind.RE_PROFILE: ("re-profile", "re-profiles"),
    Kind.GROWTH: ("increase", "increases"),
    Kind.CUT: ("cut", "cuts"),
    Kind.SLIPPAGE: ("later date", "later dates"),
    Kind.ADVANCE: ("earlier date", "earlier dates"),
    Kind.DATE: ("change of date", "changes of date"),
    Kind.TARGET_RAISED: ("raised target", "raised targets"),
    Kind.TARGET_LOWERED: ("lowered target", "lowered targets"),
    Kind.TARGET: ("changed target", "changed targets"),
    Kind.BASELINE: ("changed baseline", "changed baselines"),
    Kind.SAVING_RAISED: ("raised promise of savings", "raised promises of savings"),
    Kind.SAVING_LOWERED: ("lowered promise of savings", "lowered promises of savings"),
    Kind.SAVING_MOVED: ("move of savings", "moves of savings"),
    Kind.RISK_UP: ("higher risk", "higher risks"),
    Kind.RISK_DOWN: ("lower risk", "lower risks"),
    Kind.RISK: ("changed risk", "changed risks"),
    Kind.ADDED: ("addition", "additions"),
    Kind.REMOVED: ("removal", "removals"),
    Kind.SPLIT: ("split", "splits"),
    Kind.MERGED: ("merger", "mergers"),
    Kind.RENAMED: ("renaming", "renamings"),
    Kind.DECISION: ("changed decision", "changed decisions"),
    Kind.WAIVER: ("changed waiver", "changed waivers"),
    Kind.POLICY: ("change of policy", "changes of policy"),
    Kind.RETURN: ("changed return", "changed returns"),
    Kind.STATED: ("changed stated total", "changed stated totals"),
    Kind.DETAIL: ("changed detail", "changed details"),
    Kind.WORDING: ("change of wording", "changes of wording"),
}

_THINGS = {"funding": "funding source", "returns": "return", "waivers": "waiver"}


def thing(subject: Path) -> str:
    """Name what a path leads to, by the collection that holds it: ``project``, ``output``."""
    holder = subject[-2] if len(subject) > 1 else ""
    if holder in _THINGS:
        return _THINGS[holder]
    word = holder.replace("_", " ").replace("-", " ")
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else "part"


def things(noun: str) -> str:
    """Give the plural of what :func:`thing` names."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
