"""The mended draft: the author's own words, changed only where a finding says so."""
