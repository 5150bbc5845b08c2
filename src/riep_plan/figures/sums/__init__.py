"""What adds up to what: every sum that a plan states, and the figure to blame when one fails."""
