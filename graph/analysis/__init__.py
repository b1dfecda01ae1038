"""What an analyst asks of the graph: named questions, and the reports put together from their answers.

Nothing here writes prose. Every answer carries the claims, observations or assertions that it rests on, each
with its quotes, and the query that gives it again.
"""
