// Sends what waits, a few at a time, until every record has its receipt; each may be sent often.

const AT_ONCE = 25;
const LONGEST_WAIT = 30000;

/** The server answers, but not to somebody who is not signed in. */
class SignIn extends Error {}

export class Sender {
  /** tell({state, ...}) is called whenever there is something to say. */
  constructor(store, { count, me, urls, tell }) {
    Object.assign(this, { store, count, me, urls, tell });
    this.csrf = '';
    this.wait = 1000;
    this.timer = 0;
    this.running = false;
    addEventListener('online', () => this.soon(0));
    addEventListener('visibilitychange', () => this.soon(0));
  }

  soon(delay = 300) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), delay);
  }

  /** One tab sends at a time; two would only do the same work twice. */
  async run() {
    if (this.running) return;
    this.running = true;
    try {
      if (navigator.locks)
        await navigator.locks.request('countylink-upload', { ifAvailable: true }, (lock) =>
          lock ? this.send() : this.soon(2000),
        );
      else await this.send();
    } finally {
      this.running = false;
    }
  }

  async send() {
    for (;;) {
      const waiting = (await this.store.all(this.count)).filter(
        (record) => record.state === 'waiting' && record.person === this.me,
      );
      if (!waiting.length) {
        this.wait = 1000;
        return this.tell({ state: 'sent' });
      }
      this.tell({ state: 'waiting' });
      const sent = await this.batch(waiting.slice(0, AT_ONCE));
      if (sent !== true) {
        this.tell(sent);
        this.soon(this.wait);
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        return undefined;
      }
      this.wait = 1000;
    }
  }

  /** True when the receipts are stored; else what to say. */
  async batch(records) {
    try {
      if (!this.csrf) await this.token();
      const answer = await fetch(this.urls.upload, {
        method: 'POST',
        body: this.body(records),
        headers: { 'X-CSRFToken': this.csrf, Accept: 'application/json' },
      });
      if (answer.redirected) return { state: 'signIn' };
      if (answer.status === 403) {
        this.csrf = '';
        return { state: 'signIn' };
      }
      const told = await answer.json();
      if (!answer.ok) return { state: 'refused', sentence: told.sentence };
      await this.store.receive(told.receipts);
      return true;
    } catch (error) {
      return { state: error instanceof SignIn ? 'signIn' : 'offline' };
    }
  }

  body(records) {
    const form = new FormData();
    const plain = records.map((one) => ({
      ...{ key: one.key, kind: one.kind, serial: one.serial, said_at: one.said_at },
      ...{ device: one.device, code: one.code, place: one.place, note: one.note },
    }));
    form.append('batch', JSON.stringify({ sent_at: new Date().toISOString(), records: plain }));
    for (const one of records) if (one.photo) form.append(`photo-${one.key}`, one.photo, 'photo.jpg');
    return form;
  }

  /** The list anew, with the key for sending; null where there is no network or no sign-in. */
  async token() {
    const answer = await fetch(this.urls.data, { headers: { Accept: 'application/json' } });
    if (!answer.ok || answer.redirected) throw new SignIn();
    const data = await answer.json();
    this.csrf = data.csrf;
    return data;
  }
}
