"""The servers of the one-command start: PostgreSQL from its wheel and Redis, both under one directory.

For demonstration, development and tests; a real installation names its own servers in DATABASE_URL and REDIS_URL.
Both listen on Unix sockets only, in a directory that nobody else may enter. Every program that needs the servers holds
a shared lock while it runs: the first one in starts them, the last one out stops them, and a program that dies lets
go of its lock by dying.
"""

from pilot.embedded.postgres import create_database
from pilot.embedded.servers import EmbeddedServers
from pilot.embedded.where import APP_ROLE, DATABASE, OWNER_ROLE, Addresses, CannotStart, addresses, wheel_directory
