// The page's own script: times that stay true, the live list, the side sheet, the theme.
// Everything works without it by plain links and forms; htmx swaps pieces where it runs.
"use strict";

const LIVE_PAUSE = 200;
const STRIP = 30; // what the list shows at first, as in bot.web.chat
const TIMES_EVERY = 15000;
const STILL_EVERY = 15000; // how long an article that is gone may stand on its own page
const BY_ITSELF = { "X-Unattended": "yes" }; // nobody touched anything, as in bot.web.sessions
const $ = (selector, root = document) => root.querySelector(selector);
const still = matchMedia("(prefers-reduced-motion: reduce)");

/* Our sentences come with the page in the reader's language; {names} are filled in here. */
const WORDS = JSON.parse(document.body.dataset.words);

function said(name, values = {}) {
  return WORDS[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/* Times: the same words as bot.answering.wording; what is counted in days the server says. */
function counted(seconds, suffix) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return said(`seconds${suffix}`, { count: s });
  if (s < 5400) return said(`minutes${suffix}`, { count: Math.round(s / 60) });
  return said(`hours${suffix}`, { count: Math.round(s / 3600) });
}

function ago(seconds) {
  return seconds < 45 ? said("now") : counted(seconds, "_ago");
}

function updateTimes(root = document) {
  const now = Date.now();
  for (const time of root.querySelectorAll("time[data-past], time[data-until]")) {
    const seconds = (now - Date.parse(time.dateTime)) / 1000;
    if (Math.abs(seconds) >= 129600) continue;
    const past = "past" in time.dataset || seconds >= 0;
    const words = past ? ago(seconds) : said("left", { time: counted(-seconds, "") });
    time.textContent = "until" in time.dataset && past ? said("expired", { ago: words }) : words;
  }
}

/* Theme: remembered in a cookie, so that the server draws the next page in it at once. */
function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `tandem_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
}

/* The side sheet: opened by whoever loads into it; Esc and Close give the focus back. */
function openSheet() {
  const sheet = $("#sheet");
  if (!sheet.open) {
    $("#sheet-body").textContent = said("opening");
    sheet.showModal();
  }
}

function sheetLoaded(body) {
  const cited = $("#cited", body);
  if (cited) cited.scrollIntoView({ block: "center" });
  else $("#sheet").scrollTop = 0;
}

/* The live list. An event says that something changed; the list is then loaded afresh. */
function follow() {
  const strip = $("[data-stream]");
  if (!strip) return;
  const told = $("#stream-state");
  const source = new EventSource(strip.dataset.stream);
  let waiting = 0;
  const reload = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refreshStrip, LIVE_PAUSE);
  };
  source.addEventListener("open", () => { told.textContent = ""; strip.dataset.live = "open"; });
  source.addEventListener("error", () => { told.textContent = said("reconnecting"); });
  source.addEventListener("reload", () => {
    strip.dataset.live = "current";
    reload();
    refreshBar();
  });
  source.addEventListener("request", (event) => {
    const change = JSON.parse(event.data);
    say(change.text);
    refreshRequest(change.request);
  });
  source.addEventListener("withdrawn", (event) => withdraw(JSON.parse(event.data).article));
  source.addEventListener("recommendation", (event) => {
    const change = JSON.parse(event.data);
    if (change.state === "open") say(said("new", { text: change.text }));
    refreshSubject(change.decision_id);
    reload();
  });
}

/* An article that was taken out of answers leaves those that are open, too. */
function withdraw(number) {
  const turns = document.querySelectorAll(`.turn[data-cites~="${number}"]`);
  for (const turn of turns) refreshTurn(turn);
  const opened = $(`#sheet [data-article="${number}"]`);
  if (opened) $("#sheet").close();
  if (turns.length || opened) say(said("withdrawn", { number }));
}

function refreshTurn(turn) {
  const writing = $("textarea:focus, input:focus", turn);
  if (writing) {
    writing.addEventListener("blur", () => refreshTurn(turn), { once: true });
    return;
  }
  const all = document.querySelectorAll(".turn").length;
  const itself = `#${CSS.escape(turn.id)}`;
  htmx.ajax("GET", `/?turns=${all}`, { target: itself, select: itself, swap: "outerHTML", headers: BY_ITSELF });
}

