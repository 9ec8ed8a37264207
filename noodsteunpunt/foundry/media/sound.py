# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Spoken text and sign-language clips, with PyAV (the libraries of FFmpeg)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noodsteunpunt.foundry.media.errors import MediaUnreadable
from noodsteunpunt.known import MediaToolMissing

if TYPE_CHECKING:
    from types import ModuleType

SPEECH_BITS = {"mp3": 40_000, "ogg": 20_000, "opus": 20_000, "webm": 20_000, "mp4": 40_000}
"""Bits a second of one channel of speech: enough to follow every word (Opus: RFC 6716, section 2.1.1)."""
_SPEECH = {
    "mp3": ("libmp3lame", 24_000), "ogg": ("libopus", 48_000), "opus": ("libopus", 48_000),
    "webm": ("libopus", 48_000), "mp4": ("aac", 24_000),
}  # fmt: skip
LONGEST_SIDE = 640
"""Pixels. Hands and face fill the picture; 360 lines are read well, and a signer needs them at full speed."""
_PICTURES = {
    "mp4": ("libx264", {"crf": "28", "preset": "slow", "profile": "main"}),
    "webm": ("libvpx-vp9", {"crf": "38", "b:v": "0", "deadline": "good", "cpu-used": "4", "row-mt": "1"}),
}
MOST_FRAMES_A_SECOND = 30
MOST_SECONDS = 600
_FORMATS = {"mp3": "mp3", "ogg": "ogg", "opus": "ogg", "webm": "webm", "mp4": "mp4"}
_TURN = {90: ("transpose", "cclock"), 270: ("transpose", "clock"), -90: ("transpose", "clock")}
"""How a film that was taken sideways is turned, by the degrees that PyAV gives (counter-clockwise)."""
TARGETS = {
    "mp3": "mp3", "wav": "mp3", "m4a": "mp3", "aac": "mp3", "flac": "mp3", "aif": "mp3", "aiff": "mp3", "wma": "mp3",
    "ogg": "ogg", "oga": "ogg", "opus": "opus",
    "mp4": "mp4", "m4v": "mp4", "mov": "mp4", "avi": "mp4", "mkv": "mp4", "3gp": "mp4", "webm": "webm",
}  # fmt: skip
"""What a sound or a film with this ending becomes."""
CLIPS = frozenset(_PICTURES)


def small_recording(file: Path, ending: str) -> bytes:
    """The sound in one channel, or the film in a small size, without notes.

    Raises MediaUnreadable, and MediaToolMissing where PyAV is not installed.
    """
    with _library() as av, tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / f"made.{ending}"
        try:
            with av.open(str(file)) as source, av.open(str(made), "w", format=_FORMATS[ending]) as target:
                _convert(av, file, source, target, ending)
        except av.FFmpegError as error:
            raise MediaUnreadable(file, "no_clip" if ending in CLIPS else "no_sound") from error
        return made.read_bytes()


@contextmanager
def _library() -> Iterator[ModuleType]:
    try:
        import av
    except ImportError as error:
        raise MediaToolMissing from error
    yield av


def _convert(av: Any, file: Path, source: Any, target: Any, ending: str) -> None:
    if source.duration is not None and source.duration > MOST_SECONDS * 1_000_000:
        raise MediaUnreadable(file, "too_long")
    wanted = [_speech(av, source, target, ending)] if source.streams.audio else []
    if ending in CLIPS:
        if not source.streams.video:
            raise MediaUnreadable(file, "no_clip")
        wanted.append(_film(av, source, target, ending))
    elif not wanted:
        raise MediaUnreadable(file, "no_sound")
    changes = {stream.index: change for stream, change in wanted}
    for packet in source.demux([stream for stream, _change in wanted]):
        for frame in packet.decode():
            target.mux(changes[packet.stream.index](frame))
    for _stream, change in wanted:
        target.mux(change(None))


def _speech(av: Any, source: Any, target: Any, ending: str) -> tuple[Any, Any]:
    """The stream to read, and what makes packets of its frames; of None the last ones."""
    codec, rate = _SPEECH[ending]
    stream = source.streams.audio[0]
    made = target.add_stream(codec, rate=rate, layout="mono")
    made.bit_rate = SPEECH_BITS[ending]
    resampler = av.AudioResampler(format=made.format, layout="mono", rate=rate, frame_size=made.frame_size or 0)

    def change(frame: Any) -> list[Any]:
        packets = [packet for one in resampler.resample(frame) for packet in made.encode(one)]
        return packets if frame is not None else [*packets, *made.encode(None)]

    return stream, change


def _film(av: Any, source: Any, target: Any, ending: str) -> tuple[Any, Any]:
    """As :func:`_speech`. The film is turned upright, made smaller and never faster than it was."""
    codec, options = _PICTURES[ending]
    stream = source.streams.video[0]
    rate = min(stream.average_rate or 25, MOST_FRAMES_A_SECOND)
    held: dict[str, Any] = {}

    def begin(frame: Any) -> None:
        turned = frame.rotation in _TURN
        width, height = (frame.height, frame.width) if turned else (frame.width, frame.height)
        share = min(1.0, LONGEST_SIDE / max(width, height))
        width, height = (max(2, 2 * round(side * share / 2)) for side in (width, height))
        filters = [_TURN[frame.rotation]] if turned else []
        filters += [("hflip", ""), ("vflip", "")] if abs(frame.rotation) == 180 else []
        filters += [("fps", f"{rate}"), ("scale", f"{width}:{height}"), ("format", "yuv420p")]
        held["graph"] = _graph(av, stream, filters)
        made.width, made.height = width, height

    made = target.add_stream(codec, rate=rate, options=options)
    made.pix_fmt = "yuv420p"

    def change(frame: Any) -> list[Any]:
        if frame is not None and not held:
            begin(frame)
        packets = []
        if held:
            held["graph"].push(frame)
            packets = [packet for one in _pulled(av, held["graph"]) for packet in made.encode(one)]
        return packets if frame is not None else [*packets, *(made.encode(None) if held else [])]

    return stream, change


def _graph(av: Any, stream: Any, filters: list[tuple[str, str]]) -> Any:
    graph = av.filter.Graph()
    chain = [graph.add_buffer(template=stream), *(graph.add(name, value) for name, value in filters)]
    graph.link_nodes(*chain, graph.add("buffersink")).configure()
    return graph


def _pulled(av: Any, graph: Any) -> Iterator[Any]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        frame.pict_type = 0
        yield frame
