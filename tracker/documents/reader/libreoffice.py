"""LibreOffice as a converter from Word 97 to .docx: alone, without network, with a fresh profile each time."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

SECONDS = 7
"""Less than the reading process has, so that the own reader can still have its turn."""

_PROGRAMS = ("soffice", "libreoffice")


def converted(content: bytes) -> bytes | None:
    """Convert a Word 97 file to .docx; None where LibreOffice is absent, fails or takes too long.

    The caller has left the network and bounded memory: a document may name addresses, and LibreOffice
    fetches what documents name.
    """
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="word-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "file.doc")
        source.write_bytes(content)
        result = Path(folder, "out", "file.docx")
        if not _run(_command(program, folder, source, result.parent)):
            return None
        return result.read_bytes() if result.is_file() else None


def _command(program: str, folder: str, source: Path, target: Path) -> list[str]:
    return [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        # Named by hand: content that is not Word 97 must not be taken for HTML, which reaches outside.
        "--infilter=MS Word 97",
        "--convert-to",
        "docx",
        "--outdir",
        str(target),
        str(source),
    ]


def _run(command: list[str]) -> bool:
    """Run to the end or for SECONDS; what the program started ends with it."""
    process = subprocess.Popen(  # noqa: S603  the program was found on PATH, the arguments are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
