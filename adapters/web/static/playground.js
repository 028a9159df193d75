// The playground's page: says, presses, fills in, and shows what arrives.
// Nothing is stored but who was chosen; words live in this page alone until it is closed.

import { $, $$, fragment, post } from "./service.js";
import { open } from "./sheet.js";

const HIDDEN_FOR = 60_000; // a browser has six connections for all its tabs: a hidden one gives its own back

const desk = $("#desk");
const logs = new Map($$("#logs > .log").map((log) => [log.dataset.persona, log]));
const people = new Map([...logs.keys()].map((email) => [email, { draft: "", unread: 0, arrived: new Map() }]));
const views = $$(".view", desk);

// The conversations

const shown = (view) => $(".persona", view).value;
const viewOf = (persona) => views.find((view) => shown(view) === persona && view.offsetParent !== null);

function append(log, content) {
  const first = content.firstElementChild;
  log.append(content);
  if (first && log.isConnected) log.scrollTop = first.offsetTop - 16;
  return first;
}

function said(log, text) {
  const bubble = $("#said").content.cloneNode(true);
  const words = $("p", bubble);
  words.textContent = text;
  if (text.length > 1200) words.tabIndex = 0; // long enough to be scrolled
  append(log, bubble);
}

function trouble(log, sentence) {
  const note = $("#trouble").content.cloneNode(true);
  $("p", note).textContent = sentence;
  append(log, note);
}

function show(persona, answer, pressed) {
  const log = logs.get(persona);
  if (answer.error) return trouble(log, answer.error);
  const cards = fragment(answer.html);
  if (answer.replaces && pressed && cards.firstElementChild) replace(pressed, cards);
  else if (cards.firstElementChild) append(log, cards);
  if (answer.form) open(persona, answer.form, show);
  return undefined;
}

function replace(card, cards) {
  const held = card.contains(document.activeElement);
  const first = cards.firstElementChild;
  // A message answered here stays as the answer left it, until the page is loaded anew.
  if (card.dataset.delivery) Object.assign(first.dataset, { delivery: card.dataset.delivery, settled: "" });
  card.replaceWith(cards);
  if (held) first.focus();
}

async function during(view, work) {
  if (view.ariaBusy === "true") return;
  view.ariaBusy = "true";
  try {
    await work();
  } finally {
    view.ariaBusy = "false";
  }
}

function say(view, text) {
  const persona = shown(view);
  const log = logs.get(persona);
  return during(view, async () => {
    said(log, text);
    const answer = await post("say", { persona, text });
    if (answer.error && !people.get(persona).draft) write(view, persona, text);
    show(persona, answer);
  });
}

function press(view, button) {
  const persona = shown(view);
  const { action, value } = button.dataset;
  return during(view, async () => show(persona, await post("press", { persona, action, value }), button.closest(".card")));
}

// The composer

function write(view, persona, text) {
  people.get(persona).draft = text;
  if (shown(view) === persona) fit($("textarea", view), text);
}

function fit(box, text = box.value) {
  if (box.value !== text) box.value = text;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function compose(view) {
  const box = $("textarea", view);
  const send = () => {
    const text = box.value;
    if (!text.trim() || view.ariaBusy === "true") return;
    write(view, shown(view), "");
    say(view, text);
  };
  box.addEventListener("input", () => write(view, shown(view), box.value));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  $(".composer", view).addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    box.focus();
  });
}

function pick(view, chip) {
  if (chip.dataset.whole !== undefined) return say(view, chip.dataset.say);
  const box = $("textarea", view);
  write(view, shown(view), chip.dataset.say + box.value);
  box.focus();
  return undefined;
}

// Who is shown

function choose(view, persona) {
  const other = views.find((each) => each !== view && shown(each) === persona);
  if (other) seat(other, view.dataset.persona);
  seat(view, persona);
  remember();
  badge();
}

