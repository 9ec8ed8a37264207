# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle as QR codes: drawn, spoilt, and read by two readers that have nothing in common."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from typer.testing import CliRunner

from devices.camera import CameraUnavailable, watch
from devices.qr import MAX_PIXELS, PictureError, as_png, as_svg, modules, read_codes
from noodsteunpunt.cli import app
from noodsteunpunt.courier.codes import (
    MOST_CODES,
    PREFIX,
    Collector,
    collect,
    from_base45,
    needed_for,
    series,
    to_base45,
)
from noodsteunpunt.courier.errors import CodesMissing, CodesTooMany
from noodsteunpunt.courier.gather import gather
from noodsteunpunt.courier.sheet import codes_for
from noodsteunpunt.demo.layout import prepare
from tests.benchmarks.loads import requests
from tests.support.courier_kit import CP, KERN, Couriers, couriers
from tests.support.station_kit import ACTOR


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couriers]:
    with couriers(tmp_path_factory.mktemp("couriers")) as made:
        yield made


@pytest.fixture(scope="module")
def texts(world: Couriers) -> list[str]:
    """The codes of 6 KB of entries."""
    station = world.at(KERN)
    for draft in requests(1000, 1):
        station.register_request(draft, ACTOR)
        station.courier.order(CP)  # gives it its frame
        if sum(len(body) for (body,) in station.store._connection.execute("SELECT body FROM frame")) > 6144:
            break
    return codes_for(world.access(KERN), CP, house=False)


