"""What is tried: slips that an editor must see, what it must leave alone, and where it helps.

Each is tried in a file of its own. What that file needs besides stands in ``TOPS``.
"""

from typing import NamedTuple

PROJECT, PLAN, WAIVERS = "projects/depot.yaml", "plan.yaml", "waivers.yaml"


class Case(NamedTuple):
    """A text to try: what it is of, the file that it is in, and the file's text below its top.

    Where the cursor stands in the text (``‸``), ``wanted`` should be offered or shown.
    """

    about: str
    file: str
    text: str
    wanted: str = ""


#: The lines that a file needs besides what is tried.
TOPS = {
    PROJECT: ("riep: 1", "title: Depot"),
    PLAN: ("riep: 1", "kind: delivery-plan", "title: Depots"),
    WAIVERS: ("riep: 1",),
}

_SPEND = "spend: {{core: {{revenue: {}}}}}\n"
_DECISION = "decisions: {{board: {{outcome: approved, amount: {}}}}}\n"
_EVIDENCE = """\
evidence:
  costs:
    title: Costs
    rows:
      old:
        text: Old depots
        values:
          2008/09: {}
"""
_BENEFIT = "benefits: {{rent: {{text: Less rent, {}}}}}\n"

#: What an editor must see as riep does.
SLIPS = (
    Case("unknown key", PROJECT, "sponser: Treasurer\n"),
    Case("unknown key, further in", PROJECT, "milestones: {lease: {text: Signed, duee: Q2}}\n"),
    Case("unknown key in waivers", WAIVERS, "waiver: {}\n"),
    Case("missing key", PROJECT, "decisions: {board: {comment: Well made}}\n"),
    Case("missing key of a section", PROJECT, "narrative: {background: {title: Why}}\n"),
    Case("wrong choice", PROJECT, "decisions: {board: {outcome: aproved}}\n"),
    Case("wrong choice of two", PROJECT, "indicators: {rent: {kind: leed, text: Rent}}\n"),
    Case("wrong choice of many", PLAN, "funding: {core: {title: Core, kind: grant}}\n"),
    Case("list for a mapping", PROJECT, "risks:\n  - text: Delay\n"),
    Case("text for a mapping", PROJECT, "milestones: {lease: Signed}\n"),
    Case("mapping for a text", PROJECT, "outcomes: {rent: {text: Less rent}}\n"),
    Case("mapping for a list", PROJECT, "milestones: {lease: {text: Signed, due: {Q2: Q3}}}\n"),
    Case("list for an amount", PROJECT, _SPEND.format("[500]")),
    Case("words for an amount", PROJECT, _DECISION.format("500 pounds")),
    Case("tbc where it cannot be", PROJECT, _DECISION.format("2500 tbc")),
    Case("comma slipped", PROJECT, _DECISION.format("'275,00'")),
    Case("point for a comma", PROJECT, _DECISION.format("'£100.000'")),
    Case("comma slipped, over time", PROJECT, _SPEND.format("{Q1: '275,00'}")),
    Case("comma in braces", PROJECT, _DECISION.format("£225,000")),
    Case("comma in braces, over time", PROJECT, _SPEND.format("{total: 225,000}")),
    Case("no such quarter", PROJECT, _SPEND.format("{Q5: 500}")),
    Case("no such quarter of a plan", PLAN, "calendar: {Q5: {from: May 2010, to: June 2010}}\n"),
    Case("no period", PROJECT, _SPEND.format("{year 1: 500}")),
    Case("words for a date", PROJECT, _BENEFIT.format("by: soon")),
    Case("day and month unclear", PROJECT, _BENEFIT.format("by: 30/06/2010")),
    Case("quarter where it has no days", PLAN, "date: Q2\n"),
    Case("words for a quantity", PROJECT, _BENEFIT.format("value: about 5")),
    Case("words for a count", PROJECT, "page: five\n"),
    Case("bad id", PLAN, "follows: East_Midlands\n"),
    Case("bad id as a key", PROJECT, "milestones: {Lease_1: {text: Signed}}\n"),
    Case("other version", PROJECT, "riep: 2\n"),
    Case("no value", PROJECT, "sponsor:\n"),
    Case("no value, further in", PROJECT, _SPEND.format("{Q1: }")),
    Case("nothing in quotes", PROJECT, "sponsor: ''\n"),
    Case("key given twice", PROJECT, "sponsor: Treasurer\nsponsor: Clerk\n"),
    Case("second colon", PROJECT, "sponsor: Clerk: acting\n"),
    Case("bracket not closed", PROJECT, "partners: [One, Two\n"),
)

