"""The review queue as a page: what is proposed, what was decided, what does not add up."""
