"""``python -m riep_plan`` is the ``riep`` command."""

from riep_plan.cli import main

if __name__ == "__main__":
    main()
