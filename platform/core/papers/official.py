"""What an official document's paper prints: the one shape that its template reads.

Outgoing documents and minutes of meetings are set by the same template
(`operations/documents/papers/document.typ`), by modules that do not know each other. Whoever
leaves out what it reads is told by the type checker, not by a clerk.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Form = Literal["document", "letter", "order", "minutes"]


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """A paper in one of the four forms of GB/T 9704-2012.

    agency: issuing authority (发文机关); mark: the words of its red head (发文机关标志);
    title: lines of at most nineteen signs; blocks: paragraphs, headings, tables and lists of
    names, as `operations.documents.structure` writes them; signer: of an upward document (签发人);
    post: of an order's signer; printed: the day of the colophon. Dates are in words, as the paper
    shows them. draft: a proof, marked as one, with the place of the seal.
    """

    agency: str
    form: Form
    mark: str
    number: str
    title: list[str]
    blocks: list[dict[str, Any]]
    date: str
    printed: str
    draft: bool
    urgency: str = ""
    signer: str = ""
    post: str = ""
    main: str = ""
    attachments: list[str] = field(default_factory=list)
    remark: str = ""
    copies: str = ""

    def data(self) -> dict[str, Any]:
        """As `papers.render` takes it."""
        return asdict(self)
