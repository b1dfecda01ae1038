"""Bottlenecks: what a report says is in the way, and which instrument it says has cleared it."""

from extraction.bottlenecks.reading import BottleneckReading, read_bottlenecks

__all__ = ["BottleneckReading", "read_bottlenecks"]
