"""Reviews made by hand: one with everything that can change, one with nothing, hostile ones."""

from dataclasses import replace
from decimal import Decimal

from riep_plan.compare.change import Budget, Change, Difference, Effect, Kind, Leaf, Move
from riep_plan.compare.comparison import (
    Approval,
    Comparison,
    FindingChanges,
    PlacedChange,
    Review,
    Verdict,
)
from riep_plan.findings.finding import Path
from riep_plan.findings.result import Acceptance, Place, Reported, TextSpan
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.profile import Profile

FOLDER = "plans/nwiep-efficiency-2010-11"
CARERS = f"{FOLDER}/projects/foster-care-placements.yaml"
BRAND = f"{FOLDER}/projects/regional-brand.yaml"
PLAN = f"{FOLDER}/plan.yaml"


def place(file: str, line: int, pointer: str = "") -> Place:
    return Place(file, pointer, TextSpan(line, 7, line, 13), "")


def leaf(at: Path, text: str) -> Leaf:
    return Leaf(at, Profile, at[-1], text, text, text)


def difference(at: Path, before: str, after: str) -> Difference:
    return Difference(at, leaf(at, before) if before else None, leaf(at, after) if after else None)


def placed(change: Change, before: tuple[Place, ...], after: tuple[Place, ...]) -> PlacedChange:
    return PlacedChange(change, before, after)


_REVENUE = ("projects", "foster-care-placements", "spend", "nwiep", "revenue")
_CAPITAL = ("projects", "foster-care-placements", "spend", "nwiep", "capital")

RE_PROFILE = Change(
    Kind.RE_PROFILE,
    _CAPITAL,
    "Foster care placements: £20,000 of capital from NWIEP programme funding moves from Q2 to Q3",
    (
        difference((*_CAPITAL, "Q2"), "£42,000", "£22,000"),
        difference((*_CAPITAL, "Q3"), "£0", "£20,000"),
    ),
    "Q2 £42,000, Q3 £0",
    "Q2 £22,000, Q3 £20,000",
    (
        Move(
            Decimal(20000),
            Budget("foster-care-placements", "nwiep", "capital", "Q2"),
            Budget("foster-care-placements", "nwiep", "capital", "Q3"),
        ),
    ),
    Decimal(20000),
    Decimal("34.48275862"),
)
VIREMENT = Change(
    Kind.VIREMENT,
    _REVENUE,
    "£60,000 of revenue moves from Foster care placements to Regional brand",
    (
        difference((*_REVENUE, "Q4"), "£80,000", "£20,000"),
        difference(("projects", "regional-brand", "spend", "nwiep", "revenue", "Q4"), "", "60000"),
    ),
    "£235,000",
    "£175,000",
    (
        Move(
            Decimal(60000),
            Budget("foster-care-placements", "nwiep", "revenue", "Q4"),
            Budget("regional-brand", "nwiep", "revenue", "Q4"),
        ),
    ),
    Decimal(60000),
    Decimal("25.53191489"),
    also=(difference((*_REVENUE, "total"), "£235,000", "£175,000"),),
)
GROWTH = Change(
    Kind.GROWTH,
    ("projects", "regional-brand", "spend", "match", "revenue"),
    "Regional brand gets £12,500.50 of revenue more from Match funding",
    (),
    "£10,000",
    "£22,500.50",
    (Move(Decimal("12500.50"), None, Budget("regional-brand", "match", "revenue", "total")),),
    Decimal("12500.50"),
    Decimal("125.005"),
)
CUT = Change(
    Kind.CUT,
    ("projects", "regional-brand", "spend", "nwiep", "capital"),
    "Regional brand loses £500 of capital from NWIEP programme funding",
    (),
    "£500",
    "£0",
    (Move(Decimal(500), Budget("regional-brand", "nwiep", "capital", "total"), None),),
    Decimal(-500),
    Decimal(-100),
)
SLIPPAGE = Change(
    Kind.SLIPPAGE,
    ("projects", "foster-care-placements", "actions", "brand", "outputs", "approved", "due"),
    "“Media company appointed, brand developed and approved” is due 91 days later",
    before="Q2",
    after="Q3",
    days=91,
)
LOWERED = Change(
    Kind.TARGET_LOWERED,
    ("projects", "foster-care-placements", "indicators", "carers-approved", "target", "value"),
    "The target of “Recruit additional 150 carers” is lowered from 150 to 120",
    before="150",
    after="120",
)
SAVINGS = Change(
    Kind.SAVING_LOWERED,
    ("projects", "foster-care-placements", "efficiencies", "forecast", "cashable"),
    "Foster care placements promises £700,000 less in cashable savings by July 2013",
    before="£3,700,000",
    after="£3,000,000",
    amount=Decimal(-700000),
    share=Decimal("-18.91891891"),
)
RISK = Change(
    Kind.RISK_UP,
    ("projects", "foster-care-placements", "risks", "market"),
    "The risk “Carers choose agencies” is scored higher: likelihood medium to high",
    before="likelihood medium, impact high",
    after="likelihood high, impact high",
)
ADDED = Change(
    Kind.ADDED,
    ("projects", "regional-brand", "milestones", "launch"),
    "The milestone “Launch of the regional brand” is new, due January 2011",
    after="Launch of the regional brand, due January 2011",
)
REMOVED = Change(
    Kind.REMOVED,
    ("projects", "mobile-working"),
    "The project “Mobile working” is gone",
    before="Mobile working",
)
DECISION = Change(
    Kind.DECISION,
    ("projects", "regional-brand", "decisions", "commission-2010-10-12"),
    "Regional brand: the Efficiency Commission approved £12,500.50 on 12 October 2010",
    after="approved, minute 7",
)
WAIVER = Change(
    Kind.WAIVER,
    ("waivers", "brand-late"),
    "A waiver of DLV03 is new: “The supplier is late.”",
    after="DLV03 at projects/regional-brand/milestones/launch, until March 2011",
)
STATED = Change(
    Kind.STATED,
    ("stated", "spend", "revenue", "total"),
    "The stated total of revenue changes from £1,476,500 to £1,489,000.50",
    before="£1,476,500",
    after="£1,489,000.50",
)
WORDING = Change(
    Kind.WORDING,
    ("projects", "foster-care-placements", "description"),
    "The description of Foster care placements is reworded",
    before="Recruit carers across the region so that children are placed closer to home. "
    "The campaign runs in all 22 councils.",
    after="Recruit carers across the region so that children are placed closer to home. "
    "The campaign runs in 18 of the councils.",
)


