"""Brings a cell to one width and one spelling of signs, so that the rules are written once.

In: text as typed or pasted (full-width digits, ％, ≧, no-break blanks, LaTeX left by a conversion).
Out: half-width text without blanks; line breaks stay, and a blank between two digits stays as ``GAP``.
"""

from drafter.patterns import regex

GAP = "\x1f"
"""Stands where a blank split two digits (``3 000``): no rule reads over it, so the figure is never put together."""

_SIGNS = {
    "≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", "﹥": ">", "﹤": "<", "﹦": "=",
    "﹪": "%", "−": "-", "﹣": "-", "‐": "-", "‑": "-", "‒": "-", "–": "-", "―": "—", "─": "—",
    "〜": "~", "∼": "~", "￥": "¥", "∶": ":", "﹐": ",", "\t": " ", "\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n",
    "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "〔": "(", "〕": ")", "【": "(", "】": ")", "㎡": "平方米",
}  # fmt: skip
_BLANKS = "\u1680\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"

_TABLE: dict[int, str | None] = {
    **dict.fromkeys(range(0x20), None),  # control characters, those that break a line excepted
    0x7F: None,
    **{0xFF01 + offset: chr(0x21 + offset) for offset in range(94)},
    **{ord(sign): plain for sign, plain in _SIGNS.items()},
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, _INVISIBLE), None),
}
_SPLIT_DIGITS = regex(r"(?<=[0-9]) +(?=[0-9])")
_ALSO_COUNTED = regex(r"(?<=[^\W0-9_a-zA-Z])\(([次套])\)")  # 人（次）, 台（套）
_EQUALS = (("=>", "≥"), (">=", "≥"), ("=<", "≤"), ("<=", "≤"), ("≥=", "≥"), ("≤=", "≤"), ("==", "="))
_LATEX = (("\\geq", "≥"), ("\\ge", "≥"), ("\\leq", "≤"), ("\\le", "≤"), ("\\sim", "~"), ("\\%", "%"), ("$", ""))


def fold(text: str) -> str:
    """``≧ 95％`` -> ``≥95%``; a leading ``'`` (Excel's mark of a text cell) and Markdown's ``**`` go."""
    folded = text.translate(_TABLE).strip(" \n")
    if " " in folded:
        folded = _SPLIT_DIGITS.sub(GAP, folded).replace(" ", "")
    if "\\" in folded or "$" in folded:
        for latex, sign in _LATEX:
            folded = folded.replace(latex, sign)
    if "(" in folded:
        folded = _ALSO_COUNTED.sub(r"\1", folded)
    if "=" in folded:
        for signs, sign in _EQUALS:
            folded = folded.replace(signs, sign)
    return folded.replace("**", "").lstrip("'‘").strip("\n")
