"""Plans to measure with: any number of projects, with returns, the same for the same seed.

They have the shape of real ones: every section of a delivery plan, one file a project and one a
return, 20 KB of plan for ten projects and 10 KB for each quarter returned. They hold together, so
that `riep validate` finds nothing in them: sums are right, ratings are what the figures imply,
every return carries on from the one before. A few projects in each hundred go badly, as they do.

    python -m benchmarks.plans FOLDER --projects 200 --plans 1 --seed 1
"""

import argparse
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.returned import DUE, QUARTERS, Tree, returns_of

#: From so many on, plans are written by several processes.
_MANY = 100
_WIDTH, _MARKS = 100, set(":#,{}[]'\"\n")
_COUNCILS = ("Northmere", "Ashvale", "Fennimere", "Holt Parva", "Sedgecombe", "Wexbridge")
_SERVICES = (
    "benefits", "council tax", "payroll", "procurement", "planning", "licensing", "housing repairs",
    "street cleaning", "waste collection", "fleet", "libraries", "museums", "parks", "car parking",
    "pest control", "building control", "land charges", "legal advice", "internal audit",
    "insurance", "recruitment", "training", "customer contact", "debt recovery", "archives",
)  # fmt: skip
_FORMS = (
    "shared team", "single system", "joint contract", "common standard", "shared depot",
    "online service", "peer review", "trading account", "mobile working", "records project",
)  # fmt: skip
_VERBS = ("agreed", "tested", "published", "put to use", "reviewed", "handed over")


#: How many in one project have capital, and how many go badly.
_WITH_CAPITAL, _LATE = 0.4, 0.125


@dataclass(frozen=True, slots=True)
class Size:
    """How large a plan is.

    Attributes:
        projects: how many.
        returned: for how many quarters returns were made.
        seed: plans of one seed and size are the same, byte for byte.
    """

    projects: int = 10
    returned: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A made project: its file, and the file of each of its returns by quarter."""

    id: str
    file: Tree
    returns: Mapping[str, Tree]


def write_plans(folder: Path, plans: int, size: Size) -> list[Path]:
    """Write plans side by side, each of another seed, and give their folders."""
    places = [folder / f"made-{size.projects}-{number:04d}" for number in range(1, plans + 1)]
    sizes = [replace(size, seed=size.seed + number) for number in range(plans)]
    if plans < _MANY:
        for place, one in zip(places, sizes, strict=True):
            write_plan(place, one)
    else:
        with ProcessPoolExecutor() as pool:
            list(pool.map(write_plan, places, sizes, chunksize=_MANY))
    return places


def write_plan(folder: Path, size: Size) -> None:
    """Write one plan into a folder of its own."""
    for path, tree in plan_files(size):
        write_file(folder / path, tree)


def write_in_one(path: Path, size: Size) -> None:
    """Write one plan with all that it holds into one file."""
    whole: Tree = {}
    for name, tree in plan_files(size):
        *folders, stem = Path(name).with_suffix("").parts
        held = {key: value for key, value in tree.items() if key != "riep"}
        match folders:
            case [] if stem == "plan":
                whole.update(tree)
            case []:
                whole[stem] = held
            case ["projects"]:
                whole.setdefault("projects", {})[stem] = held
            case ["returns"]:
                whole.setdefault("returns", {})[stem] = {**held, "projects": {}}
            case [_, quarter]:
                whole["returns"][quarter]["projects"][stem] = held
    write_file(path, whole)


def write_file(path: Path, tree: Tree) -> None:
    """Write one file of a plan, in a folder that need not be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(tree), encoding="utf-8", newline="\n")


def _written(tree: Tree, indent: str = "") -> str:
    """Write a mapping as `riep fmt` does: what is short and holds no mapping stands on one line."""
    lines = []
    for key, value in tree.items():
        line = f"{indent}{key}: {_on_one_line(value)}"
        is_nested = isinstance(value, dict) and any(isinstance(one, dict) for one in value.values())
        if isinstance(value, dict) and (is_nested or len(line) > _WIDTH):
            line = f"{indent}{key}:\n{_written(value, indent + '  ')}"
        lines.append(line.rstrip("\n"))
    return "\n".join(lines) + "\n"


def _on_one_line(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_on_one_line(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_on_one_line, value)) + "]"
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if set(text) & _MARKS else text


