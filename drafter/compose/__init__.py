"""What stands where: ``document`` puts statements, prose, tables and forms where a pack's template wants them.

``forms`` and ``tables`` are used without a template, too (``new`` reads the tick boxes of a form): what needs jinja2 is
imported by the module that needs it, not here.
"""
