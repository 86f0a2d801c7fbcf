"""A throw-away region, alive with made-up inquiries: nobody real stands behind any of them.

What is made up is derived from the region's own data and a seeded draw, so that any region can be shown; no
municipality and no article is named here.
"""
