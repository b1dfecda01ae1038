"""Every door: the command line, the SPARQL endpoint, the pages at the IRIs."""
