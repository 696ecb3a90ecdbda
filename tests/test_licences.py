"""Licences read from metadata, and which are accepted."""

from email import message_from_string

import pytest

from model_runtime.training.licences import Licence, is_permissive, licence_of

MIT_TEXT = (
    "Copyright (c) 2020 A B\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this"
)
BSD_TEXT = "Copyright\n\nRedistribution and use in source and binary forms, with or without modification, are permitted"
OSI = "Classifier: License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-or-later", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("Apache-2.0 AND (BSD-3-Clause OR MPL-2.0)", True),
        ("Apache-2.0 WITH LLVM-exception AND 0BSD", True),
        ("MPL-2.0", False),
        ("MIT OR", False),
        ("(MIT", False),
        ("MIT/X11", False),
    ],
)
def test_an_expression_is_permissive_when_permissive_licences_suffice(expression: str, answer: bool) -> None:
    assert is_permissive(expression) is answer


@pytest.mark.parametrize(
    ("metadata", "texts", "licence"),
    [
        ("License-Expression: ISC\nLicense: GPL\n", [], Licence("ISC", True)),
        ("License: Apache License, Version 2.0\n", [], Licence("Apache-2.0", True)),
        ("License: BSD 3-Clause License\n", [], Licence("BSD-3-Clause", True)),
        ("License: BSD\n", [BSD_TEXT], Licence("BSD-2-Clause", True)),
        ("License: BSD\n", [BSD_TEXT + " ... used to endorse ..."], Licence("BSD-3-Clause", True)),
        (OSI + "MIT License\n", [], Licence("MIT", True)),
        ("License: see file\n" + OSI + "Python Software Foundation License\n", [], Licence("PSF-2.0", True)),
        (
            "License: MIT\n" + OSI + "GNU General Public License (GPL)\n",
            [],
            Licence("GNU General Public License (GPL)", False),
        ),
        (
            OSI + "Mozilla Public License 2.0 (MPL 2.0)\n",
            [MIT_TEXT],
            Licence("Mozilla Public License 2.0 (MPL 2.0)", False),
        ),
        ("License: GPLv3\n", [], Licence("GPLv3", False)),
        ("", [MIT_TEXT], Licence("MIT", True)),
        ("", ["Do what you like."], Licence("unknown", False)),
        ("", [], Licence("unknown", False)),
    ],
)
def test_a_licence_is_read_from_the_most_exact_place_and_doubt_refuses(
    metadata: str, texts: list[str], licence: Licence
) -> None:
    assert licence_of(message_from_string(f"Name: x\n{metadata}"), texts) == licence
