"use strict";
// Comfort only: every page does the same work without this file.

// htmx sends the token that forms carry in a hidden field.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  const request = event.detail.ctx.request;
  if (token && request.method !== "GET") request.headers["X-CSRFToken"] = token.content;
});

// After a refused form the reader is taken to the list of problems.
function showProblems(root) {
  const summary = root.querySelector("#problems");
  if (summary) summary.focus();
}
document.addEventListener("DOMContentLoaded", () => showProblems(document));
document.addEventListener("htmx:after:swap", () => showProblems(document));

// A second click must not send a form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-hx-post]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Menus close with Escape and with a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A form or a proof is asked for when its place is opened; the link there leads to the same without this file. Each link
// asks for itself: htmx lets one element have one request under way, and others would be dropped.
document.addEventListener(
  "toggle",
  (event) => {
    const link = event.target.querySelector(":scope > .confirm-panel > a[data-form], :scope > .why-proof > a[data-form]");
    if (event.target.open && link) htmx.ajax("GET", link.href, { source: link, target: link, swap: "outerHTML" });
  },
  true,
);

// A link to a step opens it.
function openStep() {
  const step = document.getElementById(location.hash.slice(1));
  if (step instanceof HTMLDetailsElement) step.open = true;
}
window.addEventListener("hashchange", openStep);
document.addEventListener("DOMContentLoaded", openStep);
