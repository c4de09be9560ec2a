"""What is kept on disk: the inventory of raw documents, the extracted records, the published file.

Nothing here knows what a document says. All writes go beside their target and are renamed, so
that a process killed at any moment leaves what was there before.
"""
