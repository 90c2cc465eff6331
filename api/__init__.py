"""The REST API, /api/v1/: interfaces only, every write ends in the services of operations."""
