"""No page may make a browser call a host that is not ours: look for addresses in what we ship."""

import re
import subprocess
from pathlib import Path

SHIPPED = {".html", ".css", ".js", ".mjs", ".svg", ".typ", ".webmanifest"}
# Also in Python: what a template tag or a block may print into a page.
SOURCES = SHIPPED | {".py"}
ADDRESS = re.compile(
    r"""(?:https?:|(?<=["'(=])\s*)//([a-z0-9-]+(?:\.[a-z0-9-]+)+)""", re.IGNORECASE
)
# Names of things, never fetched: XML namespaces and schema identifiers. And names reserved for
# examples (RFC 2606), loopback, the demo's own.
NAMES = re.compile(
    r"^(www\.w3\.org|schemas\.openxmlformats\.org|schema\.org|127\.0\.0\.1"
    r"|(.+\.)?example(\.com|\.org|\.net)?|(.+\.)?localhost|(.+\.)?test|(.+\.)?invalid)$"
)
# Tests speak of hostile hosts, documents of the world.
OUTSIDE = ("tests/", "docs/", "deploy/", ".ci/", "README.md", "CHANGELOG.md")


def main(root: Path) -> bool:
    """Print every address of a foreign host in shipped files; True when there is none."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [line for name in listed.stdout.split("\n") for line in foreign(root, name)]
    print("\n".join(found) or "no foreign host in what we ship")
    return not found


def foreign(root: Path, name: str) -> list[str]:
    """The lines of one file that name a foreign host, as file:line: host."""
    path = root / name
    if path.suffix not in SOURCES or name.startswith(OUTSIDE) or not path.is_file():
        return []
    return [
        f"{name}:{number}: {host}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for host in ADDRESS.findall(line)
        if not NAMES.match(host.lower())
    ]
