"""The headers that every answer carries, also the static files that WhiteNoise serves below Flask."""

from wsgiref.headers import Headers

from flask import Flask, Response
from whitenoise import WhiteNoise

_YEAR = 365 * 24 * 3600
_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}


def install_headers(app: Flask, *, tls: bool) -> None:
    """Add the safe headers to every answer; pages are never kept by caches."""
    headers = dict(_HEADERS)
    if tls:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    app.after_request(add)


def serve_static(app: Flask) -> None:
    """Let WhiteNoise serve static files; their addresses carry a hash, so they never expire."""
    assert app.static_folder is not None
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask means it to be wrapped
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=_YEAR,
        add_headers_function=_forbid_sniffing,
    )


def _forbid_sniffing(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
