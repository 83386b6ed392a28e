// Settles how times and ids are written.
"use strict";

const CONFIG = JSON.parse(document.getElementById("config").textContent);
const TEXTS = CONFIG.texts;

/** "14:05", with the day before it when it is not today's. */
function timeLabel(at, now) {
  const clock = String(at.getHours()).padStart(2, "0") + ":" + String(at.getMinutes()).padStart(2, "0");
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86400000);
  if (days === 0) return TEXTS.today + " " + clock;
  if (days === 1) return TEXTS.yesterday + " " + clock;
  const options = { month: "long", day: "numeric" };
  if (at.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return at.toLocaleDateString(TEXTS.lang, options) + " " + clock;
}

function startOfDay(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

/** 128 random bits. crypto.randomUUID would need https, which a hospital's inner network may not have. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Characters as the server counts them. */
function countChars(text) {
  return Array.from(text).length;
}

/** A delay that grows with each failure, up to a limit, and is not the same for all pages after a restart. */
function backOff(failures, limitMilliseconds) {
  const delay = Math.min(500 * Math.pow(2, failures), limitMilliseconds);
  return delay * (0.7 + 0.6 * Math.random());
}
