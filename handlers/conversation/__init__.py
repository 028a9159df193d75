"""The chat-neutral words: actor, event, reply, card, form, router."""
