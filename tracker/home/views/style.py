"""The living page of the design system, in the demonstration only."""

import json

from flask import Response

from tracker.accounts.guard import public
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.home.forms import sample_with_errors
from tracker.home.pages import StylePage
from tracker.home.views.blueprint import bp
from tracker.home.views.frame import is_demo
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render

_TOAST = {"toast": {"kind": "good", "text": "已保存"}}


@bp.get("/style")
@public
def style() -> Response:
    with reading() as session:
        if not is_demo(session):
            raise NotFoundError
    if is_fragment_request():
        return Response(status=204, headers={"HX-Trigger": json.dumps(_TOAST)})
    return render(StylePage(form=sample_with_errors(), today=clock.today()))
