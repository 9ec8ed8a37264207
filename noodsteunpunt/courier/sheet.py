# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A series of codes to look at: pictures for a screen, and one page that shows them full screen or prints them."""

from __future__ import annotations

import html
import io
from pathlib import Path

from devices.qr import as_png, as_svg
from noodsteunpunt.courier.codes import series
from noodsteunpunt.courier.desk import Access
from noodsteunpunt.courier.export import write_order
from noodsteunpunt.texts import _, chosen_language

_STYLE = """
body{margin:0;background:#fff;color:#000;font:20px/1.4 sans-serif}
figure{margin:0;height:100vh;display:none;flex-direction:column;align-items:center;justify-content:center}
figure.on{display:flex}
svg{height:calc(100vh - 4em);width:100vw}
figcaption{height:3em}
@media print{figure{display:flex;height:auto;width:50%;float:left;break-inside:avoid}svg{width:9cm;height:9cm}}
"""

_SCRIPT = """
const all=[...document.querySelectorAll('figure')];let at=0,timer=0;
function show(n){all[at].classList.remove('on');at=(n+all.length)%all.length;all[at].classList.add('on')}
function run(){timer=timer?clearInterval(timer):setInterval(()=>show(at+1),1500)}
addEventListener('keydown',e=>{if(e.key==='ArrowRight')show(at+1);else if(e.key==='ArrowLeft')show(at-1);
else if(e.key===' '){e.preventDefault();run()}});
all[0].classList.add('on');if(all.length>1)run();
"""


def codes_for(access: Access, to: int, *, receipt: bool = False, house: bool = True) -> list[str]:
    """The texts of the codes of a bundle for point ``to``, for a screen: draw each with :func:`devices.qr.as_png`.
    Raises CodesTooMany: then a stick is the way."""
    order = access.call(lambda desk: desk.order(to, receipt=receipt, house=house))
    out = io.BytesIO()
    write_order(access, order, out)
    return series(out.getvalue())


def write_sheet(texts: list[str], folder: Path, title: str) -> list[Path]:
    """A picture of every code and ``codes.html`` in ``folder``; what was there of an earlier series goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("code-*.png"):
        old.unlink()
    made = []
    for number, text in enumerate(texts, 1):
        made.append(folder / f"code-{number:03d}.png")
        made[-1].write_bytes(as_png(text))
    made.append(folder / "codes.html")
    made[-1].write_text(_page(texts, title), "utf-8", newline="\n")
    return made


def _page(texts: list[str], title: str) -> str:
    name = html.escape(title)
    figures = "\n".join(
        f"<figure>{as_svg(text)}<figcaption>{html.escape(_caption(number, len(texts), title))}</figcaption></figure>"
        for number, text in enumerate(texts, 1)
    )
    return (
        f'<!doctype html>\n<html lang="{chosen_language()}">\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f"<style>{_STYLE}</style>\n{figures}\n<script>{_SCRIPT}</script>\n</html>\n"
    )


def _caption(number: int, count: int, title: str) -> str:
    return _(
        "{title}: code {number} of {count}. Space stops and goes on, arrows choose.",
        title=title,
        number=number,
        count=count,
    )
