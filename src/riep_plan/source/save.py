"""Writing a file of a plan: whole or not at all, and only over what was read."""

import os
import stat
import tempfile
from pathlib import Path

_WRITABLE = 0o222


class NotSaved(Exception):
    """A file that could not be written; what stood there still stands. The message says why."""


def save(path: Path, name: str, before: bytes, after: bytes) -> None:
    """Put new content in the place of what was read.

    The new content is written beside the file, to the disk, and then takes its place in one step:
    whatever happens in between, one of the two is there whole. A link stays a link.

    Args:
        path: the file.
        name: what to call it in a message.
        before: what was read from it.
        after: what is to stand in it.

    Raises:
        NotSaved: it may not be written, or is no longer as it was read.
    """
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
        if not mode & _WRITABLE or not os.access(real, os.W_OK):
            raise NotSaved(f"{name} cannot be written: it is read-only.")
        _replace(real, name, before, after, stat.S_IMODE(mode))
    except OSError as error:
        raise NotSaved(f"{name} cannot be written: {error.strerror or error}.") from None


def _replace(real: Path, name: str, before: bytes, after: bytes, mode: int) -> None:
    handle, draft_name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name[:100]}.")
    draft = Path(draft_name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(mode)
        if real.read_bytes() != before:
            raise NotSaved(
                f"{name} was changed by somebody else in the meantime: it is left as it is now."
            )
        draft.replace(real)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
