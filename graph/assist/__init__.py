"""Optional assistance by a language model: it only ever proposes, under its own name, for people to review.

Off unless an address is given. What it answers is read strictly: numbers that it was given, nothing else.
"""
