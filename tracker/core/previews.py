"""Small drawings of kept files; they can be drawn again at any time, so no backup holds them."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# Stands where nothing can be drawn. An empty file will not do: a power cut may leave one of a drawing, too.
_REFUSED = b"-"


class PreviewSize(StrEnum):
    """How large a preview is: SMALL for lists, LARGE to look at."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Previews:
    """A folder of JPEG files named by the hash of the picture that they show."""

    root: Path

    def put(self, sha256: str, size: PreviewSize, content: bytes) -> None:
        """Keep a preview; a killed process never leaves half of one."""
        target = self._path(sha256, size)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(8)}.part")
        temporary.write_bytes(content)
        temporary.chmod(0o600)
        temporary.replace(target)

    def get(self, sha256: str, size: PreviewSize) -> bytes | None:
        """Answer a preview, empty where nothing can be drawn, or None when it has to be drawn first."""
        try:
            kept = self._path(sha256, size).read_bytes()
        except FileNotFoundError:
            return None
        return b"" if kept == _REFUSED else kept or None

    def refuse(self, sha256: str) -> None:
        """Note that nothing can be drawn of a file, so that nobody tries again and again."""
        for size in PreviewSize:
            self.put(sha256, size, _REFUSED)

    def refused(self, sha256: str) -> bool:
        """Answer whether nothing can be drawn of a file."""
        try:
            return self._path(sha256, PreviewSize.SMALL).stat().st_size == len(_REFUSED)
        except FileNotFoundError:
            return False

    def destroy(self, sha256: str) -> None:
        """Remove every preview of a picture."""
        for size in PreviewSize:
            self._path(sha256, size).unlink(missing_ok=True)

    def hashes(self) -> frozenset[str]:
        """Answer the hash of every picture that has a preview."""
        found = self.root.glob("??/*.*.jpg")
        return frozenset(path.name.partition(".")[0] for path in found)

    def _path(self, sha256: str, size: PreviewSize) -> Path:
        return self.root / sha256[:2] / f"{sha256}.{size.value}.jpg"
