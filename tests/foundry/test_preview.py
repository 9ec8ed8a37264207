# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of cards: all text escaped, nothing from elsewhere, links between cards only."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from tests.support.foundry_kit import ON, pack
from tests.support.pack_kit import edited, example, write


class Seen(HTMLParser):
    """Tags, addresses and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(tmp_path: Path, files: dict[str, bytes]) -> dict[str, Seen]:
    status, told = pack("preview", write(files, tmp_path / "p"), "--into", tmp_path / "pages", *ON)
    assert status == 0, told
    return {path.name: Seen(path.read_text("utf-8")) for path in (tmp_path / "pages").iterdir()}


def test_a_card_is_a_page_in_all_its_languages(tmp_path: Path) -> None:
    found = pages(tmp_path, example())
    assert sorted(found) == ["card.stroom.html", "index.html"]
    assert found["index.html"].addresses == ["card.stroom.html"]
    page = found["card.stroom.html"]
    assert "De stroom is uit." in page.text
    assert "The power is off." in page.text
    assert {"article", "h2", "ul", "li", "strong", "img"} <= page.tags


def test_what_was_typed_is_text_and_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    nasty = "5 > 3 & \\<script\\>alert(1)\\</script\\> \"x\" 'y' [ons adres](https://voorbeeld.example/a?b=1&c=2)."
    files = edited(example(), "cards/stroom.md", "Wij weten niet wanneer de stroom terug is.", nasty)
    files = edited(files, "cards/stroom.md", "title: Stroom\n", "title: '<b>Stroom</b> & \"licht\"'\n")
    found = pages(tmp_path, files)
    page = found["card.stroom.html"]
    assert "script" not in page.tags | found["index.html"].tags
    assert "b" not in page.tags
    assert '<b>Stroom</b> & "licht"' in page.text
    assert "https://voorbeeld.example/a?b=1&c=2" in page.text
    assert all(address.startswith("data:image/") or address == "index.html" for address in page.addresses)


def test_a_card_may_be_called_index(tmp_path: Path) -> None:
    files = example()
    for name in list(files):
        if name.startswith("cards/stroom."):
            text = files.pop(name).replace(b"id: stroom", b"id: index")
            files[name.replace("stroom", "index", 1)] = text
    files = {name: data.replace(b"card: stroom", b"card: index") for name, data in files.items()}
    found = pages(tmp_path, files)
    assert found["index.html"].addresses == ["card.index.html"]
