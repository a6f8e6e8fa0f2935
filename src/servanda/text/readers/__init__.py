"""One reader for each form of text: each cuts a text into blocks and non-text."""
