// Settles the list of messages: each row once, in the order of ids, and where the list is scrolled to.
"use strict";

const TIME_GAP = 5 * 60 * 1000; // ms between two messages from which the time is shown
const NEAR_BOTTOM = 80; // px

class Log {
  /** send(text, byKeyboard): a quick reply was pressed; retry(): an unsent message was pressed. */
  constructor(send, retry) {
    this.send = send;
    this.retry = retry;
    for (const name of ["log", "rows", "quick", "unsent", "older", "welcome", "typing", "delayed", "announce"]) {
      this[name] = document.getElementById(name);
    }
    this.pill = document.getElementById("new");
    this.shown = new Map(); // id to article
    this.waiting = new Map(); // the page's own id to article
    this.replies = new Map(); // id to quick replies
    this.sticks = true;
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.pill.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.sticks && this.toBottom()).observe(this.log);
  }

  lastId() {
    return this.shown.size ? Math.max(...this.shown.keys()) : 0;
  }

  firstId() {
    return this.shown.size ? Math.min(...this.shown.keys()) : 0;
  }

  /** Show rows. Returns how many of them were new. */
  add(rows) {
    const fresh = rows.filter((row) => !this.shown.has(row.id));
    fresh.forEach((row) => this.place(row));
    if (fresh.length) this.arrange(fresh.some((row) => row.author !== "patient"));
    return fresh.length;
  }

  /** Show older rows without moving what is being read. */
  addOlder(rows) {
    const before = this.log.scrollHeight - this.log.scrollTop;
    this.sticks = false;
    this.add(rows);
    this.pill.hidden = true;
    this.log.scrollTop = this.log.scrollHeight - before;
  }

  place(row) {
    const known = row.client_id && this.waiting.get(row.client_id);
    const article = known || makeBubble(row);
    if (row.author === "patient") showStatus(article, "sent");
    article.at = new Date(row.at);
    article.dataset.id = String(row.id);
    if (known) this.waiting.delete(row.client_id);
    this.shown.set(row.id, article);
    this.replies.set(row.id, row.author === "patient" ? [] : row.quick_replies);
    this.rows.insertBefore(article, this.after(row.id));
  }

  after(id) {
    let next = this.rows.lastElementChild;
    if (!next || Number(next.dataset.id) < id) return null;
    while (next.previousElementSibling && Number(next.previousElementSibling.dataset.id) > id) {
      next = next.previousElementSibling;
    }
    return next;
  }

  /** Show a message that the server does not have yet, or its new state. */
  showUnsent(item) {
    let article = this.waiting.get(item.id);
    if (!article) {
      article = makeBubble({ author: "patient", text: item.text, at: item.at });
      this.waiting.set(item.id, article);
      this.unsent.append(article);
      this.sticks = true;
    }
    showStatus(article, item.state, this.retry);
    this.arrange(false);
  }

  /** The server has the message under this id. */
  settle(item, id) {
    if (this.shown.has(id)) return this.remove(item); // an earlier visit had sent it
    if (!this.waiting.has(item.id)) return;
    this.place({ id: id, client_id: item.id, author: "patient", text: item.text, at: item.at, quick_replies: [] });
    this.arrange(false);
  }

  remove(item) {
    const article = this.waiting.get(item.id);
    this.waiting.delete(item.id);
    if (article) article.remove();
    this.arrange(false);
  }

  progress(state) {
    this.delayed.hidden = !state.delayed;
    this.announce.textContent = state.typing ? TEXTS.assistant + TEXTS.typing : "";
    if (this.typing.hidden === state.typing) {
      this.typing.hidden = !state.typing;
      if (this.sticks) this.toBottom();
    }
  }

  arrange(isNews) {
    this.arrangeTimes();
    this.arrangeStates();
    this.arrangeQuickReplies();
    this.welcome.hidden = this.shown.size + this.waiting.size > 0;
    if (this.sticks) this.toBottom();
    else if (isNews) this.pill.hidden = false;
  }

  arrangeTimes() {
    const now = new Date();
    let last = 0;
    for (const article of this.log.querySelectorAll(".message")) {
      const time = article.firstElementChild;
      time.hidden = article.at - last < TIME_GAP;
      if (!time.hidden) time.textContent = timeLabel(article.at, now);
      last = article.at;
    }
  }

  // "Delivered" is seen under the last of the patient's own messages only; a screen reader finds it under each.
  arrangeStates() {
    const mine = this.log.querySelectorAll(".mine");
    mine.forEach((article, index) => article.classList.toggle("past", index < mine.length - 1));
  }

  arrangeQuickReplies() {
    const id = this.waiting.size ? 0 : this.lastId();
    if (this.quick.dataset.of === String(id)) return;
    this.quick.dataset.of = String(id);
    const buttons = makeQuickReplies(this.replies.get(id) || [], this.send);
    this.quick.replaceChildren(...buttons);
    this.quick.classList.toggle("many", buttons.length > 3);
    this.quick.hidden = buttons.length === 0;
  }

  scrolled() {
    const below = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    this.sticks = below < NEAR_BOTTOM;
    if (this.sticks) this.pill.hidden = true;
  }

  toBottom() {
    this.sticks = true;
    this.pill.hidden = true;
    this.log.scrollTop = this.log.scrollHeight;
  }
}
