"""What stands before Django in each server process: it reads what is sent and sends what is made.

Bodies are read here, without a thread, within limits of size, time and number; Django is called
in one of a few threads only when the request is whole. A refusal is not written here: the request
goes on, without its body, with a verdict that `sinasec.web.serving.verdicts` turns into a page.
"""
