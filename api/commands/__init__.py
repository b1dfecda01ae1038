"""The commands of `khaithong`, one module each; they parse arguments and show results, nothing else."""
