// Where the characters stand in the picture: near those they have to do with, none over another,
// and the whole in the shape of its frame.

const LAYOUT = {
  name: 'fcose',
  quality: 'proof',
  animate: false,
  fit: false,
  gravity: 0.5,
  nodeRepulsion: 9000,
  nodeSeparation: 100,
  idealEdgeLength: (edge) => (edge.data('label') ? 85 : 60),
  numIter: 5000,
};
const GAP = 16;
const MARGIN = 14;
const MOST_ROUNDS = 300;
const WIDE = 1.25;

export function arrange(graph) {
  fixingChance(() => graph.layout(LAYOUT).run());
  const [most, ...others] = graph
    .elements()
    .components()
    .map((part) => part.nodes())
    .sort((one, other) => other.length - one.length);
  if (!most) return;
  const proportion = graph.width() / graph.height();
  const share = most.length / graph.nodes().length;
  shape(most, proportion > WIDE ? proportion * share : proportion / share);
  separate(most.toArray());
  placeBeside(others, most.boundingBox(), proportion > WIDE);
  fit(graph);
}

export function fit(graph) {
  graph.resize().fit(undefined, MARGIN);
  if (graph.zoom() > 1.3) graph.zoom(1.3).center();
}

// The layout begins by chance; with the same chance the same film always makes the same picture.
function fixingChance(act) {
  const { random } = Math;
  let state = 2;
  Math.random = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  try {
    act();
  } finally {
    Math.random = random;
  }
}

// Stretches one way and presses the other, to a width of `proportion` times the height.
function shape(nodes, proportion) {
  const { w, h } = nodes.boundingBox();
  const stretch = Math.min(2, Math.max(0.5, Math.sqrt((proportion * h) / w)));
  nodes.positions((node) => {
    const { x, y } = node.position();
    return { x: x * stretch, y: y / stretch };
  });
}

// Moves apart what lies one over another, the shorter way.
function separate(nodes) {
  for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round += 1) {
    moved = false;
    for (const [index, one] of nodes.entries()) {
      for (const other of nodes.slice(0, index)) moved = pushApart(one, other) || moved;
    }
  }
}

function pushApart(one, other) {
  const a = one.position();
  const b = other.position();
  const across = (one.width() + other.width()) / 2 + GAP - Math.abs(a.x - b.x);
  const down = (one.height() + other.height()) / 2 + GAP - Math.abs(a.y - b.y);
  if (across <= 0.1 || down <= 0.1) return false;
  const axis = across < down ? 'x' : 'y';
  const push = (Math.min(across, down) / 2) * (a[axis] < b[axis] ? -1 : 1);
  one.position(axis, a[axis] + push);
  other.position(axis, b[axis] - push);
  return true;
}

// Those who have nothing to do with the rest stand below it; to its right in a wide frame. They
// stand in rows (or columns) as long as the rest.
function placeBeside(parts, { x1, x2, y1, y2, w, h }, wide) {
  let along = 0;
  let across = 2 * GAP;
  let thickness = 0;
  for (const part of parts) {
    separate(part.toArray());
    const box = part.boundingBox();
    const [length, depth] = wide ? [box.h, box.w] : [box.w, box.h];
    if (along > 0 && along + length > (wide ? h : w)) {
      along = 0;
      across += thickness + 2 * GAP;
      thickness = 0;
    }
    const [left, top] = wide ? [x2 + across, y1 + along] : [x1 + along, y2 + across];
    part.shift({ x: left - box.x1, y: top - box.y1 });
    along += length + 2 * GAP;
    thickness = Math.max(thickness, depth);
  }
}
