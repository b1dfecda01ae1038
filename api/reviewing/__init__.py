"""Deciding on proposals in the browser: the queue's page and the form that it sends."""
