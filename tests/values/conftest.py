"""Properties take as long as they take: a slow machine is no failure."""

from hypothesis import settings

settings.register_profile("riep", deadline=None, max_examples=150)
settings.load_profile("riep")
