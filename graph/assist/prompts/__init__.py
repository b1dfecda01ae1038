"""What the model is told, one text file each."""
