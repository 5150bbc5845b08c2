"""Office files are zip archives: the same parts, with nothing in them of when they were packed."""

import io
import zipfile
from datetime import datetime

#: The first moment that a zip archive can state.
_FIRST = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes, made: datetime | None) -> bytes:
    """Pack an archive again, in the same order, with one time for every part.

    Args:
        content: the archive.
        made: the time that its parts state; None for the first one that a zip can hold.
    """
    stamp = max(made.timetuple()[:6], _FIRST) if made else _FIRST
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (*stamp[:6],))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # not that of the machine
            part.external_attr = 0
            new.writestr(part, old.read(name))
    return packed.getvalue()
