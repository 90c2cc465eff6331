"""Bring .venv to a lock: `python3 deploy/bootstrap.py base|dev`. Standard library only.

Run by make with any Python >= 3.11. A second run finds the stamp and does nothing. Two at once wait
for each other. Sentences are in Chinese here: there is no catalogue yet.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "countylink-lock"
LOCKS = ROOT / "deploy" / "requirements"
NEEDED = (3, 11)
NO_VENV = """\
本机的 Python 缺少 venv 组件，无法建立运行环境。
Debian 或 Ubuntu 请先运行：apt-get install python3-venv，然后重新运行 make。"""
NO_PACKAGES = """\
依赖未能安装，原因见上。请检查网络后重新运行 make。
如本单位使用软件源镜像，请先用 pip config 设置好。"""


def main(wanted: str) -> None:
    """Make the environment if there is none, then install the lock unless the stamp names it."""
    if sys.version_info < NEEDED:
        raise SystemExit(f"需要 Python 3.11 或更高版本，当前为 {sys.version.split()[0]}。")
    (ROOT / ".data").mkdir(exist_ok=True)
    with (ROOT / ".data" / "bootstrap.lock").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not works([str(PYTHON), "-c", "import sys"]):
            make_environment()
        install(wanted)


def works(command: list[str]) -> bool:
    """Whether the command exists and ends well; its output does not matter."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def make_environment() -> None:
    """Make .venv anew; without ensurepip by the system's own pip, else end with a sentence."""
    print("建立运行环境 .venv", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if works([sys.executable, "-m", "venv", str(VENV)]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    bare = [sys.executable, "-m", "venv", "--without-pip", str(VENV)]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"]
    if not (works(bare) and works(pip)):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(NO_VENV)


def install(wanted: str) -> None:
    """Install the lock. `dev` holds all of `base`: where it is, it is kept and kept up to date."""
    stamped = STAMP.read_text().split() if STAMP.exists() else ["", ""]
    # Also in an environment that somebody made by hand: its test tools stay.
    if stamped[0] == "dev" or (VENV / "bin" / "pytest").exists():
        wanted = "dev"
    lock = LOCKS / f"{wanted}.txt"
    mark = [wanted, hashlib.sha256(lock.read_bytes()).hexdigest()]
    if stamped == mark:
        return
    print("安装依赖，首次约需一分钟", flush=True)
    STAMP.unlink(missing_ok=True)
    if not (by_uv(lock) or by_pip(lock)):
        raise SystemExit(NO_PACKAGES)
    STAMP.write_text(" ".join(mark))


def by_uv(lock: Path) -> bool:
    """Quickly, by uv, which comes into .venv by pip."""
    if not works([str(PYTHON), "-m", "uv", "--version"]) and not run(
        [*pip(), "--require-hashes", "-r", str(LOCKS / "uv.txt")]
    ):
        return False
    command = ["uv", "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    return run([str(PYTHON), "-m", *command, "--compile-bytecode", str(lock)], **pip_index())


def by_pip(lock: Path) -> bool:
    """Slowly, by pip, where uv cannot be had."""
    print("改用 pip 安装，约需几分钟", flush=True)
    return run([*pip(), "--require-hashes", "-r", str(lock)])


def pip() -> list[str]:
    """pip's install command inside .venv."""
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def pip_index() -> dict[str, str]:
    """The mirror that this machine's pip is set to, for uv, which does not read pip's settings."""
    if "UV_DEFAULT_INDEX" in os.environ or "UV_INDEX_URL" in os.environ:
        return {}
    asked = subprocess.run(  # noqa: S603 - our own environment's pip
        [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    address = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": address} if address else {}


def run(command: list[str], **environment: str) -> bool:
    """Run with output shown; whether it ended well."""
    # A setting to write no bytecode would make every later start three times slower.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, env=kept | environment, check=False).returncode == 0  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")
