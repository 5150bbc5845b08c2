"""The returns of plans to measure with: what each project spent, delivered and expects, by quarter.

They carry on from each other, and their ratings are what their figures imply.
"""

from typing import Any

Tree = dict[str, Any]
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
DUE = {
    "Q1": "18 July 2025",
    "Q2": "17 October 2025",
    "Q3": "16 January 2026",
    "Q4": "17 April 2026",
}
_SENT = {
    "Q1": "16 July 2025",
    "Q2": "15 October 2025",
    "Q3": "14 January 2026",
    "Q4": "15 April 2026",
}
_TAKEN = {
    "Q1": "4 August 2025",
    "Q2": "3 November 2025",
    "Q3": "2 February 2026",
    "Q4": "5 May 2026",
}
_DONE = {
    "Q1": "20 June 2025",
    "Q2": "19 September 2025",
    "Q3": "12 December 2025",
    "Q4": "20 March 2026",
}
_LAST_DAY = {
    "Q1": "30 June 2025",
    "Q2": "30 September 2025",
    "Q3": "31 December 2025",
    "Q4": "31 March 2026",
}
_LATER = {"Q1": "1 December 2025", "Q2": "27 February 2026", "Q3": "31 March 2026"}
_REASON = "The supplier began later than planned, and the work follows in the next quarter."
_LAST = 3


def returns_of(file: Tree, returned: int, signer: str, *, is_late: bool) -> dict[str, Tree]:
    """Give a project's returns of the first so many quarters, by quarter.

    Args:
        file: the project's file.
        returned: how many quarters have returns.
        signer: who signs them.
        is_late: whether it spends late, and delivers something late.
    """
    found: dict[str, Tree] = {}
    before: dict[tuple[str, str], int] = {}
    for place, quarter in enumerate(QUARTERS[:returned]):
        spend: Tree = {}
        for source, kinds in file["spend"].items():
            for kind, profile in kinds.items():
                row = _spent(profile, place, before.get((source, kind), 0), is_late=is_late)
                before[source, kind] = row["to_date"]
                spend[source] = {kind: row}
        found[quarter] = _return(file, place, spend, signer, is_late=is_late)
    return found


def _spent(profile: Tree, place: int, before: int, *, is_late: bool) -> Tree:
    """Spend what was planned or, of a late project, six tenths of it until the year ends."""
    rest = QUARTERS[place + 1 :]
    planned = sum(profile[one] for one in QUARTERS[: place + 1])
    to_date = planned * 6 // 10 if is_late and rest else planned
    forecast = {one: profile[one] for one in rest}
    if rest:
        forecast[rest[0]] += planned - to_date
    return {
        "brought_forward": before,
        "actual": to_date - before,
        "to_date": to_date,
        "forecast": forecast,
        **({"because": _REASON} if to_date != planned else {}),
    }


def _return(file: Tree, place: int, spend: Tree, signer: str, *, is_late: bool) -> Tree:
    quarter = QUARTERS[place]
    is_behind = is_late and place < _LAST
    status = "red" if is_behind else "green"
    saved = file["efficiencies"]["in_year"]["cashable"]
    days = file["indicators"]["days"]["baseline"]["value"]
    made: Tree = {
        "riep": 1,
        "received": _SENT[quarter],
        "summary": f"What was planned for {quarter} is done.\n"
        if status == "green"
        else f"{_REASON}\n",
        "rag": {
            "delivery": _SAID["late" if is_late and not is_behind else status],
            "spend": _SAID[status],
            "risk": {"status": "green", "because": "Nothing has moved."},
        },
        "spend": spend,
        "outputs": _outputs(file, place, is_late=is_late),
        "indicators": {
            "days": {
                "value": days - 3 * (place + 1),
                "at": _LAST_DAY[quarter],
                "method": "Mean of all requests closed in the quarter",
            }
        },
    }
    if saved[quarter] and not is_behind:
        made["efficiencies"] = {
            "cashable": {
                "actual": saved[quarter],
                "to_date": sum(saved[one] for one in QUARTERS[: place + 1]),
                "came_from": "Fewer staff hours and one contract in place of several",
                "evidence": "Budgets before and after, seen by the finance team",
            }
        }
    risk = file["risks"]["supplier"]
    made["risks"] = {
        "supplier": {
            "likelihood": risk["likelihood"],
            "impact": risk["impact"],
            "note": "No change.",
        }
    }
    made["signed_off"] = {"by": signer, "on": _SENT[quarter]}
    made["accepted"] = {"by": "Programme Manager", "on": _TAKEN[quarter]}
    return made


_SAID = {
    "green": {"status": "green", "because": "What was due is done, and spend is on profile."},
    "red": {"status": "red", "because": "The supplier began late, and spend is far below profile."},
    "late": {"status": "red", "because": "All is delivered, much of it late."},
}


def _outputs(file: Tree, place: int, *, is_late: bool) -> Tree:
    """Report on what is due: delivered, or of a late project delayed until the last quarter."""
    found: Tree = {}
    for action_id, action in file["actions"].items():
        for output_id, output in action["outputs"].items():
            is_due = output["due"] in QUARTERS[: place + 1]
            if is_late and is_due and place < _LAST:
                said: Tree = {
                    "status": "delayed",
                    "expected": _LATER[output["due"]],
                    "cause": "The supplier began late",
                }
            elif output["due"] == QUARTERS[place] or (is_late and is_due):
                evidence = "Note of the project board"
                said = {"status": "delivered", "on": _DONE[QUARTERS[place]], "evidence": evidence}
            elif output["due"] in QUARTERS[place + 1 : place + 2]:
                said = {"status": "on-track"}
            else:
                continue
            found.setdefault(action_id, {})[output_id] = said
    return found
