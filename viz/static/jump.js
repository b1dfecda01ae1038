// "/" goes to the search box, wherever one is on the page, unless somebody is writing.
const box = document.querySelector("[data-jump], #search-words");
addEventListener("keydown", (event) => {
  const writing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
