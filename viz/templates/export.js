// The offline drawing: vis-network with places computed before. Every word is set as text, never as markup.
(() => {
  const { nodes, edges, words } = JSON.parse(document.getElementById("graph").textContent);
  const panel = document.getElementById("details");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pick = ({ id, label, shape, color, x, y, size }) => ({ id, label, shape, color, x, y, size });
  const network = new vis.Network(
    document.getElementById("drawing"),
    {
      nodes: new vis.DataSet(nodes.map(pick)),
      edges: new vis.DataSet(edges.map((edge, id) => ({ id, from: edge.from, to: edge.to, dashes: edge.dashes, arrows: "to" }))),
    },
    {
      physics: { enabled: false },
      layout: { randomSeed: 1, improvedLayout: false },
      interaction: { hover: false, tooltipDelay: 1e9, navigationButtons: false, keyboard: false },
      nodes: { font: { face: "Noto Sans, Segoe UI, sans-serif", size: 20, color: "#16202a" }, scaling: { label: { drawThreshold: 4 } } },
      edges: { color: { color: "#8b949b", highlight: "#16202a" }, width: 1.4, selectionWidth: 2, smooth: false },
    },
  );
  network.fit();
  network.once("afterDrawing", () => document.body.setAttribute("data-drawn", "true"));

  function add(parent, name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  function show(title, facts, quote) {
    panel.replaceChildren();
    add(panel, "h2", title);
    const list = add(panel, "dl", "");
    for (const [name, value] of facts) {
      add(list, "dt", name);
      add(list, "dd", value);
    }
    if (quote !== undefined) {
      add(list, "dt", words.quote);
      add(add(list, "dd", ""), quote ? "blockquote" : "em", quote || words.none);
    }
  }

  function showNode(node) {
    const facts = [];
    for (const edge of edges) {
      if (edge.from === node.id) facts.push([`${edge.relation} (${edge.basis})`, byId.get(edge.to).full]);
      if (edge.to === node.id) facts.push([`${words.from}: ${byId.get(edge.from).full}`, `${edge.relation} (${edge.basis})`]);
    }
    facts.push([words.address, node.iri]);
    show(`${node.kind}: ${node.full}`, facts);
  }

  function showEdge(edge) {
    const facts = [
      [words.from, byId.get(edge.from).full],
      [words.to, byId.get(edge.to).full],
      [words.basis, edge.basis],
    ];
    show(edge.relation, facts, edge.quote ?? "");
  }

  network.on("select", (event) => {
    if (event.nodes.length) showNode(byId.get(event.nodes[0]));
    else if (event.edges.length) showEdge(edges[event.edges[0]]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-edge]");
    if (!button) return;
    const number = Number(button.dataset.edge);
    network.selectEdges([number]);
    network.fit({ nodes: [edges[number].from, edges[number].to], maxZoomLevel: 1.2 });
    showEdge(edges[number]);
    document.getElementById("drawing").scrollIntoView({ block: "center" });
    panel.focus();
  });
})();
