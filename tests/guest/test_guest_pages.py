# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a visitor's phone gets from the real guest process."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.guest.app import PROBES
from noodsteunpunt.guest.pages import POLICY, clock
from noodsteunpunt.guest.published import BOARD, CURRENT, Board, BoardItem, PlaceStatus, Published
from noodsteunpunt.guest.words import WORDS
from tests.support.guest_kit import HOUR, board, get, guests, publish, shelf

LARGEST = 100_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("point") / "published"
    publish(made)
    return made


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with guests(folder) as door:
        yield door.port


def text(port: int, path: str) -> str:
    status, _headers, body = get(port, path)
    assert status == 200, path
    return body.decode()


def test_every_page_of_every_language_is_small_plain_and_whole(port: int, folder: Path) -> None:
    guide = Published(folder).guide()
    assert guide is not None
    weights: dict[str, int] = {}
    for language in guide.languages:
        pages = [
            "",
            "bord",
            "plaatsen",
            "nummers",
            "plattegrond",
            "zoek?q=water",
            *(f"kaart/{one}" for one in guide.cards),
        ]
        for page in pages:
            path = f"/{language}/{page}"
            body = text(port, path)
            assert "<script" not in body and "http:" not in body and "https:" not in body
            assert re.search(rf'<html lang="{language}" dir="(ltr|rtl)">', body)
            pictures = re.findall(r'src="([^"]+)"', body)
            for picture in set(pictures):
                weights.setdefault(picture, len(get(port, picture)[2]))
            weights[path] = len(body.encode()) + sum(weights[picture] for picture in set(pictures))
    assert max(weights.values()) < LARGEST, max(weights, key=lambda path: weights[path])
    assert len(weights) > 8 * 55


def test_arabic_runs_from_right_to_left_and_what_nobody_checked_says_so(port: int) -> None:
    body = text(port, "/ar/kaart/water")
    assert '<html lang="ar" dir="rtl">' in body
    assert WORDS["ar"]["unread"] in body
    assert WORDS["nl"]["unread"] not in text(port, "/nl/kaart/water")


def test_a_card_shows_source_date_and_until_when_and_the_remark_stands_beside_it(port: int) -> None:
    body = text(port, "/nl/kaart/water")
    assert "Brabant Water" in body and "2026-11-25" in body and "2027-11-30" in body
    article, rest = body.split("</article>")
    assert "Bij ons zijn twee kranen." in rest and "Bij ons zijn twee kranen." not in article


def test_only_what_is_for_visitors_is_there(port: int, folder: Path) -> None:
    for card in ("rol-bord", "sleutels-en-koffers", "openen", "formulier-hulpvraag", "kind-alleen"):
        assert get(port, f"/nl/kaart/{card}")[0] == 404
    held = shelf()
    team = [name for name, card in held.cards.items() if card.get("roles")]
    held.close()
    words = "".join(path.read_text("utf-8", errors="replace") for path in folder.rglob("*") if path.is_file())
    assert team and not [name for name in team if f'"id": "{name}"' in words]
    assert "hop-limit" not in words and "call-signs" not in words


def test_the_board_shows_what_holds_with_its_time_and_nothing_as_markup(port: int) -> None:
    body = text(port, "/nl/bord")
    assert body.index("Wolk boven de haven") < body.index("Water vanaf 16:00")
    assert "Dit is voorbij" not in body
    assert "&lt;b&gt;naar binnen&lt;/b&gt;" in body
    assert len(re.findall(r"\d\d-\d\d \d\d:\d\d", body)) >= 2
    assert int(get(port, "/nl/bord")[1]["refresh"]) <= HOUR + 1


def test_a_point_on_the_map_says_how_it_is_and_when_it_said_so(tmp_path: Path) -> None:
    made = publish(tmp_path / "published")
    now = SystemClock().now()
    with guests(made.folder) as door:
        before = text(door.port, "/plattegrond.svg")
        made.board(
            Board(places={"de-kern": PlaceStatus("open", now), "het-anker": PlaceStatus("full", now, silent=True)})
        )
        assert text(door.port, "/plattegrond.svg") != before
        for language in WORDS:
            for page in ("plattegrond", "plaatsen"):
                body = text(door.port, f"/{language}/{page}")
                shown = WORDS[language if language in body[:60] else "nl"]
                assert f"<strong>{shown['status-open']}</strong> <small>{clock(now)}" in body
                assert f"<strong>{shown['status-full']}</strong> <small>{shown['silent']} {clock(now)}" in body