def photograph(text: str, seed: int, *, blur: float, turned: float, module: int = 5) -> Image.Image:
    """A screen as a camera of 1280 x 720 sees it: turned, out of focus, grainy, darker to one side."""
    rng = Random(seed)
    code = Image.open(io.BytesIO(as_png(text, module=module))).convert("L")
    side = code.width * 3 // 2
    table = Image.new("L", (side, side), 190)
    table.paste(code, ((side - code.width) // 2, (side - code.width) // 2))
    table = table.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=190)
    seen = table.filter(ImageFilter.GaussianBlur(blur))
    grey = np.asarray(seen, dtype=np.int16) + np.linspace(-25, 10, seen.width, dtype=np.int16)
    grey = grey + np.frombuffer(rng.randbytes(grey.size), dtype=np.int8).reshape(grey.shape) // 12
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def by_opencv(picture: Image.Image) -> str:
    """Another program's detector and decoder: it shares no code with the one that the kit reads with."""
    found: str = cv2.QRCodeDetectorAruco().detectAndDecode(np.asarray(picture))[0]
    return found


def saved(picture: Image.Image, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=85)
    return out.getvalue()


def test_six_kilobytes_of_entries_are_sixteen_codes_of_which_any_twelve_do(world: Couriers, texts: list[str]) -> None:
    assert len(texts) == 16
    assert max(len(modules(text)) for text in texts) <= 97, "89 modules and the quiet zone"
    photographs = [saved(photograph(text, n, blur=1.0, turned=n * 2 - 15)) for n, text in enumerate(texts)]
    read = [read_codes(picture) for picture in photographs]
    assert read == [[text] for text in texts]
    for seed in range(30):
        assert collect(Random(seed).sample(texts, 12)) == collect(texts)
    with pytest.raises(CodesMissing, match="11/12"):
        collect(texts[:4] + texts[9:])
    file = world.folder / "codes.nspbun"
    file.write_bytes(collect(text for (text,) in read[3:15]))
    assert world.read(CP, file).frames > 30


def test_another_reader_reads_them_blurred_and_turned(texts: list[str]) -> None:
    pictures = [photograph(text, n, blur=1.2, turned=n * 3 - 22, module=6) for n, text in enumerate(texts)]
    read = [by_opencv(picture) for picture in pictures]
    assert sum(found == text for found, text in zip(read, texts, strict=True)) >= 12
    assert all(found in ("", text) for found, text in zip(read, texts, strict=True))
    assert collect(read) == collect(texts)


@pytest.mark.parametrize("turned", [90, 180, 37])
def test_held_in_any_way(texts: list[str], turned: float) -> None:
    assert read_codes(saved(photograph(texts[0], 1, blur=1.0, turned=turned))) == [texts[0]]


def test_several_on_one_photograph(texts: list[str]) -> None:
    sheet = Image.new("L", (2 * 850, 2 * 850), 255)
    for n, text in enumerate(texts[:4]):
        sheet.paste(Image.open(io.BytesIO(as_png(text, module=8))), (n % 2 * 850, n // 2 * 850))
    assert sorted(read_codes(saved(sheet, "PNG"))) == sorted(texts[:4])


def test_a_camera_sees_them_pass(texts: list[str], tmp_path: Path) -> None:
    """As a screen shows them: one after another, from the middle of the series, some not in focus."""
    film = str(tmp_path / "film.avi")
    pictures = [
        np.asarray(photograph(text, n, blur=6.0 if n in (2, 9) else 1.0, turned=n)) for n, text in enumerate(texts)
    ]
    height, width = pictures[0].shape
    writer = cv2.VideoWriter(film, cv2.VideoWriter.fourcc(*"MJPG"), 5, (width, height))
    for picture in pictures[5:] + pictures[:5]:
        writer.write(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    writer.release()
    assert gather(Silent(), [], film) == collect(texts)
    with pytest.raises(CameraUnavailable):
        next(watch(str(tmp_path / "no camera")))


class Silent:
    def say(self, text: str, style: str = "", **values: object) -> None:
        """Nobody listens."""


def test_photographs_and_lines_by_command(texts: list[str], tmp_path: Path) -> None:
    (tmp_path / "points").mkdir()
    folders = [made.folder for made in prepare(tmp_path / "points", {1: 9, 2: 9, 9: 9}, fresh=True)]
    codes = tmp_path / "codes"
    made = command("export", "--to", "CP", "--codes", codes, "--folder", folders[0])
    assert made["codes"] == made["needed"] == 1
    page = (codes / "codes.html").read_text("utf-8")
    assert page.count("<svg") == 1 and "http" not in page.replace("http://www.w3.org/2000/svg", "")
    (codes / "code-999.png").write_bytes(b"of an earlier series")
    (codes / "notes.jpg").write_bytes(b"no picture")
    assert command("export", "--to", "CP", "--codes", codes, "--folder", folders[0])["codes"] == 1
    assert sorted(path.name for path in codes.iterdir()) == ["code-001.png", "codes.html", "notes.jpg"]
    back = tmp_path / "back"
    assert command("scan", codes, "--folder", folders[2], "--receipt-codes", back)["frames"] == 1
    (line,) = read_codes(back / "code-001.png")
    assert command("scan", "--typed", "--folder", folders[0], typed=f"something else\n{line}\n")["frames"] == 0
    assert command("scan", "--typed", "--folder", folders[0], typed="7\n", status=65)["error"] == "NSP-811"
    assert command("scan", "--typed", "--folder", folders[0], typed=texts[0], status=65)["error"] == "NSP-811"


def command(*arguments: str | Path, typed: str = "", status: int = 0) -> dict[str, object]:
    result = CliRunner().invoke(app, ["courier", *map(str, arguments), "--json"], input=typed)
    assert result.exit_code == status, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")]
)
def test_base45_as_in_rfc_9285(data: bytes, text: str) -> None:
    assert (to_base45(data), from_base45(text)) == (text, data)


@given(st.binary(max_size=50))
def test_base45_there_and_back(data: bytes) -> None:
    assert from_base45(to_base45(data)) == data


@pytest.mark.parametrize("text", ["A", "::::", "GGW", ":::", "abc", "BB8é"])
def test_what_is_no_base45(text: str) -> None:
    with pytest.raises(ValueError):
        from_base45(text)


@given(st.lists(st.one_of(st.text(max_size=40), st.binary(max_size=90).map(lambda raw: PREFIX + to_base45(raw)))))
def test_other_codes_do_no_harm(others: list[str]) -> None:
    bundle = Random(1).randbytes(900)
    right = series(bundle)
    assert collect([*others, *right]) == bundle


def test_two_series_at_once_and_twice_the_same(texts: list[str]) -> None:
    bundle = Random(2).randbytes(2000)
    mixed = [text for pair in zip(series(bundle), texts, strict=False) for text in pair]
    collector = Collector()
    assert [collector.add(text) for text in mixed] == [True] * len(mixed)
    assert not any(collector.add(text) for text in mixed)
    assert collector.bundle() == bundle


def test_how_many_codes_there_may_be() -> None:
    assert (needed_for(300), len(series(bytes(300)))) == (1, 1)
    largest = 679 * 191
    assert len(series(bytes(largest))) == MOST_CODES
    with pytest.raises(CodesTooMany, match="256"):
        series(bytes(largest + 1))


@pytest.mark.parametrize("raw", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff\xe0" + bytes(99)])
def test_what_is_no_picture(raw: bytes) -> None:
    with pytest.raises(PictureError):
        read_codes(raw)


def test_a_picture_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    """20,000 x 20,000 pixels in a file of 50 KB."""
    side = 20_000
    assert side * side > MAX_PIXELS
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    with pytest.raises(PictureError):
        read_codes(out.getvalue())
    assert read_codes(saved(Image.new("L", (50, 50), 128))) == []


def test_svg_and_png_are_the_same_code(texts: list[str]) -> None:
    rows = modules(texts[0])
    assert as_svg(texts[0]).count("h1v1h-1z") == sum(map(sum, rows))
    assert Image.open(io.BytesIO(as_png(texts[0], module=3))).size == (3 * len(rows), 3 * len(rows))
