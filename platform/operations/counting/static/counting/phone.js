// The phone page: a room, then its things; every record is stored before anything is shown.

import { decode, reader, smaller, watch } from './camera.js';
import { Listed } from './judge.js';
import { open } from './store.js';
import { Sender } from './upload.js';

const main = document.querySelector('[data-count]');
const told = (id) => JSON.parse(document.getElementById(id).textContent);
const words = told('count-words');
const me = told('count-me');
const count = Number(main.dataset.count);
const urls = { ...main.dataset };
const $ = (name) => main.querySelector(`[data-part="${name}"]`);
const CACHE = 'countylink-count';
const KEPT = 60;

let store;
let listed;
let sender;
let place = '';
let watching = null;
let pending = null;

const say = (name, values = {}) =>
  words[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key] ?? '');

function element(tag, { text, ...more } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), more);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

const button = (text, press, kind = '') =>
  element('button', { type: 'button', text, className: `ct-button ${kind}`, onclick: press });

function device() {
  const name = 'countylink-device';
  if (!localStorage.getItem(name)) localStorage.setItem(name, crypto.randomUUID());
  return localStorage.getItem(name);
}

// --- Records ---

async function record(kind, code, { note = '', photo = null, at = place } = {}) {
  const made = await store.add({
    ...{ key: crypto.randomUUID(), count, person: me.id, personName: me.name, device: device() },
    ...{ kind, code, place: at, note, photo, said_at: new Date().toISOString() },
  });
  listed?.lay(made);
  sender.soon();
  return made;
}

const code = (line) => line.number || line.token;
const thing = (line) => `${line.number} ${line.name}`;

async function take(text) {
  text = text.trim();
  if (!text) return;
  if (!listed) return show('warn', say('noData'));
  const found = listed.read(text);
  if (found.what === 'room') return enter(listed.rooms.get(found.value));
  if (!place && found.what !== 'foreign') return show('warn', say('chooseRoom'));
  const lines = listed.named(text);
  if (lines.length > 1) return choose(lines);
  const [line] = lines;
  const before = line && { ...line };
  await record('found', text);
  navigator.vibrate?.(30);
  if (line) answer(line, before);
  else strange(text, found);
  await draw();
}

function answer(line, before) {
  const shown = { thing: thing(line), expected: line.place };
  if (line.keeper !== null && line.keeper === me.id) return show('warn', say('own', shown));
  if (before.result && before.result === line.result) {
    const who = `${before.mine ? me.name : before.by} ${clock(before.at)}`;
    return show('', say('already', { ...shown, before: who }));
  }
  if (line.result === 'place')
    return show('warn', say('wrong', shown), [
      ...(listed.data.corrects ? [button(say('here'), () => correct(line), 'ct-main')] : []),
    ]);
  return show('good', say('found', shown), [
    button(say('isDamaged'), () => also('damaged', line)),
    button(say('isUser'), () => also('user', line)),
  ]);
}

async function correct(line) {
  await record('place', code(line));
  show('good', say('placed', { thing: thing(line), place }));
  await draw();
}

async function also(kind, line, at = place) {
  const before = { ...line };
  await record(kind, code(line), { at });
  if (kind === 'found') answer(line, before);
  else show(kind === 'missing' ? 'warn' : 'good', say(kind, { thing: thing(line) }));
  await draw();
}

function strange(text, found) {
  const sentence = {
    foreign: () => say('foreign', { host: found.value }),
    strange: () => say('strange'),
    torn: () => say('torn'),
  }[found.what]?.();
  show('warn', sentence ?? say('notListed', { thing: text }), [
    button(say('asUnknown'), () => $('unknown').showModal()),
  ]);
}

function choose(lines) {
  show('warn', say('several'), lines.map((line) => button(`${thing(line)} · ${line.place}`, () => also('found', line))));
}

