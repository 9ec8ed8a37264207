// SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
// SPDX-License-Identifier: EUPL-1.2
document.getElementById("print").addEventListener("click", () => window.print());
window.addEventListener("load", () => window.print());
