"""The REST API, /api/v1/: interfaces only, every write ends in the services of operations.

What all addresses share is here: tokens, errors, rates, idempotency, pages, the schema. An area's
own addresses are in v1/<area>.py; docs/adding-a-module.md says how to write one.
"""
