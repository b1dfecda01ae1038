// Curves between the rows of a band: from a bottleneck to its instruments, and to its indicators through
// the spaces between the instruments, so that no curve seems to start at an instrument that it only passes.

const SVG = "http://www.w3.org/2000/svg";
const SPREAD = 7;

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function box(node, origin) {
  const r = node.getBoundingClientRect();
  const top = r.top - origin.top;
  return { left: r.left - origin.left, right: r.right - origin.left, top, bottom: top + r.height, middle: top + r.height / 2 };
}

// Where a curve may cross the instruments' column, nearest to the height it would like: between two
// instruments, or anywhere above the first and below the last.
function lane(column, origin, ideal) {
  const cards = [...column.querySelectorAll("[data-node], [data-gap]")].map((node) => box(node, origin));
  const clamp = (y) => Math.min(Math.max(y, 3), origin.height - 3);
  if (!cards.length) return clamp(ideal);
  const found = [Math.min(ideal, cards[0].top - 9), Math.max(ideal, cards.at(-1).bottom + 9)];
  for (let i = 1; i < cards.length; i += 1) found.push((cards[i - 1].bottom + cards[i].top) / 2);
  return found.map(clamp).reduce((best, y) => (Math.abs(y - ideal) < Math.abs(best - ideal) ? y : best));
}

// Several curves at one side of a card leave it a little apart from each other, in the order of their other ends.
function ports(edges, end, other) {
  const sides = new Map();
  for (const edge of edges) {
    const key = edge[end].id;
    if (!sides.has(key)) sides.set(key, []);
    sides.get(key).push(edge);
  }
  for (const group of sides.values()) {
    group.sort((a, b) => a[other].box.middle - b[other].box.middle);
    const card = group[0][end].box;
    const step = Math.min(SPREAD, (card.bottom - card.top - 12) / group.length);
    group.forEach((edge, i) => {
      edge[`${end}Y`] = card.middle + (i - (group.length - 1) / 2) * step;
    });
  }
}

function bend(x1, y1, x2, y2) {
  const reach = Math.max(18, (x2 - x1) * 0.55);
  return `C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
}

function drawBand(band, edges) {
  const svg = band.querySelector(".curves");
  svg.replaceChildren();
  if (getComputedStyle(svg).display === "none") return;
  const origin = band.getBoundingClientRect();
  svg.setAttribute("viewBox", `0 0 ${origin.width} ${origin.height}`);
  const rows = new Map([...band.querySelectorAll("[data-node]")].map((row) => [row.id, { id: row.id, box: box(row, origin) }]));
  const own = edges
    .filter((edge) => rows.has(edge.from) && rows.has(edge.to))
    .map((edge) => ({ ...edge, source: rows.get(edge.from), target: rows.get(edge.to) }));
  ports(own, "source", "target");
  ports(own, "target", "source");
  const middle = band.querySelector(".column--instrument");
  const column = box(middle, origin);
  const used = new Map();
  for (const edge of own.sort((a, b) => Number(a.path) - Number(b.path))) {
    const from = { x: edge.source.box.right, y: edge.sourceY };
    const to = { x: edge.target.box.left - 7, y: edge.targetY };
    let way = `M${from.x} ${from.y}`;
    if (edge.kind === "measure") {
      const free = lane(middle, origin, (from.y + to.y) / 2);
      const taken = used.get(free) ?? 0;
      used.set(free, taken + 1);
      const y = free + (taken % 2 ? 1 : -1) * Math.ceil(taken / 2) * 3;
      way += bend(from.x, from.y, column.left, y) + `L${column.right} ${y}` + bend(column.right, y, to.x, to.y);
    } else {
      way += bend(from.x, from.y, to.x, to.y);
    }
    const state = `${edge.stated ? "stated" : "proposed"}${edge.path ? " curve--path" : ""}`;
    const group = element("g", { class: `curve curve--${edge.kind} curve--${state}` });
    group.append(
      element("path", { class: "curve__line", d: way }),
      element("path", { class: "curve__end", d: `M${to.x - 1} ${to.y - 4}l8 4l-8 4z` }),
    );
    svg.append(group);
  }
}

export function draw(chain, edges) {
  for (const band of chain.querySelectorAll("[data-band]")) drawBand(band, edges);
}
