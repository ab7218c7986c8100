"""What may be done with whole pilots. Each deed is one function; call it through this package."""

from scenarios.actions.set_up import set_up_pilot
