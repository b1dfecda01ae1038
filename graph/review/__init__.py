"""Reviews: a person accepts or rejects a claim, with name, time and reason, kept for ever.

`decision` has the value types, `ledger` the order in which they count, `record` their quads, `claims` what
the graph says of a claim, `listing` what there is to review, `deciding` and `exchange` what changes a store.
"""
