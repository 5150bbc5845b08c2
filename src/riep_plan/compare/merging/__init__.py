"""Two changed versions of one file and what both came from, merged by ids and values.

three texts ─▶ what theirs changes ─▶ the text of ours with it ─▶ read again, and compared
"""

from riep_plan.compare.merging.merge import Conflict, Merged, merged

__all__ = ["Conflict", "Merged", "merged"]
