# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plain pages for a phone of ten years old: no script, one short style, pictures from this process.

Everything that comes from a pack or a board is text and is escaped; the only markup is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from noodsteunpunt.guest.mapping import marks_of
from noodsteunpunt.guest.published import Board, BoardItem, Guide
from noodsteunpunt.guest.words import word
from noodsteunpunt.search.index import Hit

STYLE = (
    "html{background:#fff;color:#14202b;font:100%/1.5 sans-serif}body{margin:0 auto;max-width:40em;padding:0 1em 3em}"
    "a{color:#154273}h1{font-size:1.7em;line-height:1.2}h2{font-size:1.25em;margin:1.4em 0 .3em}"
    "header{background:#154273;color:#fff;margin:0 -1em;padding:.7em 1em}header a{color:#fff;font-weight:bold}"
    "nav a,.big a{display:inline-block;padding:.6em .8em .6em 0}li{margin:.35em 0}"
    "li a{padding:.35em 0;display:inline-block}"
    ".urgent{background:#14202b;color:#fff;padding:.8em 1em;font-weight:bold}.urgent small{color:#fff}"
    ".mark{border:2px solid #9a4a00;color:#9a4a00;padding:.4em .7em}"
    ".note{border-left:6px solid #154273;padding:.2em 1em}"
    "small{color:#3d4a55}img{max-width:100%;height:auto}img.p{width:4em;height:4em;float:right;margin-left:1em}"
    "input{font:inherit;padding:.6em;width:60%;border:2px solid #14202b;border-radius:0}"
    "button{font:inherit;padding:.6em 1em;background:#154273;color:#fff;border:2px solid #154273}"
    "a:focus,input:focus,button:focus{outline:3px solid #b35a00;outline-offset:2px}"
    "[dir=rtl] img.p{float:left;margin:0 1em 0 0}[dir=rtl] .note{border:0;border-right:6px solid #154273}"
)
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"

_MODES = {"demo": "DEMO", "exercise": "OEFENING - EXERCISE"}


def clock(at: int) -> str:
    """As it hangs on the board: ``25-11 14:05``."""
    return f"{datetime.fromtimestamp(at, tz=UTC).astimezone():%d-%m %H:%M}"


