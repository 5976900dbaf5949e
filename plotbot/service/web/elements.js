// Makes elements: element('button', { type: 'button', onclick }, 'Text', child).

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const $ = (selector) => document.querySelector(selector);

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// Brings an element to the middle of what scrolls around it, and moves nothing else.
export function bringIntoView(scroller, item) {
  const box = scroller.getBoundingClientRect();
  const at = item.getBoundingClientRect();
  scroller.scrollBy({
    top: at.top + at.height / 2 - box.top - box.height / 2,
    left: at.left + at.width / 2 - box.left - box.width / 2,
    behavior: calm() ? 'instant' : 'smooth',
  });
}
