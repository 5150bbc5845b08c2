"""The ``riep`` command: one small module a verb; each parses, calls one function and prints."""

import gc

__all__ = ["main"]


def main() -> None:
    """Run the command; see :func:`riep_plan.cli.app.main`."""
    # A plan is one large tree that stays until the end, and so is all that is imported: looking
    # for rubbish in them often is a tenth of the time, and finds none.
    gc.set_threshold(200_000, 20, 20)
    from riep_plan.cli.app import main as run  # its imports are most of it

    run()
