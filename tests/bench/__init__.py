"""The benchmark table: `python -m tests.bench [ONLY]`. Ratios measured side by side in one run."""
