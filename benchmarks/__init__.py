"""Measurements of riep, on plans that are made for them: nothing here is part of the command."""
