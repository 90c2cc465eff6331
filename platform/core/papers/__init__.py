"""Papers: the handbook's forms as PDF by Typst, stored with their hash, checked by their QR code.

`typesetting` turns a template and data into a PDF; `services` issues, lists and voids papers;
`serving` gives them to those who may see the record; `verifying` is the public page behind the QR
code. Templates begin with `#import "/core/papers/lib.typ": *` and read `#let d = data()`.
"""

from core.papers.services import issue, of, void
from core.papers.typesetting import PaperError, qr_svg, query, render

__all__ = ["PaperError", "issue", "of", "qr_svg", "query", "render", "void"]
