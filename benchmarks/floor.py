"""The floor: read every file below a folder with rapidyaml, and drop what was read.

No checker of these files can be faster in one process that reads them so.

    python benchmarks/floor.py FOLDER
"""

import os
import sys

import ryml


def main() -> None:
    """Read and drop; the number of files is the answer."""
    count = 0
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123  the least
                ryml.parse_in_arena(file.read())
            count += 1
    print(count)  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
