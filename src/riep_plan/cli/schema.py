"""``riep schema``: the JSON Schemas that let an editor complete and explain a plan."""

import difflib
from pathlib import Path
from typing import Annotated

import typer

from riep_plan.cli import console


def schema(
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the schemas are kept.")
    ] = Path("schemas"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say whether they are in step.")
    ] = False,
) -> None:
    """Write the JSON Schemas of the plan language."""
    from riep_plan.source.schemas import schema_texts

    behind = 0
    for name, text in schema_texts().items():
        path = folder / name
        present = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if present == text:
            continue
        behind += 1
        if check:
            lines = difflib.unified_diff(
                present.splitlines(keepends=True),
                text.splitlines(keepends=True),
                f"{path} (kept)",
                f"{path} (the language now)",
            )
            console.write("".join(lines))
        else:
            console.write_file(path, text)
            console.write(f"{path}\n")
    if check and behind:
        console.note("the schemas are behind the language: run `riep schema`.")
        raise typer.Exit(console.FOUND)
