// A signature with a finger, a pen or the mouse; it goes with the form as a small picture.

const WHITE = '#ffffff';
const INK = '#1a1a1a';

export function pad(canvas, field, said, clear) {
  const context = canvas.getContext('2d');
  let drawing = false;
  let strokes = 0;

  function blank() {
    context.fillStyle = WHITE;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.lineWidth = 5;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = INK;
    strokes = 0;
    field.value = '';
    said.textContent = '';
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  }

  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    const [x, y] = place(event);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 0.1, y);
    context.stroke();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drawing) return;
    const [x, y] = place(event);
    context.lineTo(x, y);
    context.stroke();
    strokes += 1;
  });
  for (const end of ['pointerup', 'pointercancel'])
    canvas.addEventListener(end, () => {
      if (!drawing) return;
      drawing = false;
      // A tap by mistake is no signature.
      if (strokes < 4) return;
      field.value = canvas.toDataURL('image/png');
      said.textContent = said.dataset.done || '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  clear.addEventListener('click', blank);

  const before = field.value;
  blank();
  if (before) {
    const picture = new Image();
    picture.onload = () => context.drawImage(picture, 0, 0);
    picture.src = before;
    field.value = before;
  }
}