def reported(
    code: str, name: str, severity: Severity, at: Place, message: str, *, waived: bool = False
) -> Reported:
    why = Acceptance("w", "The supplier is late.", "Board", "March 2011") if waived else None
    rule = Rule(code, name, severity, "0.1.0")
    return Reported(rule, "nwiep-efficiency-2010-11", at, message, "Look again.", waiver=why)


_LATE = "“Launch of the regional brand” is due after the last quarter in which money is planned."
_CAPITAL_LATE = "£20,000 of capital is planned in Q3, after NWIEP programme funding ends."
_SUM = "Revenue adds up to £1,489,000.50 but the plan states £1,476,500 (£12,500.50 too little)."

FINDINGS = FindingChanges(
    new=(
        reported(
            "CAP01", "capital-after-funding-ends", Severity.ERROR, place(CARERS, 43), _CAPITAL_LATE
        ),
        reported(
            "DLV03", "due-after-the-money", Severity.WARNING, place(BRAND, 31), _LATE, waived=True
        ),
    ),
    cleared=(reported("TOT01", "periods-do-not-add-up", Severity.ERROR, place(PLAN, 18), _SUM),),
    moved=(
        (
            reported("SEC03", "no-case", Severity.INFO, place(PLAN, 60), "No case is stated."),
            reported("SEC03", "no-case", Severity.INFO, place(PLAN, 64), "No case is stated."),
        ),
    ),
)
APPROVALS = (
    Approval(
        VIREMENT,
        Verdict.NEEDED,
        "Board",
        "£60,000 is beyond the £25,000 that the programme director may move between projects",
        ("policy", "delegated", "virement", "amount"),
        Decimal(25000),
        Decimal(85000),
    ),
    Approval(
        GROWTH,
        Verdict.APPROVED,
        "Efficiency Commission",
        "all growth goes to the Efficiency Commission",
        decision_at=("projects", "regional-brand", "decisions", "commission-2010-10-12"),
        decision="Efficiency Commission, 12 October 2010, minute 7",
    ),
    Approval(
        RE_PROFILE,
        Verdict.DELEGATED,
        "programme director",
        "£20,000 is within the £50,000 that may be moved between periods",
        ("policy", "delegated", "re-profile", "amount"),
        Decimal(50000),
    ),
    Approval(
        REMOVED,
        Verdict.REFUSED,
        "Board",
        "the Board alone may take a project out",
        decision="Board, 4 September 2010, minute 3: rejected",
        decision_at=("projects", "mobile-working", "decisions", "board-2010-09-04"),
    ),
)
EFFECTS = (
    Effect((), "", "", Decimal(1653000), Decimal("1665000.50")),
    Effect((), "", "revenue", Decimal(1476500), Decimal("1489000.50")),
    Effect((), "", "capital", Decimal(176500), Decimal(176000)),
    Effect(
        ("projects", "foster-care-placements"),
        "Foster care placements",
        "",
        Decimal(293000),
        Decimal(233000),
    ),
    Effect(
        ("projects", "regional-brand"), "Regional brand", "", Decimal(10500), Decimal("82500.50")
    ),
    Effect(("projects", "mobile-working"), "Mobile working", "", Decimal(0), None),
    Effect(("funding", "match"), "Match funding", "", Decimal(10000), Decimal("22500.50")),
)


