"""Pictures of the Netpbm formats P1 to P6, which begin as a note may: a period, and its times.

Source: the formats' specifications (pbm(5), pgm(5), ppm(5)).
"""

import re

_GAP = rb"(?:\s|#[^\n]*+(?:\n|\Z))"
_NUMBER = rb"%b++(\d{1,9}+)" % _GAP
_WRITTEN_OUT = re.compile(rb"P(?:(1)%b%b|([23])%b%b%b)(?=\s|#)" % ((_NUMBER,) * 5))
_IN_BYTES = re.compile(rb"P(?:(4)%b%b|([56])%b%b%b)\s" % ((_NUMBER,) * 5))
_BINARY = re.compile(
    rb".{0,600}?(?:[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\xfe\xff]|[\x80-\xbf]{4}|[\xc0-\xff]{3})", re.DOTALL
)
"""What is no text in any of the ways it is read here."""
_COMMENT = re.compile(rb"#[^\n]*+")
_BITS, _NUMBERS = re.compile(rb"[01\s]*+"), re.compile(rb"[\d\s]*+")
_FEWEST = 8
_ONE_BYTE = 255
_COLOURS = 3

BITMAP_HEAD = re.compile(rb"P[1-6]%b" % _GAP)
"""How each begins."""


def is_bitmap(data: bytes) -> bool:
    """Whether the whole of a file is one: at least half of the numbers that its size wants are there, or as
    many bytes as it wants, or bytes that are no text. In linear time.
    """
    if head := _WRITTEN_OUT.match(data):
        return _is_written_out(head, data[head.end() :])
    head = _IN_BYTES.match(data)
    return head is not None and _is_in_bytes(head, data)


def _is_written_out(head: re.Match[bytes], rest: bytes) -> bool:
    kind, width, height, *_ = (int(number) for number in head.groups() if number)
    wanted, body = width * height * (_COLOURS if kind == _COLOURS else 1), _COMMENT.sub(b"", rest)
    if kind == 1:
        bits = _BITS.match(body)
        there = bits.group().count(b"0") + bits.group().count(b"1") if bits else 0
    else:
        numbers = _NUMBERS.match(body)
        there = len(numbers.group().split()) if numbers else 0
    return wanted >= _FEWEST and there >= max(_FEWEST, wanted / 2)


def _is_in_bytes(head: re.Match[bytes], data: bytes) -> bool:
    kind, width, height, *most = (int(number) for number in head.groups() if number)
    wanted = {4: -(-width // 8), 5: width, 6: _COLOURS * width}[kind] * height
    wanted *= 2 if most and most[0] > _ONE_BYTE else 1
    behind = data[head.end() + wanted :]
    fits = len(data) - head.end() >= wanted and (not behind.strip() or BITMAP_HEAD.match(behind))
    return bool(_BINARY.match(data, head.end()) or fits)
