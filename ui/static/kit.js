// SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
// SPDX-License-Identifier: EUPL-1.2

// What the web client asks of its page. Every address is on this station.
var flet = {
  pyodide: false,
  multiView: false,
  noCdn: true,
  webSocketEndpoint: "/ws",
  entrypointBaseUrl: "/",
  assetBase: "/",
  routeUrlStrategy: "path",
  canvasKitBaseUrl: "/canvaskit/",
  webRenderer: "auto",
  fontFallbackBaseUrl: "assets/fonts/",
};
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

// After a lost connection the live client keeps stale parts on screen. A reload attaches to the same session on
// the station, so: ask /healthz every three seconds and reload as soon as it answers.
(function () {
  const Original = window.WebSocket;
  let timer = 0;
  function probe() {
    if (document.hidden) return;
    fetch("/healthz", { cache: "no-store" }).then((r) => { if (r.ok) location.reload(); }).catch(() => {});
  }
  function lost() {
    if (timer) return;
    document.title = document.documentElement.lang === "nl" ? "Geen verbinding" : "No connection";
    timer = setInterval(probe, 3000);
  }
  function Watched(url, protocols) {
    const socket = protocols === undefined ? new Original(url) : new Original(url, protocols);
    socket.addEventListener("close", lost);
    return socket;
  }
  Watched.prototype = Original.prototype;
  for (const name of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]) Watched[name] = Original[name];
  window.WebSocket = Watched;
  document.addEventListener("visibilitychange", () => { if (timer > 0) probe(); });
  window.addEventListener("pagehide", () => { clearInterval(timer); timer = -1; });
})();

// The keys of the kit must not find, reload or search in the browser.
window.addEventListener("keydown", (event) => {
  if (["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F12"].includes(event.key) && !event.altKey) {
    event.preventDefault();
  }
}, true);

// The tree for screen readers, from the start: a field that had the focus before it was there would have no name in it.
(function () {
  const seen = new MutationObserver(open);
  function open() {
    const asks = document.querySelector("flt-semantics-placeholder");
    if (!asks) return;
    seen.disconnect();
    asks.click();
  }
  seen.observe(document, { childList: true, subtree: true });
})();

// A page that WebKit takes out of its back/forward cache does not draw any more.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && (navigator.vendor || "").startsWith("Apple")) location.reload();
});

window.addEventListener("flutter-first-frame", () => {
  const note = document.getElementById("loading");
  if (note) note.remove();
}, { once: true });
