// An opinion written by hand, beside the one that is typed.

import { pad } from './pad.js';

for (const part of document.querySelectorAll('[data-handwriting]'))
  pad(
    part.querySelector('canvas'),
    part.querySelector('input'),
    part.querySelector('[data-done]'),
    part.querySelector('button'),
  );
