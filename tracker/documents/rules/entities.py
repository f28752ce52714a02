"""Signs that a web page spells out (&nbsp; &ldquo; &#160;) and a copy of it left in the text."""

import html
import re

_ENTITY = re.compile("&(?:amp;)?(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}[0-9]{0,2});")


def without_entities(text: str) -> str:
    """Return ``text`` with the entities of HTML as the signs they stand for; unknown ones stay as they are."""
    if "&" not in text:
        return text
    return _ENTITY.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    return html.unescape(html.unescape(found.group()))
