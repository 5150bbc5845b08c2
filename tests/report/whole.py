"""A plan that states something of everything, whatever kind of document it is."""

from typing import Any

from riep_plan.model import Plan
from riep_plan.report import plan_document, render
from tests.report.reading import Document, read

Data = dict[str, Any]

#: The kinds of document beside the delivery plan.
KINDS = ("investment-programme", "outcome-delivery-plan", "programme-plan", "work-programme")

LINE = {"text": "Lease of a depot", "includes": ["Legal fees"], "note": "(1)"}
DEPOT: Data = {
    "number": 7,
    "title": "Shared depots",
    "short_title": "Depots",
    "scope": "Regional depots",
    "workstreams": ["property"],
    "lead": "Lead council",
    "sponsor": "Sponsoring director",
    "authorities": "All nine authorities",
    "partners": ["First partner", "Second partner"],
    "page": 30,
    "continues": ["project 453"],
    "description": "What the depots are.\n\n- One point.",
    "narrative": {
        "background": "How it began.",
        "maa": {"title": "PCTs and the MAA", "text": "What it means."},
    },
    "objectives": {"o": {"text": "Fewer depots", "theme": "Estates", "details": ["By a half"]}},
    "outcomes": {"savings": "Cheaper depots"},
    "actions": {
        "survey": {
            "text": "Survey of depots",
            "theme": "Getting started",
            "includes": ["Visits"],
            "funded_by": ["core"],
            "serves": ["savings"],
            "outputs": {"report": {"text": "Survey report", "due": "June 2009"}},
        },
        "choice": {"text": "Choice of depots", "after": "survey"},
    },
    "milestones": {
        "lease": {
            "text": "Lease signed",
            "due": "June 2009",
            "payments": {"core": 60000, "pot": "2500 tbc"},
            "steps": {
                "draft": {"text": "Draft agreed", "cost": 30000, "due_text": "on-going"},
                "works": {
                    "text": "Works begun",
                    "funded_under": "fleet",
                    "note": "By others",
                    "after": "draft",
                },
            },
        },
        "move": {"text": "Depots moved", "after": ["lease"]},
    },
    "indicators": {
        "cost": {
            "kind": "lag",
            "text": "Cost of depots",
            "reference": "NI 179",
            "measures": "savings",
            "baseline": {"value": "£2m", "at": "June 2008"},
            "target": {"value": "£1.5m", "by": "June 2011"},
        },
        "sites": {"kind": "lead", "text": "Depots shared", "target": {"profile": {"2009/10": 3}}},
    },
    "benefits": {
        "rent": {
            "text": "Less rent",
            "measures": ["Rent paid"],
            "scale": "A third of rents",
            "value": "£80,000",
            "saving": "cashable",
            "over": "a year",
        }
    },
    "contributes": {"regional": ["7"]},
    "contribution": "How it contributes.",
    "options": {"one": {"text": "Do nothing", "standing": "rejected", "reason": "Too dear"}},
    "allocation": {"core": 100000, "pot": "2500 tbc"},
    "requested": {"core": 100000, "later": "tbc"},
    "budget": {
        "lease": LINE | {"amounts": {"core": 60000, "pot": "2500 tbc"}},
        "works": {"text": "Works to a depot", "amounts": {"core": 40000}},
    },
    "additional_funding": {
        "time": {
            "source": "match",
            "text": "Time of officers",
            "amount": 35000,
            "basis": {
                "days": {
                    "text": "Days of work",
                    "total": 35000,
                    "parts": {"all": {"text": "Days", "number": 100, "rate": 350}},
                }
            },
        }
    },
    "efficiencies": {
        "in_year": {"non_cashable": 131000},
        "forecast": {"cashable": 5000, "falls_on": {"text": "Rents of depots", "amount": 90000}},
    },
    "evidence": {
        "costs": {
            "title": "Costs elsewhere",
            "rows": {
                "a": {"text": "Kent", "values": {"Cost": "£210k", "Remark": "As found"}},
                "b": {"text": "Essex", "values": {"Cost": "£107k"}},
                "t": {"text": "Together", "values": {"Cost": "£317k"}, "adds": ["a", "b"]},
            },
            "note": "As published.",
        }
    },
    "risks": {
        "delay": {
            "text": "The lease is late",
            "likelihood": "low",
            "owner": "Board",
            "residual": {"likelihood": "low", "impact": "high"},
        }
    },
    "decisions": {
        "board": {
            "outcome": "approved",
            "comment": "A good case",
            "conditions": [
                "Report back",
                {"text": "Agree the rent", "due": "July 2009", "met": "8 July 2009"},
            ],
            "amount": 90000,
            "returns_to": "The next meeting",
        }
    },
    "stated": {
        "budget": {"core": 100000, "pot": "2500 tbc"},
        "budget_total": 102500,
        "payments": {"core": 60000},
        "allocation": 102500,
    },
}
WHOLE: Data = {
    "title": "Regional programme",
    "status": "Draft",
    "date": "21 May 2009",
    "partnership": "The partnership",
    "programme": "The programme itself",
    "accountable_body": "The accountable council",
    "document": "Report of the programme",
    "period": "2009/10",
    "contacts": {"manager": {"role": "Programme manager", "organisation": "A council"}},
    "organisations": {"wirral": {"title": "Wirral Council", "role": "Host"}},
    "organisations_served": 46,
    "decisions": {
        "board": {
            "outcome": "endorsed",
            "reference": "Minute 17.3",
            "comment": "A plan to be proud of",
            "agrees": {
                "earlier-lease": {
                    "kind": "virement",
                    "amount": 20000,
                    "at": "projects/depot",
                    "text": "From later years into the lease",
                },
                "later-move": {"kind": "slippage", "days": 31},
            },
        }
    },
    "meetings": {
        "board": {
            "body": "Regional board",
            "on": "21 May 2009",
            "item": "17",
            "asked": ["Note the report", "Agree the programme"],
        }
    },
    "workstreams": {
        "property": {
            "title": "Property",
            "number": 1,
            "champions": ["Cllr Woods", "Cllr Wilcox"],
            "lead": "CA/AF",
            "outcomes": ["Fewer buildings"],
        }
    },
    "frameworks": {"regional": {"title": "Regional targets", "targets": {"7": "All to save"}}},
    "funding": {
        "core": {
            "title": "Core grant",
            "kind": "core",
            "funder": "The department",
            "amount": 1975000,
            "status": "confirmed",
            "ring_fence": "Only for improvement",
            "only_for": ["depot", "property"],
            "from": "April 2009",
            "until": "June 2010",
            "note": "Thirty per cent of it",
            "basis": {
                "grant": {
                    "text": "Grant",
                    "total": 1975000,
                    "parts": {"all": {"text": "The grant", "amount": 1975000}},
                }
            },
        },
        "brought": {
            "title": "Brought forward",
            "kind": "carry-forward",
            "amount": "694k tbc",
            "pooled_with": "core",
            "carried_from": "The programme of the year before",
        },
        "pot": {"title": "Capital pot", "kind": "capital pot"},
        "match": {"title": "Partners' own", "kind": "match"},
        "later": {"title": "Later grant", "kind": "core", "amount": "tbc"},
    },
    "budget": {
        "post": {
            "text": "Programme officer",
            "amounts": {"core": 57000},
            "workstreams": ["property"],
        }
    },
    "narrative": {"overview": "What it is about.", "paper": {"title": "Purpose", "text": "Why."}},
    "objectives": {"o": {"text": "A better region", "details": ["In every council"]}},
    "outcomes": {"better": "Better services"},
    "indicators": {
        "ni179": {"kind": "lag", "text": "Gains made", "target": {"value": "3%", "by": "2011"}}
    },
    "benefits": {"all": {"text": "Everyone gains", "measures": ["Gains"]}},
    "options": {"wait": {"text": "Wait and see", "standing": "considered", "reason": "Too late"}},
    "milestones": {"start": {"text": "Programme begins", "due": "April 2009"}},
    "assessments": {
        "forecast": {
            "title": "Forecast of gains",
            "at": "May 2009",
            "scale": {"Green": "On track", "Red": "Behind"},
            "assessed": 8,
            "returned": ["wirral"],
            "results": {"2009/10": {"Green": 6, "Red": 1}},
        }
    },
    "evidence": {
        "market": {
            "title": "The market",
            "rows": {"a": {"text": "Suppliers", "values": {"N": "5"}}},
        }
    },
    "drivers": {
        "paper": {
            "source": "A white paper",
            "theme": "Efficiency",
            "text": "It asks for more",
            "reference": "Page 134",
            "response": "The plan answers",
        }
    },
    "risk_scale": {"likelihood": ["low", "high"], "impact": ["low", "high"]},
    "risks": {"grant": {"text": "The grant is cut", "likelihood": "low", "impact": "high"}},
    "projects": {"depot": DEPOT, "fleet": {"title": "Shared fleet"}},
    "stated": {
        "funding": 2669000,
        "available": {"core": 2669000},
        "allocation": {"core": 157000},
        "allocation_total": 159500,
        "unallocated": {"core": 2512000},
        "saving": 131000,
    },
    "provenance": {
        "q": {"at": "stated/funding", "printed": "2,669", "page": "Table 1", "note": "Read in £k"}
    },
}


def plan_of(kind: str, **data: object) -> Plan:
    return Plan.model_validate({"kind": kind, "title": "Regional programme"} | data)


def whole(kind: str) -> Plan:
    """The plan that states something of everything."""
    return plan_of(kind, **WHOLE)


def document(plan: Plan, format_: str) -> Document:
    """A plan's own document, as it is seen."""
    return read(render(plan_document("plan", plan, []), format_), format_)
