"""The faces where people already talk. Each renders the same Reply; none knows another."""
