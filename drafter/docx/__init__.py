"""The Word room: the only place that knows the XML of a .docx.

``write.render`` turns a ``Draft`` into the bytes of a Word file; ``read`` gives the text of one back.
The look of the page is in ``base/`` (the styles, as Word reads them) and ``page`` (paper, margins, page number).
"""
