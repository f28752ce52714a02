"""create_app(): the only place that knows every feature."""

import sys
from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from tracker.accounts.commands import accounts as account_commands
from tracker.accounts.commands import units
from tracker.accounts.guard import install_guard
from tracker.accounts.views import bp as accounts
from tracker.core.config import PROJECT_ROOT, Settings, read_settings
from tracker.core.db import Database
from tracker.core.errors import ConfigurationError
from tracker.core.log import configure_log
from tracker.demo.commands import demo
from tracker.help.views import bp as help_pages
from tracker.home.views import bp as home
from tracker.home.views import build_frame
from tracker.ledgers.commands import export_tasks, import_tasks
from tracker.ledgers.commands import ledgers as ledger_commands
from tracker.ledgers.views import bp as ledgers
from tracker.reminders.commands import reminders as reminder_commands
from tracker.reminders.views import bp as reminders
from tracker.reports.commands import reports as report_commands
from tracker.reports.views import bp as reports
from tracker.scheduler import jobs, scheduler, start_in_web
from tracker.tasks.commands import files, import_reports, trail
from tracker.tasks.commands import tasks as task_commands
from tracker.tasks.views import bp as tasks
from tracker.web.addresses import configure_addresses
from tracker.web.commands import backup, db
from tracker.web.database import configure_database
from tracker.web.errors import register_errors
from tracker.web.headers import install_headers, serve_static
from tracker.web.render import configure_rendering
from tracker.web.serving import hold_little, is_serving
from tracker.workdays.commands import workdays as workday_commands
from tracker.workdays.views import bp as workdays
from tracker.yearend.commands import yearend as year_commands
from tracker.yearend.views import bp as yearend

# A request may carry one file of 50 MB of evidence and the form around it.
_LARGEST_REQUEST = 52 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; without settings they are read from the environment.

    A wrong setting ends the process with one Chinese sentence on standard error and exit code 2.
    """
    configure_log()
    if is_serving():
        hold_little()
    if settings is None:
        settings = _settings_or_exit()
    app = Flask(
        "tracker",
        root_path=str(Path(__file__).resolve().parent),
        template_folder=str(PROJECT_ROOT / "templates"),
    )
    _configure(app, settings)
    app.extensions["settings"] = settings
    app.extensions["database"] = Database(settings.database_url)
    configure_database(app)
    configure_addresses(app)
    configure_rendering(app)
    register_errors(app)
    install_guard(app)
    # After the guard: whoever is signed out is told that, not that their token is stale.
    CSRFProtect(app)
    install_headers(app, tls=settings.tls)
    _register_features(app)
    serve_static(app)
    start_in_web(app)
    return app


def _settings_or_exit() -> Settings:
    try:
        return read_settings()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-tracker" if settings.tls else "tracker",
        SESSION_COOKIE_SECURE=settings.tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_I18N_ENABLED=False,
        WTF_CSRF_TIME_LIMIT=None,
    )


def _register_features(app: Flask) -> None:
    """Give every feature's pages and commands their place."""
    app.register_blueprint(accounts)
    app.register_blueprint(workdays)
    app.register_blueprint(reports)
    app.register_blueprint(tasks)
    app.register_blueprint(ledgers)
    app.register_blueprint(reminders)
    app.register_blueprint(yearend)
    app.register_blueprint(help_pages)
    app.register_blueprint(home)
    app.extensions["frame"] = build_frame
    # It lives downstream, but to a person it is one group.
    report_commands.add_command(import_reports)
    task_commands.add_command(export_tasks)
    task_commands.add_command(import_tasks)
    for group in (
        db,
        backup,
        files,
        units,
        account_commands,
        report_commands,
        task_commands,
        ledger_commands,
        trail,
        workday_commands,
        reminder_commands,
        year_commands,
    ):
        app.cli.add_command(group)
    for command in (jobs, scheduler, demo):
        app.cli.add_command(command)
