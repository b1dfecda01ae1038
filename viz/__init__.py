"""What a person looks at: page data, templates, static files and the pyvis export."""
