"""Tasks and proposals: what a report says somebody is to do, by when, and on whose word."""

from extraction.tasks.reading import read_tasks

__all__ = ["read_tasks"]