def plan_files(size: Size) -> Iterable[tuple[str, Tree]]:
    """Give each file of a plan by its path in the plan's folder."""
    chance = random.Random(size.seed)  # noqa: S311  no secret: the same plan each time
    made = [_project(number, size.returned, chance) for number in range(1, size.projects + 1)]
    yield "plan.yaml", _plan(size, [one.file for one in made])
    yield "policy.yaml", _policy()
    for one in made:
        yield f"projects/{one.id}.yaml", one.file
    for quarter in QUARTERS[: size.returned]:
        yield f"returns/{quarter}.yaml", {"riep": 1, "due": DUE[quarter], "illustrative": _MADE}
        for one in made:
            yield f"returns/{quarter}/{one.id}.yaml", one.returns[quarter]


_MADE = "Made up to measure with: the councils, projects and figures are fictional."


def _plan(size: Size, projects: Sequence[Tree]) -> Tree:
    kinds = {
        kind: _sum(row[kind] for one in projects for row in one["spend"].values() if kind in row)
        for kind in ("revenue", "capital")
    }
    savings = [one["efficiencies"] for one in projects]
    return {
        "riep": 1,
        "kind": "delivery-plan",
        "title": f"Plan of {size.projects} projects to measure with, {size.seed}",
        "status": _MADE,
        "programme": "Measured programme",
        "accountable_body": "Northmere Council",
        "period": "2025/26",
        "contacts": {"manager": {"role": "Programme Manager", "organisation": "Northmere Council"}},
        "organisations": {
            one.lower().replace(" ", "-"): {"title": f"{one} Council"} for one in _COUNCILS
        },
        "meetings": {"board-2025-03-20": {"body": "Programme Board", "on": "20 March 2025"}},
        "calendar": {
            "Q1": {"from": "April 2025", "to": "June 2025"},
            "Q2": {"from": "July 2025", "to": "September 2025"},
            "Q3": {"from": "October 2025", "to": "December 2025"},
            "Q4": {"from": "January 2026", "to": "March 2026"},
        },
        "funding": {
            "core": _source("Improvement grant", "core", kinds["revenue"]["total"]),
            "pot": _source("Capital pot", "capital pot", kinds["capital"]["total"]),
        },
        "narrative": {
            "overview": "The councils share services that none of them can keep up alone.\n",
            "governance": "The Programme Board meets each quarter and decides on what is asked.\n",
            "return-on-investment": "Savings fall to each council by what it spent before.\n",
            "sustainability": "What is shared is paid for by its users once the grant ends.\n",
        },
        "communications": {"status": "Agreed by the board with the plan.\n"},
        "risk_scale": {
            "likelihood": ["low", "medium", "high"],
            "impact": ["low", "medium", "high"],
        },
        "risks": {
            "council-leaves": {
                "text": "A council leaves before the services are settled",
                "likelihood": "low",
                "impact": "high",
                "mitigation": "Agreement with a year's notice",
                "owner": "Programme Board",
            }
        },
        "stated": {
            "spend": {**kinds, "overall": _sum(kinds.values())},
            "efficiencies": {
                "in_year": {"cashable": _sum(one["in_year"]["cashable"] for one in savings)},
                "forecast": {"cashable": _sum(one["forecast"]["cashable"] for one in savings)},
            },
        },
    }


def _source(title: str, kind: str, amount: int) -> Tree:
    return {
        "title": title,
        "kind": kind,
        "funder": "Regional Improvement Fund",
        "amount": amount,
        "status": "confirmed",
        "until": "March 2026",
    }


def _policy() -> Tree:
    return {
        "riep": 1,
        "title": "Rules to measure with",
        "required_sections": [
            "overview",
            "governance",
            "outcomes",
            "finance",
            "efficiencies",
            "risks",
        ],
        "tolerance": {"share": "5%"},
        "rag": {"amber": {"share": "5%"}, "red": {"share": "10%"}},
        "delegated": {
            "small-changes": {
                "text": "Re-profile within the programme",
                "to": "Programme Manager",
                "limit": 25000,
            }
        },
    }


