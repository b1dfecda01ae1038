// The explorer: draws what the server placed, and makes every action a step in the page's address.
// The server knows all states; this module only asks for them, so nothing here can differ from the lists.

const explorer = document.getElementById("explorer");
const canvas = document.getElementById("canvas");
const RADIUS = 20;
const EDGE_LABEL = 13;
let graph = JSON.parse(document.getElementById("graph").textContent);
let asked = 0;
let colors = readColors();
let icons = readIcons();
let fitted = false;
let selected = new URLSearchParams(window.location.search).get("select") ?? "";

// ---- How things look: colours of the style sheet, outlines of the legend's icons.

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    bottleneck: of("bottleneck"), instrument: of("instrument"), indicator: of("indicator"), other: of("ink-soft"),
    ink: of("ink"), paper: of("paper"), sheet: of("sheet"), line: of("curve"), soft: of("ink-soft"), marker: of("marker"), markerInk: of("marker-ink"),
  };
}

function readIcons() {
  const found = {};
  for (const toggle of document.querySelectorAll(".toggle[data-kind]")) {
    const path = toggle.querySelector("svg path");
    if (path) found[toggle.dataset.kind] = new Path2D(path.getAttribute("d"));
  }
  return found;
}

const colorOf = (kind) => colors[kind] ?? colors.other;
const FILLED = new Set(["bottleneck", "indicator"]);

function renderer({ ctx, id, x, y }) {
  const node = byId.get(id);
  const color = colorOf(node.kind);
  const chosen = id === selected;
  return {
    drawNode() {
      ctx.save();
      ctx.beginPath();
      ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
      ctx.fillStyle = colors.sheet;
      ctx.fill();
      ctx.lineWidth = id === graph.start ? 4 : 1.6;
      ctx.strokeStyle = color;
      ctx.stroke();
      if (chosen) {
        ctx.beginPath();
        ctx.arc(x, y, RADIUS + 5, 0, 2 * Math.PI);
        ctx.lineWidth = 3;
        ctx.strokeStyle = colors.ink;
        ctx.stroke();
      }
      const icon = icons[node.kind];
      if (icon) {
        ctx.translate(x - 11, y - 11);
        ctx.scale(22 / 16, 22 / 16);
        ctx.lineWidth = 1.4;
        ctx.lineJoin = ctx.lineCap = "round";
        ctx.strokeStyle = ctx.fillStyle = color;
        if (FILLED.has(node.kind)) ctx.fill(icon);
        ctx.stroke(icon);
      }
      ctx.restore();
    },
    drawExternalLabel() {
      ctx.save();
      ctx.textAlign = "center";
      ctx.lineJoin = "round";
      ctx.font = `${id === graph.start || chosen ? "600 " : ""}15px ${FACE}`;
      node.lines.forEach((line, number) => outlined(ctx, line, x, y + RADIUS + 18 + number * 19, colors.ink));
      if (node.more) {
        ctx.font = `600 13px ${FACE}`;
        outlined(ctx, `+${node.more}`, x + RADIUS + 12, y - RADIUS + 8, colors.soft);
      }
      if (node.pinned) {
        ctx.fillStyle = colors.ink;
        ctx.beginPath();
        ctx.arc(x - RADIUS + 4, y - RADIUS + 4, 5, 0, 2 * Math.PI);
        ctx.fill();
      }
      ctx.restore();
    },
    nodeDimensions: { width: 2 * RADIUS, height: 2 * RADIUS },
  };
}

const FACE = '"Noto Sans", "Segoe UI", Roboto, "Liberation Sans", sans-serif';

function outlined(ctx, words, x, y, color) {
  ctx.lineWidth = 4;
  ctx.strokeStyle = colors.paper;
  ctx.strokeText(words, x, y);
  ctx.fillStyle = color;
  ctx.fillText(words, x, y);
}

const asNode = (node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: renderer });
const asEdge = (edge) => {
  const near = edge.id === selected || edge.from === selected || edge.to === selected;
  return {
    id: edge.id, from: edge.from, to: edge.to, dashes: edge.stated ? false : [7, 6],
    label: edge.id === selected ? edge.label + (edge.confidence ? ` · ${edge.confidence}` : "") : edge.confidence || undefined,
    width: edge.id === selected ? 3.5 : near ? 2.2 : 1.3,
    color: { color: near ? colors.ink : colors.line, highlight: colors.ink, inherit: false },
    font: { size: EDGE_LABEL, color: near ? colors.ink : colors.soft, strokeColor: colors.paper, strokeWidth: 5, face: FACE, align: edge.id === selected ? "horizontal" : "middle" },
  };
};

