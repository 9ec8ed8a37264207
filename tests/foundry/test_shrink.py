# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Media are made small in a step of their own: what came is kept, what was made is kept, and a build needs neither
the libraries nor the originals."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

from noodsteunpunt.foundry.media.shrinking import shrink_folder
from noodsteunpunt.known import MediaToolMissing, explain
from tests.support.foundry_kit import ON, folder_of, pack, said
from tests.support.media_kit import BLUE, RED, SECRET, drawing, film, photograph, speech
from tests.support.pack_kit import edited, example, write

ROOT = Path(__file__).resolve().parents[2]


def close(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 45 for one, other in zip(found, wanted, strict=True))


def picture(path: Path) -> Image.Image:
    with Image.open(path) as held:
        held.load()
        return held


def test_a_photograph_becomes_small_upright_and_silent(tmp_path: Path) -> None:
    raw = photograph(turned=6)
    folder = folder_of(tmp_path / "p", **{"media/plein.jpg": raw})
    status, told = pack("shrink", folder)
    assert status == 0
    (one,) = told["files"]
    made = folder / "media" / "plein.jpg"
    assert (one["name"], one["before"], one["after"]) == ("plein.jpg", len(raw), made.stat().st_size)
    assert (told["before"], told["after"]) == (one["before"], one["after"])
    assert one["after"] < 300_000 < one["before"]
    assert (folder / "originals" / "plein.jpg").read_bytes() == raw
    image = picture(made)
    assert (image.size, dict(image.getexif())) == ((853, 1280), {})
    assert close(image.getpixel((400, 100)), RED), "left of the camera is up when it is held sideways"
    assert close(image.getpixel((400, 1200)), BLUE)
    assert SECRET.encode() in raw
    assert SECRET.encode() not in made.read_bytes()


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", **{"media/plein.jpg": photograph(), "media/klein.png": drawing((40, 40))})
    assert {one["kept"] for one in pack("shrink", folder)[1]["files"]} == {True, False}
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert pack("shrink", folder)[1]["files"] == []
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    other = photograph((2000, 3000))
    (folder / "media" / "plein.jpg").write_bytes(other)
    assert len(pack("shrink", folder)[1]["files"]) == 1, "another picture under that name"
    assert (folder / "originals" / "plein-2.jpg").read_bytes() == other
    assert (folder / "originals" / "plein.jpg").read_bytes() == before[folder / "originals" / "plein.jpg"]


def test_originals_get_their_copy_and_a_name_that_a_pack_can_have(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p")
    raw = {"Foto Plein (2).JPEG": photograph(), "Foto plein 2.jpg": photograph((900, 600)), "SPRAAK.WAV": speech()}
    write({f"originals/{name}": data for name, data in raw.items()}, folder)
    (folder / "originals" / "notitie.txt").write_text("van wie is dit", "utf-8")
    names = {one["name"] for one in pack("shrink", folder)[1]["files"]}
    assert names == {"foto-plein-2.jpg", "foto-plein-2-2.jpg", "spraak.mp3"}
    assert {path.name for path in (folder / "media").iterdir()} == names | {"stroom.svg"}
    assert pack("shrink", folder)[1]["files"] == []
    assert {row["code"] for row in pack("check", folder, *ON)[1]["findings"]} == {"P702-media-ongebruikt"}
    (folder / "originals" / "SPRAAK.WAV").write_bytes(speech(1.0))
    assert [one["name"] for one in pack("shrink", folder)[1]["files"]] == ["spraak.mp3"], "it was recorded anew"


def test_drawings_keep_their_glass(tmp_path: Path) -> None:
    clear = io.BytesIO()
    image = Image.new("RGBA", (2600, 1300), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 1300, 1300))
    image.save(clear, "PNG", compress_level=0)
    folder = folder_of(
        tmp_path / "p", **{"media/kaart.png": clear.getvalue(), "media/foto.png": (raw := drawing((1400, 200)))}
    )
    assert pack("shrink", folder)[0] == 0
    made = picture(folder / "media" / "kaart.png").convert("RGBA")
    assert (made.size, made.getpixel((1200, 300))[3], made.getpixel((100, 300))) == ((1280, 640), 0, (200, 0, 0, 255))
    assert len(raw) > (folder / "media" / "foto.png").stat().st_size


@pytest.mark.parametrize(("ending", "codec"), [("mp3", "mp3float"), ("ogg", "opus"), ("opus", "opus")])
def test_speech_becomes_one_channel_of_few_bytes(tmp_path: Path, ending: str, codec: str) -> None:
    folder = folder_of(tmp_path / "p")
    target = tmp_path / f"lang.{'ogg' if ending == 'opus' else ending}"
    with av.open(io.BytesIO(speech(6.0))) as source, av.open(str(target), "w") as made:
        stream = made.add_stream("libmp3lame" if ending == "mp3" else "libopus", rate=48_000, layout="stereo")
        stream.bit_rate = 256_000
        resampler = av.AudioResampler(format=stream.format, layout="stereo", rate=48_000, frame_size=stream.frame_size)
        for frame in [*source.decode(audio=0), None]:
            for one in resampler.resample(frame):
                made.mux(stream.encode(one))
        made.mux(stream.encode(None))
    raw = target.read_bytes()
    write({f"media/uitleg.{ending}": raw}, folder)
    assert pack("shrink", folder)[0] == 0
    small = folder / "media" / f"uitleg.{ending}"
    assert small.stat().st_size < len(raw) / 2
    with av.open(str(small)) as heard:
        (stream,) = heard.streams
        assert (stream.codec_context.name, stream.layout.nb_channels) == (codec, 1)
        seconds = sum(frame.samples / frame.sample_rate for frame in heard.decode(audio=0))
    assert 5.9 < seconds < 6.2


