"""Known holes in the locked packages, by pip-audit, and plain words where it cannot look."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def main(lock: Path) -> bool:
    """True when no hole is known. A list that cannot be reached is said, not failed."""
    command = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--timeout", "20"]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "pip_audit", *command, "--format", "json", "-r", str(lock)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print("NOT AUDITED: the list of known holes cannot be reached from here")
        print(done.stderr[-500:])
        return True
    holes = [(package, hole) for package in packages for hole in package.get("vulns", [])]
    for package, hole in holes:
        fixed = ", ".join(hole.get("fix_versions", [])) or "no fixed version"
        print(f"{package['name']} {package['version']}: {hole['id']} (fixed in {fixed})")
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    print(f"{len(packages) - len(skipped)} packages audited, {len(holes)} known holes")
    if len(skipped) == len(packages):
        print("NOT AUDITED: the list of known holes cannot be reached from here")
    elif skipped:
        print(f"NOT AUDITED ({len(skipped)}): the list here does not know {', '.join(skipped)}")
    return not holes