#: What only riep can see, because it takes counting or comparing: shown, and never a fault.
FOR_RIEP_ALONE = (
    Case("no such kind of document", PLAN, "kind: delivery-pln\n"),
    Case("no such month", PROJECT, _BENEFIT.format("by: Juen 2010")),
    Case("no such day", PROJECT, _BENEFIT.format("by: 2010-02-30")),
    Case("no financial year", PROJECT, _BENEFIT.format("by: 2010/12")),
    Case("finer than a penny", PROJECT, _DECISION.format("99.505")),
    Case("same period twice", PROJECT, _SPEND.format("{July 2012: 5, 2012-07: 6}")),
)

#: What riep reads as written, and an editor must leave alone.
RIGHT = (
    Case("words of older YAML", PROJECT, "sponsor: no\nlead: on\n"),
    Case("dates", PROJECT, _BENEFIT.format("by: 2010-06-30")),
    Case("numbers as ids", PROJECT, "contributes: {ries: [12, 13]}\n"),
    Case("years as ids", PROJECT, "decisions: {2009: {outcome: approved}}\n"),
    Case("years as keys", PROJECT, _SPEND.format("{2008/09: 5, 2010: 6, July–Sept 2010: 7}")),
    Case("quarters as keys", PROJECT, _SPEND.format("{total: £1.7m, Q1: 2500 tbc, Q2–Q4: tbc}")),
    Case("an amount in a table", PROJECT, _EVIDENCE.format("£7,220")),
    Case("words in a table", PROJECT, _EVIDENCE.format("c £154k")),
    Case("counts in quotes", PLAN, "organisations_served: '1,500'\n"),
)

#: Where an editor should offer these labels.
COMPLETIONS = (
    Case("keys of a project", PROJECT, "‸\n", "milestones decisions benefits"),
    Case("keys of a milestone", PROJECT, "milestones:\n  lease:\n    ‸\n", "text due payments"),
    Case("keys of a decision", PROJECT, "decisions:\n  board:\n    ‸\n", "outcome amount"),
    Case("keys of a benefit", PROJECT, "benefits:\n  rent:\n    ‸\n", "text value saving"),
    Case("keys in braces", PROJECT, "benefits:\n  rent: {t‸}\n", "text value saving"),
    Case("keys of a waiver", WAIVERS, "waivers:\n  one:\n    ‸\n", "rule at reason until"),
    Case("outcome:", PROJECT, "decisions:\n  board:\n    outcome: ‸\n", "approved rejected"),
    Case("kind: of funding", PLAN, "funding:\n  core:\n    kind: ‸\n", "core match levy"),
    Case("better:", PROJECT, "indicators:\n  rent: {better: ‸}\n", "higher lower"),
    Case("amounts over time", PROJECT, "spend:\n  core:\n    revenue:\n      ‸\n", "total Q1 Q4"),
    Case("the calendar", PLAN, "calendar:\n  ‸\n", "Q1 Q4"),
)

#: Where an editor should show these words.
HOVERS = (
    Case("a key", PROJECT, "spon‸sor: Clerk\n", "The role that answers for it"),
    Case("a choice", PROJECT, "decisions: {board: {outcome: appr‸oved}}\n", "`deferred`"),
    Case(
        "an id", PROJECT, "milestones: {le‸ase: {text: Signed}}\n", "A point that a project reaches"
    ),
    Case("a section's text", PROJECT, "narrative: {background: Be‸cause}\n", "A section in prose"),
    Case("an amount over time", PROJECT, "spend: {core: {rev‸enue: {Q1: 5}}}\n", "running costs"),
    Case("one amount for it", PROJECT, "spend: {core: {rev‸enue: 5}}\n", "running costs"),
    Case("its total", PROJECT, "spend: {core: {revenue: {to‸tal: 5}}}\n", "The total as stated"),
    Case("one of a list", PROJECT, "milestones: {a: {text: A, du‸e: Q2}}\n", "When it is due"),
    Case("a list", PROJECT, "milestones: {a: {text: A, due: [Q‸2, Q3]}}\n", "When it is due"),
    Case("an outcome", PROJECT, "outcomes: {rent: Less re‸nt}\n", "benefits"),
)
