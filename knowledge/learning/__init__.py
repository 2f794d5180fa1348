"""What is learnt from people: turning feedback and outcomes into what others can use."""
