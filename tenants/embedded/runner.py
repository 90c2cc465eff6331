"""As whom the embedded PostgreSQL runs: it refuses to be root."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded.errors import EmbeddedError, gettext_noop
from tenants.embedded.home import NOBODY

# Inside a user namespace root appears as nobody; outside nothing changes: no user is added, no
# folder changes hands. Some containers forbid namespaces.
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
# There the server really is nobody, and the data folder is handed to it.
DROPPED = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
# The same below a folder that nobody may not enter (/root, for one): the one right to pass it.
DROPPED_BELOW_CLOSED = (
    *DROPPED,
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
)


@dataclass(frozen=True)
class Runner:
    """The words put before a program, and to whom its files must belong."""

    prefix: tuple[str, ...]
    owner: int

    @classmethod
    def choose(cls, *, program: Path, folder: Path) -> "Runner":
        """The first way in which the program starts and the folder can be entered.

        Raises EmbeddedError when root has no way to step down.
        """
        if os.geteuid() != 0:
            return cls((), os.geteuid())
        ways = (cls(NAMESPACE, 0), cls(DROPPED, NOBODY), cls(DROPPED_BELOW_CLOSED, NOBODY))
        for way in ways:
            if way._works(program, folder):
                return way
        raise EmbeddedError(
            gettext_noop(
                "PostgreSQL must not run as root, and this system has no way to step down. "
                "Work as an ordinary user, or set DATABASE_URL to a server."
            )
        )

    def _works(self, program: Path, folder: Path) -> bool:
        if shutil.which(self.prefix[0]) is None:
            return False
        script = 'cd "$1" && exec "$2" --version'
        tried = subprocess.run(  # noqa: S603 - fixed words and our own paths
            [*self.prefix, "sh", "-c", script, "sh", folder, program],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return tried.returncode == 0

    def own(self, *paths: Path) -> None:
        """Hand the files to the user the server runs as, when they are somebody else's."""
        if os.geteuid() != 0:
            return
        for path in paths:
            if path.lstat().st_uid == self.owner:
                continue
            for below, folders, files in os.walk(path):
                for name in (*folders, *files):
                    os.lchown(os.path.join(below, name), self.owner, self.owner)
            os.lchown(path, self.owner, self.owner)
