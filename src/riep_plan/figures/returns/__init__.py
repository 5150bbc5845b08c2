"""What happened against what was planned: spend, delivery, readings and ratings by quarter."""
