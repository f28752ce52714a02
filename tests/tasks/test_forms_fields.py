"""What lists of words look like: as the library draws them, though each option is drawn only once."""

import pytest
from wtforms import Form, SelectChoice, SelectField
from wtforms.widgets import Select

from tracker.tasks.forms.fields import one_optional
from tracker.tasks.rules.kinds import FigureSort


@pytest.mark.parametrize("chosen", ["", next(iter(FigureSort)).value])
def test_options_drawn_once_are_those_that_the_library_draws(chosen: str) -> None:
    fields = {"sort": one_optional("细分", FigureSort)}
    sort = type("OneList", (Form,), fields)(data={"sort": chosen}).sort
    assert sort() == sort() == Select()(sort)
    assert "selected" in sort()


def test_a_label_with_signs_of_html_stays_a_label() -> None:
    drawn = one_optional("x", FigureSort).kwargs["widget"]
    fields = {"one": SelectField("x", choices=[SelectChoice("1", "<b>甲")], widget=drawn)}
    assert "&lt;b&gt;甲" in type("OneList", (Form,), fields)().one()
