"""Bringing units and people in from Excel: template, check, mending on screen, all or nothing."""

from flask import Response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.actions import LINK_HOURS, Hand
from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.documents.rules.failures import FileReadingError
from tracker.ledgers.actions.roster import Admitted, bring_in
from tracker.ledgers.forms.roster import LINKS, RosterFileForm, RosterForm, packed, unpacked
from tracker.ledgers.pages.roster import (
    RosterAdmitted,
    RosterCell,
    RosterCheckPage,
    RosterDonePage,
    RosterFate,
    RosterRow,
    RosterUploadPage,
)
from tracker.ledgers.queries.roster import known_to
from tracker.ledgers.reader.roster import read_roster
from tracker.ledgers.render.roster import roster_template
from tracker.ledgers.rules.roster import (
    MOST_ROWS,
    PERSON_LABELS,
    UNIT_LABELS,
    BadCell,
    Known,
    PersonLine,
    Roster,
    UnitLine,
    faults_of,
    is_there,
)
from tracker.ledgers.rules.sign_in_names import with_logins
from tracker.ledgers.views.blueprint import bp
from tracker.tasks.rules.looks import Look
from tracker.web.database import reading, transaction
from tracker.web.downloads import EXCEL, download
from tracker.web.render import render


@bp.get("/people/import")
@requires(Permission.PEOPLE_MANAGE)
def roster() -> Response:
    return _upload_page(RosterFileForm())


@bp.get("/people/import/template")
@requires(Permission.PEOPLE_MANAGE)
def roster_workbook() -> Response:
    with reading() as session:
        known = known_to(session, viewer())
    content = roster_template(known.units[known.top], clock.today())
    return download(content, "人员和单位导入模板.xlsx", EXCEL)


@bp.post("/people/import")
@requires(Permission.PEOPLE_MANAGE)
def check_roster() -> BaseResponse:
    form = RosterFileForm()
    if not form.validate_on_submit() or not form.file.data:
        form.refuse(InvalidError("请选择填好的表格。", "file"))
        return _upload_page(form, 422)
    try:
        found = read_roster(form.file.data.read(), form.file.data.filename or "")
    except FileReadingError as fault:
        form.refuse(InvalidError(fault.sentence, "file"))
        return _upload_page(form, 422)
    except InvalidError as error:
        form.refuse(error)
        return _upload_page(form, 422)
    return _check_page(RosterForm(formdata=None), found)


@bp.post("/people/import/save")
@requires(Permission.PEOPLE_MANAGE)
def save_roster() -> BaseResponse:
    form = RosterForm()
    try:
        found = unpacked(form.rows.data or "", request.form)
    except InvalidError as error:
        upload = RosterFileForm(formdata=None)
        upload.refuse(error)
        return _upload_page(upload, 422)
    if not form.validate_on_submit():
        return _check_page(form, found, 422)
    by_link = form.give.data == LINKS
    try:
        with transaction() as session:
            hand = Hand(viewer().person_id, clock.now())
            known = known_to(session, viewer())
            found = with_logins(found, known)
            units, people = bring_in(session, found, known, by_link=by_link, hand=hand)
    except InvalidError:  # told cell by cell
        return _check_page(form, found, 422)
    there = [one.name for one in found.lines if is_there(one, known)]
    page = RosterDonePage(
        units=units,
        rows=tuple(map(_admitted, people)),
        kept=tuple(there),
        by_link=by_link,
        hours=LINK_HOURS,
        people_url=url_for("accounts.people"),
    )
    return render(page)


def _upload_page(form: RosterFileForm, status: int = 200) -> Response:
    page = RosterUploadPage(
        form=form,
        url=url_for("ledgers.check_roster"),
        template_url=url_for("ledgers.roster_workbook"),
        people_url=url_for("accounts.people"),
        most_rows=MOST_ROWS,
    )
    return render(page, status)


def _check_page(form: RosterForm, found: Roster, status: int = 200) -> Response:
    with reading() as session:
        known = known_to(session, viewer())
    found = with_logins(found, known)
    faults = faults_of(found, known)
    form.rows.raw_data = None
    form.rows.data = packed(found)
    page = RosterCheckPage(
        form=form,
        url=url_for("ledgers.save_roster"),
        again_url=url_for("ledgers.roster"),
        people_url=url_for("accounts.people"),
        units=len(found.units),
        people=len(found.people),
        bad=_bad_rows(found, faults),
        fates=_fates(found, faults, known),
        new=sum(not is_there(one, known) for one in found.lines),
    )
    return render(page, status)


_MADE = Look("新增", "good", "plus-lg")
_THERE = Look("已有，不改动", "neutral", "dash-lg")
_BAD = Look("要改", "bad", "exclamation-circle")


def _fates(found: Roster, faults: tuple[BadCell, ...], known: Known) -> tuple[RosterFate, ...]:
    """Answer what becomes of each row, in the order of the sheets."""
    bad = {(one.sheet, one.index) for one in faults}

    def look(sheet: str, index: int, line: UnitLine | PersonLine) -> Look:
        return _BAD if (sheet, index) in bad else _THERE if is_there(line, known) else _MADE

    units = (
        RosterFate("单位", one.place, one.name, one.code, one.parent, look("units", index, one))
        for index, one in enumerate(found.units)
    )
    people = (
        RosterFate("人员", one.place, one.name, one.login, one.unit, look("people", index, one))
        for index, one in enumerate(found.people)
    )
    return (*units, *people)


def _bad_rows(found: Roster, faults: tuple[BadCell, ...]) -> tuple[RosterRow, ...]:
    by_cell = {(one.sheet, one.index, one.field): one.words for one in faults}
    rows = dict.fromkeys((one.sheet, one.index) for one in faults)
    return tuple(_bad_row(found, sheet, index, by_cell) for sheet, index in rows)


def _bad_row(
    found: Roster, sheet: str, index: int, faults: dict[tuple[str, int, str], str]
) -> RosterRow:
    of_units = sheet == "units"
    labels = UNIT_LABELS if of_units else PERSON_LABELS
    line = found.units[index] if of_units else found.people[index]
    return RosterRow(
        sheet="单位" if of_units else "人员",
        place=line.place,
        leave=f"{sheet}-{index}-leave",
        cells=tuple(
            RosterCell(
                field=f"{sheet}-{index}-{name}",
                label=label,
                value=getattr(line, name),
                fault=faults.get((sheet, index, name), ""),
            )
            for name, label in labels.items()
        ),
    )


def _admitted(one: Admitted) -> RosterAdmitted:
    url = url_for("accounts.choose_password", token=one.token, _external=True) if one.token else ""
    return RosterAdmitted(one.unit_name, one.name, one.login, one.password or url)
