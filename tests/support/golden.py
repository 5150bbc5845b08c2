"""Texts kept word for word: how they differ from what is written now, and accepting that."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path


def differences_from(
    folder: Path, got: Mapping[str, str], *, accept: bool, pattern: str = "*"
) -> str:
    """Show how texts differ from the files of a folder; empty when they do not.

    Args:
        folder: where the files are.
        got: what is written now, by file name.
        accept: put what is written now in their place first.
        pattern: which of the folder's files these texts are held against.
    """
    if accept:
        folder.mkdir(exist_ok=True)
        for path in folder.glob(pattern):
            path.unlink()
        for name, text in got.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return differences(got, texts_in(folder, pattern))


def texts_in(folder: Path, pattern: str = "*") -> dict[str, str]:
    """Give the text of each file of a folder, by its name."""
    files = sorted(folder.glob(pattern))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def differences(got: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Show every difference between two sets of files; empty when there is none."""
    found: list[str] = []
    for name in sorted({*got, *wanted}):
        old = wanted.get(name, "").splitlines(keepends=True)
        new = got.get(name, "").splitlines(keepends=True)
        found += difflib.unified_diff(old, new, f"expected/{name}", f"{name} as written now")
        if (name in got) != (name in wanted):
            found.append(f"{name} is {'not expected' if name in got else 'not written'}\n")
    return "".join(found)


def without_style(text: str) -> str:
    """Leave the style sheet out: how a page looks may change without a word of it changing."""
    return re.sub(r"(<style>).*?(</style>)", r"\1…\2", text, flags=re.DOTALL)
