// On pages of people who log sessions: sends what waits on this device, keeps what is needed without network, and draws the queue.
(() => {
  "use strict";

  const { pocket: pocketAt, send: sendAt, list, worker } = document.body.dataset;
  const queue = self.thekizQueue;
  const FRESH = 5 * 60 * 1000; // how long the kept sessions are good enough
  const AGAIN = 30 * 1000; // how long after a failed attempt comes the next one

  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);

  const byId = (id) => document.getElementById(id);
  const clone = (id) => byId(id).content.firstElementChild.cloneNode(true);
  const say = (root, part, text) => {
    const found = root.querySelector(`[data-say=${part}]`);
    if (found) found.textContent = text;
  };

  // Who is logged in now, and what this person logs; nothing without network or log-in.
  const fetchPocket = async () => {
    try {
      const answer = await fetch(pocketAt, { redirect: "manual", headers: { Accept: "application/json" } });
      if (!answer.ok) return { away: false };
      return { away: false, known: { ...(await answer.json()), at: Date.now() } };
    } catch {
      return { away: true };
    }
  };

  let leaving = false;
  const remember = (known) => (leaving ? null : queue.keep(known));

  const sendOne = async (entry, known) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: known.token, person: entry.person, key: entry.key, base: entry.base });
    for (const name of [...queue.FIGURES, "newcomers", "note", "typed"]) body.set(name, entry[name]);
    if (entry.sure) body.set("sure", entry.sure);
    const answer = await fetch(sendAt.replace("/0/", `/${entry.session}/`), { method: "POST", body, redirect: "manual" });
    const found = await answer.json().catch(() => null);
    if (!found) throw new Error(String(answer.status));
    if (found.outcome === "refused") await queue.put({ ...entry, words: found.words });
    else if (found.outcome !== "other") await queue.drop(entry.key);
  };

  const sendAll = async () => {
    const waiting = await queue.entries();
    const kept = await queue.pocket();
    let state = "";
    if (waiting.length > 0 || !kept || Date.now() - kept.at > FRESH || byId("queue")) {
      const { away, known } = await fetchPocket();
      state = away ? "away" : known ? "" : "out";
      if (known) {
        await remember(known);
        for (const entry of waiting.filter((one) => one.person === known.person && !one.words)) {
          try {
            await sendOne(entry, known);
          } catch {
            await queue.put({ ...entry, tries: entry.tries + 1 });
            state = "away";
            break;
          }
        }
        const after = waiting.length > 0 ? (await fetchPocket()).known : null;
        if (after) await remember(after);
      }
    }
    await draw(state);
  };

  // Two tabs never send at once; the number of an entry makes a second sending harmless anyway.
  const send = () => (navigator.locks ? navigator.locks.request("thekiz-send", sendAll) : sendAll());

  // The link at the top that says what waits; it is there only while something does.
  const badge = () => {
    if (!byId("waiting")) {
      const link = Object.assign(document.createElement("a"), { id: "waiting", className: "waiting-on-net", href: list });
      document.querySelector(".signed-in").before(link);
    }
    return byId("waiting");
  };

  const draw = async (state) => {
    const [waiting, known] = [await queue.entries(), await queue.pocket()];
    const mine = waiting.filter((entry) => entry.person === known?.person);
    const [many, open] = [mine.length, known?.conflicts ?? 0];
    if (list && many + open > 0) {
      badge().textContent = [many && `${many} ${many === 1 ? "wartet" : "warten"} auf Netz`, open && `${open} zu entscheiden`].filter(Boolean).join(", ");
    }
    if (many + open === 0) byId("waiting")?.remove();
    const box = byId("queue");
    if (!box) return;
    box.replaceChildren(listed("ol", "queue", mine.map((entry) => line(entry, state))));
    box.hidden = mine.length === 0;
    byId("queue-empty").hidden = mine.length > 0;
    byId("queue-others").hidden = waiting.length === mine.length;
    byId("queue-out").hidden = state !== "out";
    const late = byId("queue-late");
    late.hidden = !mine.some((entry) => Date.now() - Date.parse(entry.typed) > 3 * 24 * 3600 * 1000);
    drawSessions(known, mine);
  };

  const listed = (kind, className, items) => {
    const list = Object.assign(document.createElement(kind), { className });
    list.append(...items);
    return list;
  };

  const line = (entry, state) => {
    const item = clone("queue-line");
    const sum = `${entry.adults_centre} Kita · ${entry.adults_space} Sozialraum · ${entry.children} Kinder`;
    say(item, "title", entry.title);
    say(item, "about", `${entry.when} · ${sum}`);
    say(item, "note", entry.note ? `„${entry.note}“` : "");
    say(item, "state", entry.words ?? (state === "away" ? "Wartet, kein Netz" : state === "out" ? "Wartet auf Ihre Anmeldung" : "Wird gesendet"));
    for (const part of item.querySelectorAll("[data-about]")) part.textContent = `: ${entry.title}`;
    item.querySelector("[data-do=change]").addEventListener("click", () => openForm(entry));
    item.querySelector("[data-do=drop]").addEventListener("click", async () => {
      if (!window.confirm(`Den Eintrag „${entry.title}“ von diesem Gerät entfernen? Er ist noch nicht gesendet.`)) return;
      await queue.drop(entry.key);
      await draw(state);
    });
    return item;
  };

  // Without network: the sessions of the day, and the counters of one.
  const drawSessions = (known, mine) => {
    const box = byId("sessions");
    if (!box) return;
    const now = new Date().toLocaleString("sv", { timeZone: "Europe/Berlin" }).replace(" ", "T");
    const begun = (known?.sessions ?? []).filter((one) => one.begins <= now && !mine.some((entry) => entry.session === one.session));
    const lines = begun.map((one) => {
        const item = clone("session-line");
        say(item, "title", one.title);
        say(item, "about", [one.when, one.where].filter(Boolean).join(" · "));
        item.querySelector("[data-about]").textContent = `: ${one.title}`;
        item.querySelector("button").addEventListener("click", () => openForm({ ...one, ...one.last, note: "", newcomers: "" }));
        return item;
      });
    box.replaceChildren(listed("ul", "lines", lines));
    box.hidden = begun.length === 0;
    byId("sessions-empty").hidden = begun.length > 0;
    const asked = /^\/offers\/sessions\/(\d+)\/$/.exec(window.location.pathname)?.[1];
    const one = begun.find((found) => String(found.session) === asked);
    if (one && !byId("entry-form").dataset.opened) openForm({ ...one, ...one.last, note: "", newcomers: "" });
  };

  const openForm = (about) => {
    const form = byId("entry-form");
    if (!form) return window.location.assign(about.address ?? sendAt.replace(/device.*$/, `sessions/${about.session}/`));
    form.dataset.opened = "1";
    for (const name of [...queue.FIGURES, "newcomers", "note"]) form.elements[name].value = about[name] ?? "";
    form.elements.device_base.value = about.base;
    form.elements.device_title.value = about.title;
    form.elements.device_when.value = about.when;
    form.dataset.session = about.session;
    say(form, "title", about.title);
    say(form, "when", about.when);
    say(form, "problem", "");
    form.hidden = false;
    form.querySelector("h2").focus();
  };

  // As the log page asks: more than three times the highest of the usual ones, or than 50 where there are none.
  const isDoubtful = (value, highest) => Number(value) > (highest === undefined ? 50 : Math.max(3 * highest, 20));

  byId("entry-form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const wrong = queue.FIGURES.some((name) => !/^\d{1,3}$/.test(form.elements[name].value) || Number(form.elements[name].value) > 500);
    if (wrong) return say(form, "problem", "Bitte geben Sie bei jeder Zahl etwas zwischen 0 und 500 ein.");
    const known = (await queue.pocket())?.sessions?.find((one) => String(one.session) === form.dataset.session);
    const doubtful = known?.highest ? queue.FIGURES.filter((name) => isDoubtful(form.elements[name].value, known.highest[name])) : [];
    const named = doubtful.map((name) => `${form.elements[name].value} ${form.elements[name].labels[0].textContent.trim()}`).join(", ");
    if (doubtful.length > 0 && !window.confirm(`Das ist viel mehr als sonst: ${named}. Stimmt das?`)) return form.elements[doubtful[0]].focus();
    const typed = new FormData(form);
    if (doubtful.length > 0) typed.set("sure", "on");
    const entry = await queue.entryOf(typed, Number(form.dataset.session));
    if (!entry) return say(form, "problem", "Dieses Gerät weiß nicht mehr, wer Sie sind. Bitte melden Sie sich an, sobald das Netz da ist.");
    await queue.add(entry);
    form.hidden = true;
    await draw("away");
    byId("queue-title").focus();
    await send();
  });

  // Logging out: what waits stays and goes after the next log-in of the same person; the kept sessions go.
  document.addEventListener("submit", async (event) => {
    if (!event.target.action?.endsWith("/logout/") || event.target.dataset.asked) return;
    event.preventDefault();
    const waiting = (await queue.entries()).length;
    const words = waiting === 1 ? "Ein Eintrag wartet" : `${waiting} Einträge warten`;
    if (waiting > 0 && !window.confirm(`${words} noch auf Netz. Sie gehen erst, wenn Sie sich hier wieder anmelden. Trotzdem abmelden?`)) return;
    leaving = true;
    await queue.keep(null);
    event.target.dataset.asked = "1";
    event.target.submit();
  });

  window.addEventListener("online", send);
  window.setInterval(async () => (await queue.entries()).length > 0 && send(), AGAIN);
  send();
})();
