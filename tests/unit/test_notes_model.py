# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text model: whatever is typed reads back, on every machine from the same integers, and what it makes of a context
is what really followed there."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from noodsteunpunt.encoding import text
from noodsteunpunt.encoding.coder import Decoder, Encoder, EncodingError, UnknownFact
from noodsteunpunt.encoding.corpus import END
from noodsteunpunt.encoding.mixing import KINDS, kind_of, length_of
from noodsteunpunt.encoding.notes import NotesModel, load
from tests.training import train

MODEL = text.model(1)
assert isinstance(MODEL, NotesModel)


def packed(model: text.Model, note: str) -> bytes:
    encoder = Encoder()
    for chance, bit in model.steps(note):
        encoder.bit(chance, bit)
    return encoder.finish()


def unpacked(model: text.Model, data: bytes) -> str:
    decoder = Decoder(data)
    return model.read(lambda chance: decoder.bit(chance, 0))


@pytest.mark.parametrize("version", [0, 1])
@settings(max_examples=150, deadline=None)
@given(note=st.one_of(st.text(max_size=60), st.text("abcdeën KO1.,", max_size=60)))
@example(note="")
@example(note="İJ ẞ ŉ ǅ \U0010ffff\x00☃")
@example(note="Mevrouw ZIT in een ROLSTOEL, 3e verd.")
def test_whatever_is_typed_reads_back(version: int, note: str) -> None:
    model = text.model(version)
    assert unpacked(model, packed(model, note)) == note


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_a_text_or_an_error(data: bytes) -> None:
    for version in (0, 1):
        with suppress(EncodingError):
            unpacked(text.model(version), data)


def test_every_chance_is_possible() -> None:
    for chance, bit in MODEL.steps("beademing, accu nog 40 min"):
        assert 24 <= chance <= 65512 and bit in (0, 1)


def test_a_usual_note_takes_a_fifth_of_its_letters_and_noise_is_not_much_longer_than_it_was() -> None:
    usual = "Oudere man alleen thuis, buren horen hem niet meer"
    assert len(packed(MODEL, usual)) < len(usual) / 4
    noise = "xq7 Zzkwv#pf 8Gj"
    assert len(packed(MODEL, noise)) < 2 * len(noise)


def test_what_followed_a_context_is_counted_without_a_mistake() -> None:
    """The runs of the corpus against a plain search through the same texts."""
    rows = [train.symbols_of(line, MODEL._symbols) for line in train.everything()]
    flat = bytes(symbol for row in rows for symbol in row)
    for words in ("kan niet ", "accu ", "z", "in de fl"):
        context = bytes(train.symbols_of(words, MODEL._symbols)[:-1])
        runs = [MODEL.corpus.whole]
        for symbol in context:
            runs = MODEL.corpus.step(runs, symbol)
        run = runs[len(context)]
        followed = Counter(
            flat[at + len(context)] for at in range(len(flat) - len(context)) if flat.startswith(context, at)
        )
        assert dict(MODEL.corpus.symbols(run)) == dict(followed)
    begun = dict(MODEL.corpus.symbols(MODEL.corpus.start()[1]))
    assert END not in begun and sum(begun.values()) == len(rows)


def test_kinds_and_lengths_stay_in_their_tables() -> None:
    kinds = {kind_of(zeros, ones) for zeros in (0, 1, 2, 5, 9, 40, 10**3, 10**7) for ones in (0, 1, 3, 17, 10**6)}
    assert max(kinds) < KINDS and [length_of(n) for n in (0, 8, 9, 11, 12, 30)] == [0, 8, 8, 8, 9, 9]


def test_a_file_that_is_not_as_it_was_made_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownFact):
        load("notes-1.model", "00" * 32)
    monkeypatch.setitem(text.MODELS, 1, lambda: load("notes-1.model", "00" * 32))
    text.model.cache_clear()
    assert text.newest() == 0
    monkeypatch.undo()
    text.model.cache_clear()
    assert text.newest() == 1


def test_a_node_says_by_how_much_a_note_is_expected() -> None:
    """The weights that were fitted: words that belong together are far cheaper than the same words elsewhere."""
    together = train.bits_of(MODEL, ["sleutel bij de buren"])
    apart = train.bits_of(MODEL, ["buren sleutel de bij"])
    assert together < 0.7 * apart


@pytest.mark.soak
def test_the_script_makes_the_shipped_model_again() -> None:
    import hashlib
    import zlib
    from importlib.resources import files

    shipped = files("noodsteunpunt.encoding").joinpath("notes-1.model").read_bytes()
    assert hashlib.sha256(train.make()).digest() == hashlib.sha256(zlib.decompress(shipped)).digest()
