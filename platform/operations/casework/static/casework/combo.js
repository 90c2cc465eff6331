// A text box with a list below it, worked by keys: arrows choose, Enter takes, Escape closes.

export class Combo {
  constructor(input, list, { take, submit }) {
    Object.assign(this, { input, list, take, submit, at: -1 });
    input.addEventListener('keydown', (event) => this.key(event));
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.choose(option);
    });
    input.addEventListener('blur', () => this.close());
    input.addEventListener('focus', () => this.show());
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]:not([hidden])')];
  }

  show() {
    const open = this.options.length > 0;
    this.list.classList.toggle('cw-list--open', open);
    this.input.setAttribute('aria-expanded', String(open));
  }

  close() {
    this.list.classList.remove('cw-list--open');
    this.input.setAttribute('aria-expanded', 'false');
  }

  mark(number) {
    const options = this.options;
    this.at = options.length ? (number + options.length) % options.length : -1;
    options.forEach((option, place) =>
      option.setAttribute('aria-selected', String(place === this.at)),
    );
    const here = options[this.at];
    if (here) {
      this.input.setAttribute('aria-activedescendant', here.id);
      here.scrollIntoView({ block: 'nearest' });
    } else this.input.removeAttribute('aria-activedescendant');
  }

  choose(option) {
    this.close();
    this.take(option);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.show();
      this.mark(this.at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Escape') {
      this.close();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      const option = this.options[this.at];
      if (option && this.list.classList.contains('cw-list--open')) this.choose(option);
      else if (this.submit) this.submit();
    }
  }
}

// A select becomes a combo: what is typed is looked for in data-find of its options.
export function typeahead(select, { taken }) {
  const input = document.createElement('input');
  const list = document.createElement('div');
  input.type = 'text';
  input.autocomplete = 'off';
  input.className = 'cw-who';
  list.className = 'cw-list';
  list.id = `${select.id}-list`;
  list.setAttribute('role', 'listbox');
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-expanded', 'false'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
  ])
    input.setAttribute(name, value);
  for (const one of select.options) {
    if (!one.value) continue;
    const option = document.createElement('div');
    option.className = 'cw-option';
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.id = `${select.id}-${one.value}`;
    option.dataset.value = one.value;
    option.dataset.find = one.dataset.find || one.text.toLowerCase();
    option.textContent = one.text;
    list.append(option);
  }
  input.id = select.id;
  select.id = `${select.id}-select`;
  select.hidden = true;
  select.after(input, list);

  const words = () => select.selectedOptions[0]?.text.trim() || '';
  const combo = new Combo(input, list, {
    take(option) {
      select.value = option.dataset.value;
      input.value = words();
      select.dispatchEvent(new Event('change', { bubbles: true }));
      taken();
    },
    submit: () => select.value && taken(),
  });
  function narrow() {
    const parts = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const all = !parts.length || input.value === words();
    for (const option of list.children) {
      option.hidden = !all && !parts.every((part) => option.dataset.find.includes(part));
    }
    combo.mark(0);
    combo.show();
  }
  input.addEventListener('input', narrow);
  input.addEventListener('focus', () => {
    input.select();
    narrow();
  });
  input.addEventListener('blur', () => {
    input.value = words();
  });
  input.value = words();
  combo.close();
  return input;
}
