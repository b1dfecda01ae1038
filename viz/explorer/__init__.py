"""The explorer: from one thing to its neighbours, step by step, in a picture that never jumps."""
