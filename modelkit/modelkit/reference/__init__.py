"""Writes the reference numbers the engine's tests compare with. Run once, by a developer; the results are committed."""
