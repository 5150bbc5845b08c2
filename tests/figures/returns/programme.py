"""A small programme with two quarters of returns that are in order, to change one thing in."""

from typing import Any

from riep_plan.figures import Ledger
from riep_plan.model import Plan
from riep_plan.values.money import Unit
from tests.figures.tables import CALENDAR, Data

GREEN = {"status": "green", "because": "As planned."}
RAG = {"delivery": GREEN, "spend": GREEN, "risk": GREEN}
SIGNED = {
    "Q1": {
        "received": "2010-10-08",
        "signed_off": {"by": "Project manager", "on": "2010-10-06"},
        "accepted": {"by": "Programme manager", "on": "2010-10-12"},
    },
    "Q2": {
        "received": "2011-01-07",
        "signed_off": {"by": "Project manager", "on": "2011-01-06"},
        "accepted": {"by": "Programme manager", "on": "2011-01-12"},
    },
}
DELIVERED = {"status": "delivered", "on": "2010-09-20", "evidence": "Board minute 12"}

DEPOT: Data = {
    "title": "Shared depot",
    "actions": {
        "lease": {
            "text": "Take a lease",
            "outputs": {
                "agreed": {"text": "Lease agreed", "due": "Q1"},
                "opened": {"text": "Depot opened", "due": "Q3"},
            },
        }
    },
    "milestones": {"moved": {"text": "All fleets moved", "due": "May 2011"}},
    "indicators": {
        "cost": {
            "kind": "lag",
            "text": "Yearly cost of depots",
            "better": "lower",
            "baseline": {"value": "£2m", "at": "June 2009"},
            "target": {"value": "£1.5m", "by": "March 2012"},
        }
    },
    "spend": {
        "core": {
            "revenue": {"Q1": 10000, "Q2": 10000, "Q3": 10000, "Q4": 10000},
            "capital": {"Q1": 0, "Q2": 20000, "Q3": 0, "Q4": 0},
        }
    },
    "efficiencies": {"in_year": {"cashable": {"Q1": 0, "Q2": 3000, "Q3": 5000, "Q4": 8000}}},
    "risks": {
        "late": {
            "text": "The lease is signed late",
            "likelihood": "low",
            "impact": "medium",
            "mitigation": "Solicitors appointed",
            "owner": "Head of property",
        }
    },
}
CARE: Data = {
    "title": "Shared care records",
    "actions": {
        "buy": {"text": "Buy a system", "outputs": {"let": {"text": "Contract let", "due": "Q4"}}}
    },
    "allocation": {"pot": 30000},
}


def _spend(forward: int, actual: int, **forecast: int) -> Data:
    to_date = forward + actual
    return {
        "brought_forward": forward,
        "actual": actual,
        "to_date": to_date,
        "forecast": forecast,
    }


RETURNS: Data = {
    "Q1": {
        "due": "2010-10-10",
        "projects": {
            "depot": {
                **SIGNED["Q1"],
                "rag": RAG,
                "spend": {
                    "core": {
                        "revenue": _spend(0, 10000, Q2=10000, Q3=10000, Q4=10000),
                        "capital": _spend(0, 0, Q2=20000, Q3=0, Q4=0),
                    }
                },
                "outputs": {"lease": {"agreed": DELIVERED, "opened": {"status": "on-track"}}},
                "indicators": {"cost": {"value": "£1.9m", "at": "September 2010"}},
            },
            "care": {
                **SIGNED["Q1"],
                "rag": {"delivery": GREEN, "spend": GREEN},
                "spend": {"pot": {"revenue": _spend(0, 6000, Q2=8000, Q3=8000, Q4=8000)}},
                "outputs": {"buy": {"let": {"status": "on-track"}}},
            },
        },
    },
    "Q2": {
        "due": "2011-01-10",
        "projects": {
            "depot": {
                **SIGNED["Q2"],
                "rag": RAG,
                "spend": {
                    "core": {
                        "revenue": _spend(10000, 10100, Q3=9900, Q4=10000),
                        "capital": _spend(0, 20000, Q3=0, Q4=0),
                    }
                },
                "outputs": {"lease": {"opened": {"status": "on-track"}}},
                "milestones": {"moved": {"status": "not-started"}},
                "indicators": {"cost": {"value": "£1.8m", "at": "December 2010"}},
                "efficiencies": {
                    "cashable": {
                        "actual": 3000,
                        "to_date": 3000,
                        "came_from": "Two leases given up",
                        "evidence": "Ledger",
                    }
                },
                "risks": {"late": {"likelihood": "medium", "note": "Landlord has changed"}},
                "changes": {
                    "move": {
                        "kind": "re-profile",
                        "text": "Fittings are bought a quarter earlier",
                        "amount": 100,
                        "from": "spend/core/revenue/Q3",
                        "to": "spend/core/revenue/Q2",
                    }
                },
                "corrections": {},
            },
            "care": {
                **SIGNED["Q2"],
                "rag": {"delivery": GREEN, "spend": GREEN},
                "spend": {"pot": {"revenue": _spend(6000, 8000, Q3=8000, Q4=8000)}},
                "outputs": {"buy": {"let": {"status": "on-track"}}},
            },
        },
    },
}
PROGRAMME: Data = {
    "kind": "work-programme",
    "title": "Programme",
    "calendar": CALENDAR,
    "funding": {
        "core": {"title": "Core grant", "kind": "core", "amount": 60000},
        "pot": {"title": "Capital pot", "kind": "core", "amount": 30000},
    },
    "meetings": {"board": {"body": "Board", "on": "2011-02-01"}},
    "risk_scale": {"likelihood": ["low", "medium", "high"], "impact": ["low", "medium", "high"]},
    "policy": {
        "delegated": {"manager": {"text": "Virement", "to": "Programme manager", "limit": 5000}}
    },
    "projects": {"depot": DEPOT, "care": CARE},
    "returns": RETURNS,
}

#: Take a key away.
ABSENT = object()


def changed(*edits: tuple[str, object], data: Data = PROGRAMME) -> Data:
    """Give the programme with values put at paths: ``("Q2/depot/rag", ABSENT)``.

    A path that begins with a quarter leads into the returns, to a project's where one is named.
    """
    found: Data = copied(data)
    for path, value in edits:
        keys = path.split("/")
        if keys[0] in CALENDAR:
            keys[:2] = [
                "returns",
                keys[0],
                *(["projects"] if keys[1:2] != ["due"] else []),
                *keys[1:2],
            ]
        part: Any = found
        for key in keys[:-1]:
            part = part.setdefault(key, {})
        if value is ABSENT:
            part.pop(keys[-1], None)
        else:
            part[keys[-1]] = copied(value)
    return found


def copied(part: Any) -> Any:  # noqa: ANN401  data is of any kind
    """Copy data so that no part of it is shared, as it may be where one stands twice."""
    return {key: copied(one) for key, one in part.items()} if isinstance(part, dict) else part


def ledger(*edits: tuple[str, object], data: Data = PROGRAMME, unit: Unit = Unit.POUND) -> Ledger:
    """Make the ledger of the programme, with values put at paths."""
    whole = changed(*edits, data=data)
    return Ledger(Plan.model_validate(whole, context={"unit": unit}))
