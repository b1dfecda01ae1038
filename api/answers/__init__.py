"""The JSON API: what the graph says as documents, each of which is RDF, too."""
