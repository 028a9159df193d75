"""What files of other kinds begin with: a name is believed for nothing.

Sources: the formats' own specifications, as the `file` program's list of magic numbers repeats them.
"""

import re

PICTURE_NAMES = re.compile(
    r"\.(jpe?g|jfif|png|apng|gif|webp|bmp|tiff?|heic|heif|avif|svgz?|ico|psd|raw|dng|cr2|nef|arw|jp2|j2k|jpf|jpx"
    r"|jxl|emf|wmf|eps|djvu?|p[bgpn]m|tga|xcf"
    r"|mp4|m4v|mov|avi|mkv|webm|wmv|flv|mpe?g|3gp|ogv|mp3|m4a|wav|ogg|aac|amr|opus|flac|aiff?|caf|mid)$",
    re.IGNORECASE,
)
"""Endings of pictures, videos and recordings."""

PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....(?:WEBP|AVI |WAVE)|BM....\0\0\0\0|II[*+]\0|MM\0[*+]|....ftyp|8BPS"
    rb"|\0\0\0\x0c(?:jP  |JXL )|\xff\x4f\xff\x51|\xff\x0a|P[1-7]\s+(?:\#[^\n]*\n\s*)?\d+\s+\d+\s"
    rb"|\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF|%!PS|\xc5\xd0\xd3\xc6|AT&TFORM|FORM....AIF[FC]|gimp xcf"
    rb"|\x1aE\xdf\xa3|FLV\x01|\0\0\x01[\xba\xb3]|OggS|\x30\x26\xb2\x75\x8e\x66\xcf\x11|ID3[\2-\4]|\xff[\xfb\xf1]"
    rb"|fLaC|MThd|caff|#!AMR|\0\0\x01\0",
    re.DOTALL,
)
"""Pictures, videos and recordings."""

PICTURES_WITHIN = re.compile(
    rb"\xff\xd8\xff[\xe0\xe1]..(?:JFIF|Exif)\0|\x89PNG\r\n\x1a\n|\0\0\0\x0cjP  \r\n\x87\n", re.DOTALL
)
"""Pictures that lie somewhere in another file, as they are."""

PICTURES_IN_WORDS = re.compile(
    r"(?i:<(?:\w{1,20}:)?svg[\s>/]|data:(?:image|video|audio)/"
    r"|^[> \t]{0,20}Content-Type:\s{0,20}(?:image|video|audio)/)"
    r"|^[> \t]{0,20}(?:/9j/|iVBORw0KGgo|R0lGODlh|R0lGODdh)[\w+/]{40}",
    re.MULTILINE,
)
"""Pictures that are text: drawings (SVG), files written out in a page, and attachments of an e-mail,
by what they are called there or by how a JPEG, PNG or GIF begins in Base64 (RFC 2045, section 6.8).
"""

ARCHIVES = re.compile(
    rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|\x28\xb5\x2f\xfd|MSCF|.{257}ustar", re.DOTALL
)
PROGRAMS = re.compile(rb"MZ.{0,62}\0|\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|#!", re.DOTALL)
OLE = b"\xd0\xcf\x11\xe0"
"""Older Office files."""
