"""One small application, written twice: with resources and with functions.

``python -m side_by_side``, in the folder ``examples``, serves both, sends each the same
requests over HTTP and compares the answers.
"""
