"""Keeping an office's own Word templates: one by each name, the newest in force."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError
from tracker.yearend.models import WordTemplate
from tracker.yearend.reader.apart import TemplateLook
from tracker.yearend.rules.template import troubles_of

_MOST = 20


def keep_template(  # noqa: PLR0913  a template of a unit, what it asks for, by whom, when
    session: Session,
    unit: Unit,
    name: str,
    file_hash: str,
    look: TemplateLook,
    *,
    by: Viewer,
    at: datetime,
) -> WordTemplate:
    """Keep a template for a unit, in the place of one with the same name.

    Raises:
        InvalidError: it cannot be filled, asks for what nothing gives, or there are too many.
    """
    troubles = [look.trouble] if look.trouble else list(troubles_of(look.names))
    if troubles:
        raise InvalidError("".join(troubles), "template")
    # Two people may keep a template of one name at once; the unit's row is the lock.
    session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update())
    kept = session.scalars(select(WordTemplate).where(WordTemplate.unit_id == unit.id)).all()
    template = next((one for one in kept if one.name == name), None)
    if template is None and len(kept) >= _MOST:
        raise InvalidError(f"一个单位最多保存{_MOST}个模板，请先去掉不用的。", "name")
    if template is None:
        template = WordTemplate(unit_id=unit.id, name=name)
        session.add(template)
    template.file_hash, template.used = file_hash, list(look.names)
    template.kept_by_name, template.kept_at = by.name, at
    session.flush()
    return template


def drop_template(session: Session, template: WordTemplate) -> None:
    """Use a template no longer; the files made from it stay with whoever has them."""
    session.delete(template)