function seat(view, persona) {
  const log = logs.get(persona);
  $(".persona", view).value = persona;
  view.dataset.persona = persona;
  const avatar = $(".avatar", view);
  avatar.textContent = log.dataset.initials;
  avatar.dataset.hue = log.dataset.hue;
  $(".slot", view).replaceChildren(log);
  log.scrollTop = log.scrollHeight;
  fit($("textarea", view), people.get(persona).draft);
}

function remember() {
  sessionStorage.setItem("personas", JSON.stringify(views.map(shown)));
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem("personas")) ?? [];
  } catch {
    return [];
  }
}

function badge() {
  for (const view of views) if (viewOf(shown(view)) && !document.hidden) people.get(shown(view)).unread = 0;
  const waiting = [...people].filter(([, { unread }]) => unread);
  for (const view of views) {
    const [next] = waiting.filter(([email]) => email !== shown(view));
    const pill = $(".elsewhere", view);
    pill.hidden = !next;
    if (next) {
      pill.dataset.persona = next[0];
      pill.textContent = `${next[1].unread} new for ${logs.get(next[0]).dataset.name}`;
    }
    for (const option of $$("option", view)) {
      option.dataset.name ??= option.textContent;
      const { unread } = people.get(option.value);
      option.textContent = unread ? `${option.dataset.name} (${unread} new)` : option.dataset.name;
    }
  }
  const all = waiting.reduce((sum, [, { unread }]) => sum + unread, 0);
  document.title = all ? `(${all}) smpolicy playground` : "smpolicy playground";
}

// What arrives unasked

function arrive({ persona, delivery, summary, html }) {
  const log = logs.get(persona);
  const person = people.get(persona);
  if (!log || person.arrived.get(delivery) === html) return;
  const known = person.arrived.has(delivery);
  person.arrived.set(delivery, html);
  const cards = fragment(html);
  cards.firstElementChild.dataset.delivery = delivery;
  if (known) {
    const old = $$(".card", log).find((card) => card.dataset.delivery === delivery);
    if (old && old.dataset.settled === undefined) replace(old, cards);
    return;
  }
  const card = append(log, cards);
  card.classList.add("arrived");
  person.unread += 1;
  if (!viewOf(persona)) $("#news").textContent = `For ${log.dataset.name}: ${summary}`;
  badge();
}

let source = null;
let sleep = 0;

function listen() {
  if (source && source.readyState !== EventSource.CLOSED) return;
  const query = new URLSearchParams([...logs.keys()].map((email) => ["persona", email]));
  source = new EventSource(`/playground/events?${query}`);
  source.onopen = () => line("Connected", true);
  source.onmessage = (event) => arrive(JSON.parse(event.data));
  source.onerror = () => {
    line("Reconnecting", false);
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

function line(text, up) {
  const sign = $("#line");
  if (sign.textContent !== text) sign.textContent = text;
  sign.classList.toggle("up", up);
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(sleep);
  if (document.hidden) sleep = setTimeout(() => source?.close(), HIDDEN_FOR);
  else listen();
  badge();
});

// The page

for (const view of views) {
  compose(view);
  $(".persona", view).addEventListener("change", (event) => choose(view, event.target.value));
  view.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches(".elsewhere")) choose(view, button.dataset.persona);
    else if (button?.dataset.action !== undefined) press(view, button);
    else if (button?.dataset.say !== undefined) pick(view, button);
  });
}

$("#beside")?.addEventListener("click", (event) => {
  const on = event.currentTarget.ariaPressed !== "true";
  event.currentTarget.ariaPressed = String(on);
  desk.classList.toggle("alone", !on);
  badge();
});
matchMedia("(min-width: 60rem)").addEventListener("change", badge);

const asked = recall().filter((email) => logs.has(email));
const [first] = logs.keys();
const seats = [...new Set([...asked, first, desk.dataset.beside, ...logs.keys()])];
views.forEach((view, at) => seat(view, seats[at]));
badge();
listen();
