"""Sending bytes as a download with a proper, also Chinese, file name."""

from io import BytesIO

from flask import Response, send_file

from tracker.core.text import clean_file_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTES = "application/octet-stream"


def download(content: bytes, name: str, media_type: str = _BYTES) -> Response:
    """Answer bytes as an attachment that no browser shows or runs."""
    response = send_file(
        BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=clean_file_name(name),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
