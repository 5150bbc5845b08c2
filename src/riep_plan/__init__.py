"""riep: a public programme's delivery plan as plain YAML, checked and rendered.

Data flows one way: bytes → source → model → rules → findings → output, and
model → figures → report. Each sub-package is one step; ``cli`` joins them up.
"""

__version__ = "0.5.0"
