"""The Word room: the only place that knows the XML of a .docx, and python-docx.

``write.render`` turns a ``Draft`` into the bytes of a Word file; ``read`` gives the text of one back. The look of the
page is in ``templates/reference.docx``, which a person changes in Word; ``reference`` opens it with python-docx.
"""
