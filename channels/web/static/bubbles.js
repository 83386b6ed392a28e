// Settles what one message looks like. Text is only ever set as text.
"use strict";

const EMERGENCY_CALL = /(拨打|呼叫|打|call)(\s*)(120)(?![\d/])/gi;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A message: `row` has author, text and at; what has no id yet is the patient's own and on its way. */
function makeBubble(row) {
  const mine = row.author === "patient";
  const article = element("article", "message " + (mine ? "mine" : "theirs " + row.author));
  const time = element("p", "time");
  time.hidden = true;
  const line = element("div", "line");
  const who = mine ? TEXTS.you : row.author === "staff" ? TEXTS.staff : TEXTS.assistant;
  const name = element("span", row.author === "staff" ? "who" : "unseen", who);
  name.append(element("span", "unseen", "："));
  line.append(name, bubbleText(row.text, mine));
  article.append(time, line);
  if (mine) article.append(element("p", "status"));
  article.at = new Date(row.at);
  return article;
}

function bubbleText(text, mine) {
  const bubble = element("p", "bubble");
  if (mine) {
    bubble.textContent = text;
    return bubble;
  }
  let from = 0;
  for (let hit = EMERGENCY_CALL.exec(text); hit; hit = EMERGENCY_CALL.exec(text)) {
    const number = hit.index + hit[1].length + hit[2].length;
    const link = element("a", "", hit[3]);
    link.href = "tel:120";
    bubble.append(text.slice(from, number), link);
    from = number + hit[3].length;
  }
  bubble.append(text.slice(from));
  return bubble;
}

/** Under the patient's own message: on its way, delivered, or a button to try again. */
function showStatus(article, state, retry) {
  const status = article.querySelector(".status");
  if (status.dataset.state === state) return;
  status.dataset.state = state;
  status.textContent = "";
  if (state === "unsent") {
    const button = element("button", "", TEXTS.unsent);
    button.type = "button";
    button.addEventListener("click", retry);
    status.append(button);
  } else {
    status.textContent = TEXTS[state];
  }
}

/** The buttons under the last question. Pressing one sends what could be typed as well. */
function makeQuickReplies(replies, send) {
  return replies.map((reply) => {
    const button = element("button", "choice", reply.title);
    button.type = "button";
    button.addEventListener("click", (event) => send(reply.payload, event.detail === 0));
    return button;
  });
}
