// Supplies: places to sign, one or two.

import { pad } from '../console/pad.js';

for (const sign of document.querySelectorAll('[data-sign]')) {
  pad(
    sign.querySelector('[data-pad]'),
    sign.closest('form').elements[sign.dataset.sign],
    sign.querySelector('[data-pad-said]'),
    sign.querySelector('[data-pad-clear]'),
  );
}
