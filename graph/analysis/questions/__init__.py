"""The named questions, each a `.rq` file; `graph.analysis.question` says how they begin."""
