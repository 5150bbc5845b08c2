"""A made plan with returns that keeps one project, and some words of another, from the public."""

from pathlib import Path

from benchmarks.plans import Size, plan_files, write_plan

REASON = "Exempt under paragraph three"
_SIZE = Size(projects=3)


def ids() -> list[str]:
    """The ids of its projects; the first is the one that the public does not read of."""
    return [str(Path(path).stem) for path, _ in plan_files(_SIZE) if path.startswith("projects/")]


def write(folder: Path) -> Path:
    """Write it into a folder of its own, and give that."""
    place = folder / "made"
    write_plan(place, _SIZE)
    hidden, other, _ = ids()
    restricted = [
        f"projects/{hidden}",
        f"projects/{other}/risks",
        f"returns/Q2/projects/{other}/summary",
    ]
    with (place / "plan.yaml").open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"restricted:\n  some: {{at: [{', '.join(restricted)}], reason: {REASON}}}\n")
    return place
