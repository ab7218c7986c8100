"""How fast Valinta is, as ratios to the least that the same work could cost. See README.md."""
