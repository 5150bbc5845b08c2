"""The longer pieces of plan text that the steps of the year write."""

from textwrap import dedent


def _return(text: str, on: str) -> str:
    """Write a return as it is signed and accepted."""
    signed = f"signed_off: {{by: Director of Finance, on: {on}}}\n"
    accepted = f"accepted: {{by: Programme Manager, on: {on}}}\n"
    return f"riep: 1\nreceived: {on}\n{dedent(text)}{signed}{accepted}"


Q1 = {
    "returns/Q1.yaml": "riep: 1\ndue: 15 July 2025\n",
    "returns/Q1/depot.yaml": _return(
        """\
        summary: The survey is done, and the contract is ready to be let.
        rag:
          delivery: {status: green, because: The survey found no need for cleaning.}
          spend: {status: green, because: As planned.}
          risk: {status: amber, because: What could go wrong would cost much.}
        spend:
          core:
            revenue: {actual: 20000, to_date: 20000, forecast: {Q2: 40000, Q3: 45000, Q4: 20000}}
          capital-pot:
            capital: {actual: 20000, to_date: 20000, forecast: {Q2: 60000, Q3: 100000, Q4: 40000}}
        outputs:
          site:
            works-let: {status: on-track}
            depot-open: {status: on-track}
        risks:
          ground: {likelihood: medium, impact: high, note: No change.}
          neighbours: {likelihood: medium, impact: medium, note: No change.}
        """,
        "10 July 2025",
    ),
    "returns/Q1/customer-contact.yaml": _return(
        """\
        summary: The platform was bought.
        rag:
          delivery: {status: green, because: The supplier was appointed on time.}
          spend: {status: green, because: As planned.}
          risk: {status: amber, because: What could go wrong would cost much.}
        spend:
          core:
            revenue: {actual: 50000, to_date: 50000, forecast: {Q2: 50000, Q3: 30000, Q4: 40000}}
          match:
            revenue: {actual: 0, to_date: 0, forecast: {Q2: 20000, Q3: 20000, Q4: 20000}}
          capital-pot:
            capital: {actual: 10000, to_date: 10000, forecast: {Q2: 30000, Q3: 30000, Q4: 10000}}
        outputs:
          platform:
            platform-live: {status: on-track}
            forms-live: {status: on-track}
        indicators:
          online-share: {value: 36%, at: 30 June 2025, method: Count of all requests in the month}
        risks:
          supplier-late: {likelihood: medium, impact: high, note: No change.}
        """,
        "11 July 2025",
    ),
    "returns/Q1/procurement.yaml": _return(
        """\
        summary: The team is in place.
        rag:
          delivery: {status: green, because: All posts are filled.}
          spend: {status: green, because: As planned.}
          risk: {status: green, because: No risk is higher than planned.}
        spend:
          core:
            revenue: {actual: 35000, to_date: 35000, forecast: {Q2: 35000, Q3: 55000, Q4: 30000}}
        outputs:
          team:
            contracts-list: {status: on-track}
            frameworks: {status: on-track}
        indicators:
          joint-contracts: {value: 3, at: 30 June 2025, method: Count of the contracts register}
        risks:
          staff-leave: {likelihood: low, impact: medium, note: No change.}
        """,
        "9 July 2025",
    ),
    "returns/Q1/payroll.yaml": _return(
        """\
        summary: The first payroll is being copied.
        rag:
          delivery: {status: green, because: The copy is on time.}
          spend: {status: green, because: As planned.}
          risk: {status: amber, because: What could go wrong would cost much.}
        spend:
          core:
            revenue: {actual: 15000, to_date: 15000, forecast: {Q2: 20000, Q3: 15000, Q4: 20000}}
        outputs:
          move:
            parallel-run: {status: on-track}
        risks:
          pay-dates: {likelihood: low, impact: high, note: No change.}
        """,
        "11 July 2025",
    ),
}

Q2 = {
    "returns/Q2.yaml": "riep: 1\ndue: 15 October 2025\n",
    "returns/Q2/depot.yaml": _return(
        """\
        summary: The contract was let. An invoice of the first quarter had been counted twice.
        rag:
          delivery: {status: green, because: The contract was let on time.}
          spend: {status: green, because: As planned.}
          risk: {status: amber, because: What could go wrong would cost much.}
        spend:
          core:
            revenue: {actual: 42000, to_date: 60000, forecast: {Q3: 45000, Q4: 20000}}
          capital-pot:
            capital: {actual: 60000, to_date: 80000, forecast: {Q3: 100000, Q4: 40000}}
        outputs:
          site:
            works-let:
              status: delivered
              on: 12 September 2025
              evidence: Contract signed by the three councils
            depot-open: {status: on-track}
        risks:
          ground: {likelihood: low, impact: high, note: The ground was surveyed.}
          neighbours: {likelihood: medium, impact: medium, note: No change.}
        corrections:
          counted-twice:
            quarter: Q1
            at: spend/core/revenue/actual
            was: 20000
            becomes: 18000
            reason: An invoice of £2,000 was counted twice.
            agreed_by: Programme Manager
        """,
        "14 October 2025",
    ),
}

