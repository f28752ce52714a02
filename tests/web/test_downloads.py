"""A file that came is told to the page that waits for it."""

import pytest
from flask import Flask

from tracker.web.downloads import TAKING, download


@pytest.mark.parametrize(("cookie", "told"), [(f"{TAKING}=1", True), ("", False)])
def test_a_page_that_waits_sees_by_its_cookie_that_the_file_came(
    app: Flask, *, cookie: str, told: bool
) -> None:
    with app.test_request_context(headers={"Cookie": cookie} if cookie else {}):
        answer = download(b"x", "台账.xlsx")
    taken = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{TAKING}=;")]
    assert bool(taken) is told
