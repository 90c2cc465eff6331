"""The demonstration province 青禾省 (handbook §6): which counties, in which order, built by whom.

Every app that has something to show has a `demo.py` with `build(facts)`, run in the county's
context through that app's own services; `build_province()` runs in the province. This package
only knows the counties and the order. Prefix 98 is assigned to no province, so no code, ID or
credit code of the demo can be a real one.
"""

from tenants.demo.builder import build
from tenants.demo.counties import ALL, DEFAULT, DemoCounty

__all__ = ["ALL", "DEFAULT", "DemoCounty", "build"]
