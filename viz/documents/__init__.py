"""Reports as documents: one neutral model, made by templates from message catalogues, and a writer per format."""
