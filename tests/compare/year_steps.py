"""What is done to a plan in a year, pull request by pull request."""

from tests.compare.year import Step
from tests.compare.year_texts import (
    AGREED_IN_NOVEMBER,
    BACK_OFFICE,
    GROUND,
    IN_JUNE,
    INDICATOR,
    NEIGHBOURS,
    Q1,
    Q2,
    VEHICLES,
    WAIVER,
)

_DEPOT, _CONTACT = "projects/depot.yaml", "projects/customer-contact.yaml"
_BUYING, _PAYROLL = "projects/procurement.yaml", "projects/payroll.yaml"
_RESIDENTS = "projects/residents-contact.yaml"
_MARCH = "  board-2025-03-20: {body: Valley Board, on: 20 March 2025}\n"


def _meeting(meeting_id: str, on: str) -> tuple[str, str]:
    """Add a meeting of the board to the plan."""
    return _MARCH, f"{_MARCH}  {meeting_id}: {{body: Valley Board, on: {on}}}\n"


APRIL_TO_JUNE = (
    Step(
        "re-profile",
        "Depot: works start later in the summer",
        "2025-04-14",
        {
            _DEPOT: (("Q2: 80000, Q3: 80000", "Q2: 60000, Q3: 100000"),),
            "plan.yaml": (
                ("Q2: 110000, Q3: 110000", "Q2: 90000, Q3: 130000"),
                ("Q2: 275000, Q3: 275000", "Q2: 255000, Q3: 295000"),
            ),
        },
    ),
    Step(
        "wording",
        "Plainer words about the depot",
        "2025-04-22",
        {
            _DEPOT: (
                ("Two depots move to one site, with room", "Two depots become one, with room"),
                ("Hours agreed with residents", "Working hours agreed with residents"),
            )
        },
    ),
    Step(
        "reordered",
        "Indicators before actions, as in the other plans",
        "2025-04-23",
        turned=(_PAYROLL, _BUYING, "plan.yaml"),
    ),
    Step("formatted", "riep fmt", "2025-04-24", command=("fmt", ".")),
    Step(
        "virement-within-limit",
        "£10,000 from customer contact to payroll",
        "2025-05-06",
        {
            _CONTACT: (("{total: 200000, Q1: 50000, Q2: 50000, Q3: 50000, Q4: 50000}",
                        "{total: 190000, Q1: 50000, Q2: 50000, Q3: 50000, Q4: 40000}"),),
            _PAYROLL: (("{total: 60000, Q1: 15000, Q2: 20000, Q3: 15000, Q4: 10000}",
                        "{total: 70000, Q1: 15000, Q2: 20000, Q3: 15000, Q4: 20000}"),),
        },
    ),
)  # fmt: skip

_LARGE = {
    _BUYING: (("{total: 140000, Q1: 35000, Q2: 35000, Q3: 40000, Q4: 30000}",
               "{total: 110000, Q1: 35000, Q2: 35000, Q3: 10000, Q4: 30000}"),),
    _DEPOT: (("{total: 120000, Q1: 20000, Q2: 40000, Q3: 40000, Q4: 20000}",
              "{total: 150000, Q1: 20000, Q2: 40000, Q3: 70000, Q4: 20000}"),),
}  # fmt: skip
_IN_MARCH = '  board-2025-03-20: {outcome: approved, amount: 140000, reference: "9"}\n'
VIREMENTS = (
    Step(
        "virement-without-approval",
        "Depot: a site team, paid for by procurement",
        "2025-06-05",
        _LARGE,
        merges=False,
    ),
    Step(
        "virement-with-approval",
        "Depot: a site team, as the board agreed in June",
        "2025-06-16",
        {
            **_LARGE,
            _BUYING: (*_LARGE[_BUYING], (_IN_MARCH, _IN_MARCH + IN_JUNE)),
            "plan.yaml": (_meeting("board-2025-06-12", "12 June 2025"),),
        },
    ),
    Step(
        "small-virement-1",
        "£20,000 from customer contact to procurement",
        "2025-06-18",
        {
            _CONTACT: (("total: 190000, Q1: 50000, Q2: 50000, Q3: 50000",
                        "total: 170000, Q1: 50000, Q2: 50000, Q3: 30000"),),
            _BUYING: (("total: 110000, Q1: 35000, Q2: 35000, Q3: 10000",
                       "total: 130000, Q1: 35000, Q2: 35000, Q3: 30000"),),
        },
    ),
    Step(
        "small-virement-2",
        "£25,000 from the depot to procurement",
        "2025-06-20",
        {
            _DEPOT: (("total: 150000, Q1: 20000, Q2: 40000, Q3: 70000",
                      "total: 125000, Q1: 20000, Q2: 40000, Q3: 45000"),),
            _BUYING: (("total: 130000, Q1: 35000, Q2: 35000, Q3: 30000",
                       "total: 155000, Q1: 35000, Q2: 35000, Q3: 55000"),),
        },
    ),
    Step(
        "small-virement-3",
        "£20,000 from the depot to payroll",
        "2025-06-24",
        {
            _DEPOT: (("total: 125000, Q1: 20000, Q2: 40000, Q3: 45000",
                      "total: 105000, Q1: 20000, Q2: 40000, Q3: 25000"),),
            _PAYROLL: (("total: 70000, Q1: 15000, Q2: 20000, Q3: 15000",
                        "total: 90000, Q1: 15000, Q2: 20000, Q3: 35000"),),
        },
        merges=False,
    ),
)  # fmt: skip