function enter(name) {
  if (!name) return show('warn', say('roomUnknown'));
  place = name;
  store.put(`room-${count}`, name);
  $('room').value = name;
  show('', say('roomIs', { place: name }));
  return draw();
}

// --- What is shown ---

const clock = (at) => (at ? new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' }) : '');

function show(tone, sentence, buttons = []) {
  const card = $('card');
  card.className = `ct-card ct-${tone || 'plain'}`;
  card.replaceChildren(element('p', { text: sentence }), ...(buttons.length ? [element('div', { className: 'ct-row' }, ...buttons)] : []));
}

function row(line) {
  const state = line.result ? `${words[`r_${line.result}`] ?? line.result} ${line.mine ? '' : (line.by ?? '')}` : '';
  const item = element('li', { className: line.result ? 'ct-done' : '' },
    element('span', { className: 'ct-thing', text: line.name }),
    element('small', { text: `${line.number} · ${line.user} · ${line.place}` }),
  );
  if (state) item.append(element('b', { className: `ct-tag ct-r-${line.result}`, text: state.trim() }));
  const buttons = line.result
    ? line.result === 'missing' ? [button(say('isFound'), () => also('found', line))] : []
    : [
        button(say('isFound'), () => also('found', line), 'ct-main'),
        button(say('isMissing'), () => also('missing', line, '')),
        button(say('isAway'), () => also('away', line, '')),
      ];
  if (buttons.length) item.append(element('div', { className: 'ct-row' }, ...buttons));
  return item;
}

function list(part, lines, empty) {
  $(part).replaceChildren(...(lines.length ? lines.map(row) : [element('li', { className: 'ct-empty', text: empty })]));
}

function history(records) {
  const rows = records.slice(-KEPT).reverse().map((one) =>
    element('li', { className: `ct-log ct-${one.receipt ? one.receipt.tone || 'plain' : 'wait'}` },
      element('span', { text: one.receipt?.sentence ?? `${one.note || one.code} · ${one.place}` }),
      element('small', { text: one.receipt ? clock(one.said_at) : `${clock(one.said_at)} · ${say('unsure')}` }),
    ),
  );
  $('history').replaceChildren(...(rows.length ? rows : [element('li', { className: 'ct-empty', text: say('none') })]));
}

async function draw() {
  const records = await store.all(count);
  const waiting = records.filter((one) => one.state === 'waiting');
  main.dataset.waiting = waiting.length;
  main.dataset.receipts = records.length - waiting.length;
  history(records);
  const others = waiting.find((one) => one.person !== me.id);
  if (others) {
    const n = waiting.filter((one) => one.person !== me.id).length;
    $('others').textContent = say('others', { n, name: others.personName });
  }
  $('others').hidden = !others;
  if (!listed) return;
  const { answered, expected } = listed.progress();
  $('progress').value = expected ? answered / expected : 0;
  $('figures').textContent = say('progress', { answered, expected });
  const here = listed.inRoom(place);
  const open = here.filter((line) => !line.result);
  list('here', [...open, ...here.filter((line) => line.result)].slice(0, 200), say('none'));
  $('left').textContent = place ? (open.length ? String(open.length) : '✓') : '';
  list('results', listed.search($('search').value), say('none'));
}

async function state(what) {
  const records = await store.all(count);
  const n = records.filter((one) => one.state === 'waiting').length;
  const text = what.state === 'sent' ? say('sent', { n: records.length, receipts: records.length - n }) : say(what.state, { n, ...what });
  const bar = $('state');
  bar.textContent = text;
  bar.className = `ct-state ct-state--${what.state}`;
  await draw();
}

// --- Beginning ---

async function load() {
  try {
    const data = await sender.token();
    await store.put(`data-${count}`, data);
  } catch {
    // Without a network the list of the last time serves.
  }
  const data = await store.get(`data-${count}`);
  if (!data) return show('warn', say('noData'));
  listed = new Listed(data, me.id);
  for (const one of await store.all(count)) if (one.person === me.id) listed.lay(one);
  $('room').replaceChildren(
    element('option', { value: '', text: '—' }),
    ...data.rooms.map(([, name]) => element('option', { value: name, text: name })),
  );
  const asked = new URLSearchParams(location.search).get('room');
  place = listed.rooms.get(asked) ?? (await store.get(`room-${count}`)) ?? '';
  if (!listed.names.has(place)) place = '';
  $('room').value = place;
  if (!data.open) show('warn', say('closed'));
  return draw();
}

/** Lay the page and its parts by, so that it opens without a network. */
async function keep() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(urls.worker);
  const cache = await caches.open(CACHE);
  const answer = await fetch(location.pathname);
  if (answer.ok && !answer.redirected) await cache.put(location.pathname, answer);
  const parts = performance.getEntriesByType('resource').map((one) => one.name.split('#')[0]);
  const ours = parts.filter((name) => name.startsWith(location.origin) && !name.includes('/console/'));
  await Promise.allSettled([...new Set(ours)].map((name) => cache.add(name)));
  main.dataset.kept = 'yes';
}

