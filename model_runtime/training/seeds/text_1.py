# deskcheck: f("banana", "a")
# deskcheck: f("sky", "o")
# deskcheck: f("", "x")
def f(word: str, letter: str) -> int:
    hits = 0
    for ch in word:
        if ch == letter:
            hits += 1
    return hits


# deskcheck: initials("grace hopper")
# deskcheck: initials("ada")
# deskcheck: initials("")
def initials(name: str) -> str:
    out = ""
    for part in name.split():
        out += part[0].upper()
    return out


# deskcheck: f1("ab cd ef", 2)
# deskcheck: f1("one", 1)
def f1(text: str, n: int) -> list[str]:
    parts = text.split(" ")
    kept = []
    for p in parts:
        if len(p) >= n:
            kept.append(p)
        else:
            kept.append(p.ljust(n, "."))
    return kept


# deskcheck: squeeze("aabbbc")
# deskcheck: squeeze("xyz")
# deskcheck: squeeze("")
def squeeze(s: str) -> str:
    result = ""
    for c in s:
        if not result or result[-1] != c:
            result += c
    return result


# deskcheck: f2("Hello World")
# deskcheck: f2("abc")
# deskcheck: f2("12-X")
def f2(s: str) -> tuple[int, int]:
    up = 0
    low = 0
    for c in s:
        if c.isupper():
            up += 1
        elif c.islower():
            low += 1
    return up, low


# deskcheck: strip_both("--ok--", "-")
# deskcheck: strip_both("ok", "-")
# deskcheck: strip_both("", "z")
def strip_both(text: str, mark: str) -> str:
    while text.startswith(mark):
        text = text[1:]
    while text.endswith(mark):
        text = text[:-1]
    return text


# deskcheck: f3("k1=v1;k2=v2")
# deskcheck: f3("a=b")
# deskcheck: f3("broken")
def f3(line: str) -> dict[str, str]:
    table = {}
    for item in line.split(";"):
        if "=" in item:
            key, value = item.split("=", 1)
            table[key] = value
        else:
            table[item] = ""
    return table


# deskcheck: mask("4029", 2)
# deskcheck: mask("77", 5)
def mask(digits: str, keep: int) -> str:
    hidden = len(digits) - keep
    if hidden <= 0:
        return digits
    return "*" * hidden + digits[hidden:]


# deskcheck: f4("radar")
# deskcheck: f4("boat")
# deskcheck: f4("")
def f4(s: str) -> bool:
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


# deskcheck: vowels_up("train")
# deskcheck: vowels_up("Sky")
def vowels_up(word: str) -> str:
    letters = []
    for c in word:
        if c in "aeiou":
            letters.append(c.upper())
        else:
            letters.append(c)
    return "".join(letters)


# deskcheck: f5("a,b,,c")
# deskcheck: f5(",")
# deskcheck: f5("solo")
def f5(row: str) -> list[str]:
    cells = row.split(",")
    while "" in cells:
        cells.remove("")
    return cells


# deskcheck: longest("the small elephant")
# deskcheck: longest("a bb cc")
def longest(sentence: str) -> str:
    best = ""
    for word in sentence.split():
        if len(word) > len(best):
            best = word
    return best


# deskcheck: f6("x9y8", 3)
# deskcheck: f6("77", 0)
# deskcheck: f6("abc", 1)
def f6(s: str, start: int) -> int:
    total = start
    for c in s:
        if c.isdigit():
            total += int(c)
    return total


# deskcheck: swap_ends("lamp")
# deskcheck: swap_ends("q")
# deskcheck: swap_ends("")
def swap_ends(s: str) -> str:
    if len(s) < 2:
        return s
    return s[-1] + s[1:-1] + s[0]


# deskcheck: f7("pear/plum/fig", "/")
# deskcheck: f7("none", "|")
def f7(path: str, sep: str) -> str:
    head, found, tail = path.partition(sep)
    if not found:
        return head + "!"
    return tail + sep + head


# deskcheck: f8("stone", "ton")
# deskcheck: f8("stone", "x")
# deskcheck: f8("aaa", "a")
def f8(text: str, sub: str) -> list[int]:
    spots = []
    pos = text.find(sub)
    while pos != -1:
        spots.append(pos)
        pos = text.find(sub, pos + 1)
    return spots


# deskcheck: caesar("abz", 2)
# deskcheck: caesar("hi!", 1)
def caesar(text: str, shift: int) -> str:
    out = []
    for c in text:
        if c.isalpha():
            base = ord("a")
            out.append(chr((ord(c) - base + shift) % 26 + base))
        else:
            out.append(c)
    return "".join(out)


# deskcheck: process("Mixed Case", 1)
# deskcheck: process("Mixed Case", 2)
# deskcheck: process("Mixed Case", 0)
def process(text: str, mode: int) -> str:
    if mode == 1:
        return text.upper()
    if mode == 2:
        return text.swapcase()
    return text.lower()


