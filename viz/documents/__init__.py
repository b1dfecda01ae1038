"""Reports as documents: one model, made by templates from message catalogues, and a writer per format."""
