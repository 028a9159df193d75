"""One folder a chat channel: payloads in, rendered replies out."""