# deskcheck: f9("ab12", "12")
# deskcheck: f9("ab", "12")
def f9(s: str, suffix: str) -> str:
    if s.endswith(suffix):
        s = s.removesuffix(suffix)
        s = s + str(len(suffix))
    else:
        s = s + suffix
    return s


# deskcheck: count_words("to be or not to be")
# deskcheck: count_words("one")
def count_words(text: str) -> dict[str, int]:
    counts = {}
    for w in text.split():
        counts[w] = counts.get(w, 0) + 1
    return counts


# deskcheck: f10("abcdef", 2)
# deskcheck: f10("abcde", 3)
# deskcheck: f10("", 4)
def f10(s: str, size: int) -> list[str]:
    pieces = []
    for i in range(0, len(s), size):
        pieces.append(s[i : i + size])
    return pieces


# deskcheck: is_code("AB-12")
# deskcheck: is_code("AB12")
# deskcheck: is_code("ab-12")
def is_code(text: str) -> bool:
    parts = text.split("-")
    if len(parts) != 2:
        return False
    left, right = parts
    return left.isupper() and right.isdigit()


# deskcheck: f11("level up")
# deskcheck: f11("tea")
def f11(s: str) -> str:
    seen = []
    for c in s:
        if c in seen:
            continue
        seen.append(c)
    return "-".join(seen)


# deskcheck: pad_all(["a", "bbb", "cc"])
# deskcheck: pad_all([])
# deskcheck: pad_all(["xy"])
def pad_all(words: list[str]) -> list[str]:
    width = 0
    for w in words:
        if len(w) > width:
            width = len(w)
    return [w.rjust(width) for w in words]


# deskcheck: f12("one two", "two", "2")
# deskcheck: f12("one two", "six", "6")
def f12(s: str, old: str, new: str) -> str:
    if s.count(old) > 0:
        s = s.replace(old, new)
        return s
    return s.title()


# deskcheck: last_digit("a1b2c")
# deskcheck: last_digit("abc")
def last_digit(s: str) -> int:
    for i in range(len(s) - 1, -1, -1):
        if s[i].isdigit():
            return i
    return -1


# deskcheck: f13("ABC", "abd")
# deskcheck: f13("abc", "ABC")
# deskcheck: f13("b", "a")
def f13(a: str, b: str) -> int:
    a = a.lower()
    b = b.lower()
    if a < b:
        return -1
    if a > b:
        return 1
    return 0


# deskcheck: zip_text("abc", "12")
# deskcheck: zip_text("", "99")
# deskcheck: zip_text("xy", "zw")
def zip_text(left: str, right: str) -> str:
    out = ""
    for a, b in zip(left, right):
        out = out + a + b
    return out


# deskcheck: f14("a b c")
# deskcheck: f14("abc")
def f14(s: str) -> str:
    n = s.count(" ")
    if n >= 2:
        first, rest = s.split(" ", 1)
        return rest + first
    return s * 2


# deskcheck: trim_each([" a ", "b ", ""])
# deskcheck: trim_each(["  "])
def trim_each(items: list[str]) -> list[str]:
    cleaned = []
    for item in items:
        item = item.strip()
        if item:
            cleaned.append(item)
    return cleaned


# deskcheck: f15("code2024")
# deskcheck: f15("x")
# deskcheck: f15("99")
def f15(s: str) -> tuple[str, str]:
    letters = ""
    digits = ""
    for ch in s:
        if ch.isalpha():
            letters += ch
        if ch.isnumeric():
            digits += ch
    return letters, digits


# deskcheck: repeat_odd("abcd")
# deskcheck: repeat_odd("xyz")
def repeat_odd(s: str) -> str:
    result = ""
    for i, c in enumerate(s):
        if i % 2 == 1:
            result += c * 2
        else:
            result += c
    return result


# deskcheck: f16("name: Bob", ":")
# deskcheck: f16("a:b:c", ":")
# deskcheck: f16("plain", ":")
def f16(s: str, sep: str) -> str:
    try:
        i = s.index(sep)
    except ValueError:
        return ""
    return s[i + 1 :].strip()


