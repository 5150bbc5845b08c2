"""What checking a plan yields: rules, findings, their places, and the result of a run."""
