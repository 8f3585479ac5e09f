// The service worker: pages come from the network; without it, one page that logs sessions. It keeps no page that knows a person.
"use strict";

const { shell, files, cache } = self.thekiz;
const LOG = /^\/offers\/sessions\/(\d+)\/$/;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const kept = await caches.open(cache);
    for (const address of [shell, ...files]) {
      const answer = await fetch(address, { credentials: "omit", cache: "reload" });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      await kept.put(address, answer);
    }
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== cache) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// Figures that could not be sent go into the queue; then the page without network says that they wait.
const queued = async (request, session) => {
  const entry = await self.thekizQueue.entryOf(await request.formData(), session);
  if (!entry) return Response.error();
  await self.thekizQueue.add(entry);
  return Response.redirect(`${shell}?kept=1`, 303);
};

const page = async (request) => {
  const session = LOG.exec(new URL(request.url).pathname)?.[1];
  const copy = request.method === "POST" && session ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (error) {
    if (copy) return queued(copy, Number(session));
    if (request.method !== "GET") throw error;
    return (await caches.match(shell)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (request.method === "GET" && files.includes(address.pathname))
    event.respondWith(fetch(request).catch(async () => (await caches.match(address.pathname)) ?? Response.error()));
});