let byId = new Map(graph.nodes.map((node) => [node.id, node]));
const nodes = new vis.DataSet(graph.nodes.map(asNode));
const edges = new vis.DataSet(graph.edges.map(asEdge));
const network = new vis.Network(canvas, { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: false, tooltipDelay: 1e9, keyboard: false, selectConnectedEdges: false, zoomSpeed: 0.7, multiselect: false },
  nodes: { chosen: false },
  edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.6 } }, chosen: false, arrowStrikethrough: false },
});

function fit(animated = false, whole = false) {
  const animation = animated && calm() ? { duration: 250 } : false;
  network.fit({ maxZoomLevel: 1.1, animation: whole ? animation : false });
  // On a small screen the whole would be too small to read: then what is selected stands in the middle.
  const least = whole ? 0 : 0.6;
  if (network.getScale() < least) {
    network.moveTo({ position: byId.get(selected) ?? byId.get(graph.start), scale: least, animation });
  }
}
const calm = () => window.matchMedia("(prefers-reduced-motion: no-preference)").matches;
network.once("afterDrawing", () => {
  if (!fitted) fit();
  fitted = true;
  explorer.dataset.drawn = "true";
});

// ---- Steps: every action is an address of the server's.

async function go(address, { way = "push", focus = null } = {}) {
  const turn = ++asked;
  explorer.setAttribute("aria-busy", "true");
  const page = fetch(address, { headers: { Accept: "text/html" } });
  const data = fetch(address.replace(/^\/explore/, "/explore/data"));
  try {
    const answers = await Promise.all([data, page]);
    if (answers.some((answer) => !answer.ok)) throw new Error("refused");
    const fresh = await answers[0].json();
    const html = new DOMParser().parseFromString(await answers[1].text(), "text/html");
    if (turn !== asked) return;
    if (!html.getElementById("graph") || fresh.start !== graph.start) {
      window.location.assign(address);
      return;
    }
    if (way === "push") window.history.pushState({ depth: depth() + 1 }, "", address);
    if (way === "replace") window.history.replaceState({ depth: depth() }, "", address);
    selected = new URL(address, window.location.href).searchParams.get("select") ?? "";
    show(fresh);
    swap(html, focus);
  } catch {
    if (turn === asked) window.location.assign(address);
  } finally {
    if (turn === asked) explorer.removeAttribute("aria-busy");
  }
}

const depth = () => window.history.state?.depth ?? 0;

function show(fresh) {
  const before = byId;
  graph = fresh;
  byId = new Map(fresh.nodes.map((node) => [node.id, node]));
  edges.remove(edges.getIds().filter((id) => !fresh.edges.some((edge) => edge.id === id)));
  nodes.remove(nodes.getIds().filter((id) => !byId.has(id)));
  nodes.update(fresh.nodes.map(asNode));
  edges.update(fresh.edges.map(asEdge));
  const added = fresh.nodes.filter((node) => !before.has(node.id));
  if (added.length && !added.every(inSight)) fit(true);
}

function inSight(node) {
  const at = network.canvasToDOM({ x: node.x, y: node.y });
  return at.x > 40 && at.y > 40 && at.x < canvas.clientWidth - 40 && at.y < canvas.clientHeight - 60;
}

// The lists, the legend and the panel come from the server's page; the drawing's own elements stay.
function swap(html, focus) {
  const active = document.activeElement?.id;
  for (const selector of [".explore-head", ".explore-bar", "#panel"]) {
    const old = explorer.querySelector(selector);
    const made = html.querySelector(selector);
    if (selector === "#panel") old.replaceChildren(...made.childNodes);
    else old.replaceWith(made);
  }
  for (const old of explorer.querySelectorAll(":scope > .notice, :scope > .explore-found, :scope > .explore-twin")) old.remove();
  const stage = explorer.querySelector(".explore-stage");
  for (const made of html.querySelectorAll("#explorer > .notice, #explorer > .explore-found")) {
    explorer.querySelector(made.classList.contains("notice") ? ".explore-stage" : ".explore-bar").before(made);
  }
  let last = stage;
  for (const made of html.querySelectorAll("#explorer > .explore-twin")) {
    last.after(made);
    last = made;
  }
  document.title = html.title;
  for (const link of document.querySelectorAll(".languages a")) {
    const other = html.querySelector(`.languages a[hreflang="${link.hreflang}"]`);
    if (other) link.setAttribute("href", other.getAttribute("href"));
  }
  tools();
  document.getElementById(focus ?? active ?? "")?.focus({ preventScroll: true });
}

function state() {
  return new URLSearchParams(window.location.search);
}

function step(change, options) {
  const params = state();
  change(params);
  go(`/explore?${params}`, options);
}

