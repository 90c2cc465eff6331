"""Where one checkout keeps its embedded services: data, logs, locks and sockets."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded.errors import EmbeddedError, gettext_noop

CHECKOUT = Path(__file__).resolve().parents[2]
NOBODY = 65534

# A unix socket's path ends at 107 bytes; a few are kept for the lock file put beside it.
LONGEST_SOCKET = 100
PRIVATE = 0o700
LONGEST_NAME = len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Home:
    """The `.data` folder of a checkout. Two checkouts have two homes and never meet."""

    data: Path

    @classmethod
    def default(cls) -> "Home":
        """The home of this checkout, or the folder named by COUNTYLINK_DATA_DIR."""
        named = os.environ.get("COUNTYLINK_DATA_DIR")
        return cls(Path(named).resolve() if named else CHECKOUT / ".data")

    @property
    def sockets(self) -> Path:
        """The folder of the unix sockets; one under /tmp where the checkout lies too deep."""
        near = self.data / "run"
        if len(os.fsencode(near)) + LONGEST_NAME <= LONGEST_SOCKET:
            return near
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(f"/tmp/countylink-{digest}")  # noqa: S108 - made 0700 and checked in prepare()

    def prepare(self) -> None:
        """Make the folders, the sockets' one readable by its owner only.

        Raises EmbeddedError when somebody else got to the folder under /tmp first.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        effective = os.access in os.supports_effective_ids
        if not os.access(self.data, os.W_OK | os.X_OK, effective_ids=effective):
            raise EmbeddedError(
                gettext_noop(
                    "The folder %(path)s belongs to another user. "
                    "Work as that user, or in a copy of your own."
                ),
                path=self.data,
            )
        self.sockets.mkdir(mode=PRIVATE, exist_ok=True)
        found = self.sockets.lstat()
        ours = {os.geteuid()} | ({NOBODY} if os.geteuid() == 0 else set())
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
            raise EmbeddedError(
                gettext_noop(
                    "The folder %(path)s belongs to somebody else. Remove it, then try again."
                ),
                path=self.sockets,
            )
        if stat.S_IMODE(found.st_mode) != PRIVATE:
            self.sockets.chmod(PRIVATE)
