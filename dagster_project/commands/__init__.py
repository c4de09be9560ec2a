"""What the commands of the command line do; `cli` says how they are called."""
