// The synopsis beside the chat. The sentences that an answer cites are lit.

import { $, bringIntoView, element } from './elements.js';

const scroller = $('#sentences');
const list = scroller.querySelector('ol');

export function showSynopsis({ sentences }) {
  list.replaceChildren(
    ...sentences.map(({ number, text, whole }) =>
      element('li', { id: `sentence-${number}`, value: number }, text, whole ? '' : ' …'),
    ),
  );
}

export function lightSentences(numbers) {
  for (const lit of list.querySelectorAll('.lit')) {
    lit.classList.remove('lit');
    lit.removeAttribute('aria-current');
  }
  const found = numbers.map((number) => $(`#sentence-${number}`)).filter(Boolean);
  for (const item of found) {
    item.classList.add('lit');
    item.setAttribute('aria-current', 'true');
  }
  list.classList.toggle('dimmed', found.length > 0);
  if (found.length) bringIntoView(scroller, found[0]);
}
