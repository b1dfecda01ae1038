// The source page: mark every run of the passage that the address names.

function mark() {
  for (const run of document.querySelectorAll(".is-here")) run.classList.remove("is-here");
  const place = /^#p-(\d+)-(\d+)$/.exec(window.location.hash);
  if (!place) return;
  const [start, end] = [Number(place[1]), Number(place[2])];
  for (const run of document.querySelectorAll("[data-at]")) {
    const [from, to] = run.dataset.at.split("-").map(Number);
    if (start <= from && to <= end) run.classList.add("is-here");
  }
}

window.addEventListener("hashchange", mark);
mark();