/* An article's own page: open for long, it is looked whether the article still is. */
function watchArticle() {
  if (!$("main > [data-article]")) return;
  const look = async () => {
    if (document.hidden) return;
    const found = await fetch(location.href, { method: "HEAD", headers: BY_ITSELF }).catch(() => null);
    if (found?.status === 404) location.reload();
  };
  setInterval(look, STILL_EVERY);
  document.addEventListener("visibilitychange", look);
}

function refreshStrip() {
  const shown = document.querySelectorAll("#strip [data-card]").length;
  const address = shown > STRIP ? `/strip?limit=${shown}` : "/strip";
  htmx.ajax("GET", address, { target: "#strip", swap: "innerHTML", headers: BY_ITSELF });
}

function refreshSubject(decisionId) {
  const subject = $("#subject");
  const busy = subject && (subject.contains(document.activeElement) || $("details[open]", subject));
  if (!subject || subject.dataset.decision !== decisionId || busy) return;
  htmx.ajax("GET", `/about/${encodeURIComponent(decisionId)}`, {
    target: "#subject", swap: "outerHTML", headers: BY_ITSELF,
  });
}

/* A request that changed: in the bar of the called team, and below the answer of who asked. */
function refreshRequest(number) {
  refreshBar();
  const own = $(`[data-request="${number}"]`);
  if (own) htmx.ajax("GET", `/requests/${number}`, { target: `#${own.id}`, swap: "outerHTML", headers: BY_ITSELF });
}

function refreshBar() {
  htmx.ajax("GET", "/requests", { target: "#requests", swap: "innerHTML", headers: BY_ITSELF });
}

/* What comes into view must not end up below the bar of requests. */
function makeRoom() {
  const bar = $("#requests");
  const sticks = bar && getComputedStyle(bar).position === "sticky";
  document.documentElement.style.scrollPaddingTop = sticks ? `${72 + bar.offsetHeight}px` : "";
}

function say(text) {
  $("#live").textContent = text;
}

function markNew(list, known) {
  for (const card of list.querySelectorAll("[data-card]")) {
    if (known.size && !known.has(card.dataset.card)) card.classList.add("arrived");
  }
}

/* Asking: Enter sends, Shift+Enter breaks the line; the newest answer comes into view. */
function composer() {
  const form = $("#ask");
  const text = $("#text");
  if (!form) return;
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  text.addEventListener("input", () => grow(text));
}

function grow(text) {
  text.rows = Math.min(6, Math.max(1, text.value.split("\n").length, Math.ceil(text.value.length / 60)));
}

function answered(turns) {
  const seen = new Set();
  for (const turn of [...turns.children].reverse()) {
    if (seen.has(turn.id)) turn.remove();
    seen.add(turn.id);
  }
  const newest = turns.lastElementChild;
  $("#empty")?.remove();
  if (!newest) return;
  show(newest);
  say($(".lead p", newest)?.textContent || $(".answer", newest).textContent.trim().slice(0, 300));
}

/* Claims of an answer that is being written: shown as they stand, until the whole one is there. */
function listen(form) {
  const turns = $("#turns[data-tells]");
  const key = form.elements.key?.value;
  if (!turns || !key) return;
  const source = new EventSource(`/ask/claims?${new URLSearchParams({ key })}`);
  source.addEventListener("claim", (event) => {
    told(turns, form.elements.text?.value || "", JSON.parse(event.data));
  });
  for (const end of ["end", "error"]) source.addEventListener(end, () => source.close());
  form.listening = source;
}

function told(turns, question, claim) {
  let turn = $("#telling");
  if (!turn) {
    turn = element("article", "turn", turns);
    turn.id = "telling";
    element("p", "", element("div", "question", turn)).textContent = question;
    element("div", "answer", turn);
    show(turn);
  }
  const line = element("div", "claim", $(".answer", turn));
  element(claim.quote ? "blockquote" : "p", "", line).textContent = claim.text;
  element("span", "cites quiet", line).textContent = claim.cites.map((each) => `[${each}]`).join(" ");
}

function element(name, classes, parent) {
  const made = document.createElement(name);
  made.className = classes;
  parent.append(made);
  return made;
}

function stopListening(form) {
  form.listening?.close();
  $("#telling")?.remove();
}

function show(element) {
  element.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" });
}

/* Passwords: gloves miss keys, so what is typed can be seen. */
function togglePasswords(button) {
  const shown = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!shown));
  for (const field of button.form.querySelectorAll("[autocomplete$=password]")) {
    field.type = shown ? "password" : "text";
  }
}