const without = (params, name, keep) => {
  const values = params.getAll(name).filter(keep);
  params.delete(name);
  values.forEach((value) => params.append(name, value));
};
const select = (key, options) => step((params) => (key ? params.set("select", key) : params.delete("select")), options);
const unfold = (key) => byId.get(key)?.more && step((params) => { params.append("open", key); params.set("select", key); });
const fold = (key) => step((params) => without(params, "open", (value) => value !== key && !value.endsWith(`~${key}`)));
function pin(key, x, y) {
  step((params) => {
    without(params, "pin", (value) => value.split("~").slice(2).join("~") !== key);
    params.append("pin", `${Math.round(x)}~${Math.round(y)}~${key}`);
    params.set("select", key);
  });
}
function togglePin(key) {
  const node = byId.get(key);
  if (!node) return;
  if (node.pinned) step((params) => without(params, "pin", (value) => value.split("~").slice(2).join("~") !== key));
  else pin(key, node.x, node.y);
}
function undo() {
  if (depth() > 0) window.history.back();
}

// ---- Mouse, touch, keyboard.

let clicks = 0;
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  const turn = ++clicks;
  // A double click unfolds; what a single one does waits until it is sure to be one.
  setTimeout(() => turn === clicks && (node ?? edge ?? "") !== selected && select(node ?? edge ?? ""), 230);
});
network.on("doubleClick", ({ nodes: [node] }) => {
  clicks += 1;
  if (node) unfold(node);
});
network.on("dragEnd", ({ nodes: [node] }) => {
  if (!node) return;
  const { x, y } = network.getPosition(node);
  const was = byId.get(node);
  if (Math.hypot(x - was.x, y - was.y) > 3) pin(node, x, y);
});

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function towards([dx, dy]) {
  const from = byId.get(selected) ?? byId.get(graph.start);
  if (!byId.has(selected)) return from.id;
  let best = null;
  let least = Infinity;
  for (const node of graph.nodes) {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    if (along <= 1) continue;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    const cost = along + 2.2 * aside;
    if (cost < least) [best, least] = [node.id, cost];
  }
  return best;
}

canvas.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const done = () => event.preventDefault();
  if (event.key in ARROWS) {
    done();
    const next = towards(ARROWS[event.key]);
    if (next) {
      select(next, { way: "replace", focus: "canvas" });
      if (!inSight(byId.get(next))) network.moveTo({ position: byId.get(next), animation: calm() });
    }
  } else if (event.key === "Enter") { done(); if (selected) unfold(selected); }
  else if (event.key === "Backspace" || event.key === "Delete") { done(); if (selected) fold(selected); }
  else if (event.key === "p") { done(); togglePin(selected); }
  else if (event.key === "u") { done(); undo(); }
  else if (event.key === "Escape") select("", { way: "replace", focus: "canvas" });
  else if (event.key === "+" || event.key === "=") { done(); zoom(1.3); }
  else if (event.key === "-") { done(); zoom(1 / 1.3); }
  else if (event.key === "0") { done(); fit(true, true); }
});
function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.08), 4) });
}

explorer.addEventListener("click", (event) => {
  const zooming = event.target.closest("[data-zoom]");
  if (zooming) {
    if (zooming.dataset.zoom === "fit") fit(true, true);
    else zoom(zooming.dataset.zoom === "in" ? 1.3 : 1 / 1.3);
    return;
  }
  if (event.target.closest("#undo")) return undo();
  if (event.target.closest("#png")) return void savePng(event.target.closest("#png"));
  const link = event.target.closest("a");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.hasAttribute("download")) return;
  const address = new URL(link.href);
  if (address.pathname !== "/explore" || address.origin !== window.location.origin) return;
  event.preventDefault();
  const kind = link.dataset.kind;
  go(address.pathname + address.search).then(() => {
    if (kind) explorer.querySelector(`.toggle[data-kind="${kind}"]`)?.focus({ preventScroll: true });
  });
});
// A toggle of the legend is a button for those who hear it: Space works as on any button.
explorer.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});
window.addEventListener("popstate", () => go(window.location.pathname + window.location.search, { way: "none" }));
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colors = readColors();
  show(graph);
});

// ---- The picture as PNG: the server's SVG, drawn once.

function savePng(button) {
  const image = new Image();
  image.onload = () => {
    const scale = Math.min(2, 8000 / Math.max(image.naturalWidth, image.naturalHeight));
    const sheet = document.createElement("canvas");
    sheet.width = Math.round(image.naturalWidth * scale);
    sheet.height = Math.round(image.naturalHeight * scale);
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    const link = document.createElement("a");
    link.download = "khaithong.png";
    link.href = sheet.toDataURL("image/png");
    link.click();
  };
  image.src = button.dataset.picture;
}

function tools() {
  icons = { ...icons, ...readIcons() };
  const back = document.getElementById("undo");
  back.disabled = depth() === 0;
}
if (window.history.state?.depth === undefined) window.history.replaceState({ depth: 0 }, "");
tools();
