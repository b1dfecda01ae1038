// Uploading: a file that is too large is told before it is sent; progress comes as it is made.

const form = document.getElementById("upload");
const file = document.getElementById("file");
form?.addEventListener("submit", (event) => {
  const notice = document.getElementById("too-large");
  notice.hidden = !(file.files[0]?.size > Number(form.dataset.largest));
  if (!notice.hidden) {
    event.preventDefault();
    notice.textContent = form.dataset.tooLarge;
    return;
  }
  form.querySelector("button").disabled = true;
});
window.addEventListener("pageshow", () => {
  const button = form?.querySelector("button");
  if (button) button.disabled = false;
});

const progress = document.getElementById("progress");
if (progress) {
  const bar = document.getElementById("bar");
  const stage = document.getElementById("stage");
  let state = null;
  const events = new EventSource(progress.dataset.events);
  const reload = () => {
    events.close();
    window.location.reload();
  };
  events.onmessage = ({ data }) => {
    const step = JSON.parse(data);
    if (state !== null && step.state !== state && !(state === "waiting" && step.state === "reading")) return reload();
    state = step.state;
    if (!["waiting", "reading", "publishing"].includes(state)) return reload();
    if (!step.stage) return undefined;
    stage.textContent = stage.dataset[step.stage] ?? step.stage;
    if (step.total > 1) {
      bar.max = step.total;
      bar.value = step.done;
    } else bar.removeAttribute("value");
    return undefined;
  };
  // The connection ends with the work; where it broke before, the page asks anew.
  events.onerror = () => {
    events.close();
    setTimeout(reload, 1500);
  };
}
