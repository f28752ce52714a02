"""The tray and the register of letters, the register as a workbook, one letter on paper."""

from flask import Response, request, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.documents.rules.layout import LETTER
from tracker.ledgers.access.letters import letter_for
from tracker.ledgers.models import Letter
from tracker.ledgers.pages.letters import LetterRow, LettersPage, letter_row
from tracker.ledgers.queries.letters import register, register_years, tray
from tracker.ledgers.render.letters import register_as_excel
from tracker.ledgers.render.prints import print_file
from tracker.ledgers.rules.letters import LetterState
from tracker.ledgers.rules.letters.paper import LetterFacts, letter_paper
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.prints.choosing import PDF
from tracker.web.database import reading
from tracker.web.downloads import EXCEL, WORD, download
from tracker.web.render import render

_FIRST, _LAST = 2000, 2200


@bp.get("/letters")
@requires(Permission.LEDGER_READ)
def letters() -> Response:
    who, year = viewer(), _year()
    with reading() as session:
        page = LettersPage(
            drafts=tuple(_row(one) for one in tray(session, who)),
            issued=tuple(_row(one) for one in register(session, who, year)),
            year=year,
            years=tuple(sorted({year, *register_years(session, who)}, reverse=True)),
            export_url=url_for("ledgers.letters_register", year=year),
            writes=may(who, Permission.REPORT_IMPORT),
        )
    return render(page)


@bp.get("/letters/register.xlsx")
@requires(Permission.LEDGER_READ)
def letters_register() -> Response:
    who, year = viewer(), _year()
    with reading() as session:
        found = register(session, who, year)
    content = register_as_excel(found, who.unit_name, year, clock.today())
    return download(content, f"{who.unit_name}{year}年发文登记簿.xlsx", EXCEL)


@bp.get("/letters/<int(max=2147483647):letter_id>/file")
@requires(Permission.LEDGER_READ)
def letter_file(letter_id: int) -> Response:
    with reading() as session:
        found = letter_for(session, viewer(), letter_id)
    pdf = request.args.get("format") == "pdf"
    made = print_file(letter_paper(_facts(found), clock.today()), LETTER, pdf=pdf)
    if made is None:
        raise InvalidError("这台服务器现在不能生成PDF，请改用Word。")
    about = found.full_number or "草稿"
    name = f"{found.kind.label}{about}（{found.task.number}）.{made.ending}"
    return download(made.content, name, PDF if pdf else WORD)


def _facts(found: Letter) -> LetterFacts:
    return LetterFacts(
        kind=found.kind,
        unit_name=found.unit.name,
        addressee=found.addressee,
        title=found.title,
        text=found.text,
        task_number=found.task.number,
        number=found.full_number,
        signer=found.signer,
        issued_on=found.issued_on,
        reply_by=found.reply_by,
        void=found.state is LetterState.VOID,
    )


def _row(found: Letter) -> LetterRow:
    return letter_row(
        found,
        url_for("ledgers.letter", letter_id=found.id),
        url_for("tasks.show", task_id=found.task_id),
        clock.today(),
    )


def _year() -> int:
    asked = request.args.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 4 else 0  # noqa: PLR2004  digits of a year
    return year if _FIRST <= year <= _LAST else clock.today().year
