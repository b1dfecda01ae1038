// The query page: Yasqe in the place of the text area. The form stays what is sent, so the page's address
// holds the query, and answers and downloads are the server's.

const form = document.querySelector("form.query");
const area = document.getElementById("query");
const host = document.getElementById("editor");

host.hidden = false;
const editor = new window.Yasgui.Yasqe(host, {
  value: area.value,
  persistenceId: null,
  showQueryButton: false,
  resizeable: false,
  createShareableLink: null,
  autocompleters: ["variables"],
  requestConfig: { endpoint: "/sparql" },
  extraKeys: {
    Tab: false,
    "Shift-Tab": false,
    "Ctrl-Enter": send,
    "Cmd-Enter": send,
  },
});
// The endpoint knows these prefixes without a declaration, so they are no mistake.
const known = {};
for (const cell of document.querySelectorAll("#prefixes td:first-child code")) {
  known[cell.textContent.replace(/:$/, "")] = "";
}
const mode = editor.getMode();
const begin = mode.startState;
mode.startState = (...given) => {
  const state = begin(...given);
  Object.assign(state.prefixes, known);
  return state;
};
editor.setValue(area.value);
area.hidden = true;
area.required = false;
document.getElementById("editor-keys").hidden = false;
const input = editor.getInputField();
input.setAttribute("aria-label", host.dataset.label);
input.setAttribute("aria-describedby", "editor-keys");
document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());

function send() {
  form.requestSubmit();
}
form.addEventListener("submit", (event) => {
  area.value = editor.getValue();
  if (!area.value.trim()) {
    event.preventDefault();
    editor.focus();
  }
});
