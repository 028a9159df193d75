"""The sentence encoder that the pre-check and the search share."""
