// What every part of the page needs: finding elements, and talking to the service.

const PATIENCE = 30_000; // milliseconds
const TOO_FAR = "The playground does not answer. Is it still running? Nothing you typed is lost; try again.";

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

export async function post(path, body) {
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

// The service's templates draw and escape it; nothing else is ever parsed as HTML.
export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
