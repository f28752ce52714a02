"""A ZIP opened as the unpacker of an old Chinese Windows does: names in GBK, and nothing known of anything newer."""

import io
import zipfile


def opened(content: bytes) -> zipfile.ZipFile:
    """Answer the package; what says that its name is UTF-8 is read so, as newer ones do."""
    return zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gbk")
