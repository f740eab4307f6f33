"""Queries made of forms: whatever people write into a field is sought, and never a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.forms import EVERYTHING, query_of
from model.alerts import Form
from search import matcher, understood
from tests.parity.shelf import shelf

_texts = st.text(max_size=40).filter(
    lambda text: any(letter.isascii() and letter.isalpha() for letter in text)
)
_values = st.lists(_texts, max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("form", "query"),
    [
        (Form(), EVERYTHING),
        (Form(unit=("Lapas Garut",)), 'unit:"Lapas Garut"'),
        (Form(kind=("MoU", "PKS"), province=("Banten",)), "province:Banten kind:(MoU OR PKS)"),
        (Form(keyword=("kerja sosial", "rutan")), "((kerja sosial) OR rutan)"),
        (Form(keyword=("OR",)), "(or)"),
        (Form(partner=('Yayasan "Bina" \\',)), 'party:"Yayasan \\"Bina\\" \\\\"'),
        (Form(keyword=("*",), unit=("a:b",)), 'unit:"a:b" "*"'),
    ],
)
def test_what_a_form_asks(form: Form, query: str) -> None:
    assert query_of(form) == query


@given(unit=_values, province=_values, partner=_values, keyword=_values)
def test_any_form_is_a_query(
    unit: tuple[str, ...],
    province: tuple[str, ...],
    partner: tuple[str, ...],
    keyword: tuple[str, ...],
) -> None:
    understood(query_of(Form(unit=unit, province=province, partner=partner, keyword=keyword)))


def test_values_are_alternatives_and_fields_add_up() -> None:
    match = matcher(shelf())
    both = match.find(query_of(Form(unit=("rutan", "bapas"), partner=("universitas",)))).stories
    units = match.find("unit:rutan").stories | match.find("unit:bapas").stories
    assert both == units & match.find("party:universitas").stories
    assert both
