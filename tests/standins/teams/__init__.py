"""Teams, played by Microsoft's own Agents Playground."""
