// The console's few lines: common phrases, keys in lists, forms that are sent once.

function phrases(event) {
  const button = event.target.closest('.cl-phrase');
  if (!button) return;
  const box = document.getElementById(button.parentElement.dataset.phrasesFor);
  if (!box) return;
  const text = button.textContent.trim();
  box.value = box.value.trim() ? `${box.value.trim()}${text}` : text;
  box.focus();
}

// Without https (a village's test machine) there is no clipboard: the old command copies there.
async function copy(event) {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand('copy');
  button.textContent = button.dataset.done;
}

function once(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-once]')) return;
  // A preview in another tab sends nothing that counts; the page stays to be sent.
  if (event.submitter?.formTarget === '_blank') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '1';
  // A page that the browser kept (back button) can be sent again.
  window.addEventListener('pageshow', () => delete form.dataset.sent, { once: true });
}

const typing = (element) => element.closest('input, textarea, select, [contenteditable="true"]');

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '/') {
    // A list's own search stands before that over everything.
    const search = document.querySelector('[data-search]') ?? document.getElementById('cl-search');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const links = [...document.querySelectorAll('[data-rows] tbody .title a')];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  event.preventDefault();
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll('.cl-more[open]')) {
    if (event.type === 'keydown' ? event.key === 'Escape' : !menu.contains(event.target)) {
      menu.open = false;
    }
  }
}

function print(event) {
  if (event.target.closest('[data-print]')) window.print();
}

document.addEventListener('click', phrases);
document.addEventListener('click', copy);
document.addEventListener('click', print);
document.addEventListener('click', closeMenus);
document.addEventListener('submit', once);
document.addEventListener('keydown', keys);
document.addEventListener('keydown', closeMenus);
document.querySelector('.cl-errors')?.focus();
document
  .querySelector('.cl-step[aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'center' });
