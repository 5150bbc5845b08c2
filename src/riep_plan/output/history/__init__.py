"""A history as text for a terminal, and as JSON for programs.

As Markdown and as a page it is a document, with a table and a chart: see ``report.history``.
"""
