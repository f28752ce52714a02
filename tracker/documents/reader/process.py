"""One short-lived process for each file, so that no file can harm the one that serves people."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tracker.documents.reader.isolation import LARGEST_OUTPUT, SECONDS
from tracker.documents.reader.wire import unpack
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument

_ROOT = str(Path(__file__).resolve().parents[3])
# -I shuts out the caller's environment and folder, so the project's own folder is named by hand.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tracker.documents.reader.child import main; main(*sys.argv[2:])"


def read_apart(content: bytes, way: str, ending: str) -> PlainDocument:
    """Read a file that passed the gate in a process of its own.

    Args:
        content: the bytes of the file.
        way: how to read it, as the gate said.
        ending: the ending of its name, for the sentence when it fails.

    Raises:
        RefusedFileError: reading took too long or too much memory, or the reader refused.
        UnreadableFileError: the reader gave up or died.
    """
    with tempfile.TemporaryDirectory(prefix="reading-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, f"file.{way}")
        path.write_bytes(content)
        printed = Path(folder, "printed")
        _check_end(_run(way, path, printed), ending)
        if printed.stat().st_size >= LARGEST_OUTPUT:
            raise RefusedFileError(Refusal.TOO_LONG)
        return unpack(printed.read_bytes(), ending)


def _run(way: str, path: Path, printed: Path) -> int | None:
    """Start the process and wait; answer its return code, or None when its time was up."""
    folder = str(path.parent)
    command = [sys.executable, "-I", "-c", _START, _ROOT, way, str(path)]
    surroundings = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    with printed.open("wb") as output:
        # What a broken file makes a library say is of no use to anyone, so standard error goes nowhere.
        child = subprocess.Popen(  # noqa: S603  our own command; the file name is ours too
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=surroundings,
            start_new_session=True,
        )
        try:
            return child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end_all(child)


def _end_all(child: subprocess.Popen[bytes]) -> None:
    """End the process and everything that it started; they share a process group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _check_end(code: int | None, ending: str) -> None:
    if code is None or code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise RefusedFileError(Refusal.TOO_SLOW)
    if code == -signal.SIGXFSZ:
        raise RefusedFileError(Refusal.TOO_LONG)
    if code != 0:
        raise UnreadableFileError(Fault.CRASHED, ending)
