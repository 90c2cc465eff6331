// Registration: search first, keys alone, one task a screen on the station's phone.

import { Combo, typeahead } from './combo.js';
import { fill, Keeper } from './keep.js';
import { pad } from '../console/pad.js';

const form = document.querySelector('[data-register]');
const part = (name, inside = form) => inside.querySelector(`[data-${name}]`);
const fields = 'input:not([type="hidden"]), select, textarea';
const seen = (element) => !element.disabled && element.getClientRects().length > 0;

// --- The applicant ---

const who = document.getElementById('cw-who');
const hits = document.getElementById('cw-hits');
const fresh = part('new');

function showNew(open) {
  fresh.hidden = !open;
}

function first(inside) {
  const element = [...inside.querySelectorAll(fields)].find(seen);
  element?.focus();
  return element;
}

function takeApplicant(option) {
  if (option.dataset.fresh !== undefined) {
    showNew(true);
    const field = form.elements[option.dataset.field];
    if (field && !field.value) field.value = option.dataset.value;
    if (option.dataset.field === 'credit_code') form.elements.kind.value = 'company';
    const open = ['name', 'phone'].find((name) => !form.elements[name].value);
    form.elements[open || 'village'].focus();
    return;
  }
  form.elements.applicant.value = option.dataset.pk;
  part('chosen-name').textContent = option.dataset.name;
  part('chosen-more').textContent = option.dataset.more;
  part('chosen').hidden = false;
  part('search').hidden = true;
  showNew(false);
  form.dispatchEvent(new Event('input', { bubbles: true }));
  after(part('search').closest('[data-screen]'));
}

const people = new Combo(who, hits, {
  take: takeApplicant,
  submit: () => who.value.trim() && window.htmx?.trigger(who, 'search-now'),
});
document.body.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target !== hits) return;
  people.mark(0);
  if (document.activeElement === who) people.show();
});
part('change').addEventListener('click', () => {
  form.elements.applicant.value = '';
  part('chosen').hidden = true;
  part('search').hidden = false;
  who.focus();
});
const typedNew = [...fresh.querySelectorAll(fields)].some(
  (field) => field.tagName === 'INPUT' && field.value,
);
showNew(!form.elements.applicant.value && (typedNew || fresh.querySelector('.errorlist')));

// --- The item and what it asks ---

const asked = document.getElementById('cw-item');
const select = part('combo');
let loading = null;

async function loadItem() {
  const kept = Object.fromEntries(
    [...asked.querySelectorAll('[name^="details-"]')].map((one) => [one.name, one.value]),
  );
  const query = new URLSearchParams({ item: select.value });
  if (form.elements.station) query.set('station', form.elements.station.value);
  const reply = await fetch(`${form.dataset.itemUrl}?${query}`, {
    headers: { 'HX-Request': 'true', 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!reply.ok) return;
  asked.innerHTML = await reply.text();
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements[name];
    if (field && !field.value && value) field.value = value;
  }
  const may = asked.querySelector('[data-may-accept]')?.dataset.mayAccept === '1';
  part('accept').hidden = !may;
  part('register-only').classList.toggle('button-secondary', may);
  screens.count();
}
select.addEventListener('change', () => {
  loading = loadItem();
});
const item = typeahead(select, {
  async taken() {
    await loading;
    after(select.closest('[data-screen]'));
  },
});

// --- One task a screen, on phones at stations ---

const screens = {
  all: [],
  at: 0,
  on: form.classList.contains('cw-register--station') && matchMedia('(max-width: 50rem)').matches,

  count() {
    this.all = [...form.querySelectorAll('[data-screen]')];
    if (this.on) this.show(Math.min(this.at, this.all.length - 1));
  },

  show(number) {
    this.at = number;
    form.classList.add('cw-steps');
    this.all.forEach((screen, place) => screen.toggleAttribute('data-on', place === number));
    const bar = document.querySelector('[data-bar]');
    bar.hidden = false;
    bar.textContent = `${number + 1} / ${this.all.length} · ${this.all[number].dataset.screen}`;
    const last = number === this.all.length - 1;
    part('back').hidden = number === 0;
    part('next').hidden = last;
    for (const button of form.querySelectorAll('[data-last]')) button.classList.toggle('cw-off', !last);
  },

  go(step) {
    const to = this.at + step;
    if (to < 0 || to >= this.all.length) return;
    this.show(to);
    document.querySelector('[data-bar]').scrollIntoView({ block: 'start' });
    if (!matchMedia('(pointer: coarse)').matches) first(this.all[to]);
  },
};

// Where to go after a part is done: the next screen, or the next part on the page.
function after(here) {
  if (screens.on) {
    screens.go(1);
    return;
  }
  const all = [...form.querySelectorAll('[data-screen]')];
  const next = all[all.indexOf(here) + 1];
  if (next) first(next);
}

part('back').addEventListener('click', () => screens.go(-1));
part('next').addEventListener('click', () => screens.go(1));

// --- Keys ---

form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    const accept = part('accept');
    (accept.hidden ? part('register-only') : accept).click();
    return;
  }
  const here = event.target;
  if (!here.matches('input, select') || here.type === 'submit') return;
  event.preventDefault();
  const all = [...form.querySelectorAll(`${fields}, [data-next], [data-last]`)].filter(seen);
  all[all.indexOf(here) + 1]?.focus();
});

// --- Consent ---

const consent = part('consent');
const behalf = form.elements.on_behalf;
const showConsent = () => {
  consent.hidden = !behalf.checked;
};
behalf.addEventListener('change', showConsent);
pad(part('pad'), form.elements.signature, part('pad-said'), part('pad-clear'));

// --- Nothing typed is lost ---

const keeper = new Keeper(form, part('said'));
const before = form.hasAttribute('data-sent-back') ? null : keeper.earlier();
const restore = document.querySelector('[data-restore]');
if (before) restore.hidden = false;
document.querySelector('[data-restore-yes]').addEventListener('click', async () => {
  restore.hidden = true;
  fill(form, before);
  if (before.item) {
    item.value = select.selectedOptions[0]?.text.trim() || '';
    loading = loadItem();
    await loading;
    fill(form, before);
  }
  showNew(!form.elements.applicant.value);
  showConsent();
  first(form);
});
document.querySelector('[data-restore-no]').addEventListener('click', () => {
  keeper.forget();
  restore.hidden = true;
  who.focus();
});

showConsent();
screens.count();
if (screens.on) {
  const wrong = screens.all.findIndex((screen) => screen.querySelector('.errorlist'));
  if (wrong > 0) screens.show(wrong);
}
