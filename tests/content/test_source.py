# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder is read with the place of everything; what is no part of a pack is refused, never followed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.compile import compile_tree
from content.findings import SENTENCES, Level, finding
from content.lint import check
from content.markdown import Bullets, Heading, Paragraph, Picture, Span, parse
from content.source import load_files, load_source
from content.values import hertz, hours, microdegrees
from tests.support.pack_kit import edited, example, write


def test_the_example_has_no_findings_and_all_files_are_read(tmp_path: Path) -> None:
    source, found = load_source(write(example(), tmp_path))
    assert not found
    assert set(source.cards) == {"stroom"}
    assert set(source.cards["stroom"].translations) == {"en"}
    assert set(source.tables) == {
        "places", "numbers", "streets", "partners", "radio", "checklists", "questions", "lists", "words", "map",
    }  # fmt: skip
    assert source.language == "nl"


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("- geheim", "utf-8")
    folder = write(example(), tmp_path / "pack")
    (folder / "cards" / "link.md").symlink_to(secret)
    (folder / "media" / "loop").symlink_to(folder)
    _source, found = load_source(folder)
    assert [(one.code, one.file) for one in found] == [
        ("P015-geen-gewoon-bestand", "cards/link.md"),
        ("P015-geen-gewoon-bestand", "media/loop"),
    ]


def test_deep_folders_are_not_entered(tmp_path: Path) -> None:
    folder = write(example(), tmp_path / "pack")
    (folder / "cards" / "a").mkdir()
    (folder / "cards" / "a" / "gas.md").write_text("x", "utf-8")
    (folder / "oud").mkdir()
    _source, found = load_source(folder)
    assert [(one.code, one.file) for one in found] == [
        ("P023-map-onbekend", "cards/a"),
        ("P023-map-onbekend", "oud"),
    ]


def test_large_files_are_not_read(tmp_path: Path) -> None:
    folder = write(example(), tmp_path)
    with (folder / "media" / "film.webm").open("wb") as file:
        file.truncate(5 << 30)
    _source, found = load_source(folder)
    assert [(one.code, one.file) for one in found] == [("P003-bestand-te-groot", "media/film.webm")]


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    source, found = load_source(tmp_path)
    assert [one.code for one in found] == ["P002-bestand-ontbreekt"]
    assert source.id == ""


def test_notes_beside_the_pack_are_left_alone_and_windows_newlines_are_newlines() -> None:
    files = example() | {"WAARSCHUWINGEN.md": b"een notitie"}
    files = {name: data.replace(b"\n", b"\r\n") for name, data in files.items()}
    assert load_files(files)[1] == []


def test_body_with_all_that_may_stand_in_it() -> None:
    body = "## Kop\nEerste regel\n**vet** en [hier](card:a) \\*.\n\n1. een\n   twee\n2. drie\n- vier\n![wat](a.svg)\n"
    blocks, found = parse(body, "f", before=3)
    assert not found
    assert blocks == [
        Heading(2, "Kop", 4),
        Paragraph(
            (
                Span("Eerste regel ", 5, 1),
                Span("vet", 6, 1, bold=True),
                Span(" en ", 6, 8),
                Span("hier", 6, 12, target="card:a"),
                Span(" *.", 6, 26),
            ),
            5,
        ),
        Bullets(((Span("een ", 8, 4), Span("twee", 9, 4)), (Span("drie", 10, 4),)), ordered=True, line=8),
        Bullets(((Span("vier", 11, 3),),), ordered=False, line=11),
        Picture("wat", "a.svg", 12),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "> citaat", "```", "| a | b |", "***", "---", "* lijst", "- een\n  - twee", "    code", "[a]: https://x.nl",
        "a `code`",
        "a *schuin*", "a _schuin_", "zin ![plaatje](a.svg) zin", "~~weg~~", "noot[^1]", "## **kop**", "#kop",
        "===",
    ],
)  # fmt: skip
def test_other_markup_is_refused_at_its_line(body: str) -> None:
    _blocks, found = parse("tekst\n\n" + body, "f")
    assert {one.code for one in found} == {"P319-opmaak-onbekend"}
    assert found[0].line == body.count("\n") + 3


@pytest.mark.parametrize(
    "body", ["<b>x", "a </p>", "<!-- x", "&nbsp;", "&#60;script", "<script src=x>", "[<i>](card:a)"]
)
def test_html_is_refused(body: str) -> None:
    assert "P318-html" in {one.code for one in parse(body, "f")[1]}


def test_hostile_body_costs_one_pass() -> None:
    """Each would take minutes with a pattern that goes back; the test's time limit is the judge."""
    for piece in ("[", "**a ", "![", "<a", "- ", "\\", "](", "* ", "& ", "_a"):
        parse(piece * 50_000, "f")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ma-vr 09:00-17:00; za 10:00-14:00", 2),
        ("ma 09:00-12:00; ma 13:00-17:00", 2),
        ("zo 00:00-24:00", 1),
        ("altijd", 1),
        ("bij een ramp", 1),
        ("ma 09:00-12:00; ma 11:00-17:00", None),
        ("vr-ma 09:00-17:00", None),
        ("ma 17:00-09:00", None),
        ("ma 09:00-24:30", None),
        ("ma 9-17", None),
        ("xx 09:00-17:00", None),
        ("", None),
    ],
)
def test_opening_hours(text: str, rows: int | None) -> None:
    found = hours(text)
    assert (None if found is None else len(found)) == rows


