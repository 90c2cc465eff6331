"""Everything that counting keeps."""

from operations.counting.models.counts import Count, Line
from operations.counting.models.scans import Room, Scan
from operations.counting.models.settings import CountingSetting

__all__ = ["Count", "CountingSetting", "Line", "Room", "Scan"]
