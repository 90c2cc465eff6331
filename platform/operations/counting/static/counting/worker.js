// Opens the phone page without a network: what the page has laid by itself is given back.

const CACHE = 'countylink-count';
const PAGE = /^\/console\/counting\/phone\/\d+\/$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  const path = new URL(request.url).pathname;
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(path, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (PAGE.test(address.pathname)) event.respondWith(page(request));
  } else if (!address.pathname.startsWith('/console/')) event.respondWith(part(request));
});
