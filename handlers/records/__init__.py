"""Records: what is kept how long, exported, counted, rehearsed, and who has read it."""
