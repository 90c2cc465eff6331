// Ticking many, and how many are ticked.

const form = document.querySelector('[data-batch]');
if (form) {
  const boxes = [...form.querySelectorAll('input[name="case_ids"]')];
  const all = form.querySelector('[data-all]');
  const count = form.querySelector('[data-count]');
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = `${ticked} / ${boxes.length}`;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener('change', show);
  show();
}
