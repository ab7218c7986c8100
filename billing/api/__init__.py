"""What other systems fetch of money: a provider's its statements, an organiser's the payment runs and their entries."""
