"""Uploading a report: received, read in a process of its own, shown, and published if accepted."""
