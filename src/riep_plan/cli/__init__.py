"""The ``riep`` command: one small module a verb; each parses, calls one function and prints."""

import gc
import sys

__all__ = ["RARELY", "main"]

#: How seldom Python looks for rubbish, as `gc.set_threshold` takes it.
RARELY = (200_000, 20, 20)


def main() -> None:
    """Run the command; see :func:`riep_plan.cli.app.main`."""
    # To look for rubbish often is a tenth of the time, and finds none: what is imported stays until
    # the end, and a plan goes as soon as it is judged, since nothing in it leads back to itself.
    gc.set_threshold(*RARELY)
    try:
        from riep_plan.cli.app import main as run  # its imports are most of it

        run()
    except KeyboardInterrupt:  # so early, or so late, that it could not see to it itself
        if sys.stderr is not None:
            sys.stderr.write("riep: stopped.\n")
        sys.exit(130)
    finally:
        # Nor is there any on the way out, where Python would look through all of it once more.
        gc.freeze()
