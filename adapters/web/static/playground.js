// The playground's page: says, presses, fills in, and shows what arrives.
// Nothing is stored but who was chosen; words live in this page alone until it is closed.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const TOO_FAR = "The playground does not answer. Is it still running? Nothing you typed is lost; try again.";
const PATIENCE = 30_000; // milliseconds
const HIDDEN_FOR = 60_000; // a browser has six connections for all its tabs: a hidden one gives its own back

const desk = $("#desk");
const sheet = $("#sheet");
const sure = $("#sure");
const logs = new Map($$("#logs > .log").map((log) => [log.dataset.persona, log]));
const people = new Map([...logs.keys()].map((email) => [email, { draft: "", unread: 0, arrived: new Map() }]));
const views = $$(".view", desk);

// Talking to the service

async function post(path, body) {
  let response;
  try {
    response = await fetch(`/playground/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return { error: TOO_FAR };
  }
  const answer = await response.json().catch(() => ({ error: TOO_FAR }));
  return response.ok || answer.error ? answer : { error: TOO_FAR };
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // drawn and escaped by the service's templates
  return template.content;
}

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
  if (answer.form) open(persona, answer.form);
  return undefined;
}

function replace(card, cards) {
  const held = card.contains(document.activeElement) || document.activeElement === document.body;
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
    $(".welcome", log)?.classList.add("read");
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

// Forms

let fills = null; // who fills the open form
let before = ""; // what the form held when it was opened

function open(persona, html) {
  fills = persona;
  sheet.replaceChildren(fragment(html));
  before = JSON.stringify(values());
  if (!sheet.open) sheet.showModal();
  $("h2", sheet).focus();
}

function close() {
  sheet.close();
  sheet.replaceChildren();
  fills = null;
  if (document.activeElement === document.body && views.length) $("textarea", views[0]).focus();
}

function values() {
  return Object.fromEntries($$(".field", sheet).map((field) => [field.dataset.field, value(field)]));
}

function value(field) {
  if (field.dataset.several !== undefined) return $$("input:checked", field).map((box) => box.value);
  const radios = $("input[type=radio]", field);
  if (radios) return $("input:checked", field)?.value ?? "";
  return $("input, textarea, select", field).value;
}

function fault(field) {
  const given = value(field);
  const most = Number($("[data-most]", field)?.dataset.most);
  const length = [...given].length;
  if (field.dataset.required !== undefined && !(Array.isArray(given) ? length : given.trim())) {
    if ($("input[type=datetime-local]", field)?.validity.badInput) return "Complete the date and the time.";
    return field.dataset.kind === "TextField" ? "Please write something here." : "Please choose.";
  }
  return most && length > most ? `At most ${most} characters; these are ${length}.` : "";
}

function mark(errors) {
  let first = null;
  for (const field of $$(".field", sheet)) {
    const sentence = errors[field.dataset.field] ?? "";
    const control = $("fieldset", field) ?? $("input, textarea, select", field);
    $(".error", field).textContent = sentence;
    field.classList.toggle("wrong", Boolean(sentence));
    for (const input of $$("input, textarea, select", field)) input.ariaInvalid = String(Boolean(sentence));
    if (sentence) first ??= $("input, textarea, select", control) ?? control;
  }
  const fields = $$(".field", sheet).map((field) => field.dataset.field);
  complain(Object.entries(errors).filter(([name]) => !fields.includes(name)).map(([, sentence]) => sentence).join(" "));
  first?.focus();
}

function complain(sentence) {
  const line = $("#sheet-error");
  line.textContent = sentence;
  line.hidden = !sentence;
  if (sentence) line.scrollIntoView({ block: "nearest" });
}

async function submit(form) {
  const faults = $$(".field", form).map((field) => [field.dataset.field, fault(field)]).filter(([, sentence]) => sentence);
  mark(Object.fromEntries(faults));
  if (faults.length || form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const persona = fills;
  const { form: name, state } = form.dataset;
  const answer = await post("submit", { persona, form: name, state, values: values() });
  form.ariaBusy = "false";
  if (!form.isConnected) return show(persona, answer); // closed meanwhile: the answer still belongs to the person
  if (answer.error) return complain(answer.error);
  if (Object.keys(answer.errors).length) return mark(answer.errors);
  if (!answer.form) close();
  return show(persona, answer);
}

async function leave() {
  if ($("form", sheet)?.ariaBusy === "true") return;
  if (JSON.stringify(values()) === before) return close();
  sure.returnValue = "keep";
  sure.showModal();
}

sheet.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});
sheet.addEventListener("click", (event) => event.target.closest("[data-close]") && leave());
sheet.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});
sure.addEventListener("close", () => sure.returnValue === "discard" && sheet.open && close());
addEventListener("beforeunload", (event) => {
  if (sheet.open && JSON.stringify(values()) !== before) event.preventDefault();
});

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
const seats = [...new Set([...asked, ...logs.keys()])];
views.forEach((view, at) => seat(view, seats[at]));
badge();
listen();
