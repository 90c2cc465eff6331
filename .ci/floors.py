"""The floors of coverage: all of core, rules, lifecycles and services; 90 % of everything."""

import json
from pathlib import Path
from typing import Any

OVERALL = 90.0
FULL_NAMES = {"rules.py", "lifecycle.py", "services.py"}
FULL_FOLDERS = ("platform/core/",)


def main(report: Path) -> bool:
    """Print every file below its floor and the whole; True when all floors hold."""
    measured: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    below = []
    for name, file in sorted(measured["files"].items()):
        summary = file["summary"]
        if must_be_full(name) and (summary["missing_lines"] or summary.get("missing_branches")):
            below.append(f"{name}: {summary['percent_covered']:.1f} %, the floor is 100 %")
    whole = float(measured["totals"]["percent_covered"])
    if whole < OVERALL:
        below.append(f"all files: {whole:.1f} %, the floor is {OVERALL:.0f} %")
    print("\n".join([*below, f"coverage {whole:.1f} % (branches on)"]))
    return not below


def must_be_full(name: str) -> bool:
    """Whether the house wants every line and branch of the file tested."""
    path = Path(name)
    return (
        path.name in FULL_NAMES
        or path.parent.name in {"rules", "services"}
        or name.startswith(FULL_FOLDERS)
    )
