// Settles how a message leaves the page: kept until the server has it, posted again under the same id, in order.
"use strict";

const POST_TIMEOUT = 15000; // ms
const POST_LIMIT = 15000; // ms between two tries, at most

class Outbox {
  /**
   * on.state(item): an item is new, on its way ("sending"), or waits ("unsent").
   * on.stored(item, messageId): the server has it.
   * on.refused(item, sentence): the server will never take it; it is dropped.
   * on.over(status): the session has ended (401), or is another patient's now (409).
   */
  constructor(chat, on) {
    this.chat = chat;
    this.on = on;
    this.prefix = "suifang.unsent." + chat + ".";
    this.items = [];
    this.failures = 0;
    this.busy = false;
    this.timer = 0;
  }

  /** Take up what an earlier visit could not send. */
  restore() {
    this.items = this.stored();
    this.items.forEach((item) => this.on.state(Object.assign(item, { state: "sending" })));
    this.flush();
  }

  add(text) {
    const item = { id: newId(), text: text, at: new Date().toISOString(), state: "sending" };
    this.items.push(item);
    this.keep(item);
    this.on.state(item);
    this.flush();
  }

  /** The server showed that it has this message, even if its answer to us was lost. */
  settle(id) {
    const item = this.items.find((one) => one.id === id);
    if (item) this.drop(item);
    return item;
  }

  /** Post what waits, one after the other. */
  async flush() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.items.length && (await this.post(this.items[0])));
    } finally {
      this.busy = false;
    }
  }

  async post(item) {
    let response;
    let answer = {};
    try {
      response = await this.request(item);
      answer = await response.json();
    } catch (_) {
      if (!response || response.ok) return this.wait(item, 0);
    }
    if (!this.items.includes(item)) return true; // settled meanwhile
    if (response.status === 202) return this.done(item, answer.message_id);
    if (response.status === 401 || response.status === 409) return this.halt(item, response.status);
    if (response.status === 400 || response.status === 413) return this.refuse(item, answer.message);
    return this.wait(item, Number(response.headers.get("Retry-After")) * 1000);
  }

  request(item) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), POST_TIMEOUT);
    return fetch("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Chat": String(this.chat) },
      body: JSON.stringify({ id: item.id, text: item.text }),
      signal: abort.signal,
    }).finally(() => clearTimeout(timer));
  }

  done(item, messageId) {
    this.failures = 0;
    this.drop(item);
    this.on.stored(item, messageId);
    return true;
  }

  refuse(item, sentence) {
    this.drop(item);
    this.on.refused(item, sentence);
    return true;
  }

  halt(item, status) {
    item.state = "unsent";
    this.on.state(item);
    this.on.over(status);
    return false;
  }

  wait(item, milliseconds) {
    this.items.forEach((one) => {
      one.state = "unsent";
      this.on.state(one);
    });
    this.timer = setTimeout(() => this.flush(), milliseconds || backOff(this.failures, POST_LIMIT));
    this.failures += 1;
    return false;
  }

  drop(item) {
    this.items = this.items.filter((one) => one !== item);
    this.storage((storage) => storage.removeItem(this.prefix + item.id));
  }

  // One key a message: two pages of the same chat must not overwrite each other's.
  keep(item) {
    this.storage((storage) => storage.setItem(this.prefix + item.id, JSON.stringify(item)));
  }

  stored() {
    const items = [];
    this.storage((storage) => {
      for (let i = 0; i < storage.length; i += 1) {
        const key = storage.key(i);
        if (key.startsWith(this.prefix)) items.push(JSON.parse(storage.getItem(key)));
      }
    });
    return items.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  storage(use) {
    try {
      use(localStorage);
    } catch (_) {
      // a browser that keeps nothing: the message lives as long as the page
    }
  }
}
