"""What services outside the program are asked: a port each, and the services behind it. Settings name which one."""
