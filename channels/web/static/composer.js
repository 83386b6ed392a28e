// Settles how a message is written: a field that grows, Enter sends, and a hint when it is too long.
"use strict";

const CHARS_LEFT = 200; // from here on the rest is counted

class Composer {
  /** send(text): the patient sends this. */
  constructor(send) {
    this.send = send;
    this.form = document.getElementById("composer");
    this.text = document.getElementById("text");
    this.hint = document.getElementById("hint");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    this.text.addEventListener("input", () => this.changed());
    this.changed();
  }

  // 229 is what some input methods report for the Enter that picks a word.
  pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return this.text.focus();
    if (countChars(text) > CONFIG.max_chars) return this.say(TEXTS.too_long);
    this.text.value = "";
    this.changed();
    this.send(text);
    this.text.focus();
  }

  /** Put a text back that the server did not take. */
  putBack(text, sentence) {
    if (!this.text.value) this.text.value = text;
    this.changed();
    this.say(sentence);
  }

  changed() {
    this.text.style.height = "auto";
    this.text.style.height = this.text.scrollHeight + "px";
    const left = CONFIG.max_chars - countChars(this.text.value);
    if (left < 0) this.say(TEXTS.too_long);
    else this.say(left < CHARS_LEFT ? TEXTS.chars_left.replace("{count}", String(left)) : "");
  }

  say(sentence) {
    this.hint.hidden = !sentence;
    if (this.hint.textContent !== sentence) this.hint.textContent = sentence;
  }
}