def test_in_arabic_no_question_stands_in_dutch(port: int) -> None:
    body = text(port, "/ar/")
    asked = body[body.index(WORDS["ar"]["asked"]) :].split("</ul>")[0]
    links = re.findall(r"<a ([^>]*)>([^<]*)</a>", asked)
    assert links and all("dir=" in about or re.search("[\u0600-\u06ff]", said) for about, said in links)


def test_the_second_screen_turns_its_pages_by_itself(port: int) -> None:
    seen = ""
    for turn in range(8):
        status, headers, body = get(port, f"/scherm?n={turn}")
        assert status == 200 and headers["refresh"].endswith(f"url=/scherm?n={turn + 1}")
        assert headers["cache-control"] == "no-store"
        seen += body.decode()
    assert "Dit is voorbij" not in seen and "Coördinatiepunt" in seen
    assert "light" in seen and "dark" in seen, "what is urgent changes sides"
    assert get(port, "/scherm?n=%C2%B2")[0] == get(port, "/scherm?n=x")[0] == 200


def test_what_expires_and_what_is_new_shows_without_a_start(tmp_path: Path) -> None:
    made = publish(tmp_path / "published")
    with guests(made.folder) as door:
        now = SystemClock().now()
        made.board(Board(items=(BoardItem("1", {"nl": "Even"}, "X", now, now + 4),)))
        assert "Even" in text(door.port, "/scherm") and "Drinkwater" in text(door.port, "/nl/")
        while SystemClock().now() < now + 4:
            time.sleep(0.1)
        assert "Even" not in text(door.port, "/scherm")
        made.board(board())
        assert "NL-Alert" in text(door.port, "/scherm")
        (made.folder / BOARD).write_text("{", "utf-8")
        (made.folder / CURRENT).write_text("../../etc", "utf-8")
        assert "NL-Alert" in text(door.port, "/scherm") and "Drinkwater" in text(door.port, "/nl/")


def test_a_phone_is_shown_the_page_once_and_then_left_in_peace(folder: Path) -> None:
    with guests(folder) as door:
        for path in PROBES:
            status, headers, _ = get(door.port, path)
            assert (status, headers["location"]) == (302, f"http://127.0.0.1:{door.port}/")
        assert get(door.port, "/", **{"Accept-Language": "pl-PL,pl;q=0.9"})[1]["location"] == "/pl/"
        for path, (wanted, said) in PROBES.items():
            status, _headers, body = get(door.port, path)
            assert status == wanted and said.encode() in body


def test_every_name_leads_to_the_address_of_the_point(folder: Path) -> None:
    with guests(folder, address="http://punt.example") as door:
        status, headers, _ = get(door.port, "/x", Host="www.example.org")
        assert (status, headers["location"]) == (302, "http://punt.example/")
        assert get(door.port, "/nl/", Host="punt.example")[0] == 200


def test_every_answer_forbids_what_is_not_ours_and_sets_no_cookie(port: int) -> None:
    for path in ("/", "/nl/", "/nope", "/scherm", "/generate_204", "/m/media.water.svg"):
        headers = get(port, path)[1]
        assert headers["content-security-policy"] == POLICY
        assert "set-cookie" not in headers and "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/m/..%2f..%2fboard.json",
        "/m/media.%2e%2e",
        "/m/guide.json",
        "/m/media.water.exe",
        "/nl/kaart/..%2f",
        "/%00/",
        "/\xff",
    ],
)
def test_odd_paths_get_a_page_or_404_and_never_a_file(port: int, path: str) -> None:
    status, _headers, body = get(port, path.encode("latin-1").decode("latin-1").replace("\xff", "%ff"))
    assert status in {200, 307, 404} and not body.startswith(b"{")


def test_what_is_not_there_yet_is_said(tmp_path: Path) -> None:
    with guests(tmp_path / "published") as door:
        assert get(door.port, "/nl/")[0] == 503
        assert get(door.port, "/scherm")[0] == 200


def test_the_same_pack_is_published_once(tmp_path: Path) -> None:
    made = publish(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("guide.json")}
    publish(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("guide.json")} == before
    publish(tmp_path, "voorbeeldeiland")
    assert len(list(tmp_path.glob("guide-*"))) == 1
    assert json.loads(next(tmp_path.rglob("guide.json")).read_text("utf-8"))["municipality"].startswith("BQ")
    made.clear()
    assert not tmp_path.exists()
