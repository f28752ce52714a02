"""Files that take long are made in a process of their own, which outlives the request that asked for them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from tracker.core.config import Settings

_ROOT = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from tracker.yearend.jobs import main; main(int(sys.argv[2]))"
)
_SECONDS = 600
# What the maker takes over from the process that serves people.
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH")


def launch(settings: Settings, file_id: int) -> threading.Thread:
    """Start the maker of a file and answer the thread that waits for its end; one that hangs is ended."""
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    surroundings |= {
        "DATABASE_URL": settings.database_url.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(settings.instance_path),
        "SECRET_KEY": settings.secret_key,
    }
    maker = subprocess.Popen(  # noqa: S603  our own program and a number
        [sys.executable, "-I", "-c", _START, _ROOT, str(file_id)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        start_new_session=True,
    )
    name = f"maker-{file_id}"
    waiting = threading.Thread(target=_wait, args=(maker,), name=name, daemon=True)
    waiting.start()
    return waiting


def _wait(maker: subprocess.Popen[bytes]) -> None:
    try:
        maker.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        maker.kill()
        maker.wait()
