// Comfort on top of forms that work without it: counters, a word before leaving typed text, the size of a chosen file.
(() => {
  "use strict";

  // − and + beside a number: <button type="button" data-step="-1" aria-controls="id of the input">
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    const input = button && document.getElementById(button.getAttribute("aria-controls"));
    if (!input) return;
    const next = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
    const [low, high] = [Number(input.min || 0), Number(input.max || Infinity)];
    input.value = String(Math.min(Math.max(next, low), high));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Whatever is sent to be saved: the page asks before it is left with changes that are not.
  const changed = new Set();
  const mark = (event) => {
    const form = event.target.closest("form:has(> input[name=once])");
    if (!form || changed.has(form)) return;
    changed.add(form);
    for (const note of form.querySelectorAll("[data-guard-note]")) note.hidden = false;
  };
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  document.addEventListener("submit", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });

  // Back in a form that was sent, browsers put back what was typed, yet the page comes with a new number. The first one is kept with the
  // entry of the history: sent again, it is the same click as before and makes no second row.
  const numbers = [...document.querySelectorAll("form:has(textarea, select, input:not([type=hidden])) input[name=once]")];
  const kept = history.state?.once ?? [];
  for (const [place, number] of numbers.entries()) number.value = kept[place] ?? number.value;
  if (numbers.length > 0) history.replaceState({ once: numbers.map((number) => number.value) }, "");

  // A file that is too large is named before it is sent: <input type="file" data-max="20971520" aria-describedby="… id-size">
  document.addEventListener("change", (event) => {
    const input = event.target;
    const note = input.matches?.("input[type=file][data-max]") && document.getElementById(`${input.id}-size`);
    if (!note) return;
    const file = input.files[0];
    const megabytes = file ? (Math.ceil(file.size / 104857.6) / 10).toLocaleString("de") : "";
    const limit = Math.round(Number(input.dataset.max) / 1048576);
    const large = file && file.size > Number(input.dataset.max);
    note.textContent = file ? `${file.name}: ${megabytes}\u00a0MB${large ? `. Das ist zu groß, höchstens ${limit}\u00a0MB.` : ""}` : "";
  });

  // Safari forgets that a table is one when its rows are laid out as cards. HTML allows no role there, so it is said here.
  const roles = {
    thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row",
    "th[scope=col]": "columnheader", "th[scope=row]": "rowheader", td: "cell",
  };
  for (const table of document.querySelectorAll(".phone-cards")) {
    table.setAttribute("role", "table");
    for (const [part, role] of Object.entries(roles)) {
      for (const one of table.querySelectorAll(part)) one.setAttribute("role", role);
    }
  }

  // After a refused form the summary of errors is read first.
  document.querySelector("[data-focus]")?.focus();
})();
