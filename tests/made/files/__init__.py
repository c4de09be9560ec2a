"""One disclosure as every type of file that is read: what it consists of, and a writer for each type."""
