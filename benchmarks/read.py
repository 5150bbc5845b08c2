"""Read plans as riep does, and do nothing with them: what any comparison of versions has to pay.

python -m benchmarks.read PLAN…
"""

import sys
from pathlib import Path

from riep_plan.source.discover import find_plans
from riep_plan.source.load import load


def main() -> None:
    """Read; the number of plans is the answer."""
    sites = [site for place in sys.argv[1:] for site in find_plans(Path(place))]
    for site in sites:
        load(site)
    print(len(sites))  # noqa: T201  the command's answer


if __name__ == "__main__":
    main()
