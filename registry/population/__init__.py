"""The population register's file: read, staged, checked as a set, and taken in, all of it or nothing.

`reading` refuses a file that cannot be read and yields its rows, `staging` copies them into the database, `loading`
lets the good ones in and lists the others. Changes of people registered already come by the register's change feed.
"""
