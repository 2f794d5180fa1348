"""Whether the product knows what it cannot answer: training the judge and measuring it."""
