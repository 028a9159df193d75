"""Microsoft Teams: the Bot Framework for what comes in, Adaptive Cards for what goes out."""