def test_exact_numbers() -> None:
    assert microdegrees("52.15517", 90) == 52_155_170
    assert microdegrees("-68.123456789", 180) is None
    assert microdegrees("-68.1234567", 180) == -68_123_456
    assert [microdegrees(text, 90) for text in ("90.1", "52", "52,1", "1e1", "٥٢.1")] == [None] * 5
    assert hertz("98.9 MHz") == 98_900_000
    assert [hertz(text) for text in ("98.9", "0 MHz", "98,9 MHz", "400 GHz", "1.1234567 MHz")] == [None] * 5


def test_every_sentence_has_a_level_and_ends() -> None:
    assert len({code[:4] for code in SENTENCES}) == len(SENTENCES)
    for code, (level, sentence) in SENTENCES.items():
        assert level in Level
        assert sentence[-1] in ".?", code


def test_a_finding_without_its_values_is_a_defect() -> None:
    with pytest.raises(KeyError):
        finding("P007-anker", "f")
    assert edited(example(), "pack.yaml", "version: 3", "version: 4")["pack.yaml"] != example()["pack.yaml"]


def test_what_others_leave_in_a_folder_is_no_part_of_it(tmp_path: Path) -> None:
    """Editors, file managers and version control; none of it stops an officer."""
    folder = write(example(), tmp_path)
    left = (
        ".DS_Store", "._pack.yaml", ".git/config", ".places.yaml.swp", "places.yaml~", "#places.yaml#", "~$lijst.docx",
        "Thumbs.db", "desktop.ini", "__MACOSX/x", "places.yaml.bak", "pack.yaml.orig", ".idea/a.xml", ".gitignore",
        "cards/.stroom.md.swp", "cards/stroom.md~", "cards/.DS_Store", "media/.DS_Store", "media/Thumbs.db",
        "originals/IMG_0001.JPG",
    )  # fmt: skip
    write(dict.fromkeys(left, b"\xff\x00"), folder)
    source, found = load_source(folder)
    assert not found
    assert compile_tree(source) == compile_tree(load_files(example())[0])


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read everything, so the refusal of the disk is played."""
    folder = write(example(), tmp_path)

    def refusing(method: Callable[..., Any], denied: Path) -> Callable[..., Any]:
        def called(path: Path, *arguments: Any) -> Any:
            if path == denied:
                raise PermissionError(13, "denied", str(path))
            return method(path, *arguments)

        return called

    monkeypatch.setattr(Path, "open", refusing(Path.open, folder / "places.yaml"))
    monkeypatch.setattr(Path, "iterdir", refusing(Path.iterdir, folder / "media"))
    source, found = load_source(folder)
    assert [(one.code, one.file) for one in found] == [
        ("P020-niet-te-lezen", "media"),
        ("P020-niet-te-lezen", "places.yaml"),
    ]
    assert source.id == "voorbeelddam"
    assert {one.code for one in check(source, None, datetime.date(2026, 6, 1))} == set()


def test_a_folder_that_is_too_large_is_read_up_to_there(tmp_path: Path) -> None:
    folder = write(example(), tmp_path / "many")
    write({f"media/p{number:04}.svg": b"<svg/>" for number in range(2_100)}, folder)
    _source, found = load_source(folder)
    assert [one.code for one in found] == ["P021-te-veel-bestanden"]
    folder = write(example(), tmp_path / "large")
    for number in range(9):
        with (folder / "media" / f"z{number}.mp4").open("wb") as file:
            file.truncate(8 << 20)
    source, found = load_source(folder)
    assert {one.code for one in found} == {"P022-map-te-groot"}
    assert sum(map(len, source.media.values())) <= 64 << 20


def test_the_newlines_of_every_system_are_newlines() -> None:
    mac = {name: data.replace(b"\n", b"\r") for name, data in example().items() if not name.startswith("media")}
    source, found = load_files(example() | mac)
    assert not found
    assert source.leaves == load_files(example())[0].leaves
    cut = example()["lists.yaml"].replace(b"\n", b"\r\n") + b"# \xff"
    (found_at,) = load_files(example() | {"lists.yaml": cut})[1]
    assert (found_at.code, found_at.line) == ("P004-geen-utf8", example()["lists.yaml"].count(b"\n") + 1)


@pytest.mark.parametrize(("name", "near"), [("Places.yml", "places.yaml"), ("nummers.yaml", "numbers.yaml")])
def test_a_file_under_a_wrong_name_is_told_the_right_one(name: str, near: str) -> None:
    (found,) = load_files(example() | {name: b"x"})[1]
    assert (found.code, near in found.sentence) == ("P001-bestand-onbekend", True)
