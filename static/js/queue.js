// What a device keeps while there is no network: entries on their way and the sessions a person logs. For pages and for the worker.
self.thekizQueue = (() => {
  "use strict";

  const FIGURES = ["adults_centre", "adults_space", "children"];

  const open = () =>
    new Promise((done, failed) => {
      const request = indexedDB.open("thekiz", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("entries", { keyPath: "key" });
        request.result.createObjectStore("kept");
      };
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  const run = async (store, mode, act) => {
    const database = await open();
    try {
      return await new Promise((done, failed) => {
        const transaction = database.transaction(store, mode);
        const request = act(transaction.objectStore(store));
        transaction.oncomplete = () => done(request.result);
        transaction.onabort = () => failed(transaction.error);
      });
    } finally {
      database.close();
    }
  };

  const entries = async () => (await run("entries", "readonly", (store) => store.getAll())).sort((a, b) => a.typed.localeCompare(b.typed));
  const put = (entry) => run("entries", "readwrite", (store) => store.put(entry));
  const drop = (key) => run("entries", "readwrite", (store) => store.delete(key));
  const pocket = () => run("kept", "readonly", (store) => store.get("pocket"));
  const keep = (found) => run("kept", "readwrite", (store) => (found ? store.put(found, "pocket") : store.delete("pocket")));

  // An entry from what was typed in a form; nothing when nobody is known whose it is.
  const entryOf = async (form, session) => {
    const known = await pocket();
    if (!known) return null;
    const entry = { key: crypto.randomUUID(), person: known.person, session, typed: new Date().toISOString(), tries: 0 };
    for (const name of [...FIGURES, "newcomers", "note"]) entry[name] = String(form.get(name) ?? "");
    entry.sure = String(form.get("sure") ?? "");
    entry.base = String(form.get("device_base") ?? "");
    entry.title = String(form.get("device_title") ?? "");
    entry.when = String(form.get("device_when") ?? "");
    return entry;
  };

  // Typed again for the same session, it is the later one that goes.
  const add = async (entry) => {
    for (const other of await entries()) if (other.session === entry.session && other.person === entry.person) await drop(other.key);
    await put(entry);
  };

  return { FIGURES, entries, put, drop, pocket, keep, entryOf, add };
})();
