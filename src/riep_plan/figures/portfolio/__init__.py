"""Several programmes taken together: what each has, what they share, and what is counted once."""
