// Settles the little that htmx does not do: hear that something changed, keep the conversation at its end, the / key.
"use strict";
(() => {
  const RETRY_MS = 5000;
  let source = null;
  let retry = null;

  function showLost(isLost) {
    const notice = document.getElementById("lost");
    if (notice) notice.hidden = !isLost;
  }

  // The server says only "changed". One stream a page, none for a page that nobody looks at.
  function listen() {
    const url = document.body.dataset.events;
    clearTimeout(retry);
    if (!url || source || document.hidden) return;
    source = new EventSource(url);
    source.addEventListener("open", () => showLost(false));
    source.addEventListener("changed", () => htmx.trigger(document.body, "staff-changed"));
    source.addEventListener("error", () => {
      showLost(true);
      if (source && source.readyState === EventSource.CLOSED) {
        hush();
        retry = setTimeout(listen, RETRY_MS);
      }
    });
  }

  function hush() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", listen);

  // The conversation stays at its newest message unless somebody scrolled up to read.
  const talk = () => document.getElementById("talk");
  const SLACK_PX = 80;
  let wasAtEnd = true;
  let heightBefore = 0;

  function toEnd() {
    const box = talk();
    if (box) box.scrollTop = box.scrollHeight;
  }

  document.addEventListener("htmx:before:swap", () => {
    const box = talk();
    if (!box) return;
    heightBefore = box.scrollHeight;
    wasAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < SLACK_PX;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const box = talk();
    if (!box) return;
    const isOlder = event.target instanceof Element && event.target.closest("#older") !== null;
    if (isOlder) box.scrollTop += box.scrollHeight - heightBefore;
    else if (wasAtEnd) toEnd();
  });
  document.addEventListener("DOMContentLoaded", toEnd);

  // A request that fails changes nothing on the page; the notice says so until one succeeds.
  document.addEventListener("htmx:error", () => showLost(true));
  document.addEventListener("htmx:response:error", () => showLost(true));

  document.addEventListener("keydown", (event) => {
    const field = document.getElementById("search");
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea, select");
    if (event.key === "/" && field && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key === "Escape" && event.target === field && field.value) {
      field.value = "";
      htmx.trigger(field, "input");
    }
  });
})();
