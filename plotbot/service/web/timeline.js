// The plot as a strip of film: every frame asks what happens there.

import { $, bringIntoView, element } from './elements.js';

const PARTS = {
  backstory: 'Before it all',
  opening: 'Opening',
  story: 'Story',
  climax: 'Climax',
  ending: 'Ending',
  mid_credits: 'During the credits',
};

const scroller = $('#strip');
const strip = scroller.querySelector('ol');

// A wheel that turns up and down moves the strip along while it lies flat.
scroller.addEventListener(
  'wheel',
  (event) => {
    const flat = scroller.scrollWidth > scroller.clientWidth;
    if (!flat || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    event.preventDefault();
    scroller.scrollLeft += event.deltaY;
  },
  { passive: false },
);

export function showTimeline({ timeline }, ask) {
  let part = null;
  strip.replaceChildren(
    ...timeline.map((moment) => {
      const begins = moment.part !== part;
      part = moment.part;
      return frame(moment, begins, ask);
    }),
  );
}

function frame({ sentence, part, text, question, stop }, begins, ask) {
  const label = begins ? [element('span', { className: 'part' }, PARTS[part] ?? part)] : [];
  return element(
    'li',
    { className: 'frame', 'data-sentence': sentence },
    element(
      'button',
      { type: 'button', className: 'scene', title: text, onclick: () => ask(question) },
      ...label,
      element('span', { className: 'text' }, text),
    ),
    element(
      'button',
      {
        type: 'button',
        className: 'stop',
        title: 'I have seen it up to here: hide what comes later',
        'aria-label': `Hide what comes after: ${text}`,
        onclick: () => ask(stop),
      },
      '✂',
    ),
  );
}

export function lightMoments(numbers) {
  let first = null;
  for (const item of strip.children) {
    const lit = numbers.includes(Number(item.dataset.sentence));
    item.classList.toggle('lit', lit);
    first ??= lit ? item : null;
  }
  if (first) bringIntoView(scroller, first);
}
