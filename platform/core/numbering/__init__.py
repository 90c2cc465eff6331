"""Numbers without gaps, given at the legal moment only (D13).

A module declares its series at import; a service calls `draw` last, in the transaction that makes
the number legal. Rolled back, the number was never given; made void, it stays and keeps its
reason.
"""

from core.numbering.series import Series, UnknownSeries, configure, declare, declared
from core.numbering.services import Number, draw, draw_many, gaps, register, void

__all__ = [
    "Number",
    "Series",
    "UnknownSeries",
    "configure",
    "declare",
    "declared",
    "draw",
    "draw_many",
    "gaps",
    "register",
    "void",
]
