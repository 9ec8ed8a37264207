# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delta gives the later pack to the byte or nothing; one changed card is small; so is an announcement."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.announcement import Announcement, open_announcement, sign_announcement, write_announcement
from content.canonical import dumps
from content.compile import compile_tree
from content.container import OpenedPack, Point, inspect_pack, open_pack
from content.delta import apply_delta, make_delta
from content.errors import PackError, Reason
from content.signing import CARD, Envelope, Role, read_envelope, signed
from content.source import load_source
from content.trust import Trust
from tests.support.signed_kit import (
    DAY,
    KEYS,
    NOW,
    ROOT_ONE,
    STRANGER,
    TREE,
    TRUST,
    a_pack,
    a_root,
    document_of,
    stream,
    trusted,
)

ROOT = Path(__file__).resolve().parents[2]
LATER_TREE = {**TREE, "card.stroom.json": dumps({"id": "stroom", "title": "Stroom valt lang uit"}), "new.json": b"{}\n"}
del LATER_TREE["places.json"]
OLD, LATER = a_pack(), a_pack(LATER_TREE, version=8)
POINT = Point(TRUST, NOW, highest=7)


def delta_of(old: bytes, later: bytes) -> bytes:
    with inspect_pack(stream(old)) as base, inspect_pack(stream(later)) as target:
        return make_delta(base, target)


def applied(delta: bytes, old: bytes = OLD, point: Point = POINT) -> bytes:
    out = io.BytesIO()
    with open_pack(stream(old), TRUST, now=NOW, installed=True) as base:
        apply_delta(base, stream(delta), point, out)
    return out.getvalue()


def reason(delta: bytes, old: bytes = OLD, point: Point = POINT) -> Reason:
    with pytest.raises(PackError) as caught:
        applied(delta, old, point)
    assert caught.value.sentence
    return caught.value.reason


DELTA = delta_of(OLD, LATER)


def test_the_later_pack_comes_out_to_the_byte() -> None:
    assert applied(DELTA) == LATER
    open_pack(stream(applied(DELTA)), TRUST, now=NOW, highest=8).close()


TREES = st.dictionaries(
    st.sampled_from(["a.json", "b.json", "c.json", "d.json"]),
    st.sampled_from([b"", b"x", b"y" * 90, b"y" * 99]),
    min_size=1,
)


@settings(max_examples=40)
@given(TREES, TREES)
def test_any_tree_from_any_other(old: Mapping[str, bytes], later: Mapping[str, bytes]) -> None:
    one, other = a_pack(old), a_pack(later, version=8)
    assert applied(delta_of(one, other), one) == other


def test_every_byte_of_a_delta_counts() -> None:
    for at in range(len(DELTA)):
        reason(DELTA[:at] + bytes((DELTA[at] ^ 1,)) + DELTA[at + 1 :])


def test_every_length_but_its_own_is_refused() -> None:
    for size in range(len(DELTA)):
        assert reason(DELTA[:size]) in {Reason.TRUNCATED, Reason.DIFFERENCE}
    assert reason(DELTA + b"\0") is Reason.TRAILING


def test_a_delta_belongs_to_one_version() -> None:
    other = a_pack(version=6)
    assert reason(DELTA, other) is Reason.BASE_OTHER
    assert reason(DELTA, point=Point(TRUST, NOW, highest=9)) is Reason.ROLLED_BACK
    assert reason(DELTA, point=Point(trusted(a_root(STRANGER, KEYS[2])), NOW)) is Reason.SIGNER_UNKNOWN
    assert reason(OLD) is Reason.NOT_OURS


def test_a_later_pack_that_is_not_signed_enough_does_not_come_in_by_a_delta() -> None:
    assert reason(delta_of(OLD, a_pack(LATER_TREE, KEYS[:1], version=8))) is Reason.SIGNATURES_FEW


def test_files_of_two_deltas_do_not_mix() -> None:
    other = delta_of(OLD, a_pack({**LATER_TREE, "new.json": b"[]\n"}, version=8))
    assert reason(DELTA[:-3] + other[-3:]) is Reason.FILE_CHANGED


def test_a_manifest_is_not_inflated_before_it_is_signed() -> None:
    """Also when all would be well."""
    start = 9 + 2 * 72 + 32 + 4
    length = int.from_bytes(DELTA[start + 1 : start + 5], "big")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = packer.compress(document_of(LATER)) + packer.flush()
    coded = b"\x01" + len(deflated).to_bytes(4, "big") + deflated
    with pytest.raises(PackError) as caught:
        applied(DELTA[:start] + coded + DELTA[start + 5 + length :])
    assert caught.value.values == {"problem": "coding"}


