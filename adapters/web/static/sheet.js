// The sheet: the one form or report that is open, with its faults, until it is sent or closed.

import { $, $$, fragment, post } from "./service.js";

const sheet = $("#sheet");
const sure = $("#sure");

let fills = null; // who fills the open form
let before = ""; // what the form held when it was opened
let answered = () => {}; // what to do with the answer to it

export function open(persona, html, then) {
  [fills, answered] = [persona, then];
  sheet.replaceChildren(fragment(html));
  before = JSON.stringify(values());
  if (!sheet.open) sheet.showModal();
  $("h2", sheet).focus();
}

function close() {
  sheet.close();
  sheet.replaceChildren();
  fills = null;
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
