"""Queries run here, in processes that can be killed: nothing else ends a query that has gone astray.

A server process owns a `Pool`. The pool keeps workers of one version of the graph, which come from a zygote
(it loads the graph once and forks) or, where there is no fork, from processes that each load it. A worker
answers one job after another over a pair of sockets, in frames.
"""
