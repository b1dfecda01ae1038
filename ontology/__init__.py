"""What is known before any report is read: vocabulary, shapes, reference data, keys."""
