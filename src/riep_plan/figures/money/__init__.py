"""Money by source and kind: what there is, what is used of it, and amounts out of step."""
