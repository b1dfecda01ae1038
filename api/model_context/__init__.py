"""A Model Context Protocol server: the graph for programs that reason, every answer with its citations."""
