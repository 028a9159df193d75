"""The local playground: one page that looks like a chat, on loopback only."""
