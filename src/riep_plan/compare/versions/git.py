"""Asking git: the one place that runs it.

Only plumbing is used, whose output is made for programs, and which runs nothing that a repository's
own settings name: no hook, no pager, no driver of anybody's. What a user typed is never an option.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from riep_plan.values.refusal import Refused
from riep_plan.values.words import shortened, visible

#: The id of a tree without files, which every repository knows.
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
#: Steps of a path that lead out of the tree, or into git's own folder.
_OUTSIDE = frozenset((b"", b".", b"..", b".git"))
#: What kind of entry a tree has: only files are read; links stay links, submodules are left out.
_FILES, _LINK = ("100644", "100755", "100664"), "120000"
#: Settings of filters, as a regular expression of git's.
_FILTERS = r"^filter\..*\.(clean|process|required)$"
_SETTINGS = ("-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
#: `git merge-file` ends with the number of conflicts, up to this one; beyond it, with a failure.
_MOST_CONFLICTS = 127
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
#: What is asked of each commit of a log; and the id of an object, of either kind that git knows.
_FIELDS, _ID = 4, re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
#: Settings of whoever called us, as a hook or driver does, that would turn git to another place.
_DRIVER_SETTINGS = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER", "GIT_LITERAL_PATHSPECS")


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a version: its id in git, and whether it is a link."""

    id: str
    is_link: bool = False


