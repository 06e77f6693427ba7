"""Read models: what a reader is shown, as pure functions over what is recorded; nothing is decided here."""
