"""The words for every key that is told to a reader, in Chinese and English."""
