"""How properties are tried: the same examples on every CI run, new ones for a developer."""

import os

from hypothesis import settings

settings.register_profile("developer", deadline=None, max_examples=150)
settings.register_profile("ci", settings.get_profile("developer"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")
