"""The one place where a deed is made: from the viewer, the clock and the form."""

from collections.abc import Iterable
from datetime import datetime

from tracker.accounts.permissions import Viewer
from tracker.core.clock import day_of
from tracker.tasks.forms import StepForm
from tracker.tasks.queries import Office, Officer
from tracker.tasks.rules.deeds import Deed, Means


def own_deed(who: Viewer, at: datetime) -> Deed:
    """Answer a deed of the viewer's own, done and entered now."""
    return Deed(actor_id=who.person_id, actor_name=who.name, at=at, done_on=day_of(at))


def deed_of_form(who: Viewer, at: datetime, form: StepForm, office: Office | None) -> Deed:
    """Answer the deed that a form tells of; a name typed by hand goes before the person chosen."""
    if not form.recorded:
        return Deed(
            actor_id=who.person_id,
            actor_name=who.name,
            at=at,
            done_on=form.done_on.data,
            note=form.note.data or "",
        )
    chosen = None if form.for_name.data else form.for_id.data
    people = office.people if office else ()
    officer = next((one for one in people if one.person_id == chosen), None)
    if form.for_name.data:
        officer = _named(form.for_name.data, people)
    return Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=at,
        done_on=form.done_on.data,
        means=Means(form.means.data),
        for_id=officer.person_id if officer else chosen,
        for_name=officer.name if officer else form.for_name.data,
        for_post=officer.post if officer else "",
        note=form.note.data or "",
    )


def _named(words: str, people: Iterable[Officer]) -> Officer | None:
    """Answer the one colleague who bears a name typed by hand: a typed name is no second identity."""
    bare = "".join(words.split())
    found = [one for one in people if "".join(one.name.split()) == bare]
    return found[0] if len(found) == 1 else None
