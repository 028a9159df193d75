"""What the bot knows and does, knowing neither chat platforms nor databases."""
