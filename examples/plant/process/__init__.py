"""The truth: small models of the machines. Does not know sensors, advice or people."""
