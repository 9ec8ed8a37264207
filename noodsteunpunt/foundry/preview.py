# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cards of a pack as pages to look at: one file each, with pictures inside, without script or network.

It reads the compiled pack, so what it shows is what a point gets.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_STYLE = (
    "body{font:1.25rem/1.5 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "h1{font-size:2rem;line-height:1.2}article{border-top:4px solid #154273;margin-top:2rem}"
    "img{max-width:8rem;max-height:8rem}small{color:#444}"
)


def preview(tree: Mapping[str, bytes]) -> dict[str, str]:
    """Pages by file name: ``index.html`` and one for every card."""
    cards = {name[5:-5]: json.loads(data) for name, data in tree.items() if name.startswith("card.")}
    pages = {f"card.{name}.html": _card_page(card, tree, cards) for name, card in cards.items()}
    pack = json.loads(tree["pack.json"])
    title = _first(pack["title"])
    rows = [
        f"<li>{_link(name, escape(_title(card)))} <small>{escape(card['origin'])}</small></li>"
        for name, card in sorted(cards.items(), key=lambda pair: _title(pair[1]).casefold())
    ]
    about = f"<p>Versie {int(pack['version'])}, tot en met {escape(pack['expires'])}.</p>"
    pages["index.html"] = _page(title, [f"<h1>{escape(title)}</h1>", about, "<ul>", *rows, "</ul>"])
    return pages


def _link(card: str, text: str) -> str:
    return f'<a href="card.{escape(card)}.html">{text}</a>'


def _first(words: Mapping[str, str]) -> str:
    return next(iter(words.values()))


def _title(card: Mapping[str, Any]) -> str:
    return str(card["languages"][card["language"]]["title"])


def _page(title: str, lines: Iterable[str]) -> str:
    head = (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>"
    )
    return "\n".join([head, *lines, "</body></html>", ""])


def _card_page(card: Mapping[str, Any], tree: Mapping[str, bytes], cards: Mapping[str, Any]) -> str:
    lines = ['<p><a href="index.html">Alle kaarten</a></p>']
    if "pictogram" in card:
        lines.append(_image(card["pictogram"], "", tree))
    kinds = json.loads(tree["kinds.json"])["languages"]
    for language, page in sorted(card["languages"].items(), key=lambda pair: pair[0] != card["language"]):
        direction = escape(kinds.get(language, {}).get("direction", "ltr"))
        lines.append(f'<article lang="{escape(language)}" dir="{direction}"><h1>{escape(page["title"])}</h1>')
        lines += [_block(block, tree, cards) for block in page["body"]]
        lines.append("</article>")
    lines += [f"<p><small>{escape(_source(source))}</small></p>" for source in card.get("source", [])]
    until = card.get("valid-until", "")
    lines.append(f"<p><small>{escape(card['origin'])}. {escape(card.get('owner', ''))}. {escape(until)}</small></p>")
    return _page(_title(card), lines)


def _source(source: Mapping[str, str]) -> str:
    return ", ".join(source[key] for key in ("title", "publisher", "date", "url") if key in source)


def _block(block: Mapping[str, Any], tree: Mapping[str, bytes], cards: Mapping[str, Any]) -> str:
    match block["kind"]:
        case "heading":
            level = int(block["level"])
            return f"<h{level}>{escape(block['text'])}</h{level}>"
        case "paragraph":
            return f"<p>{_spans(block['spans'], cards)}</p>"
        case "picture":
            return f"<p>{_image(block['file'], block['text'], tree)}</p>"
        case kind:
            tag = "ol" if kind == "steps" else "ul"
            items = "".join(f"<li>{_spans(item, cards)}</li>" for item in block["items"])
            return f"<{tag}>{items}</{tag}>"


def _spans(spans: Iterable[Mapping[str, Any]], cards: Mapping[str, Any]) -> str:
    return "".join(_span(span, cards) for span in spans)


def _span(span: Mapping[str, Any], cards: Mapping[str, Any]) -> str:
    text = escape(span["text"])
    if "bold" in span:
        return f"<strong>{text}</strong>"
    target = span.get("to", "")
    if target.startswith("card:") and target[5:] in cards:
        return _link(target[5:], text)
    # An address on the internet is shown, not linked: at a point there is none.
    return f"{text} ({escape(target)})" if target.startswith("https:") else text


def _image(name: str, alt: str, tree: Mapping[str, bytes]) -> str:
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or name not in tree:
        return f"[{escape(alt or name)}]"
    data = base64.b64encode(tree[name]).decode("ascii")
    return f'<img alt="{escape(alt)}" src="data:{kind};base64,{data}">'