IN_JUNE = """\
  board-2025-06-12:
    outcome: approved
    reference: "14"
    agrees:
      site-team:
        kind: virement
        amount: 30000
        at: [spend/core, projects/depot/spend/core]
        text: £30,000 from procurement for the depot's site team
"""

GROUND = """\
  ground:
    text: The ground needs cleaning before works begin
    likelihood: medium
    impact: high
    mitigation: Survey before the contract is let
    owner: "Head of Assets, Lower Valley Council"
"""

AGREED_IN_NOVEMBER = """\
riep: 1
decisions:
  board-2025-11-13:
    outcome: approved
    reference: "21"
    agrees:
      one-back-office:
        kind: scope
        at: [projects/procurement, projects/payroll, projects/back-office]
        text: Procurement and payroll become one project
      their-money:
        kind: virement
        amount: 225000
        at: [projects/procurement/spend, projects/payroll/spend, projects/back-office/spend]
        text: The money of both goes to it
"""

BACK_OFFICE = """\
riep: 1
number: 3
title: Back office
lead: Upper Valley Council
sponsor: "Director of Finance, Upper Valley Council"
description: |
  One team buys for three councils, and pays their staff.
outcomes:
  better-prices: "The councils pay the best price that any of them has"
  one-payroll: One payroll without errors
actions:
  team:
    text: Set up the team
    funded_by: [core]
    serves: [better-prices]
    outputs:
      contracts-list: {text: List of contracts published, due: Q2}
      frameworks: {text: Ten contracts let together, due: Q4}
  move:
    text: Move two payrolls
    funded_by: [core]
    serves: [one-payroll]
    outputs:
      parallel-run: {text: Three months paid on both systems, due: Q3}
indicators:
  joint-contracts:
    kind: lead
    text: Contracts let together
    measures: [better-prices]
    better: higher
    baseline: {value: 2, at: March 2025}
    target: {value: 10, by: March 2026}
  errors:
    kind: lag
    text: Payments with an error in a month
    measures: [one-payroll]
    better: lower
    baseline: {value: 40, at: March 2025}
    target: {value: 10, by: June 2026}
spend:
  core:
    revenue: {total: 225000, Q1: 50000, Q2: 55000, Q3: 70000, Q4: 50000}
efficiencies:
  forecast:
    cashable: {total: 270000, March 2027: 120000, March 2028: 150000}
risks:
  staff-leave:
    text: Buyers leave before the team is settled
    likelihood: low
    impact: medium
    mitigation: Posts agreed early
    owner: "Head of Procurement, Upper Valley Council"
  pay-dates:
    text: A pay day is missed
    likelihood: low
    impact: high
    mitigation: Both systems run for three months
    owner: "Head of Payroll, Upper Valley Council"
"""

VEHICLES = """\
riep: 1
number: 5
title: Joint vehicles
lead: Lower Valley Council
sponsor: "Director of Place, Lower Valley Council"
description: |
  The vehicles of three councils are bought and kept together.
outcomes:
  on-the-road: Vehicles are off the road less often
actions:
  vehicles:
    text: Buy the first vehicles
    funded_by: [capital-pot]
    serves: [on-the-road]
    outputs:
      first-vehicles: {text: First vehicles delivered, due: Q4}
indicators:
  days-off-road:
    kind: lag
    text: Days that a vehicle is off the road in a year
    measures: [on-the-road]
    better: lower
    baseline: {value: 24, at: March 2025}
    target: {value: 15, by: March 2027}
spend:
  capital-pot:
    capital: {total: 90000, Q1: 0, Q2: 0, Q3: 50000, Q4: 40000}
risks:
  neighbours:
    text: Neighbours object to traffic at night
    likelihood: medium
    impact: medium
    mitigation: Working hours agreed with residents
    owner: "Head of Waste, Lower Valley Council"
"""

INDICATOR = """\
indicators:
  days-off-road:
    kind: lag
    text: Days that a vehicle is off the road in a year
    measures: [one-depot]
    better: lower
    baseline: {value: 24, at: March 2025}
    target: {value: 15, by: March 2027}
"""

NEIGHBOURS = """\
risks:
  neighbours:
    text: Neighbours object to traffic at night
    likelihood: medium
    impact: medium
    mitigation: Working hours agreed with residents
    owner: "Head of Waste, Lower Valley Council"
"""

WAIVER = """\
riep: 1
waivers:
  rounding:
    rule: TOT01
    at: projects/residents-contact/spend/core/revenue/Q2
    reason: The quarters were rounded.
    agreed_by: Programme Manager
    until: March 2026
"""
