# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which child may be meant: the likeliest first, nobody hidden, and never proof."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodsteunpunt.domain.seeking import Sought, Why, who_may_be
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import ChildStatus
from noodsteunpunt.domain.views_point import ChildView


def child(band: str, name: str, age: int | None, looks: str, *, gone: bool = False) -> ChildView:
    status = ChildStatus.RELEASED if gone else ChildStatus.HERE
    return ChildView(
        SubjectId(band), band, f"KB-A{band}", SubjectId(""), status, ("Testpersoon Een", "Testpersoon Twee"), name, age,
        looks, "", "", int(band), (), None, alone=False, wrong=False,
    )  # fmt: skip


HERE = (
    child("11", "", None, ""),
    child("12", "Testpersoon Noor", 3, "gele jurk"),
    child("17", "Testpersoon Sem", 8, "blauwe jas, bril"),
    child("18", "Testpersoon Sem", 9, "groene trui", gone=True),
)


@pytest.mark.parametrize(
    ("sought", "band", "why"),
    [
        (Sought("mijn zoon Sem", 8, "blauwe jas"), "17", (Why.NAME, Why.LOOKS, Why.AGE)),
        (Sought("", 7, ""), "17", (Why.AGE,)),
        (Sought("NOOR", None, ""), "12", (Why.NAME,)),
        (Sought("", None, "een gele bloemetjesjurk"), "12", (Why.LOOKS,)),
        (Sought("Sem", 15, ""), "17", (Why.NAME, Why.OTHER_AGE)),
    ],
)
def test_the_likeliest_comes_first_with_why(sought: Sought, band: str, why: tuple[Why, ...]) -> None:
    first = who_may_be(sought, HERE)[0]
    assert (first.child.wristband, first.why, first.fits) == (band, why, True)


@pytest.mark.parametrize("said", ["", "Testpersoon", "mijn kind", "met een en de"])
def test_what_says_nothing_fits_nobody(said: str) -> None:
    assert not any(one.fits for one in who_may_be(Sought(said, None, said), HERE))


@given(st.text(max_size=40), st.none() | st.integers(0, 17), st.text(max_size=60))
def test_nobody_who_is_here_is_hidden_and_nobody_who_is_gone_comes_back(name: str, age: int | None, looks: str) -> None:
    found = who_may_be(Sought(name, age, looks), HERE)
    assert {one.child.wristband for one in found} == {"11", "12", "17"}
    assert found == who_may_be(Sought(name, age, looks), HERE[::-1]), "the order in which they are read says nothing"
