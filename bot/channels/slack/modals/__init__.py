"""Forms and sheets that open over a conversation, and what comes back from them."""
