"""Several programmes taken together."""
