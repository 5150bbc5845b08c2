"""What is delivered and decided: milestones, indicators, risks, business cases, approvals."""
