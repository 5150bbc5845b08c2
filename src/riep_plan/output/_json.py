"""JSON as every output for programs writes it."""

import json

from riep_plan.values.words import escaped_unseen


def written(data: object) -> str:
    """Write data as JSON, to be read by people too: letters as they are, over several lines.

    A sign that would act on a terminal or hide text stands by its code point, as JSON has it, which
    programs read as the same.
    """
    return escaped_unseen(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"
