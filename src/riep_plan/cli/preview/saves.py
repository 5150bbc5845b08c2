"""Waiting for a save, however the editor saves: into the file, or beside it and by a new name."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import watch

#: Milliseconds of quiet that end a burst of saves, and how long a burst may last.
_QUIET, _BURST = 100, 1_600
#: Milliseconds after which the files are looked at though the system has told of nothing: drives on
#: a network tell of nothing, and a file that was replaced is no longer the one that was watched.
_LOOK_AGAIN = 1_000

#: Of each file by its path: when it was written, how long it is, and which file it is.
Stamps = dict[str, tuple[int, int, int]]


def stamps(places: Sequence[Path], apart_from: Path) -> Stamps:
    """Take down what a save changes, of every file at or below the places.

    Hidden files and folders are passed over, and so is the folder that documents are written to.
    A file that goes while it is being looked at is left out.
    """
    written = apart_from.resolve()
    found: Stamps = {}
    for place in places:
        for file in _files(place, written):
            try:
                seen = file.stat()
            except OSError:
                continue
            found[str(file)] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
    return found


def _files(place: Path, apart_from: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for folder, folders, files in os.walk(place):
        here = Path(folder)
        folders[:] = [
            one for one in folders if one[0] != "." and (here / one).resolve() != apart_from
        ]
        yield from (here / one for one in files if one[0] != ".")


def wait_for_save(places: Sequence[Path], apart_from: Path, since: Stamps) -> None:
    """Wait until a file at or below the places is not what it was.

    The system's notices wake this; what is compared are the files themselves, so that a save
    between the taking of the stamps and the first notice is not missed.

    Args:
        places: files and folders; those that are not there may come.
        apart_from: the folder that documents are written to.
        since: the stamps of the files when they were last read.
    """
    there = [place for place in places if place.exists()]
    notices = watch(
        *there,
        watch_filter=None,
        debounce=_BURST,
        step=_QUIET,
        rust_timeout=_LOOK_AGAIN,
        yield_on_timeout=True,
    )
    for _ in notices:
        if stamps(places, apart_from) != since:
            return