def _spots(file: str, *lines: int) -> tuple[Place, ...]:
    return tuple(place(file, line) for line in lines)


RICH = Comparison(
    "nwiep-efficiency-2010-11",
    "Efficiency Commission delivery plan 2010/11",
    changes=(
        placed(
            VIREMENT,
            _spots(CARERS, 38, 40),
            (*_spots(CARERS, 38, 40), *_spots(BRAND, 22)),
        ),
        placed(RE_PROFILE, _spots(CARERS, 42, 43), _spots(CARERS, 42, 43)),
        placed(GROWTH, _spots(BRAND, 24), _spots(BRAND, 26)),
        placed(CUT, _spots(BRAND, 25), _spots(BRAND, 27)),
        placed(LOWERED, _spots(CARERS, 29), _spots(CARERS, 29)),
        placed(SAVINGS, _spots(CARERS, 55), _spots(CARERS, 55)),
        placed(SLIPPAGE, _spots(CARERS, 18), _spots(CARERS, 18)),
        placed(RISK, _spots(CARERS, 61), _spots(CARERS, 61)),
        placed(REMOVED, (Place(f"{FOLDER}/projects/mobile-working.yaml", "", None),), ()),
        placed(ADDED, (), _spots(BRAND, 31)),
        placed(DECISION, (), _spots(BRAND, 40)),
        placed(WAIVER, (), _spots(f"{FOLDER}/waivers.yaml", 4)),
        placed(STATED, _spots(PLAN, 18), _spots(PLAN, 18)),
        placed(WORDING, _spots(CARERS, 5), _spots(CARERS, 5)),
    ),
    effects=EFFECTS,
    approvals=APPROVALS,
    findings=FINDINGS,
)
NEW = Comparison(
    "transport-2011-12",
    "Transport programme 2011/12",
    is_new=True,
    effects=(Effect((), "", "", None, Decimal(400000)),),
)
GONE = Comparison("pilot-2009-10", "Pilot programme 2009/10", is_gone=True)
MOVED = Comparison(
    "work-programme-2010", "Regional work programme 2010", was="work-programme", changes=()
)
UNREAD = Comparison(
    "schools-2010",
    "Schools 2010",
    unread="the earlier version of plans/schools-2010/plan.yaml is not YAML: line 3",
)

EVERYTHING = Review("main", "carers-brand", (RICH, GONE, UNREAD, NEW, MOVED), same=4)
ONE = Review("main", "carers-brand", (RICH,), same=8)
NOTHING = Review("main", "carers-brand", (), same=9)

HOSTILE_TEXT = (
    "a|b `c` <script>alert(1)</script> @team #1 GH-7 !5 [x](y) ![i](z) https://evil.example "
    "www.evil.example &lt;b&gt; \x1b[31mred\x07 \u202eltr **bold** _it_ ~~s~~ $x$\r\n"
    "# heading\n- item\n</details>\n| cell |\n\n\u200f<!-- -->"
)


def hostile(text: str = HOSTILE_TEXT) -> Review:
    """A review in which every text that a plan may write is hostile."""
    change = replace(
        WORDING, text=text, before=text, after=f"{text} changed", subject=("projects", text)
    )
    money = replace(
        VIREMENT,
        text=text,
        moves=(Move(Decimal(5), Budget(text, text, text, text), Budget("b", "", "", "")),),
    )
    risk = replace(RISK, text=text, before=text, after="")
    at = (Place(f"plans/{text}/p.yaml", "/x", TextSpan(1, 1, 1, 2), text),)
    told = tuple(placed(one, at, at) for one in (money, risk, change))
    approval = Approval(
        money, Verdict.NEEDED, text, text, (text,), Decimal(1), Decimal(2), (text,), text
    )
    found = reported("CAP01", "capital-after-funding-ends", Severity.ERROR, at[0], text)
    return Review(
        text,
        text,
        (
            Comparison(
                text,
                text,
                was=text,
                changes=told,
                effects=(Effect(("projects", text), text, text, None, Decimal(1)),),
                approvals=(approval, replace(approval, verdict=Verdict.REFUSED)),
                findings=FindingChanges((found,), (found,), ((found, found),)),
            ),
            Comparison("x", text, unread=text),
        ),
    )


def many(number: int) -> Review:
    """A review with so many changes of money, and an approval for each."""
    changes = tuple(
        placed(
            replace(CUT, subject=("projects", f"p{one}"), text=f"Project {one} loses £500"),
            _spots(PLAN, one + 1),
            _spots(PLAN, one + 1),
        )
        for one in range(number)
    )
    asked = tuple(
        Approval(one.change, Verdict.NEEDED, "Board", "every cut goes to the Board")
        for one in changes[::2]
    )
    return Review("main", "cuts", (Comparison("p", "Plan", changes=changes, approvals=asked),))
