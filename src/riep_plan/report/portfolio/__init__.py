"""The portfolio: several programmes in one document, the region on its first page."""
