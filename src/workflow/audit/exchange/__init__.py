"""Exchange: the history in the formats of others, and the histories of others beside our own."""
