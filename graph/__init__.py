"""From facts to a graph: quads, store, checks, inference, questions and exports."""
