"""The application that `flask` and gunicorn load."""

from tracker.factory import create_app

app = create_app()
