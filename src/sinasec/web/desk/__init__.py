"""The desk: pages of people who sign in, beside the public site and apart from it.

What is under `addresses.AREA` has a session, a cookie of its own and forms that write; outside it
nobody is known. Signing in is django-allauth's; who may do what is `accounts.policies`.
"""
