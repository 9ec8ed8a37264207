# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The station cannot start: one calm page with what to do now and the code, for who opened it by an icon and sees no
terminal. No server runs then, so the page is a file; it holds the sentence and nothing of the point."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

from noodsteunpunt.texts import chosen_language
from ui.browser import open_window
from ui.texts import _

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
<title>Noodsteunpunt</title><style>
body {{ font: 20px/1.5 Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: #14202B; background: #FFFFFF; margin: 0 }}
main {{ max-width: 36em; margin: 10vh auto; padding: 16px 24px; border-left: 6px solid #9A4A00; background: #F2F5F8 }}
h1 {{ font-size: 28px; margin: 0 0 8px }}
@media (prefers-color-scheme: dark) {{
body {{ color: #E8EEF3; background: #10161C }} main {{ background: #1A232B; border-color: #FFB066 }} }}
</style></head><body><main><h1>{heading}</h1><p id="reason">{reason}</p><p>{remark}</p></main></body></html>
"""


def write_page(reason: str, folder: Path | None = None) -> Path:
    """The page as a file in ``folder`` (the machine's temporary one). Raises ``OSError``."""
    page = _PAGE.format(
        language=chosen_language(),
        heading=html.escape(_("The program cannot start")),
        reason=html.escape(reason),
        remark=html.escape(_("You can close this window.")),
    )
    with tempfile.NamedTemporaryFile("w", suffix=".html", dir=folder, delete=False, encoding="utf-8") as file:
        file.write(page)
    return Path(file.name)


def show_page(reason: str) -> None:
    """Open it in a window; without a disk to write on the terminal must do."""
    try:
        page = write_page(reason)
    except OSError:
        return
    open_window(page.as_uri())
