"""The check screen as a clerk sits before it."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.reports.models import Batch

Kept = Callable[[int], Batch]
SignIn = Callable[[str], FlaskClient]


class Desk:
    """The town's clerk at the check screen of one report."""

    def __init__(self, client: FlaskClient, batch_id: int, kept: Kept) -> None:
        self.client, self.batch_id, self.kept = client, batch_id, kept

    @property
    def batch(self) -> Batch:
        return self.kept(self.batch_id)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.batch.findings]

    def repeat_of(self, order: int) -> dict[str, Any] | None:
        return self.batch.findings[order].repeat_of

    def url(self, deed: str = "", order: int | None = None) -> str:
        start = f"/reports/{self.batch_id}"
        if order is not None:
            start += f"/findings/{self.batch.findings[order].id}"
        return f"{start}/{deed}" if deed else start

    def post(
        self, deed: str, order: int | None = None, *, htmx: bool = False, **values: Any
    ) -> TestResponse:
        data = {"version": self.batch.version, **values}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(self.url(deed, order), data=data, headers=headers)