#: The files of a version by their paths from the top of the repository.
Files = Mapping[PurePosixPath, Blob]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the day it was committed, its author's name, and its first line.

    Of what is not committed yet all but the last is empty.
    """

    id: str
    day: str
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree.

    Attributes:
        top: the folder of the work tree.
    """

    top: Path

    @classmethod
    def around(cls, folder: Path) -> "Repository":
        """Find the repository that a folder is in.

        Raises:
            Refused: it is in none, or git is not installed or will not look at it.
        """
        place = folder if folder.is_dir() else folder.parent
        try:
            top = _ask(place, "rev-parse", "--show-toplevel").decode(errors="surrogateescape")
        except Refused as refused:
            if "not a git repository" in refused.message:
                raise Refused(
                    f"{visible(str(folder))} is in no git repository",
                    "Run it where the plans are kept. `riep diff --no-index` needs no git.",
                ) from None
            raise
        return cls(Path(top.removesuffix("\n")))

    def commit(self, revision: str) -> str:
        """Give the id of the commit that a revision means: ``main``, ``HEAD~2``, ``v1.0``.

        Raises:
            Refused: it means none here.
        """
        shown = visible(shortened(revision, 60))
        try:
            wanted = f"{revision}^{{commit}}"
            found = _ask(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        except Refused:
            advice = self.cut_off_advice() or "`git log` and `git branch --all` show what there is."
            raise Refused(f"git knows no commit {shown} here", advice) from None
        return found.decode().strip()

    def is_commit(self, revision: str) -> bool:
        """Say whether a text means a commit here."""
        try:
            self.commit(revision)
        except (Refused, ValueError):
            return False
        return True

    def cut_off_advice(self) -> str:
        """Say how to get the history that this copy lacks; empty where it has all of it."""
        shallow = _ask(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        advice = (
            "This copy has only the latest history: fetch the rest with `git fetch --unshallow`."
        )
        return advice if shallow else ""

    def merge_base(self, one: str, other: str) -> str:
        """Give the last commit that two have in common.

        Raises:
            Refused: they have none here.
        """
        try:
            return _ask(self.top, "merge-base", one, other).decode().strip()
        except Refused:
            raise Refused(
                f"{one[:12]} and {other[:12]} have no commit in common here",
                "If this copy has only the latest history, `git fetch --unshallow` gets the rest.",
            ) from None

    def files(self, commit: str, below: Sequence[PurePosixPath] = ()) -> Files:
        """Give the files of a commit: all, or those at or below some paths."""
        paths = [] if PurePosixPath() in below else [path.as_posix() for path in below]
        listed = _ask(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
        return dict(_entries(listed, id_at=2))

    def staged(self) -> Files:
        """Give every file of the index.

        Raises:
            Refused: a merge is going on, and files are in conflict.
        """
        listed = _ask(self.top, "ls-files", "--stage", "-z", "--full-name")
        for line in listed.split(b"\0"):
            head, _, name = line.partition(b"\t")
            if line and not head.endswith(b" 0"):
                shown = visible(os.fsdecode(name))
                raise Refused(f"{shown} is in conflict", "Settle the merge first.")
        return dict(_entries(listed, id_at=1))

    def changed_on_disk(self, commit: str) -> frozenset[PurePosixPath]:
        """Give the files of the work tree that may differ from a commit, new ones among them."""
        differing = _ask(
            self.top,
            *self._without_filters(),
            "diff-index",
            "--name-only",
            "-z",
            "--no-renames",
            "--ignore-submodules",
            commit,
        )
        unknown = _ask(self.top, "ls-files", "--others", "--exclude-standard", "-z", "--full-name")
        return _paths(differing) | _paths(unknown)

    def _without_filters(self) -> Iterator[str]:
        """Give the options with which git runs no filter to see whether a file differs.

        What a filter would make of it does not matter: files are read as they stand.
        """
        try:
            told = _ask(self.top, "config", "--null", "--name-only", "--get-regexp", _FILTERS)
        except Refused:  # there are none
            return
        for name in told.decode(errors="surrogateescape").split("\0"):
            if name:
                yield from ("-c", f"{name}={'false' if name.endswith('.required') else ''}")

    def on_disk(self) -> frozenset[PurePosixPath]:
        """Give the files of the work tree, new ones among them, but none that git is to ignore."""
        given = ("ls-files", "-z", "--full-name")
        there = _paths(_ask(self.top, *given, "--cached", "--others", "--exclude-standard"))
        return there - _paths(_ask(self.top, *given, "--deleted"))

    def contents(self, ids: Sequence[str]) -> Iterator[bytes]:
        """Give the contents of blobs, in order.

        Raises:
            Refused: one is not there, as in a copy that was fetched in part.
        """
        if not ids:
            return
        asked = "".join(f"{one}\n" for one in ids).encode()
        answer = _ask(self.top, "cat-file", "--batch", given=asked)
        at = 0
        for one in ids:
            end = answer.index(b"\n", at)
            _, kind, *size = answer[at:end].split(b" ")
            if kind != b"blob":
                raise Refused(f"git has no file {one[:12]} here", "Fetch the whole history.")
            start, length = end + 1, int(size[0])
            yield answer[start : start + length]
            at = start + length + 1

    def setting(self, name: str) -> str | None:
        """Give one of the repository's own settings; None where it is not set."""
        try:
            return _ask(self.top, "config", "--local", "--get", name).decode().strip("\n")
        except Refused:
            return None

    def set(self, name: str, value: str | None) -> None:
        """Set one of the repository's own settings, or take it out.

        Raises:
            Refused: it cannot be written.
        """
        if value is not None:
            _ask(self.top, "config", "--local", name, value)
        elif self.setting(name) is not None:
            _ask(self.top, "config", "--local", "--unset-all", name)

    def wants_colour(self, *, on_terminal: bool) -> bool:
        """Say whether git would write a diff in colour: as it is set, or told on its command."""
        there = "true" if on_terminal else "false"
        told = _ask(self.top, "config", "--get-colorbool", "color.diff", there)
        return told.strip() == b"true"

    def log(
        self,
        commit: str,
        paths: Iterable[PurePosixPath],
        *,
        most: int | None = None,
        since: str | None = None,
    ) -> list[Commit]:
        """Give the commits that touched some paths, the latest first, along the first parents.

        Args:
            commit: where to begin.
            paths: from the top of the repository; none for every commit.
            most: how many to give; None for all.
            since: the id of a commit: neither it nor what led to it is given.
        """
        places = set(paths)
        if PurePosixPath() in places:  # all of the repository, which git has no literal name for
            places = set()
        limits = [f"--max-count={most}"] if most is not None else []
        limits += [commit] if since is None else [commit, f"^{since}"]
        told = _ask(
            self.top, "log", "-z", "--first-parent", "--no-show-signature", "--encoding=UTF-8",
            "--format=%H%n%cs%n%an%n%s", *limits,
            "--", *(f":(top,literal){path.as_posix()}" for path in sorted(places)),
        )  # fmt: skip
        # Only a message in an odd encoding may hold a sign that ends a field; it is cut there.
        fields = (one.split("\n", 3) for one in told.decode(errors="replace").split("\0"))
        return [Commit(*one) for one in fields if len(one) == _FIELDS and _ID.fullmatch(one[0])]

    def lacks_parents(self, commit: str) -> bool:
        """Say whether what led to a commit is not here, since this copy was fetched in part."""
        if self.is_commit(f"{commit}^"):
            return False
        head = _ask(self.top, "cat-file", "commit", commit).partition(b"\n\n")[0]
        return b"\nparent " in head


def merge_lines(
    base: bytes, ours: bytes, theirs: bytes, *, names: tuple[str, str], marker: int
) -> tuple[bytes, bool]:
    """Merge three texts line by line, as git does; give the result, and whether it is clean.

    Args:
        base: what both came from.
        ours: the one side.
        theirs: the other.
        names: what the two sides are called in markers.
        marker: how many signs a marker has.

    Raises:
        Refused: git cannot be run, or the texts are none.
    """
    with TemporaryDirectory(prefix="riep-") as scratch:
        files = [Path(scratch) / name for name in ("ours", "base", "theirs")]
        for file, content in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(content)
        labels = [word for name in (names[0], "base", names[1]) for word in ("-L", name)]
        words = ["merge-file", "-p", "-q", f"--marker-size={marker}", *labels, *map(str, files)]
        done = _run(Path(scratch), words)
    if done.returncode > _MOST_CONFLICTS:
        raise Refused(_first_line(done.stderr))
    return done.stdout, done.returncode == 0


def lines_between(before: bytes, after: bytes) -> list[str]:
    """Compare two contents line by line, as git does; what is no text is only said to differ.

    Raises:
        Refused: git cannot be run.
    """
    with TemporaryDirectory(prefix="riep-") as scratch:
        for name, content in (("before", before), ("after", after)):
            (Path(scratch) / name).write_bytes(content)
        options = ("--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--text")
        is_text = b"\0" not in before + after
        done = _run(Path(scratch), ["diff", *options, "--", "before", "after"])
    if done.returncode > 1:
        raise Refused(_first_line(done.stderr))
    told = done.stdout.decode(errors="replace").split("\n")
    if not is_text:
        return ["Binary files differ"] if done.returncode else []
    start = next((place for place, line in enumerate(told) if line.startswith("@@")), len(told))
    return told[start:-1]


def _paths(listed: bytes) -> frozenset[PurePosixPath]:
    return frozenset(PurePosixPath(os.fsdecode(name)) for name in listed.split(b"\0") if name)


def _entries(listed: bytes, *, id_at: int) -> Iterator[tuple[PurePosixPath, Blob]]:
    """Read lines of ``mode … id …<tab>path``; a path that leads out of the tree is left out."""
    for line in listed.split(b"\0"):
        head, _, name = line.partition(b"\t")
        words = head.decode().split(" ")
        safe = _OUTSIDE.isdisjoint(name.split(b"/"))
        if line and safe and (words[0] in _FILES or words[0] == _LINK):
            yield PurePosixPath(os.fsdecode(name)), Blob(words[id_at], words[0] == _LINK)


def _ask(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """Run git in a folder and give what it prints.

    Raises:
        Refused: it is not there, or says no; the message is its first line.
    """
    done = _run(folder, words, given)
    if done.returncode:
        raise Refused(_first_line(done.stderr))
    return done.stdout


def _run(
    folder: Path, words: Sequence[str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    settings = {key: value for key, value in os.environ.items() if key not in _DRIVER_SETTINGS}
    try:
        return subprocess.run(
            ["git", *_SETTINGS, *words],  # noqa: S607  the user's own git
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            env={**settings, **_QUIET},
        )
    except FileNotFoundError:
        raise Refused("git is not installed", "Install it, or name two files or folders.") from None
    except (OSError, ValueError) as error:  # the latter: a character that no argument may hold
        raise Refused(f"git cannot be run: {error}") from None


def _first_line(stderr: bytes) -> str:
    said = stderr.decode(errors="replace").strip().split("\n")[0]
    return (
        visible(said.removeprefix("fatal: ").removeprefix("error: ")).rstrip(".") or "git says no"
    )