QUARTERS = (
    Step("returns-q1", "Returns of the first quarter, accepted", "2025-07-21", files=Q1),
    Step(
        "quarter-rewritten",
        "Depot: an invoice had been counted twice",
        "2025-09-02",
        {
            "returns/Q1/depot.yaml": (
                (
                    "revenue: {actual: 20000, to_date: 20000",
                    "revenue: {actual: 18000, to_date: 18000",
                ),
            )
        },
        merges=False,
    ),
    Step("quarter-corrected", "Depot's return of the second quarter", "2025-10-14", files=Q2),
)

AUTUMN = (
    Step(
        "renamed-project",
        "Customer contact is for residents",
        "2025-10-20",
        {
            _RESIDENTS: (("title: Customer contact", "title: Residents' contact"),),
        },
        renamed={
            _CONTACT: _RESIDENTS,
            "returns/Q1/customer-contact.yaml": "returns/Q1/residents-contact.yaml",
        },
    ),
    Step(
        "target-lowered-in-formatting",
        "Tidy up the contact project",
        "2025-10-27",
        {
            _RESIDENTS: (
                ("title: Residents' contact", "# For all.\ntitle: \"Residents' contact\""),
                (
                    "    baseline: {value: 34%, at: March 2025}\n",
                    "    baseline:\n      value: 34%\n      at: March 2025\n",
                ),
                (
                    "    target: {value: 50%, by: March 2026}\n",
                    "    # Agreed.\n    target:\n      by: 2026-03\n      value: 45%\n",
                ),
                (
                    "{total: 150000, March 2027: 60000, March 2028: 90000}",
                    "\n      total: 150_000\n      March 2027: 60_000\n      March 2028: 90_000",
                ),
                (
                    "      platform-live: {text: Platform live, due: Q2}\n",
                    "      platform-live:\n        text: Platform live\n        due: Q2\n",
                ),
            ),
        },
        turned=(_RESIDENTS,),
        merges=False,
    ),
    Step(
        "slipped-output",
        "Depot opens in March",
        "2025-11-03",
        {_DEPOT: (("due: 31 January 2026", "due: 31 March 2026"),)},
        merges=False,
    ),
    Step(
        "removed-risk",
        "Depot: the ground is surveyed",
        "2025-11-10",
        {
            _DEPOT: (
                (
                    GROUND,
                    "",
                ),
            )
        },
    ),
)  # fmt: skip
WINTER = (
    Step(
        "merged-project",
        "Procurement and payroll become one back office",
        "2025-11-17",
        {"plan.yaml": (_meeting("board-2025-11-13", "13 November 2025"),)},
        files={
            _BUYING: None,
            _PAYROLL: None,
            "projects/back-office.yaml": BACK_OFFICE,
            "decisions.yaml": AGREED_IN_NOVEMBER,
        },
        merges=False,
    ),
    Step(
        "split-project",
        "Vehicles apart from the depot",
        "2025-12-01",
        {
            _DEPOT: (
                ("{total: 220000, Q1: 20000, Q2: 60000, Q3: 100000, Q4: 40000}",
                 "{total: 130000, Q1: 20000, Q2: 60000, Q3: 50000, Q4: 0}"),
                (INDICATOR, ""),
                (NEIGHBOURS, ""),
            ),
        },
        files={"projects/vehicles.yaml": VEHICLES},
        merges=False,
    ),
    Step(
        "waiver-with-its-fault",
        "Residents' contact: one quarter more",
        "2026-01-12",
        {
            _RESIDENTS: (
                ("total: 170000, Q1: 50000, Q2: 50000", "total: 170000, Q1: 50000, Q2: 55000"),
            )
        },
        files={"waivers.yaml": WAIVER},
        merges=False,
    ),
    Step(
        "limit-raised",
        "Room for the last quarter",
        "2026-02-02",
        {
            "policy.yaml": (("limit: 25000", "limit: 45000"),),
            _BUYING: (("total: 155000, Q1: 35000, Q2: 35000, Q3: 55000, Q4: 30000",
                       "total: 125000, Q1: 35000, Q2: 35000, Q3: 55000, Q4: 0"),),
            _PAYROLL: (("total: 70000, Q1: 15000, Q2: 20000, Q3: 15000, Q4: 20000",
                        "total: 100000, Q1: 15000, Q2: 20000, Q3: 15000, Q4: 50000"),),
        },
        merges=False,
    ),
    Step(
        "promise-and-grant",
        "Less grant, later savings",
        "2026-02-16",
        {
            _RESIDENTS: (
                ("{total: 80000, Q1: 10000, Q2: 30000, Q3: 30000, Q4: 10000}",
                 "{total: 75000, Q1: 10000, Q2: 30000, Q3: 30000, Q4: 5000}"),
                ("{total: 150000, March 2027: 60000, March 2028: 90000}",
                 "{total: 140000, March 2027: 50000, March 2028: 90000}"),
            ),
            "plan.yaml": (
                ("{total: 300000, Q1: 30000, Q2: 90000, Q3: 130000, Q4: 50000}",
                 "{total: 295000, Q1: 30000, Q2: 90000, Q3: 130000, Q4: 45000}"),
                ("{total: 880000, Q1: 150000, Q2: 255000, Q3: 295000, Q4: 180000}",
                 "{total: 875000, Q1: 150000, Q2: 255000, Q3: 295000, Q4: 175000}"),
            ),
        },
        merges=False,
    ),
)  # fmt: skip

STEPS = (*APRIL_TO_JUNE, *VIREMENTS, *QUARTERS, *AUTUMN, *WINTER)
