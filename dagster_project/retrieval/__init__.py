"""Disclosures fetched from where they were published: what is new, into the raw folder, by a list of addresses.

Knows nothing of what a document says. Nothing that is in the raw folder is changed or removed: content that is not there
yet gets a file of its own, with a `document.yml` beside it that states where it is from.
"""
