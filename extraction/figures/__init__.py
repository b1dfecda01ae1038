"""Figures: every value that a report measures, counts or aims at, with its indicator, unit and period."""
