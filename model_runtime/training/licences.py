"""Licences of installed packages, read from their metadata and judged: only permissive ones may give functions.

What a package says of itself is taken in this order: the SPDX expression of `License-Expression` (PEP 639), the free
text of `License`, the classifiers, the licence files beside the metadata. Whatever cannot be told for sure counts as
refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message

PERMISSIVE = frozenset(
    [
        *("0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "Apache-2.0"),
        *("PSF-2.0", "Python-2.0", "ZPL-2.1", "CC0-1.0", "Unlicense", "LicenseRef-Public-Domain"),
    ]
)

# Classifiers without their `License :: OSI Approved ::`, and usual texts of the field, in lower case.
_NAMES = {
    "0bsd": "0BSD",
    "apache software license": "Apache-2.0",
    "apache license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "cc0 1.0 universal": "CC0-1.0",
    "isc license": "ISC",
    "mit no attribution license": "MIT-0",
    "mit license": "MIT",
    "public domain": "LicenseRef-Public-Domain",
    "python software foundation license": "PSF-2.0",
    "the unlicense": "Unlicense",
    "unlicense": "Unlicense",
    "zope public license": "ZPL-2.1",
}
_PATTERNS = tuple(
    (re.compile(pattern), identifier)
    for pattern, identifier in (
        (r"apache([ -]software)?([ -]?licen[sc]e)?,?[ -]?((version|v)?[ .]*2(\.0)?)?([ -]licen[sc]e)?$", "Apache-2.0"),
        (r"(the )?mit([ -]licen[sc]ed?)?$", "MIT"),
        (r"((the )?(new|modified|revised|3[ -]clause) )?bsd([ -]licen[sc]e)?$", "BSD-3-Clause"),
        (r"bsd[ -]?3([ -]clause)?([ -]licen[sc]e)?|bsd \(?3[ -]clause\)?$", "BSD-3-Clause"),
        (r"(simplified bsd|bsd[ -]?2([ -]clause)?|2[ -]clause bsd)([ -]licen[sc]e)?$", "BSD-2-Clause"),
        (r"isc([ -]licen[sc]e)?$", "ISC"),
        (r"(psf|psfl|python)([ -]licen[sc]e)?$", "PSF-2.0"),
        (r"zpl[ -]?2\.1$", "ZPL-2.1"),
        (r"public[ -]domain$", "LicenseRef-Public-Domain"),
        (r"cc0([ -]1\.0)?([ -]universal)?$", "CC0-1.0"),
    )
)
_COPYLEFT = re.compile(r"\b(A?GPL|LGPL|MPL|EPL|EUPL|CDDL|GNU (Lesser |Affero |Library )?General|Mozilla Public)", re.I)
_TOKEN = re.compile(r"\s*(\(|\)|[A-Za-z0-9.+:-]+)")


@dataclass(frozen=True, slots=True)
class Licence:
    """What a package is under."""

    expression: str  # SPDX, or what the metadata say where that is no SPDX expression
    permissive: bool


def licence_of(metadata: Message, texts: Iterable[str] = ()) -> Licence:
    """Read a package's licence from its metadata, else from the texts of its licence files."""
    expression = str(metadata.get("License-Expression") or "").strip()
    if expression:
        return Licence(expression, is_permissive(expression))
    stated = str(metadata.get("License") or "").strip()
    classifiers = [
        str(item).split("::")[-1].strip()
        for item in metadata.get_all("Classifier", [])
        if str(item).startswith("License ::") and not str(item).endswith(":: OSI Approved")
    ]
    texts = list(texts)
    if any(_COPYLEFT.search(item) for item in classifiers):
        # Classifiers do not say whether several of them are a choice.
        return Licence(" / ".join(classifiers), permissive=False)
    found = [_of_text(stated)] if stated else []
    if not any(found):
        found = [_of_text(item) for item in classifiers]
    if not any(found):
        found = [identifier for text in texts[:1] if (identifier := _of_text(text))]
    if not found or not all(found):
        return Licence(stated.split("\n")[0][:60] or " / ".join(classifiers) or "unknown", permissive=False)
    known = list(dict.fromkeys(_exact_bsd(identifier, texts) for identifier in found if identifier))
    return Licence(" AND ".join(known), all(is_permissive(identifier) for identifier in known))


def is_permissive(expression: str) -> bool:
    """Say whether an SPDX expression can be met by permissive licences alone; no for what is no expression."""
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s+", "", expression):
        return False
    try:
        value, rest = _any_of(tokens)
    except IndexError:
        return False
    return value and not rest


def _any_of(tokens: Sequence[str]) -> tuple[bool, Sequence[str]]:
    value, tokens = _all_of(tokens)
    while tokens and tokens[0].upper() == "OR":
        other, tokens = _all_of(tokens[1:])
        value = value or other
    return value, tokens


def _all_of(tokens: Sequence[str]) -> tuple[bool, Sequence[str]]:
    value, tokens = _one(tokens)
    while tokens and tokens[0].upper() == "AND":
        other, tokens = _one(tokens[1:])
        value = value and other
    return value, tokens


def _one(tokens: Sequence[str]) -> tuple[bool, Sequence[str]]:
    if tokens[0] == "(":
        value, rest = _any_of(tokens[1:])
        return value and rest[0] == ")", rest[1:]
    value, rest = tokens[0] in PERMISSIVE, tokens[1:]
    return value, rest[2:] if rest and rest[0].upper() == "WITH" else rest  # an exception only adds permissions


def _of_text(text: str) -> str | None:
    """Name the licence of a short name, an SPDX identifier or a whole licence text; None when it is not permissive."""
    short = " ".join(text.split())
    if is_permissive(short):
        return short
    if len(short) <= 80:
        name = re.sub(r"\s*\([^)]*\)$", "", short.lower())
        if name in _NAMES:
            return _NAMES[name]
        return next((identifier for pattern, identifier in _PATTERNS if pattern.match(name)), None)
    if _COPYLEFT.search(short):
        return None
    for mark, identifier in (
        ("Permission is hereby granted, free of charge, to any person obtaining", "MIT"),
        ("Permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"),
        ("Redistribution and use in source and binary forms", "BSD-3-Clause"),
        ("Apache License", "Apache-2.0"),
        ("This is free and unencumbered software released into the public domain", "Unlicense"),
    ):
        if mark.lower() in short.lower():
            return _exact_bsd(identifier, [text])
    return None


def _exact_bsd(identifier: str, texts: Sequence[str]) -> str:
    """Tell the two-clause licence, which has no clause about endorsement, where a text of it is there."""
    redistribution = [text for text in texts if "redistribution and use in source and binary" in text.lower()]
    if identifier == "BSD-3-Clause" and redistribution and not any("endorse" in text for text in redistribution):
        return "BSD-2-Clause"
    return identifier
