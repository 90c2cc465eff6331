"""Official documents, out (发文) and in (收文).

Outgoing: ten steps from the draft to the file, none of them skipped. Owns the fifteen kinds, drafts
with all their versions, opinions, numbers by agency code, proofs, dispatch per recipient, and the
paper as GB/T 9704-2012 sets it. Implements R11-R25 and §3.1-3.2; gives the province K01, documents
by kind and what is not filed in time. Incoming documents are in `incoming`.
"""
