// Mail: the scanner's Enter goes on to the next field, and a place to sign.

import { pad } from '../console/pad.js';

const tracking = document.querySelector('form.ml-form [name="tracking"]');
if (tracking) {
  tracking.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    tracking.form.elements.addressee.focus();
  });
  const wrong = tracking.form.querySelector('.ml-wrong :is(input, select)');
  (wrong || tracking).focus();
}

const sign = document.querySelector('[data-sign]');
if (sign) {
  const form = sign.closest('form');
  pad(
    sign.querySelector('[data-pad]'),
    form.elements.signature,
    sign.querySelector('[data-pad-said]'),
    sign.querySelector('[data-pad-clear]'),
  );
}
