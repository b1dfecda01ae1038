// The chain page: curves between the rows, and live search, facets and selection.
// Every state has its own address; what the server renders for it is what this module shows.

import { draw } from "./curves.js";

const live = document.getElementById("live");
let asked = 0;

function redraw() {
  const data = document.getElementById("edges");
  draw(document.getElementById("chain"), data ? JSON.parse(data.textContent) : []);
}

const watcher = new ResizeObserver(redraw);

function watch() {
  watcher.disconnect();
  watcher.observe(document.getElementById("chain"));
  redraw();
}

// Fetch an address, put its lists and its evidence in place, keep the eye where it was.
async function show(address, { history: way = "push", anchor = null } = {}) {
  const turn = ++asked;
  live.setAttribute("aria-busy", "true");
  let fresh;
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    window.location.assign(address);
    return false;
  }
  if (turn !== asked) return false;
  const before = anchor && document.getElementById(anchor)?.getBoundingClientRect().top;
  const open = document.querySelector("details.facet[open]")?.id;
  const typing = document.activeElement?.id === "q" ? document.getElementById("q") : null;
  const focused = document.activeElement?.closest("[id]")?.id;
  const scrolled = window.scrollY;
  const held = typing && { value: typing.value, start: typing.selectionStart, end: typing.selectionEnd };
  live.replaceChildren(...fresh.getElementById("live").childNodes);
  document.title = fresh.title;
  for (const link of document.querySelectorAll(".languages a")) {
    const other = fresh.querySelector(`.languages a[hreflang="${link.hreflang}"]`);
    if (other) link.setAttribute("href", other.getAttribute("href"));
  }
  if (open) document.getElementById(open)?.setAttribute("open", "");
  live.removeAttribute("aria-busy");
  if (way === "push") window.history.pushState({}, "", address);
  if (way === "replace") window.history.replaceState({}, "", address);
  watch();
  if (held) {
    const box = document.getElementById("q");
    box.value = held.value;
    box.focus({ preventScroll: true });
    box.setSelectionRange(held.start, held.end);
  } else if (focused) {
    const again = document.getElementById(focused);
    const target = again?.matches("a, button, input, summary, [tabindex]") ? again : again?.querySelector("a, summary");
    target?.focus({ preventScroll: true });
  }
  const after = anchor && document.getElementById(anchor)?.getBoundingClientRect().top;
  window.scrollTo({ top: scrolled, behavior: "instant" });
  if (typeof before === "number" && typeof after === "number") {
    const now = document.getElementById(anchor).getBoundingClientRect().top;
    window.scrollBy({ top: now - before, behavior: "instant" });
  }
  return true;
}

function formAddress() {
  const pairs = [...new FormData(document.getElementById("finder"))].filter(([, value]) => value !== "");
  const query = new URLSearchParams(pairs).toString();
  return query ? `/?${query}` : "/";
}

live.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain) return;
  const address = new URL(link.href);
  if (address.pathname !== "/" || address.origin !== window.location.origin) return;
  event.preventDefault();
  const row = link.closest(".row");
  const selecting = link.hasAttribute("data-select");
  if (!(await show(address.pathname + address.search, { anchor: row?.id ?? selectedRow() }))) return;
  if (link.hasAttribute("data-close")) {
    const back = document.getElementById(link.dataset.back ?? "") ?? document.getElementById("q");
    (back.querySelector?.(".row__link") ?? back).focus({ preventScroll: true });
  } else if (selecting) {
    const key = event.detail === 0;
    const title = document.getElementById("evidence-title");
    if (key && title?.hasAttribute("tabindex")) title.focus({ preventScroll: true });
    remember(selectedRow() ?? row?.id);
  } else if (link.rel === "next" || link.rel === "prev") {
    document.getElementById("chain").scrollIntoView();
  }
});

function selectedRow() {
  return document.querySelector(".row.is-selected")?.id ?? null;
}

function remember(id) {
  const close = document.getElementById("evidence-close");
  if (close && id) close.dataset.back = id;
}

let pause = 0;
live.addEventListener("input", (event) => {
  if (event.target.id !== "q") return;
  clearTimeout(pause);
  pause = setTimeout(() => show(formAddress(), { history: "replace" }), 180);
});
live.addEventListener("change", (event) => {
  if (event.target.matches(".facet input")) show(formAddress());
});
live.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  show(formAddress());
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const facet = document.querySelector("details.facet[open]");
  if (facet) {
    facet.removeAttribute("open");
    facet.querySelector("summary").focus();
  } else if (document.activeElement?.id !== "q") {
    document.getElementById("evidence-close")?.click();
  }
});
document.addEventListener("click", (event) => {
  const facet = document.querySelector("details.facet[open]");
  if (facet && !facet.contains(event.target)) facet.removeAttribute("open");
});
window.addEventListener("popstate", () => show(window.location.pathname + window.location.search, { history: "none" }));

remember(selectedRow());
watch();
// Somebody who opens a link to a selection sees the row it is about.
const opened = document.getElementById(selectedRow() ?? "");
if (opened && opened.getBoundingClientRect().bottom > window.innerHeight) {
  opened.scrollIntoView({ block: "center", behavior: "instant" });
}
