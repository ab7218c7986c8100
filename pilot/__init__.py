"""The project package and the kernel: what every other app stands on, and which imports none of them."""
