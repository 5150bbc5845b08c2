"""What a plan says in words: amounts, promises, indicators, and texts that are alike."""