def sentences(seed: int, count: int) -> str:
    rng = random.Random(seed)
    words = ["water", "stroom", "gas", "huis", "punt", "helper", "buren", "vraag", "bij", "naar", "zonder", "warm"]
    return " ".join(" ".join(rng.choices(words, k=9)).capitalize() + "." for _ in range(count))


def a_card(seed: int, changed: bool = False) -> bytes:
    """About as long as a real one in four languages: 3 KB each."""
    languages = {code: sentences(seed * 10 + n, 60) for n, code in enumerate(("nl", "en", "pap", "es"))}
    if changed:
        languages["nl"] = languages["nl"].replace(". ", ". Kook het water drie minuten. ", 1)
    return dumps({"id": f"kaart{seed}", "text": languages})


BIG = {f"card.kaart{n:03}.json": a_card(n) for n in range(80)} | {"media.foto.png": random.Random(4).randbytes(200_000)}
BIG_PACK = a_pack(BIG)
CHANGED = a_card(33, changed=True)


def test_one_changed_card_is_small() -> None:
    changed = delta_of(BIG_PACK, a_pack({**BIG, "card.kaart033.json": CHANGED}, version=8))
    rewritten = delta_of(BIG_PACK, a_pack({**BIG, "card.kaart033.json": a_card(500)}, version=8))
    print(f"card {len(CHANGED)} B; delta of one sentence {len(changed)} B, of a whole card {len(rewritten)} B")
    assert len(changed) < 1_000
    assert len(rewritten) < 10_000


def test_one_sentence_in_any_card_of_the_shipped_pack_is_small() -> None:
    sources = [load_source(ROOT / "content" / "packs" / name)[0] for name in ("kern-nl", "voorbeelddam")]
    tree = compile_tree(sources[1], sources[0])
    sizes = []
    with open_pack(stream(a_pack(tree)), TRUST, now=NOW) as old:
        for name in sorted(name for name in tree if name.startswith("card.")):
            middle = len(tree[name]) // 2
            start = tree[name].index(b" ", middle)
            changed = tree[name][:start] + b" Kook het water drie minuten." + tree[name][start:]
            with inspect_pack(stream(a_pack({**tree, name: changed}, version=8))) as later:
                delta = make_delta(old, later)
            message = announced(old, name=name, data=changed)
            sizes.append((len(delta), len(message)))
    delta_size, message_size = (max(column) for column in zip(*sizes, strict=True))
    print(f"{len(sizes)} cards; the largest delta {delta_size} B, the largest announcement {message_size} B")
    assert delta_size < 1_000
    assert message_size < 400


# --- announcements


@pytest.fixture
def base() -> Iterator[OpenedPack]:
    with open_pack(stream(BIG_PACK), TRUST, now=NOW) as opened:
        yield opened


def a_message(base: OpenedPack, **changes: object) -> Announcement:
    fields: dict[str, object] = {
        "name": "card.kaart033.json",
        "number": 5,
        "issued": NOW,
        "expires": NOW + DAY,
        "data": CHANGED,
        **changes,
    }
    return Announcement(**fields)  # type: ignore[arg-type]


def announced(base: OpenedPack, signers: int = 2, **changes: object) -> bytes:
    message = write_announcement(base, a_message(base, **changes))
    for key in KEYS[:signers]:
        message = sign_announcement(message, key)
    return message


def opened(message: bytes, base: OpenedPack, trust: Trust = TRUST, **seen: int) -> Announcement:
    return open_announcement(message, base, trust, now=NOW, seen={f"card.{name}.json": n for name, n in seen.items()})


def refusal(message: bytes, base: OpenedPack, trust: Trust = TRUST, **seen: int) -> Reason:
    with pytest.raises(PackError) as caught:
        opened(message, base, trust, **seen)
    assert caught.value.sentence
    return caught.value.reason


def test_an_announcement_changes_one_card_and_fits_the_radio(base: OpenedPack) -> None:
    message = announced(base)
    print(f"announcement: {len(message)} B with two signatures")
    found = opened(message, base)
    assert (found.name, found.number, found.data, found.expired) == ("card.kaart033.json", 5, CHANGED, False)
    assert len(message) < 400


def test_a_card_that_was_not_there_can_be_announced(base: OpenedPack) -> None:
    new = dumps({"id": "nieuw", "text": {"nl": sentences(7, 8)}})
    message = announced(base, name="card.nieuw.json", data=new)
    assert opened(message, base).data == new
    print(f"announcement of a new card of {len(new)} B: {len(message)} B")


