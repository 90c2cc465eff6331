// What the phone keeps: every record until its receipt is there, and the list for a day.

const NAME = 'countylink-count';

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

export async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('records', { keyPath: 'key' }).createIndex('count', 'count');
    db.createObjectStore('kept', { keyPath: 'name' });
  };
  const db = await asked(request);
  // Another tab may want to delete or renew it; it must not wait for this one.
  db.onversionchange = () => db.close();
  return new Store(db);
}

class Store {
  constructor(db) {
    this.db = db;
  }

  /** A new record with the next number of this phone; stored before anything else happens. */
  async add(record) {
    const both = this.db.transaction(['records', 'kept'], 'readwrite', { durability: 'strict' });
    const kept = both.objectStore('kept');
    const last = (await asked(kept.get('serial')))?.value ?? 0;
    kept.put({ name: 'serial', value: last + 1 });
    const whole = { ...record, serial: last + 1, state: 'waiting' };
    both.objectStore('records').add(whole);
    await finished(both);
    return whole;
  }

  /** Receipts: the record stays, without its photo, with what the server said. */
  async receive(receipts) {
    const one = this.db.transaction('records', 'readwrite', { durability: 'strict' });
    const records = one.objectStore('records');
    for (const receipt of receipts) {
      const record = await asked(records.get(receipt.key));
      if (record) records.put({ ...record, photo: null, state: 'done', receipt });
    }
    await finished(one);
  }

  async all(count) {
    const records = this.db.transaction('records').objectStore('records');
    const found = await asked(records.index('count').getAll(count));
    return found.sort((one, other) => one.serial - other.serial);
  }

  async get(name) {
    return (await asked(this.db.transaction('kept').objectStore('kept').get(name)))?.value;
  }

  async put(name, value) {
    const one = this.db.transaction('kept', 'readwrite');
    one.objectStore('kept').put({ name, value });
    await finished(one);
  }
}
