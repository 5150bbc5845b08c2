"""Two versions of a plan: what changed between them, in money, time and promises.

    two plans ─▶ differences ─▶ changes, their effects, who must approve ─▶ output

Everything but ``versions`` is pure; ``versions`` alone knows of files and git.
"""
