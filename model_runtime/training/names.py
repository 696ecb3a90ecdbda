"""Names that people give to variables and functions, by the kind of value: for generated and for renamed programs.

A kind is a type as an annotation writes it. Each pool is a string of names; a name may come twice to be likelier.
"""

NATURAL_NAMES = {
    "str": "text word s string line name msg part token value title label phrase key code string1 suffix prefix",
    "int": "n k num count total size index pos value number limit x step start offset score length amount",
    "bool": "flag found ok is_valid done changed seen",
    "float": "rate value ratio price avg x",
    "list[int]": "nums numbers arr items values lst data array scores xs elements",
    "list[str]": "words names parts items lst tokens strs lines letters chars strings",
    "dict[str, int]": "d counts dic scores mapping stock freq ages prices data table",
    "dict[int, str]": "names mapping d lookup labels",
    "dict[str, list[int]]": "groups d table data",
    "set[int]": "seen unique s1 values",
    "set[str]": "seen letters unique chars",
    "tuple[int, int]": "pair point t bounds",
    "list[list[int]]": "matrix grid rows",
}
NEW_NAMES = {
    "str": "result res out new_text output temp first last ans rest new_s acc joined cleaned",
    "int": "result res count total i j k idx m pos diff last ans best cur temp length acc",
    "list[int]": "result res out ans new_list rest temp kept tail copy",
    "list[str]": "result res out parts ans pieces chunks kept tail",
    "dict[str, int]": "result counts freq res d out",
}
TERSE_NAMES = {
    "str": "s t w a b c p q r u",
    "int": "n k a b c x y z m p q r t",
    "bool": "b f o",
    "float": "x y v",
    "list[int]": "a b l v xs q r",
    "list[str]": "a l w p q xs ls",
    "dict[str, int]": "d m c e",
    "dict[int, str]": "d m",
    "dict[str, list[int]]": "d g",
    "set[int]": "s u v",
    "set[str]": "s u",
    "tuple[int, int]": "t p",
    "list[list[int]]": "m g",
}
TARGET_NAMES = {
    "char": "c ch char letter x",
    "str": "w word s x item part name",
    "int": "x n num v value i item",
    "index": "i i i j k idx",
    "key": "k key name",
    "value": "v value val count",
    "list[int]": "row r",
}
_ENTRY_WORDS = """
solve process transform compute build check convert update encode clean merge normalize collect summarize select_items
find_first count_matches combine adjust shift_values compress format_text rearrange filter_items scan reduce_list
"""
ENTRY_NAMES = tuple(_ENTRY_WORDS.split())
HELPER_NAMES = ("helper", "g", "step", "apply", "change", "score", "shift", "pick_one", "fix", "adjust_one", "h")
