// What a scanned text is, and what the list on the phone says of it. The server judges again.

const WAY = /^\/([ar])\/([A-Za-z0-9_-]*)\/?$/;
const NUMBER = /^(\d{6})-[0-9A-Z]{3}-\d{4}-\d{4,}$/;

/** {what: asset | room | text | foreign | strange | torn, value} as rules/codes.py has it. */
export function read(text, host, county) {
  text = text.trim();
  if (!text) return { what: 'torn', value: '' };
  if (text.length > 200) return { what: 'strange', value: '' };
  if (text.includes('://')) return address(text, host);
  const upper = text.toUpperCase();
  const number = NUMBER.exec(upper);
  if (number) return { what: number[1] === county ? 'text' : 'foreign', value: upper };
  return { what: 'text', value: text };
}

function address(text, host) {
  let found;
  try {
    found = new URL(text);
  } catch {
    return { what: 'strange', value: '' };
  }
  const way = WAY.exec(found.pathname);
  if (!way || !['http:', 'https:'].includes(found.protocol)) {
    const torn = found.hostname === host && ['', '/', '/a', '/a/', '/r', '/r/'].includes(found.pathname);
    return { what: torn ? 'torn' : 'strange', value: '' };
  }
  if (found.hostname !== host) return { what: 'foreign', value: found.hostname };
  if (way[2].length !== 16) return { what: 'torn', value: '' };
  return { what: way[1] === 'a' ? 'asset' : 'room', value: way[2] };
}

const FIELDS = [
  ...['id', 'token', 'name', 'number', 'old', 'serial', 'place', 'user', 'keeper'],
  ...['result', 'foundAt', 'by', 'at'],
];

/** The expected things by each text that can name them, and how each stands by now. */
export class Listed {
  constructor(data, me) {
    this.data = data;
    this.me = me;
    this.lines = data.lines.map((row) => Object.fromEntries(FIELDS.map((name, i) => [name, row[i]])));
    this.rooms = new Map(data.rooms);
    this.names = new Set(data.rooms.map(([, name]) => name));
    this.index = new Map();
    for (const line of this.lines)
      for (const text of new Set([line.token, line.number, line.old, line.serial]))
        if (text) this.index.set(text, [...(this.index.get(text) ?? []), line]);
  }

  read(text) {
    return read(text, this.data.host, this.data.county);
  }

  named(text) {
    const found = this.read(text);
    return ['asset', 'text'].includes(found.what) ? (this.index.get(found.value) ?? []) : [];
  }

  /** Lay a record of this phone over what the server said last. */
  lay(record) {
    const results = { found: 'found', damaged: 'damaged', user: 'user', missing: 'missing', away: 'away', place: 'place' };
    const [line, ...others] = this.named(record.code);
    if (!line || others.length || !results[record.kind]) return;
    // The server has the last word: what it did not accept leaves the line as it was.
    const said = record.receipt?.outcome;
    if (said && !['counted', 'place', 'corrected', 'placed', 'already'].includes(said)) return;
    if (line.keeper !== null && line.keeper === this.me) return;
    const wrong = record.kind === 'found' && record.place && record.place !== line.place;
    line.result = wrong ? 'place' : results[record.kind];
    line.foundAt = record.place || line.place;
    line.at = record.said_at;
    line.mine = true;
  }

  progress() {
    return { answered: this.lines.filter((line) => line.result).length, expected: this.lines.length };
  }

  inRoom(place) {
    return this.lines.filter((line) => line.place === place);
  }

  search(words) {
    const wanted = words.trim().toLowerCase();
    if (!wanted) return [];
    const fits = (line) =>
      [line.name, line.number, line.old, line.serial, line.user, line.place].some((text) =>
        text?.toLowerCase().includes(wanted),
      );
    return this.lines.filter(fits).slice(0, 50);
  }
}