def test_every_byte_and_length_of_an_announcement_counts(base: OpenedPack) -> None:
    message = announced(base)
    for at in range(len(message)):
        refusal(message[:at] + bytes((message[at] ^ 1,)) + message[at + 1 :], base)
        assert refusal(message[:at], base) is Reason.TRUNCATED
    assert refusal(message + b"\0", base) is Reason.TRAILING


def test_an_announcement_needs_its_own_role(base: OpenedPack) -> None:
    assert refusal(announced(base, 1), base) is Reason.SIGNATURES_FEW
    assert opened(announced(base, 1), base, trusted(a_root(announcers=1))).number == 5
    roles = {**ROOT_ONE.roles, "announcement": Role(frozenset(list(ROOT_ONE.keys)[1:]), 1)}
    root = a_root()
    only_others = trusted(type(root)(root.version, root.municipality, root.issued, root.expires, root.keys, roles))
    assert refusal(announced(base, 1), base, only_others) is Reason.SIGNER_ROLE


def test_an_announcement_is_shown_once_and_over_its_own_pack(base: OpenedPack) -> None:
    message = announced(base)
    assert refusal(message, base, kaart033=5) is Reason.ANNOUNCEMENT_OLD
    assert opened(message, base, kaart033=4, kaart034=9).number == 5
    with open_pack(stream(a_pack(BIG, version=8)), TRUST, now=NOW) as later:
        assert refusal(message, later) is Reason.BASE_OTHER


def test_an_announcement_says_that_it_has_expired(base: OpenedPack) -> None:
    message = announced(base)
    assert open_announcement(message, base, TRUST, now=NOW + DAY, seen={}).expired is True
    assert open_announcement(message, base, TRUST, now=None, seen={}).expired is None


def test_an_expired_root_lets_no_announcement_in_but_keeps_those_it_let_in(base: OpenedPack) -> None:
    message, late = announced(base), NOW + 1000 * DAY
    with pytest.raises(PackError) as caught:
        open_announcement(message, base, TRUST, now=late, seen={})
    assert caught.value.reason is Reason.SIGNER_EXPIRED
    assert open_announcement(message, base, TRUST, now=late, seen={}, installed=True).data == CHANGED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "places.json"}, Reason.ANNOUNCEMENT_CARD),
        ({"name": "card.a.svg"}, Reason.ANNOUNCEMENT_CARD),
        ({"name": "card./../a.json"}, Reason.FILE_NAME),
        ({"data": b""}, Reason.FILE_SIZE),
        ({"data": bytes(1 << 17)}, Reason.FILE_SIZE),
        ({"number": 0}, Reason.ANNOUNCEMENT),
        ({"expires": NOW}, Reason.ANNOUNCEMENT),
    ],
)
def test_what_is_no_announcement_is_not_written(base: OpenedPack, changes: dict[str, object], expected: Reason) -> None:
    with pytest.raises(PackError) as caught:
        write_announcement(base, a_message(base, **changes))
    assert caught.value.reason is expected


def test_an_announcement_that_only_a_liar_with_keys_could_make(base: OpenedPack) -> None:
    honest = write_announcement(base, a_message(base))
    start = 8 + 1 + 4

    def lie(at: int, new: bytes) -> Reason:
        message = honest[: start + at] + new + honest[start + at + len(new) :]
        for key in KEYS[:2]:
            message = sign_announcement(message, key)
        return refusal(message, base)

    assert lie(0, b"\x02") is Reason.NEWER_FORMAT
    assert lie(17, bytes(4)) is Reason.ANNOUNCEMENT
    assert lie(29, b"\xff") is Reason.TRUNCATED
    assert lie(30, b"place.") is Reason.ANNOUNCEMENT_CARD
    assert lie(35, b"\xe9/") is Reason.FILE_NAME
    assert lie(48, b"\xff\xff\xff") is Reason.FILE_SIZE
    assert lie(48, bytes(3)) is Reason.FILE_SIZE
    assert lie(51, b"\x09") is Reason.DIFFERENCE
    assert lie(52, b"\xff\xff\xff\xff") is Reason.DIFFERENCE


def test_nothing_hides_behind_an_announced_card(base: OpenedPack) -> None:
    envelope = read_envelope(stream(write_announcement(base, a_message(base))), CARD)
    longer = Envelope(CARD, (), envelope.document + b"!")
    message = signed(signed(longer, KEYS[0]), KEYS[1]).to_bytes()
    assert refusal(message, base) is Reason.TRAILING


def test_documents_are_not_confused(base: OpenedPack) -> None:
    """A pack's signatures over an announcement's place say nothing."""
    pretended = b"NSCARD\x01\n" + OLD[8 : 9 + 144] + len(document_of(OLD)).to_bytes(4, "big") + document_of(OLD)
    assert refusal(pretended, base) is Reason.SIGNATURE_WRONG
