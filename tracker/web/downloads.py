"""Sending bytes as a download with a proper, also Chinese, file name."""

from io import SEEK_END, BytesIO
from typing import IO

from flask import Response, request, send_file

from tracker.core.text import clean_file_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTES = "application/octet-stream"
# A cookie of the page that waits for a file: it sees by its end that the file came.
TAKING = "taking"


def download(content: bytes | IO[bytes], name: str, media_type: str = _BYTES) -> Response:
    """Answer bytes, or an open file, as an attachment that no browser shows or runs."""
    response = send_file(
        BytesIO(content) if isinstance(content, bytes) else content,
        mimetype=media_type,
        as_attachment=True,
        download_name=clean_file_name(name),
    )
    if not isinstance(content, bytes):
        response.content_length = content.seek(0, SEEK_END)  # a file of its own tells no length
        content.seek(0)
    if TAKING in request.cookies:
        response.delete_cookie(TAKING, samesite="Lax")
    return _kept_apart(response)


def drawing(content: bytes) -> Response:
    """Answer a JPEG that the program drew itself; the only kind of picture that a browser may show."""
    return _kept_apart(send_file(BytesIO(content), mimetype="image/jpeg"))


def _kept_apart(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
