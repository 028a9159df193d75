"""Pages for a browser: the local playground, and the counter where documents change hands."""