/* Pages of items: J and K go on and back; another key does what ``press`` says to the item. */
function walkKeys(hint, items, press) {
  const all = [...document.querySelectorAll(items)];
  if (!hint || !all.length) return;
  hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("input, select, textarea");
    if (writing && event.key === "Escape") event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || writing) return;
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step) all[Math.min(all.length - 1, Math.max(0, at + step))].focus();
    else if (event.key === "Enter" && event.target === all[at]) $("a[data-key]", all[at])?.click();
    else if (!press(all[Math.max(at, 0)], event.key.toLowerCase())) return;
    event.preventDefault();
  });
}

/* The review page: A and R write why; Enter then accepts or rejects. */
function pressReview(correction, key) {
  const act = { a: "accept", r: "reject" }[key];
  if (act) writeWhy(correction, act);
  return act;
}

/* Offers: a key goes to its button, or opens what wants a reason; Enter then does it. */
function pressOffer(offer, key) {
  const found = /^[a-z]$/.test(key) && $(`[data-key=${key}]`, offer);
  if (!found) return false;
  if (found.matches("details")) found.open = true;
  (found.matches("details") ? $("[type=text], textarea", found) : found).focus();
  return true;
}

function writeWhy(correction, act) {
  const form = $("form.decide", correction);
  if (!form) return;
  for (const each of form.querySelectorAll("[name=act]")) each.classList.toggle("primary", each.value === act);
  form.dataset.act = act;
  form.elements.reason.focus();
}

function sendDecision(event) {
  const form = event.target.form;
  if (event.key !== "Enter" || event.isComposing || !form?.dataset.act || event.target.name !== "reason") return;
  event.preventDefault();
  form.requestSubmit($(`[name=act][value=${form.dataset.act}]`, form));
}

document.addEventListener("keydown", sendDecision);

/* Enter breaks the line of a long text; with Ctrl it does what the form is for. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".fields textarea, .fields input")) return;
  event.preventDefault();
  event.target.form.requestSubmit($("button.primary", event.target.form));
});

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-show-passwords]")) togglePasswords(on("[data-show-passwords]"));
  if (on("[data-theme-toggle]")) toggleTheme();
  if (on("[data-close-sheet]") || event.target === $("#sheet")) $("#sheet").close();
  if (on("[data-close-notice]")) $("#notice").textContent = "";
});

document.addEventListener("keydown", (event) => {
  // Links that act as buttons answer to the space bar as buttons do.
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("form[action='/ask']")) listen(event.target);
  if (event.target.matches("[data-sheet]")) openSheet();
  // What a person does next answers a notice; the list that reloads by itself does not.
  if (event.detail.requestConfig.triggeringEvent) $("#notice").textContent = "";
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "turns") stopListening(event.detail.requestConfig.elt);
  if (event.target.id === "strip") {
    event.target.known = new Set(
      [...event.target.querySelectorAll("[data-card]")].map((card) => card.dataset.card));
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target.id === "requests") makeRoom();
  if (target.id === "strip") markNew(target, target.known || new Set());
  if (target.id === "sheet-body") sheetLoaded(target);
  if (target.id === "turns") answered(target);
});

document.addEventListener("htmx:load", (event) => {
  updateTimes(event.detail.elt);
  const subject = event.detail.elt;
  if (subject.id === "subject" && "fresh" in subject.dataset) show(subject);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  if (form.listening) stopListening(form);
  if (!event.detail.successful) return;
  if (form.id === "ask") {
    $("#text").value = "";
    grow($("#text"));
  }
  if (form.getAttribute("action") === "/decisions") refreshStrip();
});

document.addEventListener("htmx:sendError", () => {
  $("#notice").textContent = "";
  const told = document.createElement("p");
  told.className = "notice";
  told.textContent = said("offline");
  $("#notice").append(told);
  if ($("#sheet").open) $("#sheet").close();
});

document.addEventListener("DOMContentLoaded", () => {
  updateTimes();
  for (const each of document.querySelectorAll("[data-show-passwords]")) each.hidden = false;
  setInterval(updateTimes, TIMES_EVERY);
  composer();
  walkKeys($("[data-keys]"), "[data-correction]", pressReview);
  walkKeys($("[data-walk-keys]"), "[data-walk]", pressOffer);
  follow();
  watchArticle();
  makeRoom();
  addEventListener("resize", makeRoom);
  const fresh = $("#subject[data-fresh]") || $("#turns > :last-child");
  if (fresh) fresh.scrollIntoView({ block: "start" });
});
