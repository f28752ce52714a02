"""The door to the draft editor: the whole draft, and one paragraph with the form for its words."""

from typing import Any

from flask import Response, request, url_for

from tracker.accounts.guard import requires
from tracker.accounts.permissions import Permission
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render
from tracker.yearend.actions.editing import laid_at
from tracker.yearend.actions.placing import homes_of
from tracker.yearend.forms.editing import OwnForm, WordsForm
from tracker.yearend.pages.editor import EditorPage, StrayView, WordsFragment, WordsPage, slug_of
from tracker.yearend.pages.laying import Layer, leaves_of, outline_of, pages_of
from tracker.yearend.queries import Desk
from tracker.yearend.rules.editing.warnings import warnings_of
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp


@bp.get("/draft")
@requires(Permission.YEAREND_DRAFT)
def editor() -> Response:
    with reading() as session:
        return render(editor_page(desk_asked(session)))


@bp.get("/draft/passage")
@requires(Permission.YEAREND_DRAFT)
def passage() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        return render(words_page(desk, request.args.get("key", "")))


def editor_page(desk: Desk) -> EditorPage:
    """Lay out the page of the draft that the address asks for, else the first."""
    edited, draft = desk.report.edited, desk.report.draft
    pages = pages_of(list(leaves_of(edited.whole)))
    wanted = request.args.get("page", 1, type=int)
    shown = min(max(wanted, 1), len(pages))
    address = address_at(desk)
    warned = warnings_of(edited, desk.report.facts)
    layer = Layer(desk, warned)
    homes = homes_of(desk)
    return EditorPage(
        unit=desk.unit,
        year=desk.year,
        as_of_text=long_day(desk.report.facts.as_of),
        title=draft.title,
        address=address,
        outline=tuple(
            outline_of(
                edited.whole,
                pages,
                draft.headings,
                lambda page, slug: url_for("yearend.editor", page=page, **address, _anchor=slug),
            )
        ),
        opening=layer.alone(draft.opening.key) if shown == 1 else None,
        leaves=tuple(layer.leaf(one) for one in pages[shown - 1]),
        pages=_pager(len(pages), shown, address),
        length=draft.length,
        gaps=draft.gaps,
        edited=sum(1 for one in edited.laid.values() if one.edit.is_reworded),
        warnings=(*draft.warnings, *(one.sentence for one in warned if not one.key)),
        strays=tuple(
            StrayView(key, f"{one.lead or ''}{one.text}", one.by, one.version)
            for key, one in edited.strays.items()
        ),
        not_used=draft.not_used,
        homes=homes,
        own_form=_own_form(homes),
    )


def _own_form(homes: tuple[str, ...]) -> OwnForm:
    form = OwnForm(formdata=None)
    form.offer(homes)
    return form


def _pager(count: int, shown: int, address: dict[str, Any]) -> tuple[tuple[str, str | None], ...]:
    if count == 1:
        return ()
    return tuple(
        (f"第{one}页", None if one == shown else url_for("yearend.editor", page=one, **address))
        for one in range(1, count + 1)
    )


def words_page(
    desk: Desk, key: str, form: WordsForm | None = None, moved_by: str = ""
) -> WordsPage | WordsFragment:
    """Answer the form for the words of a paragraph: as it reads now, or as it was typed.

    Raises:
        NotFoundError: the draft has no such paragraph.
    """
    laid = laid_at(desk, key)
    now = laid.passage
    if form is None:
        form = WordsForm(formdata=None, lead=now.lead, text=now.text, version=laid.edit.version)
    elif moved_by:
        # Saved once more, what was typed counts: over what is kept now.
        form.version.data, form.version.raw_data = laid.edit.version, None
    kind = WordsFragment if is_fragment_request() else WordsPage
    address = address_at(desk)
    return kind(
        key=key,
        slug=slug_of(key),
        form=form,
        drafted=tuple(one.text for one in laid.drafted.sentences) if laid.drafted else (),
        has_lead=bool(now.lead),
        address=address,
        back_url=url_for("yearend.editor", **address, _anchor=slug_of(key)),
        unit=desk.unit,
        year=desk.year,
        reworded=laid.edit.is_reworded and laid.drafted is not None,
        moved_by=moved_by,
        now=f"{now.lead}{now.text}" if moved_by else "",
    )