def _project(number: int, returned: int, chance: random.Random) -> Made:
    """Make a project and its returns; one in eight spends late and has something delayed."""
    service = _SERVICES[number % len(_SERVICES)]
    form = _FORMS[number // len(_SERVICES) % len(_FORMS)]
    council = chance.choice(_COUNCILS)
    name = f"{service} {form}" + (f" {number}" if number > len(_SERVICES) * len(_FORMS) else "")
    file = _project_file(number, name, f"{council} Council", chance)
    is_late = chance.random() < _LATE
    returns = returns_of(file, returned, f"Director, {council} Council", is_late=is_late)
    return Made(name.replace(" ", "-"), file, returns)


def _project_file(number: int, name: str, council: str, chance: random.Random) -> Tree:
    spend: Tree = {"core": {"revenue": _profile(chance, 3000, 60000)}}
    if chance.random() < _WITH_CAPITAL:
        spend["pot"] = {"capital": _profile(chance, 5000, 90000)}
    saved = _profile(chance, 1000, 30000, first=0)
    # Of two projects none saves the same in each year: it would be a saving counted twice.
    years = [chance.randrange(1, 8) * 20_000 + number % 2000 * 10, chance.randrange(20, 300) * 500]
    amount = sum(row["total"] for source in spend.values() for row in source.values())
    return {
        "riep": 1,
        "number": number,
        "title": name.capitalize(),
        "lead": council,
        "description": f"Councils bring their {name} together, and {council} leads.",
        "outcomes": {"better": f"The {name} costs less and residents wait less for it"},
        "actions": {
            "prepare": _action(
                f"Prepare the {name}", list(spend), ("design", "Q1"), ("trial", "Q2")
            ),
            "share": _action(f"Share the {name}", ["core"], ("opening", "Q3"), ("report", "Q4")),
        },
        "indicators": _indicators(name, chance),
        "spend": spend,
        "efficiencies": {
            "in_year": {"cashable": saved},
            "forecast": {
                "cashable": {
                    "total": sum(years),
                    "March 2027": years[0],
                    "March 2028": years[1],
                }
            },
        },
        "risks": {
            "supplier": {
                "text": f"The supplier of the {name} delivers late",
                "likelihood": "medium",
                "impact": chance.choice(("low", "medium")),
                "mitigation": "Payments by stage",
                "owner": council,
            }
        },
        "decisions": {"board-2025-03-20": {"outcome": "approved", "amount": amount}},
    }


def _action(text: str, sources: list[str], *outputs: tuple[str, str]) -> Tree:
    name = text.split(" the ", 1)[1]
    return {
        "text": text,
        "funded_by": sources,
        "serves": ["better"],
        "outputs": {
            what: {"text": f"{what.capitalize()} of the {name} {verb}", "due": quarter}
            for (what, quarter), verb in zip(outputs, _VERBS, strict=False)
        },
    }


def _indicators(name: str, chance: random.Random) -> Tree:
    days = chance.randrange(20, 60)
    return {
        "days": {
            "kind": "lead",
            "text": f"Days that a request to the {name} takes",
            "measures": ["better"],
            "better": "lower",
            "unit": "days",
            "baseline": {"value": days, "at": "March 2025"},
            "target": {"value": days - 12, "by": "March 2026"},
        },
        "satisfied": {
            "kind": "lag",
            "text": f"Residents satisfied with the {name}",
            "measures": ["better"],
            "better": "higher",
            "baseline": {"value": f"{chance.randrange(50, 70)}%", "at": "March 2025"},
            "target": {"value": f"{chance.randrange(75, 90)}%", "by": "March 2027"},
        },
    }


def _profile(chance: random.Random, least: int, most: int, first: int | None = None) -> Tree:
    amounts = [chance.randrange(least, most, 100) for _ in QUARTERS]
    amounts = amounts if first is None else [first, *amounts[1:]]
    return {"total": sum(amounts), **dict(zip(QUARTERS, amounts, strict=True))}


def _sum(rows: Iterable[Mapping[str, int]]) -> Tree:
    found: dict[str, int] = {"total": 0}
    for row in rows:
        for key, amount in row.items():
            found[key] = found.get(key, 0) + amount
    return found


def main() -> None:
    """Write plans where the command says."""
    parser = argparse.ArgumentParser(description="Write plans to measure with.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--projects", type=int, default=10)
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--returned", type=int, default=2, choices=range(5))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    size = Size(asked.projects, asked.returned, asked.seed)
    for place in write_plans(asked.folder, asked.plans, size):
        print(place)  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