@pytest.mark.parametrize(("ending", "codec"), [("mp4", "h264"), ("webm", "vp9")])
def test_a_sign_language_clip_becomes_small_and_says_nothing_of_where(tmp_path: Path, ending: str, codec: str) -> None:
    raw = film(tmp_path / f"film.{ending}")
    folder = folder_of(tmp_path / "p", **{f"media/gebaar.{ending}": raw})
    assert pack("shrink", folder)[0] == 0
    made = folder / "media" / f"gebaar.{ending}"
    assert SECRET.encode() in raw
    assert SECRET.encode() not in made.read_bytes()
    assert made.stat().st_size < len(raw)
    with av.open(str(made)) as seen:
        stream = seen.streams.video[0]
        frames = list(seen.decode(video=0))
        assert (stream.codec_context.name, stream.width, stream.height) == (codec, 640, 360)
    assert 14 <= len(frames) <= 16, "half a second, no faster than 30 a second"
    assert close(frames[0].to_image().getpixel((100, 100)), RED)


def test_a_clip_that_was_taken_sideways_is_turned(tmp_path: Path) -> None:
    raw = film(tmp_path / "film.mp4", sideways=True)
    with av.open(io.BytesIO(raw)) as held:
        rotation = next(held.decode(video=0)).rotation
    assert rotation in (90, -90)
    folder = folder_of(tmp_path / "p", **{"media/gebaar.mp4": raw})
    assert pack("shrink", folder)[0] == 0
    with av.open(str(folder / "media" / "gebaar.mp4")) as seen:
        frame = next(seen.decode(video=0))
    assert (frame.width, frame.height, frame.rotation) == (360, 640, 0)
    top, bottom = (frame.to_image().getpixel((180, row)) for row in (60, 580))
    first, last = (RED, BLUE) if rotation == -90 else (BLUE, RED)
    assert close(top, first) and close(bottom, last)


def test_what_cannot_be_read_is_said_and_the_rest_is_done(tmp_path: Path) -> None:
    bomb = bytearray(drawing((8, 8)))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    odd = {"stuk.jpg": photograph()[:5_000], "tekst.png": b"dit is tekst", "bom.png": bytes(bomb), "leeg.webp": b"",
           "stil.mp3": b"\xff\xfb" + bytes(300), "geen.mp4": speech(0.2), "goed.jpg": photograph()}  # fmt: skip
    folder = folder_of(tmp_path / "p", **{f"media/{name}": data for name, data in odd.items()})
    status, told = pack("shrink", folder)
    assert (status, {one["name"]: bool(one["problem"]) for one in told["files"]}) == (
        1, {name: name != "goed.jpg" for name in odd},
    )  # fmt: skip
    assert {name: (folder / "media" / name).read_bytes() for name in odd if name != "goed.jpg"} == {
        name: data for name, data in odd.items() if name != "goed.jpg"
    }


def test_a_person_reads_what_it_saved(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", **{"media/plein.jpg": photograph()})
    lines = said("shrink", folder).splitlines()
    assert lines[0].startswith("plein.jpg: ")
    assert lines[-1].startswith("Bestanden: 1. Van ")
    assert lines[-1].count(" B") == 2
    assert said("shrink", folder).splitlines() == ["Bestanden: 0. Van 0 B naar 0 B."]


def test_without_pyav_pictures_go_and_sound_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    folder = folder_of(tmp_path / "p", **{"media/plein.jpg": photograph(), "media/uitleg.mp3": speech()})
    status, told = pack("shrink", folder)
    assert (status, told["error"]) == (69, "NSP-704")
    assert "start.py media" in str(explain(MediaToolMissing()))
    assert (folder / "originals" / "plein.jpg").exists()


def test_a_build_needs_no_library_and_no_original(tmp_path: Path) -> None:
    """And so it gives the same bytes wherever the small files are."""
    files = edited(example(), "cards/stroom.md", "pictogram: stroom.svg", "pictogram: stroom.svg\naudio: uitleg.mp3")
    folder = write(files | {"media/uitleg.mp3": speech()}, tmp_path / "p")
    assert [one.problem for one in shrink_folder(folder)] == [""]
    assert pack("build", folder, "-o", tmp_path / "a.nspack", *ON)[0] == 0
    (tmp_path / "geen").mkdir()
    (tmp_path / "geen" / "av.py").write_text("raise ImportError('left out')\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path / "geen"), str(ROOT)])}
    for path in (folder / "originals").iterdir():
        path.unlink()
    program = "import sys; from pathlib import Path; from datetime import date; " \
        "from noodsteunpunt.foundry.folder import build, read_folder; " \
        "sys.stdout.buffer.write(build(read_folder(Path('p'), date(2026, 6, 1)), 1)[1])"  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (tmp_path / "a.nspack").read_bytes()
