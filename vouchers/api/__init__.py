"""What other systems may ask about choosing: who may choose and why, and among which sites."""
