"""What files of other kinds begin with: a name is believed for nothing.

Sources: the formats' own specifications, as the `file` program's list of magic numbers repeats them.
"""

import re

_ENDINGS = (
    r"\.(?:jpe?g|jfif|png|apng|gif|webp|bmp|tiff?|heic|heif|avif|svgz?|ico|psd|raw|dng|cr2|nef|arw|jp2|j2k|jpf|jpx"
    r"|jxl|emf|wmf|eps|djvu?|p[bgpn]m|tga|xcf"
    r"|mp4|m4v|mov|avi|mkv|webm|wmv|flv|mpe?g|3gp|ogv|mp3|m4a|wav|ogg|aac|amr|opus|flac|aiff?|caf|mid)"
)
PICTURE_NAMES = re.compile(f"{_ENDINGS}$", re.IGNORECASE)
"""Endings of pictures, videos and recordings."""

PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8[79]a|RIFF....(?:WEBP|AVI |WAVE)|BM....\0\0\0\0|II[*+]\0|MM\0[*+]"
    rb"|\0\0..ftyp|8BPS\0|\0\0\0\x0c(?:jP  |JXL )|\xff\x4f\xff\x51|\xff\x0a"
    rb"|P7\s+(?:332\s|(?:WIDTH|HEIGHT|DEPTH|MAXVAL|TUPLTYPE)\s+\w+\n)"
    rb"|\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF|%!PS|\xc5\xd0\xd3\xc6|AT&TFORM|FORM....AIF[FC]"
    rb"|gimp xcf (?:file|v\d{3})\0|\x1aE\xdf\xa3|FLV\x01|\0\0\x01[\xba\xb3]|OggS\0"
    rb"|\x30\x26\xb2\x75\x8e\x66\xcf\x11|ID3[\2-\4]|\xff[\xfb\xf1]|fLaC[\0\x80]|MThd\0|caff\0|#!AMR|\0\0\x01\0",
    re.DOTALL,
)
"""Pictures, videos and recordings, besides bitmaps. None is what a note could begin with: where letters
alone would be taken for one, the numbers behind them belong to it.
"""

PICTURES_WITHIN = re.compile(
    rb"\xff\xd8\xff[\xe0\xe1]..(?:JFIF|Exif)\0|\x89PNG\r\n\x1a\n|\0\0\0\x0cjP  \r\n\x87\n", re.DOTALL
)
"""Pictures that lie somewhere in another file, as they are."""

_FAR = r"(?:(?!Content-(?:Type|Disposition):|\n[> \t]{0,20}\r?\n)[\s\S]){200,1000}?"
"""Farther behind a header, up to the next one or a blank line, so that no text is gone through twice."""
_ATTACHED = (
    r"(?:^[> \t]{0,20}Content-(?:Type|Disposition):[^\r\n<>]{0,1000}?\b"
    rf"|Content-(?:Type|Disposition):(?:[\s\S]{{0,200}}?|{_FAR})"
    r"(?<!&amp)(?<!&quot)(?<!&apos)(?<!&lt)(?<!&gt);[>\s]{0,20})"
    r"(?:file)?name(?:\*\d{0,3}\*?)?="
    r'(?:"(?:[^"\\\r\n]|\\.){0,200}|[\u201c\u201d][^"\u201c\u201d\r\n]{0,200}|[^\r\n<>;=]{0,200})'
)
"""What the name of an attachment stands behind in an e-mail, and the name up to its ending: RFC 2183, cut
up as in RFC 2231. Without a header before it, it is a word of somebody's, also after a `;`.
"""

PICTURES_IN_WORDS = re.compile(
    r"(?i:<(?:\w{1,20}:)?svg[\s>/]|data:(?:image|video|audio)/"
    r"|^[> \t]{0,20}Content-Type:\s{0,20}(?:image|video|audio)/"
    rf"|{_ATTACHED}{_ENDINGS}(?![\w.]))"
    r"|^[> \t]{0,20}(?:/9j/|iVBORw0KGgo|R0lGODlh|R0lGODdh|UklGR|AA[\w+/]{4}Z0eX)[\w+/]{40}",
    re.MULTILINE,
)
"""Pictures that are text: drawings (SVG), files written out in a page, and attachments of an e-mail, by
what they are called there or by how a JPEG, PNG, GIF, WEBP, HEIC or MP4 begins in Base64 (RFC 2045,
section 6.8).
"""

ARCHIVES = re.compile(
    rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF\0|.{257}ustar[\0 ]", re.DOTALL
)
PROGRAMS = re.compile(rb"MZ.{0,62}\0|\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|#! ?/", re.DOTALL)
OLE = b"\xd0\xcf\x11\xe0"
"""Older Office files."""
