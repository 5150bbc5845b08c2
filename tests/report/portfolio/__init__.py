"""The portfolio: several plans in one document."""
