// What is typed is not lost: kept on this machine and as a draft on the server, every ten seconds.
// Numbers of persons stay off the machine: windows are shared.

const EVERY = 10_000;
const HOURS = 12;
const PREFIX = 'countylink-case-';
const NEVER = new Set(['csrfmiddlewaretoken', '_once', 'draft', 'who', 'signature', 'go']);

const secret = (element) => element.type === 'file' || element.closest('[data-secret]');

function typed(form) {
  const kept = {};
  for (const element of form.elements) {
    if (!element.name || NEVER.has(element.name) || secret(element)) continue;
    if (element.type === 'checkbox' || element.type === 'radio') {
      if (element.checked) (kept[element.name] ||= []).push(element.value);
    } else if (element.value) kept[element.name] = [element.value];
  }
  return kept;
}

export function fill(form, kept) {
  for (const element of form.elements) {
    const values = kept[element.name];
    if (!values || NEVER.has(element.name) || element.type === 'file') continue;
    if (element.type === 'checkbox' || element.type === 'radio')
      element.checked = values.includes(element.value);
    else [element.value] = values;
  }
}

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the server's draft remains.
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) || 'null');
  } catch {
    return null;
  }
}

function tidy(user) {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    const kept = stored(key);
    const old = !kept || Date.now() - kept.at > HOURS * 3600_000;
    if (old || !key.startsWith(`${PREFIX}${user}-`)) store(key, null);
  }
}

export class Keeper {
  constructor(form, said) {
    Object.assign(this, { form, said, dirty: false, sent: false, running: null });
    const draft = form.elements.draft.value || 'new';
    tidy(form.dataset.user);
    this.key = `${PREFIX}${form.dataset.user}-${draft}`;
    this.last = JSON.stringify(typed(form));
    form.addEventListener('input', () => {
      this.dirty = true;
    });
    form.addEventListener('change', () => {
      this.dirty = true;
    });
    window.addEventListener('beforeunload', (event) => {
      if (this.dirty && !this.sent && JSON.stringify(typed(form)) !== this.last) {
        event.preventDefault();
        event.returnValue = '';
      }
    });
    form.addEventListener('submit', (event) => this.submit(event));
    setInterval(() => this.keep(), EVERY);
  }

  // What was typed before and not sent; null where there is nothing to bring back.
  earlier() {
    const kept = stored(this.key);
    if (!kept) return null;
    const back = performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
    if (kept.sent && !back) {
      store(this.key, null);
      return null;
    }
    return JSON.stringify(kept.typed) === this.last ? null : kept.typed;
  }

  forget() {
    store(this.key, null);
  }

  async keep() {
    const now = JSON.stringify(typed(this.form));
    if (!this.dirty || this.sent || this.running || now === this.last) return;
    store(this.key, { at: Date.now(), typed: typed(this.form) });
    this.last = now;
    // `elements.item` is the collection's own method, not our field.
    if (!this.form.elements.namedItem('item').value) return;
    this.running = this.post();
    await this.running;
    this.running = null;
  }

  async post() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.delete('signature');
    body.set('go', 'save');
    try {
      const reply = await fetch(window.location.pathname, { method: 'POST', body });
      const answer = reply.redirected ? null : await reply.json();
      if (!reply.ok || !answer) return;
      this.said.textContent = answer.said;
      if (!this.form.elements.draft.value) {
        this.form.elements.draft.value = answer.draft;
        const kept = stored(this.key);
        this.forget();
        this.key = `${PREFIX}${this.form.dataset.user}-${answer.draft}`;
        store(this.key, kept);
        window.history.replaceState(null, '', answer.url);
      }
    } catch {
      // No network now: it is kept on this machine, and sent with the next turn.
    }
  }

  // A draft being kept is waited for, so that the case does not come into being twice.
  async submit(event) {
    if (this.running) {
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      await this.running;
      this.form.requestSubmit(button || undefined);
      return;
    }
    this.sent = true;
    store(this.key, { at: Date.now(), sent: true, typed: typed(this.form) });
  }
}