# deskcheck: to_number("42")
# deskcheck: to_number("4x")
# deskcheck: to_number("-7")
def to_number(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    return value + 1


# deskcheck: f17(["b", "a", "c"], "|")
# deskcheck: f17([], "|")
def f17(xs: list[str], sep: str) -> str:
    if not xs:
        return "empty"
    xs.sort()
    return sep.join(xs)


# deskcheck: rotate("abcdef", 2)
# deskcheck: rotate("abc", 4)
def rotate(s: str, k: int) -> str:
    k = k % len(s)
    return s[k:] + s[:k]


# deskcheck: f18("hello", {"h": "j", "o": "y"})
# deskcheck: f18("abc", {})
def f18(s: str, table: dict[str, str]) -> str:
    out = ""
    for c in s:
        out += table.get(c, c)
    return out


# deskcheck: common_prefix("flower", "flow")
# deskcheck: common_prefix("abc", "xbc")
# deskcheck: common_prefix("same", "same")
def common_prefix(a: str, b: str) -> str:
    i = 0
    while i < len(a) and i < len(b) and a[i] == b[i]:
        i += 1
    return a[:i]


# deskcheck: f19("a1b22")
# deskcheck: f19("")
# deskcheck: f19("zz")
def f19(s: str) -> int:
    run = 0
    best = 0
    for c in s:
        if c.isdigit():
            run += 1
            best = max(best, run)
        else:
            run = 0
    return best


# deskcheck: expand("a3b2")
# deskcheck: expand("x1")
def expand(code: str) -> str:
    out = ""
    i = 0
    while i < len(code):
        out += code[i] * int(code[i + 1])
        i += 2
    return out


# deskcheck: f20("Some Title here")
# deskcheck: f20("lower")
def f20(s: str) -> list[str]:
    found = []
    for w in s.split():
        if w.istitle():
            found.append(w.lower())
    found.reverse()
    return found


# deskcheck: center_line("mid", 7)
# deskcheck: center_line("toolong", 3)
def center_line(s: str, width: int) -> str:
    if len(s) > width:
        s = s[:width]
    return "[" + s.center(width, "=") + "]"


# deskcheck: f21("abcabc")
# deskcheck: f21("abab")
# deskcheck: f21("x")
def f21(s: str) -> str:
    half = len(s) // 2
    left, right = s[:half], s[half:]
    if left == right:
        return left
    return right + left


# deskcheck: drop_letters("programming", "gm")
# deskcheck: drop_letters("abc", "")
def drop_letters(s: str, bad: str) -> str:
    for b in bad:
        s = s.replace(b, "")
    return s


# deskcheck: f22("a-b_c d")
# deskcheck: f22("__")
def f22(s: str) -> str:
    out = []
    for c in s:
        if c == "-" or c == "_":
            out.append(" ")
        elif c == " ":
            out.append("_")
        else:
            out.append(c)
    return "".join(out)


# deskcheck: first_unique("swiss")
# deskcheck: first_unique("aabb")
def first_unique(s: str) -> str:
    for c in s:
        if s.count(c) == 1:
            return c
    return "?"


# deskcheck: f23("x,y;z")
# deskcheck: f23("abc")
def f23(s: str) -> list[str]:
    s = s.replace(";", ",")
    parts = s.split(",")
    parts.insert(0, str(len(parts)))
    return parts


# deskcheck: alternate("python")
# deskcheck: alternate("Go")
def alternate(s: str) -> str:
    upper = True
    out = ""
    for c in s:
        if upper:
            out += c.upper()
        else:
            out += c.lower()
        upper = not upper
    return out


# deskcheck: f24("00120")
# deskcheck: f24("000")
# deskcheck: f24("9")
def f24(n: str) -> str:
    n = n.lstrip("0")
    if n == "":
        return "0"
    return n.zfill(4)


# deskcheck: compare_len(["aa", "b", "cccc"], 2)
# deskcheck: compare_len([], 1)
def compare_len(words: list[str], size: int) -> list[str]:
    marks = []
    for word in words:
        if len(word) == size:
            marks.append("=")
        elif len(word) < size:
            marks.append("<")
        else:
            marks.append(">")
    return marks


# deskcheck: f25("key=val=end", "=")
# deskcheck: f25("key", "=")
def f25(s: str, d: str) -> tuple[str, str]:
    parts = s.rsplit(d, 1)
    if len(parts) == 1:
        return parts[0], ""
    return parts[1], parts[0]


# deskcheck: balanced("(())")
# deskcheck: balanced("())")
# deskcheck: balanced("(")
def balanced(s: str) -> bool:
    depth = 0
    for c in s:
        if c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        if depth < 0:
            return False
    return depth == 0


# deskcheck: f26("ab\ncd\n")
# deskcheck: f26("one")
def f26(text: str) -> list[int]:
    sizes = []
    for line in text.splitlines():
        sizes.append(len(line))
    return sizes


# deskcheck: sort_letters("cab")
# deskcheck: sort_letters("Zebra")
def sort_letters(s: str) -> str:
    ordered = sorted(s)
    return "".join(ordered)


# deskcheck: f27("apple", ["app", "le"])
# deskcheck: f27("grape", ["x", "y"])
def f27(s: str, parts: list[str]) -> list[bool]:
    flags = []
    for p in parts:
        flags.append(p in s)
    return flags


# deskcheck: until_stop("abc.def", ".")
# deskcheck: until_stop("abc", ".")
def until_stop(s: str, stop: str) -> str:
    kept = ""
    for c in s:
        if c == stop:
            break
        kept += c
    else:
        kept += "$"
    return kept


# deskcheck: f28("Tab\there")
# deskcheck: f28("a\tb\tc")
def f28(s: str) -> int:
    wide = s.expandtabs(4)
    if len(wide) > 8:
        return len(wide)
    return -len(wide)


# deskcheck: tally("mississippi")
# deskcheck: tally("abc")
def tally(s: str) -> list[str]:
    counts = {}
    for c in s:
        if c not in counts:
            counts[c] = 0
        counts[c] += 1
    out = []
    for c, n in counts.items():
        if n > 1:
            out.append(c + str(n))
    return out
