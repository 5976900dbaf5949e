// Who is who to whom, as a picture in which a click asks, and as a list for those who do not see it.

import cytoscape from './vendor/graph.js';
import { arrange, fit } from './arrange.js';
import { $, calm, element } from './elements.js';

const LINE = 15;
const LETTERS = 13;

const picture = $('#picture');
const list = $('#relation-list');
let graph = null;
let shown = null;

export function showRelations(film, ask) {
  shown = { film, ask };
  showList(film, ask);
  draw();
}

// Lays the picture out; not while it is out of sight, where it has no size.
function draw() {
  graph?.destroy();
  graph = null;
  if (!shown || picture.clientWidth === 0) return;
  const { film, ask } = shown;
  const related = new Set(film.relations.flatMap(({ from, to }) => [from, to]));
  graph = cytoscape({
    container: picture,
    elements: [
      ...film.characters.filter(({ id }) => related.has(id)).map(node),
      ...film.relations.map(edge),
    ],
    style: style(),
    layout: { name: 'preset' },
    minZoom: 0.2,
    maxZoom: 3,
    boxSelectionEnabled: false,
  });
  arrange(graph);
  graph.on('tap', 'node, edge', ({ target }) => ask(target.data('question')));
  graph.on('mouseover', 'node, edge', ({ target }) => {
    picture.classList.add('pointing');
    target.addClass('pointed');
  });
  graph.on('mouseout', 'node, edge', ({ target }) => {
    picture.classList.remove('pointing');
    target.removeClass('pointed');
  });
}

// Lights those whom a reply names.
export function lightCharacters(text) {
  if (!graph) return;
  graph.elements().removeClass('lit');
  const named = graph.nodes().filter((each) => text.includes(each.data('name').replace(/^the /, '')));
  named.addClass('lit');
  named.edgesWith(named).addClass('lit');
  if (!calm()) named.flashClass('pointed', 900);
}

function node({ id, name, kind, question }) {
  const lines = wrapped(name);
  const longest = Math.max(...lines.map((line) => line.length));
  return {
    group: 'nodes',
    data: {
      id,
      name,
      kind,
      question,
      label: lines.join('\n'),
      width: longest * 7.2 + 22,
      height: lines.length * LINE + 14,
    },
  };
}

function edge({ from, to, label, question }) {
  const member = label === 'member';
  return {
    group: 'edges',
    data: { source: from, target: to, label: member ? '' : label, question },
    classes: member ? 'member' : '',
  };
}

function wrapped(name) {
  const lines = [''];
  for (const word of name.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= LETTERS || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function style() {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: 'data(width)',
        height: 'data(height)',
        label: 'data(label)',
        'text-wrap': 'wrap',
        'text-valign': 'center',
        'font-family': font,
        'font-size': 13,
        'line-height': 1.1,
        color: colour('ink'),
        'background-color': colour('card'),
        'border-width': 1.5,
        'border-color': colour('accent'),
      },
    },
    {
      selector: 'node[kind = "group"]',
      style: { 'background-color': colour('accent'), color: colour('on-accent'), 'font-weight': 600 },
    },
    {
      selector: 'node[kind = "program"]',
      style: { shape: 'cut-rectangle', 'border-color': colour('steel'), 'border-width': 2 },
    },
    {
      selector: 'edge',
      style: {
        width: 1.5,
        'curve-style': 'bezier',
        'line-color': colour('line-strong'),
        label: 'data(label)',
        'font-family': font,
        'font-size': 10.5,
        'min-zoomed-font-size': 7,
        'text-rotation': 'autorotate',
        color: colour('ink-soft'),
        'text-background-color': colour('panel'),
        'text-background-opacity': 1,
        'text-background-padding': 2,
      },
    },
    { selector: 'edge.member', style: { 'line-style': 'dashed', 'line-color': colour('line-strong'), width: 1.2 } },
    { selector: 'node.lit', style: { 'border-color': colour('light'), 'border-width': 4 } },
    { selector: 'edge.lit', style: { 'line-color': colour('light'), width: 3 } },
    { selector: '.pointed', style: { 'overlay-color': colour('light'), 'overlay-opacity': 0.25, 'overlay-padding': 5 } },
  ];
}

function showList({ characters, relations }, ask) {
  const asking = (question, text) =>
    element('li', {}, element('button', { type: 'button', className: 'plain', onclick: () => ask(question) }, text));
  list.replaceChildren(
    element('h3', {}, 'Characters'),
    element('ul', { className: 'names' }, ...characters.map(({ question, name }) => asking(question, name))),
    element('h3', {}, 'Relations'),
    element('ul', {}, ...relations.map(({ question, says }) => asking(question, says.join(' ')))),
  );
}

let width = 0;
new ResizeObserver(() => {
  if (!graph || Math.abs(picture.clientWidth - width) > 150) draw();
  else fit(graph);
  width = picture.clientWidth;
}).observe(picture);

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => graph?.style(style()));
