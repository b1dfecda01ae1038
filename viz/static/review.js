// The review queue by keyboard: J and K move, A accepts, R asks for the reason and rejects, U takes back, ? helps.
// What is sent are the page's own forms; without this module everything works with a mouse.

const cards = [...document.querySelectorAll(".card")];
const help = document.getElementById("help");
const helpText = document.getElementById("help-text");

function current() {
  return document.activeElement?.closest?.(".card") ?? null;
}

function move(by) {
  const at = cards.indexOf(current());
  const next = cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: "instant" });
}

const button = (card, verdict) => card?.querySelector(`button[value="${verdict}"]`);

function toggleHelp() {
  if (!help) return;
  helpText.hidden = !helpText.hidden;
  help.setAttribute("aria-expanded", String(!helpText.hidden));
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => button(current() ?? cards[0], "accepted")?.click(),
  r: () => (current() ?? cards[0])?.querySelector("input[name=reason]")?.focus(),
  u: () => (button(current(), "undone") ?? document.querySelector("#undo-last button"))?.click(),
  "?": toggleHelp,
};

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const typing = event.target.matches?.("input, select, textarea");
  if (typing && event.key === "Escape") return event.target.closest(".card")?.focus();
  // Enter in the reason rejects: it is what the reason is asked for.
  if (typing && event.key === "Enter" && event.target.name === "reason") {
    event.preventDefault();
    return (button(event.target.closest(".card"), "rejected") ?? button(event.target.closest(".card"), "undone"))?.click();
  }
  if (typing || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// A rejection needs its reason: said at once, not after a round trip.
for (const form of document.querySelectorAll(".card__form")) {
  form.addEventListener("submit", (event) => {
    const reason = form.querySelector("input[name=reason]");
    if (event.submitter?.value === "rejected" && !reason.value.trim()) {
      event.preventDefault();
      reason.required = true;
      reason.reportValidity();
      reason.focus();
      reason.required = false;
    }
  });
}

if (help) {
  help.hidden = false;
  help.addEventListener("click", toggleHelp);
}
const aimed = document.getElementById(window.location.hash.slice(1));
(document.getElementById("notice") ?? aimed)?.focus({ preventScroll: !aimed });
