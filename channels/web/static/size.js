// Settles the size of the text before the page is painted: the step that A+ chose last time.
"use strict";

const SIZE_KEY = "suifang.size";
const SIZE_STEPS = 3;

function storedSize() {
  try {
    return Number(localStorage.getItem(SIZE_KEY)) % SIZE_STEPS || 0;
  } catch (_) {
    return 0; // a browser that keeps nothing
  }
}

function applySize(step) {
  document.documentElement.dataset.size = String(step);
}

function nextSize() {
  const step = (storedSize() + 1) % SIZE_STEPS;
  try {
    localStorage.setItem(SIZE_KEY, String(step));
  } catch (_) {
    // then it lasts for this visit
  }
  applySize(step);
}

applySize(storedSize());
