// The sheet: the one form or report that is open, with its faults, until it is sent or closed.

import { $, $$, fragment, post } from "./service.js";

const sheet = $("#sheet");
const sure = $("#sure");

let fills = null; // who fills the open form
let before = ""; // what the form held when it was opened
let place = null; // where in it the person is
let answered = () => {}; // what to do with the answer to it

export function open(persona, html, then) {
  [fills, answered] = [persona, then];
  sheet.replaceChildren(fragment(html));
  before = JSON.stringify(values());
  place = null;
  if (!sheet.open) sheet.showModal();
  $("h2", sheet).focus();
}

function close() {
  fills = null;
  sheet.close();
  sure.close();
  sheet.replaceChildren();
  if (document.activeElement === document.body) $(".composer textarea").focus(); // what opened it is gone
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
  if (!form.isConnected) return answered(persona, answer); // closed meanwhile: the answer still belongs to the person
  if (answer.error) return complain(answer.error);
  if (Object.keys(answer.errors).length) return mark(answer.errors);
  if (!answer.form) close();
  return answered(persona, answer);
}

const busy = () => $("form", sheet)?.ariaBusy === "true";
const changed = () => JSON.stringify(values()) !== before;

function leave() {
  if (busy()) return;
  if (!changed()) return close();
  sure.returnValue = "keep";
  if (!sure.open) sure.showModal();
}

// A browser closes a dialog without asking the page when Escape, or a phone's way back, comes again
// before anything else was done. What is written there must outlast that.
function reopen() {
  if (fills === null || sheet.open) return;
  const was = place;
  sure.close(); // it would lie beneath
  sheet.showModal();
  was?.focus();
  leave();
}

sheet.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});
sheet.addEventListener("click", (event) => event.target.closest("[data-close]") && leave());
sheet.addEventListener("focusin", (event) => { place = event.target; });
sheet.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (event.cancelable) leave();
});
sheet.addEventListener("close", reopen);
sure.addEventListener("close", () => (sure.returnValue === "discard" && fills !== null ? close() : reopen()));
addEventListener("beforeunload", (event) => {
  if (fills !== null && changed()) event.preventDefault();
});
