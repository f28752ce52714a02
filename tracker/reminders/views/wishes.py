"""How one wants to be told, and one's calendar address."""

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Person
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.reminders import actions
from tracker.reminders.forms.rules import WishForm
from tracker.reminders.pages.rules import WishesPage
from tracker.reminders.queries.feed import feed_since
from tracker.reminders.queries.ladders import load_ladders, webhooks_for
from tracker.reminders.queries.wishes import wish_of
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.views.blueprint import bp, tabs
from tracker.web.database import reading, settings, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render


@bp.get("/settings")
@requires(Permission.SIGNED_IN)
def wishes() -> Response:
    form = WishForm(formdata=None)
    with reading() as session:
        rules = _rules(session)
        form.show(wish_of(session, viewer().person_id), _optional(rules))
        return render(_page(session, form, rules))


@bp.post("/settings")
@requires(Permission.SIGNED_IN)
def keep_wishes() -> BaseResponse:
    form = WishForm()
    with transaction() as session:
        rules = _rules(session)
        form.offer(_optional(rules))
        if form.validate_on_submit():
            try:
                wish = form.typed(_optional(rules))
                actions.keep_wish(session, viewer().person_id, wish, at=clock.now())
            except InvalidError as error:
                form.refuse(error)
            else:
                flash("已保存。", "good")
                return go_to(url_for(".wishes"))
        return render(_page(session, form, rules), 422)


@bp.post("/settings/feed")
@requires(Permission.SIGNED_IN)
def make_feed() -> Response:
    """Show a new address once: only its hash is kept."""
    form = WishForm(formdata=None)
    with transaction() as session:
        token = actions.make_feed(session, viewer().person_id, at=clock.now())
        session.flush()
        rules = _rules(session)
        form.show(wish_of(session, viewer().person_id), _optional(rules))
        address = settings().base_url + url_for(".calendar_feed", token=token)
        return render(_page(session, form, rules, feed_url=address))


@bp.post("/settings/feed/end")
@requires(Permission.SIGNED_IN)
def end_feed() -> BaseResponse:
    with transaction() as session:
        actions.end_feed(session, viewer().person_id, at=clock.now())
    flash("日历订阅已停用，原来的地址不再有效。", "good")
    return go_to(url_for(".wishes"))


def _rules(session: Session) -> list[Rule]:
    """Answer the rules in use where the viewer wears a hat, each code once."""
    ladders = load_ladders(session)
    units = [viewer().unit_id, *(one for _, held in viewer().reach for one in sorted(held)[:20])]
    found: dict[str, Rule] = {}
    for unit_id in units:
        for rule in ladders.of(unit_id).values():
            if rule.enabled:
                found.setdefault(rule.code, rule)
    return sorted(found.values(), key=lambda one: one.gravity)


def _optional(rules: list[Rule]) -> list[tuple[str, str]]:
    may = actions.mutable_codes(rules)
    return [(one.code, one.label) for one in rules if one.code in may]


def _page(session: Session, form: WishForm, rules: list[Rule], *, feed_url: str = "") -> WishesPage:
    person = session.get_one(Person, viewer().person_id)
    since = feed_since(session, person.id)
    local = since.astimezone(clock.OFFICE_ZONE) if since else None
    return WishesPage(
        tabs=tabs(),
        form=form,
        email=person.email or "",
        may_try_mail=bool(person.email) and settings().smtp_url is not None,
        has_webhook=bool(webhooks_for(session, {person.id})),
        optional=bool(_optional(rules)),
        obligatory=tuple(dict.fromkeys(one.label for one in rules if one.obligatory)),
        feed_url=feed_url,
        feed_since=f"{local.year}年{local.month}月{local.day}日" if local else "",
    )
