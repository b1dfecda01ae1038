"""The pages on reports: what was read, and what each version of the graph added, changed and took away."""
