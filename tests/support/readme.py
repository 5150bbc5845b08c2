"""Documents that show commands: what each prints; ``python -m`` this to write it into them anew.

A document is followed from top to bottom, as a reader would: a fenced block that names a file is
saved as that file, and the command of a ``console`` block is run in the same folder.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "first-plan.md"
RETURNS = ROOT / "docs" / "returns.md"
#: The documents, and the folders of the checkout that their commands work on.
DOCUMENTS: dict[Path, tuple[str, ...]] = {README: ("plans", "schemas"), GUIDE: (), RETURNS: ()}
BLOCK = re.compile(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
#: Any block: its language, the file that it names, how it goes into that file, and its lines.
FENCE = re.compile(r"^```(\w+)(?: ([^\s,]+)(?:, (.+))?)?\n((?:.*\n)*?)```$", re.MULTILINE)
#: How: after what is there, in place of the lines with its keys, or not at all: it shows a part.
AT_THE_END, INSTEAD, A_PART = "at the end", "instead", "a part"

#: Who commits, where a document uses git: not whoever runs this, nor in their repository.
_READER = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Reader",
    "GIT_AUTHOR_EMAIL": "reader@example.org",
    "GIT_COMMITTER_NAME": "Reader",
    "GIT_COMMITTER_EMAIL": "reader@example.org",
    # The ids of commits are made of their days too.
    "GIT_AUTHOR_DATE": "2027-06-18T12:00:00Z",
    "GIT_COMMITTER_DATE": "2027-06-18T12:00:00Z",
}


def lay_out(folder: Path, document: Path = README) -> Path:
    """Copy what a document's commands work on, so that they change nothing here."""
    for name in DOCUMENTS[document]:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def printed_by(command: str, folder: Path) -> str:
    """Run a line of a document as a reader would, with this checkout's riep."""
    riep = f'"{sys.executable}" -m riep_plan '
    here = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S602  the commands are our own documents'
        re.sub(r"(^|&& )riep ", lambda match: match[1] + riep, command),
        cwd=folder,
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**here, **_READER, "NO_COLOR": "1"},
    )
    return done.stdout + done.stderr


def renewed(text: str, folder: Path) -> str:
    """Follow a document in a folder; give its text with what is printed and written there now."""

    def follow(match: re.Match[str]) -> str:
        language, name, how, lines = match.groups()
        start = match[0].index("\n") + 1
        if language == "console":
            command = lines.split("\n", 1)[0]
            return f"```console\n{command}\n{printed_by(command.removeprefix('$ '), folder)}```"
        if how == A_PART:
            return f"{match[0][:start]}{_part(folder / name, lines)}```"
        if name is not None:
            _save(folder / name, how, lines)
        return match[0]

    return FENCE.sub(follow, text)


def _save(file: Path, how: str | None, lines: str) -> None:
    text = lines
    if how == AT_THE_END:
        text = file.read_text(encoding="utf-8") + lines
    elif how == INSTEAD:
        text = file.read_text(encoding="utf-8")
        for line in lines.splitlines():
            key = line.split(":")[0]
            (old,) = (one for one in text.splitlines() if one.split(":")[0] == key)
            text = text.replace(f"{old}\n", f"{line}\n")
    elif how is not None:
        raise ValueError(how)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _part(file: Path, lines: str) -> str:
    """Give as many lines of a file, from the one that they begin with."""
    text = file.read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = lines.splitlines(keepends=True)
    start = text.index(wanted[0]) if wanted[0] in text else 0
    return "".join(text[start : start + len(wanted)])


def main() -> None:
    """Write what the commands print now into the documents."""
    for document in DOCUMENTS:
        with tempfile.TemporaryDirectory() as name:
            folder = lay_out(Path(name), document)
            text = renewed(document.read_text(encoding="utf-8"), folder)
        document.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
