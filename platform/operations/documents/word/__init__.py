"""The paper of an outgoing document as a Word file, in the measures of its PDF (GB/T 9704-2012).

Made when somebody asks for it and kept nowhere; the paper that counts is the PDF. `oxml` has the
measures and the elements of a Word file, `head`, `text` and `ending` the parts of a document in
their order, `file` puts them together.
"""

from operations.documents.word.file import render

__all__ = ["render"]