class Pages:
    """Makes pages of one state of pack and board. ``now``: Unix seconds."""

    def __init__(self, guide: Guide, board: Board, now: int) -> None:
        self.guide, self.board, self.now = guide, board, now
        self.base = next(iter(guide.languages), "nl")

    # -- the pages --------------------------------------------------------------------------------------

    def home(self, language: str) -> str:
        """Danger, board, search, what is often asked, and every card by scenario and subject."""
        lines = [f"<h1>{escape(self.board.point or self.words(self.guide.about['title'], language))}</h1>"]
        lines.append(f'<p class="mark"><strong>{word("danger", language)}</strong></p>')
        lines += self._notices(language)
        lines.append(self._form(language))
        lines += self._asked(language)
        lines += self._cards(language)
        lines += self._also(language, "/")
        return self._page(self.board.point or "Noodsteunpunt", language, lines, home=True)

    def card(self, language: str, name: str) -> str | None:
        """One card in ``language``, else in the language it was written in; None when there is none."""
        card = self.guide.cards.get(name)
        if card is None:
            return None
        spoken = language if language in card["languages"] else card["language"]
        page = card["languages"][spoken]
        lines = [f"<article {self._speaks(spoken)}>"]
        if card.get("pictogram"):
            lines.append(f'<img class="p" src="/m/{escape(card["pictogram"])}" alt="">')
        lines.append(f"<h1>{escape(page['title'])}</h1>")
        lines += self._marks(card, page, language)
        lines += [self._block(block, spoken) for block in page["body"]]
        lines.append("</article>")
        lines += [self._item(item, language) for item in self.board.remarks.get(name, ()) if item.holds(self.now)]
        lines += self._origin(card, language)
        others = [one for one in card["languages"] if one != spoken]
        lines += self._also(language, f"/kaart/{name}", others)
        return self._page(page["title"], language, lines)

    def results(self, language: str, question: str, hits: Iterable[Hit]) -> str:
        """What was found, or that it was not."""
        found = [hit for hit in hits if hit.item[5:-5] in self.guide.cards]
        lines = [f"<h1>{word('results', language)}: {escape(question)}</h1>", self._form(language, question)]
        if not found:
            lines.append(f"<p>{word('nothing', language)}</p>")
        lines.append('<ul class="big">')
        for hit in found:
            link = self._link(language, hit.item[5:-5])
            lines.append(f"<li {self._speaks(hit.language)}>{link}<br><small>{escape(hit.lead)}</small></li>")
        lines.append("</ul>")
        return self._page(word("results", language), language, lines)

    def lists(self, language: str, key: str) -> str:
        """The places, or the telephone numbers."""
        lines = [f"<h1>{word(key, language)}</h1>"]
        kinds = self.guide.about["kinds"]["place-kinds" if key == "places" else "number-kinds"]
        for kind, about in kinds.items():
            rows = [row for row in self.guide.about[key] if row["kind"] == kind]
            if rows:
                lines.append(f"<h2>{escape(self.words(about['title'], language))}</h2><ul>")
                lines += [f"<li>{self._row(row, language)}</li>" for row in rows]
                lines.append("</ul>")
        return self._page(word(key, language), language, lines)

    def map(self, language: str) -> str:
        """The drawing of the places, and the same in words."""
        title = word("map", language)
        lines = [f"<h1>{title}</h1>", f'<p><img src="/plattegrond.svg" alt="{title}"></p><ul>']
        kinds = self.guide.about["kinds"]["place-kinds"]
        rows = {row["id"]: row for row in self.guide.about["places"]}
        for mark in marks_of(self.guide.about, self.board.places)[1]:
            kind = self.words(kinds[mark.kind]["title"], language) if mark.kind in kinds else mark.kind
            lines.append(
                f"<li><strong>{mark.number}</strong> {escape(self.words(rows[mark.id]['name'], language))}"
                f" <small>{escape(kind)}</small>{self._status(mark.id, language)}</li>"
            )
        return self._page(title, language, [*lines, "</ul>"])

    def board_list(self, language: str) -> str:
        """Everything that hangs on the board."""
        items = self.board.showing(self.now)
        lines = [f"<h1>{word('board', language)}</h1>"]
        lines += [self._item(item, language) for item in items] or [f"<p>{word('empty', language)}</p>"]
        return self._page(word("board", language), language, lines)

    # -- their parts ------------------------------------------------------------------------------------

    def words(self, words: Mapping[str, str], language: str) -> str:
        """In ``language``, else as it was written."""
        return str(words.get(language) or words.get(self.base) or next(iter(words.values()), ""))

    def _speaks(self, language: str) -> str:
        direction = self.guide.languages.get(language, {}).get("direction", "ltr")
        return f'lang="{escape(language)}" dir="{escape(direction)}"'

    def _page(self, title: str, language: str, lines: Iterable[str], *, home: bool = False) -> str:
        start = "" if home else f'<a href="/{language}/">{word("back", language)}</a> '
        links = (("bord", "board"), ("plaatsen", "places"), ("plattegrond", "map"), ("nummers", "numbers"))
        bar = start + " ".join(f'<a href="/{language}/{path}">{word(key, language)}</a>' for path, key in links)
        mode = (
            ""
            if self.board.mode == "actual"
            else f'<p class="mark">{escape(_MODES.get(self.board.mode, self.board.mode))}</p>'
        )
        return (
            f"<!doctype html>\n<html {self._speaks(language)}><head><meta charset=utf-8>"
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
            f"<style>{STYLE}</style></head><body><header><nav>{bar}</nav></header><main>"
            + mode
            + "\n".join(lines)
            + "</main></body></html>\n"
        )

    def _notices(self, language: str) -> list[str]:
        items = self.board.showing(self.now)
        lines = [self._item(item, language) for item in items[:5]]
        return [f"<h2>{word('board', language)}</h2>", *lines] if items else []

    def _item(self, item: BoardItem, language: str) -> str:
        spoken = language if language in item.texts else next(iter(item.texts), self.base)
        head = word("urgent", language) + ": " if item.urgent else word("local", language) + ": " if item.local else ""
        until = f", {word('until', language).lower()} {clock(item.until)}" if item.until else ""
        text = escape(self.words(item.texts, spoken)).replace("\n", "<br>")
        return (
            f'<p class="{"urgent" if item.urgent else "note"}" {self._speaks(spoken)}>{head}{text}'
            f"<br><small>{clock(item.at)}{until}. {escape(item.source)}</small></p>"
        )

    def _form(self, language: str, question: str = "") -> str:
        return (
            f'<form action="/{language}/zoek" role="search"><p><label for="q">{word("search", language)}</label><br>'
            f'<input id="q" name="q" type="search" maxlength="100" value="{escape(question)}"> '
            f"<button>{word('find', language)}</button></p></form>"
        )

    def _asked(self, language: str) -> list[str]:
        rows = [
            f"<li>{self._link(language, row['card'], row['question'].get(language, ''))}</li>"
            for row in self.guide.about["asked"]
            if row["card"] in self.guide.cards
        ]
        return [f"<h2>{word('asked', language)}</h2><ul>", *rows, "</ul>"] if rows else []

    def _cards(self, language: str) -> list[str]:
        groups: dict[str, list[str]] = {}
        for name, card in self.guide.cards.items():
            groups.setdefault(card["kind"], []).append(name)
        kinds = self.guide.about["kinds"]["card-kinds"]
        lines: list[str] = []
        for kind in sorted(groups, key=lambda kind: (kind != "scenario", list(kinds).index(kind))):
            titled = sorted((self._title(name, language).casefold(), name) for name in groups[kind])
            lines.append(f"<h2>{escape(self.words(kinds[kind]['title'], language))}</h2><ul>")
            lines += [f"<li>{self._link(language, name)}</li>" for _, name in titled]
            lines.append("</ul>")
        return lines

    def _also(self, language: str, path: str, others: Iterable[str] | None = None) -> list[str]:
        wanted = [one for one in (self.guide.languages if others is None else others) if one != language]
        links = [
            f'<a href="/{one}{path}" {self._speaks(one)}>{escape(self._called(one))}</a>'
            for one in wanted
            if one in self.guide.languages
        ]
        return [f'<p class="big">{word("also", language)}: {" ".join(links)}</p>'] if links else []

    def _called(self, language: str) -> str:
        return str(next(iter(self.guide.languages[language]["title"].values()), language))

    def _title(self, name: str, language: str) -> str:
        pages = self.guide.cards[name]["languages"]
        return str((pages.get(language) or pages[self.guide.cards[name]["language"]])["title"])

    def _link(self, language: str, name: str, text: str = "") -> str:
        """``text``: in that language; without it the title, which says so when it is in another one."""
        card = self.guide.cards[name]
        spoken = language if text or language in card["languages"] else card["language"]
        told = "" if spoken == language else f" {self._speaks(spoken)}"
        return f'<a href="/{language}/kaart/{escape(name)}"{told}>{escape(text or self._title(name, language))}</a>'

    def _marks(self, card: Mapping[str, Any], page: Mapping[str, Any], language: str) -> list[str]:
        lines = []
        expires = str(card.get("valid-until", ""))
        if expires and expires < f"{datetime.fromtimestamp(self.now, tz=UTC).astimezone():%Y-%m-%d}":
            lines.append(f'<p class="mark">{word("expired", language)} ({escape(expires)})</p>')
        if page is not card["languages"][card["language"]] and "native-read" not in page:
            lines.append(f'<p class="mark">{word("unread", language)}</p>')
        return lines

    def _origin(self, card: Mapping[str, Any], language: str) -> list[str]:
        sources = [
            ", ".join(row[key] for key in ("title", "publisher") if key in row) for row in card.get("source", [])
        ]
        about = [f"{word('source', language)}: {escape('; '.join(sources))}."] if sources else []
        own = card["languages"][card["language"]]
        for key, value in (("date", own.get("date")), ("until", card.get("valid-until"))):
            about += [f"{word(key, language)}: {escape(value)}."] if value else []
        about += [f"{escape(card['owner'])}."] if card.get("owner") else []
        return [f"<p><small>{' '.join(about)}</small></p>"]

    def _status(self, place: str, language: str) -> str:
        """What the point said of itself, in words, with its time."""
        held = self.board.places.get(place)
        if held is None:
            return ""
        silent = f"{word('silent', language)} " if held.silent else ""
        return f" <strong>{word(f'status-{held.status}', language)}</strong> <small>{silent}{clock(held.at)}</small>"

    def _row(self, row: Mapping[str, Any], language: str) -> str:
        said = [f"<strong>{escape(self.words(row['name'], language))}</strong>{self._status(row['id'], language)}"]
        said += [escape(str(row[key])) for key in ("address", "city", "number", "phone") if row.get(key)]
        said += [escape(row["frequency"]["text"])] if "frequency" in row else []
        keys = ("who", "when", "accessibility", "note")
        said += [escape(self.words(row[key], language)) for key in keys if row.get(key)]
        return "<br>".join(said)

    def _block(self, block: Mapping[str, Any], language: str) -> str:
        match block["kind"]:
            case "heading":
                return f"<h{int(block['level'])}>{escape(block['text'])}</h{int(block['level'])}>"
            case "paragraph":
                return f"<p>{self._spans(block['spans'], language)}</p>"
            case "picture":
                return f'<p><img src="/m/{escape(block["file"])}" alt="{escape(block["text"])}"></p>'
            case kind:
                tag = "ol" if kind == "steps" else "ul"
                items = "".join(f"<li>{self._spans(item, language)}</li>" for item in block["items"])
                return f"<{tag}>{items}</{tag}>"

    def _spans(self, spans: Iterable[Mapping[str, Any]], language: str) -> str:
        return "".join(self._span(span, language) for span in spans)

    def _span(self, span: Mapping[str, Any], language: str) -> str:
        target = str(span.get("to", ""))
        if "bold" in span:
            return f"<strong>{escape(span['text'])}</strong>"
        if target.startswith("card:") and target[5:] in self.guide.cards:
            return self._link(language, target[5:], span["text"])
        return escape(span["text"])
