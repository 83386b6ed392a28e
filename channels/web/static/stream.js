// Settles how the page follows the conversation: one event stream, opened again whenever it breaks or falls silent.
"use strict";

const SILENCE_LIMIT = 40000; // ms; the server beats every 15 s
const RECONNECT_LIMIT = 10000; // ms between two tries, at most
const BANNER_DELAY = 2000; // ms; a short break is nobody's concern

class Stream {
  /**
   * lastId(): the newest row that the page has.
   * on.messages(rows), on.progress({typing, delayed}), on.line(isUp), on.over(status).
   */
  constructor(chat, lastId, on) {
    this.chat = chat;
    this.lastId = lastId;
    this.on = on;
    this.failures = 0;
    this.heardAt = 0;
    this.source = null;
    this.timer = 0;
    this.banner = 0;
    this.ended = false;
  }

  start() {
    this.open();
    setInterval(() => this.check(SILENCE_LIMIT), 5000);
    const back = () => this.check(20000);
    document.addEventListener("visibilitychange", () => document.hidden || back());
    window.addEventListener("pageshow", back);
    window.addEventListener("online", () => this.open());
    window.addEventListener("offline", () => this.on.line(false));
  }

  /** Open again when nothing was heard for so long. */
  check(limit) {
    if (Date.now() - this.heardAt > limit && !this.timer) this.open();
  }

  open() {
    if (this.ended) return;
    this.close();
    const source = new EventSource("/chat/events?chat=" + this.chat + "&after=" + this.lastId());
    this.source = source;
    this.heardAt = Date.now();
    source.onopen = () => this.up();
    source.onerror = () => this.down();
    source.addEventListener("messages", (event) => this.heard(() => this.on.messages(JSON.parse(event.data))));
    source.addEventListener("typing", (event) => this.heard(() => this.on.progress(JSON.parse(event.data))));
    source.addEventListener("beat", () => this.heard(() => {}));
  }

  heard(act) {
    this.heardAt = Date.now();
    act();
  }

  up() {
    this.failures = 0;
    this.heard(() => {});
    clearTimeout(this.banner);
    this.banner = 0;
    this.on.line(true);
  }

  // The browser's own reconnecting gives up for good at the first 5xx; so each try is ours.
  down() {
    this.close();
    if (this.ended) return;
    if (!this.banner) this.banner = setTimeout(() => this.on.line(false), BANNER_DELAY);
    if (this.failures > 0) this.ask();
    this.timer = setTimeout(() => this.open(), backOff(this.failures, RECONNECT_LIMIT));
    this.failures += 1;
  }

  // An event stream does not tell why it was refused.
  async ask() {
    try {
      const response = await fetch("/chat/messages?limit=1&chat=" + this.chat);
      if (response.status === 401 || response.status === 409) this.end(response.status);
    } catch (_) {
      // no network: the next try will tell
    }
  }

  end(status) {
    if (this.ended) return;
    this.ended = true;
    this.close();
    clearTimeout(this.banner);
    this.on.over(status);
  }

  close() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.source) this.source.close();
    this.source = null;
  }
}
