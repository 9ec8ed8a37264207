# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists of a pack as the work at a point reads them: from a signed pack on this disk, and those we ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.canonical import Json, dumps
from noodsteunpunt.domain.rules_shift import MOST_STEPS, check_steps
from noodsteunpunt.domain.values_point import ListMoment
from noodsteunpunt.station.packs import items_of, list_of
from tests.support.library_kit import install, library, pack_file, tree
from tests.support.station_kit import open_store, papers

CHECKLISTS: Json = [
    {
        "id": "openen", "moment": "opening", "title": {"nl": "Openen", "en": "Opening"},
        "steps": [
            {"text": {"nl": "Licht aan", "en": "Lights on"}, "role": "ontvangst", "card": "stroom"},
            {"text": {"en": "Only English"}},
        ],
    },
    {"id": "odd", "moment": "closing", "title": 7, "steps": "none"},
]  # fmt: skip
LISTS: Json = [{"id": "x", "kind": "niet-brengen", "title": {"nl": "Niet"}, "items": [{"name": {"nl": "Kleding"}}]}]


def test_a_list_of_an_installed_pack(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[1])
    packs = library(tmp_path, store)
    assert list_of(packs, "opening") is None and items_of(packs, "niet-brengen") == ()
    assert list_of(None, "opening") is None and items_of(None, "nodig") == ()
    files = tree(1, checklists__json=dumps(CHECKLISTS), lists__json=dumps(LISTS))
    install(packs, pack_file(tmp_path, 1, files))
    steps = (("Licht aan", "ontvangst", "stroom"), ("Only English", "", ""))
    assert list_of(packs, "opening") == ("voorbeeld 1", "Openen", steps)
    assert check_steps(steps) == "Licht aan\tontvangst\tstroom\nOnly English\t\t"
    assert list_of(packs, "night") is None and list_of(packs, "closing") == ("voorbeeld 1", "", ())
    assert items_of(packs, "niet-brengen") == ("Kleding",) and items_of(packs, "nodig") == ()
    install(packs, pack_file(tmp_path, 2))
    assert list_of(packs, "opening") is None
    store.close()


@pytest.mark.parametrize("moment", [moment.value for moment in ListMoment])
def test_the_lists_that_we_ship_can_be_gone_through(moment: str) -> None:
    source = Path(__file__).resolve().parents[2] / "content/packs/kern-nl/checklists.yaml"
    lists = source.read_text("utf-8").split("- id: ")[1:]
    (mine,) = [one for one in lists if f"moment: {moment}\n" in one]
    assert 1 <= mine.count("- {text: ") <= MOST_STEPS
