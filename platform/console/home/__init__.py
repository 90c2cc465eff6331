"""The workbench: what modules put on it.

- `register_step`: an item of the county's onboarding list that sees by itself whether it is done.
- `register_check`: a sign of the compliance strip.
- `register_today`: lines of today's work.
- `register_shortcut`: a button for those who hold a post.
- `register_notice`: a sentence on top.
- `register_province`: a card of the province's home.
"""

from console.home.registry import (
    Card,
    Check,
    Finding,
    Line,
    Shortcut,
    Step,
    register_check,
    register_notice,
    register_province,
    register_shortcut,
    register_step,
    register_today,
)

__all__ = [
    "Card",
    "Check",
    "Finding",
    "Line",
    "Shortcut",
    "Step",
    "register_check",
    "register_notice",
    "register_province",
    "register_shortcut",
    "register_step",
    "register_today",
]
