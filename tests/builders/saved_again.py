"""A file saved once more by LibreOffice, as offices without Excel do; other programs change more than one thinks."""

import shutil
import subprocess
from pathlib import Path

import pytest


def saved_again(content: bytes, ending: str, folder: Path) -> bytes:
    """Answer a workbook as LibreOffice saves it, in the kind that ``ending`` names (xlsx, xls)."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source, into = folder / "first.xlsx", folder / "again"
    source.write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", ending, "--outdir", str(into), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (into / f"first.{ending}").read_bytes()
