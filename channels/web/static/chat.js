// Settles how the page's parts work together.
"use strict";

(function () {
  const banner = document.getElementById("banner");
  let isOver = false;

  function showBanner(text) {
    if (isOver) return;
    banner.hidden = !text;
    banner.textContent = text;
  }

  function over(status) {
    showBanner(status === 409 ? TEXTS.switched : TEXTS.over);
    isOver = true;
    document.body.dataset.line = "over";
  }

  const outbox = new Outbox(CONFIG.chat, {
    state: (item) => log.showUnsent(item),
    stored: (item, id) => log.settle(item, id),
    refused: (item, sentence) => {
      log.remove(item);
      composer.putBack(item.text, sentence);
    },
    over: (status) => stream.end(status),
  });

  const composer = new Composer((text) => outbox.add(text));

  const log = new Log(
    (payload, byKeyboard) => {
      outbox.add(payload);
      // The button is gone. A finger must not make the keyboard pop up.
      (byKeyboard ? composer.text : log.log).focus({ preventScroll: true });
    },
    () => outbox.flush(),
  );

  const stream = new Stream(CONFIG.chat, () => log.lastId(), {
    messages: (rows) => show(rows),
    progress: (state) => log.progress(state),
    line: (isUp) => {
      if (!isOver) document.body.dataset.line = isUp ? "up" : "down";
      showBanner(isUp ? "" : TEXTS.offline);
      if (isUp) outbox.flush();
    },
    over: over,
  });

  function show(rows) {
    rows.forEach((row) => row.client_id && outbox.settle(row.client_id));
    log.add(rows);
  }

  async function read(query) {
    const response = await fetch("/chat/messages?chat=" + CONFIG.chat + query);
    if (response.status === 401 || response.status === 409) stream.end(response.status);
    if (!response.ok) throw new Error("history");
    return response.json();
  }

  async function start(failures) {
    try {
      const page = await read("");
      show(page.messages);
      log.older.hidden = !page.more;
    } catch (_) {
      if (isOver) return;
      if (failures > 1) showBanner(TEXTS.offline);
      setTimeout(() => start(failures + 1), backOff(failures, RECONNECT_LIMIT));
      return;
    }
    log.arrange(false);
    outbox.restore();
    stream.start();
    setTimeout(() => log.log.setAttribute("aria-busy", "false"), 100);
  }

  log.older.addEventListener("click", async () => {
    log.older.disabled = true;
    try {
      const page = await read("&before=" + log.firstId());
      log.addOlder(page.messages);
      log.older.hidden = !page.more;
    } catch (_) {
      showBanner(TEXTS.offline);
    } finally {
      log.older.disabled = false;
    }
  });

  document.getElementById("larger").addEventListener("click", () => {
    nextSize();
    composer.changed();
    if (log.sticks) log.toBottom();
  });

  // Where the keyboard covers the page instead of shrinking it (iOS), the page shrinks itself.
  if (window.visualViewport) {
    window.visualViewport.addEventListener("resize", () => {
      document.documentElement.style.setProperty("--height", window.visualViewport.height + "px");
      window.scrollTo(0, 0);
    });
  }

  start(0);
})();
