"""The commands, one short function each: load, assess, narrate, compose, check, write.

In: paths and options as ``cli`` received them. Out: outcomes made of files, gaps and findings; nothing is
printed here. Each command has a module of its own; ``cli`` imports the one that runs.
"""
