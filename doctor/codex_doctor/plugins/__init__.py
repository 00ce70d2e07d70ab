"""Checks of others, each in a process of its own, from which only data comes over.

`entries` finds them, `listing` puts them into the pipeline, `apart` is how the engine runs them,
`talk` is about one process, `child` is what runs in it, `messages` is what the two sides say. What
a plugin does wrong is told in its row, by its name, and changes nothing else. It is the user's own
code all the same: what an account may do to its own processes from anywhere (kill us by our id,
write into /proc/PID/fd, fork until the machine stands) is not held back.
"""
