"""What is measured: one module a thing, each with a function from the bench to a section."""