async function camera() {
  if (watching) {
    watching.stop();
    watching = null;
    $('video').hidden = true;
    return;
  }
  const detector = await reader();
  if (!detector) return $('photo').click();
  try {
    $('video').hidden = false;
    watching = await watch($('video'), detector, take);
  } catch {
    $('video').hidden = true;
    show('warn', say('noCamera'), [button(say('readPhoto'), () => $('photo').click())]);
  }
}

async function photo(file) {
  show('', say('readPhoto'));
  try {
    if (!sender.csrf) await sender.token();
    const answer = await decode(file, urls.decode, sender.csrf);
    if (!answer.codes) return show('warn', answer.sentence, [button(say('asUnknown'), () => $('unknown').showModal())]);
    for (const text of answer.codes) await take(text);
  } catch {
    show('warn', say('noNetwork'));
  }
}

async function unknown() {
  const note = $('note').value.trim();
  const file = $('unknown-photo').files[0];
  if (!place) return show('warn', say('chooseRoom'));
  if (!note && !file) return show('warn', say('photoFirst'));
  await record('unknown', '', { note, photo: file ? await smaller(file) : null });
  $('note').value = $('unknown-photo').value = '';
  show('good', say('unknown', { thing: note || say('unknownThing') }));
  return draw();
}

async function paste(text) {
  const lines = text.split(/[\s,，;；]+/).filter(Boolean);
  for (const line of lines) await take(line);
  if (lines.length > 1) show('good', say('pasted', { n: lines.length }));
}

function listen() {
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = $('code').value;
    $('code').value = '';
    // One after the other: a scanner types faster than a phone stores.
    pending = Promise.resolve(pending).then(() => paste(text));
  });
  $('room').addEventListener('change', () => enter($('room').value));
  $('search').addEventListener('input', draw);
  $('camera').addEventListener('click', camera);
  $('photo').addEventListener('change', () => {
    const [file] = $('photo').files;
    if (file) photo(file).finally(() => ($('photo').value = ''));
  });
  $('note-open').addEventListener('click', () => $('unknown').showModal());
  $('paste-open').addEventListener('click', () => $('paste').showModal());
  $('unknown').addEventListener('close', () => {
    if ($('unknown').returnValue === 'yes') unknown();
  });
  $('paste').addEventListener('close', () => {
    if ($('paste').returnValue === 'yes') pending = Promise.resolve(pending).then(() => paste($('pasted').value));
    $('paste').returnValue = '';
  });
}

try {
  store = await open();
  navigator.storage?.persist?.();
  sender = new Sender(store, { count, me: me.id, urls, tell: state });
  listen();
  await load();
  sender.soon(0);
  main.dataset.ready = 'yes';
  keep().catch(() => {});
} catch {
  show('warn', say('noStore'));
}
