"""From a file to facts: formats, layout, and the reading of Vietnamese reports."""
