"""What the identity provider's list says of a demonstration's residents beside what the register knows of them."""

from registry import demonstration
from scenarios.demo.special import of_choosing

demonstration.add_special(of_choosing)
