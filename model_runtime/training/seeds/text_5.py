from collections import Counter, defaultdict
from itertools import groupby, zip_longest


# deskcheck: f("a b", " ")
# deskcheck: f("  ", " ")
# deskcheck: f("", " ")
def f(text: str, sep: str) -> tuple[int, int]:
    strict = text.split(sep)
    loose = text.split()
    if len(strict) == len(loose):
        return len(strict), len(strict[0])
    return len(strict), -len(loose)


# deskcheck: weigh("pizza", {"p": 3, "z": 10})
# deskcheck: weigh("aa", {})
def weigh(word: str, points: dict[str, int]) -> list[int]:
    running = []
    total = 0
    for letter in word:
        total += points.get(letter, 1)
        running.append(total)
    return running[::-2]


# deskcheck: f1("their's and ours")
# deskcheck: f1("x2y z")
def f1(s: str) -> str:
    a = s.title()
    b = s.capitalize()
    out = ""
    for x, y in zip(a, b):
        out += x if x == y else "^"
    return out


# deskcheck: f2("-42", 5)
# deskcheck: f2("+7", 4)
# deskcheck: f2("abc", 2)
def f2(num: str, width: int) -> str:
    padded = num.zfill(width)
    if padded[0] in "+-":
        return padded[1:] + padded[0]
    return padded.rjust(width + 2, "<")


# deskcheck: f3("abc", 6)
# deskcheck: f3("abcd", 7)
# deskcheck: f3("ab", 1)
def f3(s: str, width: int) -> tuple[int, int]:
    boxed = s.center(width, "*")
    left = len(boxed) - len(boxed.lstrip("*"))
    right = len(boxed) - len(boxed.rstrip("*"))
    return left, right


# deskcheck: between("<b>bold</b>", ">", "<")
# deskcheck: between("none", ">", "<")
def between(html: str, opening: str, closing: str) -> str:
    i = html.find(opening) + 1
    j = html.find(closing, i)
    if j == -1:
        return html[i:].upper()
    return html[i:j] + str(j - i)


# deskcheck: f4("two_words", "two words", "2words")
# deskcheck: f4("def", "_x", "")
def f4(*names: str) -> list[str]:
    out = []
    for name in names:
        if name.isidentifier():
            out.append(name.replace("_", ""))
        elif name:
            out.append(name[0] + "!")
    return out[::-1]


# deskcheck: f5("abc", "")
# deskcheck: f5("aaa", "a")
def f5(s: str, sub: str) -> str:
    n = s.count(sub)
    s = s.replace(sub, "-")
    return f"{s}{n}{s.find(sub)}"


# deskcheck: letters_left("planet", "net")
# deskcheck: letters_left("oak", "")
def letters_left(word: str, used: str) -> str:
    remaining = Counter(word)
    remaining.subtract(used)
    out = ""
    for letter in sorted(remaining, reverse=True):
        out += letter * remaining[letter]
    return out or "."


# deskcheck: f6("wooord")
# deskcheck: f6("aab")
# deskcheck: f6("")
def f6(s: str) -> list[tuple[str, int]]:
    runs = []
    for char, group in groupby(s):
        size = len(list(group))
        if size > 1:
            runs.append((char, size))
    return sorted(runs, key=lambda r: r[1])


# deskcheck: f7("abcd", "xy")
# deskcheck: f7("", "mn")
def f7(top: str, bottom: str) -> str:
    out = []
    for t, b in zip_longest(top, bottom, fillvalue="_"):
        if t > b:
            t, b = b, t
        out.append(t + b.upper())
    return "".join(out)


# deskcheck: index_words("to go to be go")
# deskcheck: index_words("one")
def index_words(text: str) -> dict[str, list[int]]:
    where = defaultdict(list)
    for i, word in enumerate(text.split()):
        where[word].append(i)
    return {w: spots for w, spots in where.items() if len(spots) > 1}


# deskcheck: f8("255", "x")
# deskcheck: f8("10", "o")
# deskcheck: f8("5", "b")
# deskcheck: f8("ten", "d")
def f8(text: str, kind: str) -> str:
    if not text.isdigit():
        return kind * len(text)
    shown = format(int(text), kind)
    prefix = f"0{kind}"
    return (prefix + shown).upper().ljust(7, "-")


# deskcheck: f9("1234567", 3)
# deskcheck: f9("12", 2)
def f9(digits: str, size: int) -> str:
    groups = []
    while len(digits) > size > 0:
        groups.insert(0, digits[-size:])
        digits = digits[:-size]
    groups.insert(0, digits)
    return "'".join(groups)


# deskcheck: hop("abcdef", 1, 3)
# deskcheck: hop("xyz", 0, 2)
def hop(s: str, start: int, jump: int) -> str:
    visited = []
    i = start % len(s)
    while i not in visited:
        visited.append(i)
        i = (i + jump) % len(s)
    return "".join(s[v] for v in visited)


# deskcheck: f10("name,age,city", "Bo,7")
# deskcheck: f10("a", "1,2")
def f10(header: str, row: str) -> dict[str, str]:
    keys = header.split(",")
    values = row.split(",")
    record = dict(zip(keys, values))
    for key in keys[len(values) :]:
        record[key] = key[0].upper() + "?"
    return record


# deskcheck: f11("water", 1, 3, "in")
# deskcheck: f11("abc", 2, 0, "--")
def f11(word: str, i: int, j: int, new: str) -> str:
    letters = list(word)
    letters[i:j] = new
    del letters[-1]
    return "".join(letters)


# deskcheck: judge("aB3$")
# deskcheck: judge("word")
# deskcheck: judge("A1")
def judge(token: str) -> str:
    grade = ""
    if any(c.isdigit() for c in token):
        grade += "n"
    if not token.islower():
        grade = token[0] + grade
    if all(c.isalnum() for c in token[1:]):
        return grade.ljust(3, token[-1])
    return grade + token.strip("$")[:2]


# deskcheck: f12("snow man", 3)
# deskcheck: f12("ice", 1)
def f12(s: str, n: int) -> str:
    first = s[:n]
    last = s[-n:]
    swapped = s.replace(first, last, 1)
    if swapped.endswith(last):
        swapped = swapped.removesuffix(last) + first
    return swapped


# deskcheck: f13("x=1&y=2&x=3")
# deskcheck: f13("flag")
def f13(query: str) -> dict[str, list[str]]:
    params = {}
    for piece in query.split("&"):
        name, eq, value = piece.partition("=")
        if not eq:
            value = "on"
        params.setdefault(name, []).append(value)
    return params


# deskcheck: smallest("pear fig banana kiwi")
# deskcheck: smallest("bb aa")
def smallest(text: str) -> tuple[str, str, str]:
    words = text.split()
    short = min(words, key=len)
    late = max(words)
    vowels = max(words, key=lambda w: sum(c in "aeiou" for c in w))
    return short, late, vowels


# deskcheck: f14("ABC", 3)
# deskcheck: f14("xYz", 1)
def f14(s: str, n: int) -> str:
    for _ in range(n):
        if s.isupper():
            s = s.lower()
        elif s.islower():
            s = s[::-1].title()
        else:
            s = s[1:] + s[0].upper()
    return s


# deskcheck: command("move 3")
# deskcheck: command("turn left")
# deskcheck: command("quit")
# deskcheck: command("a b c")
def command(line: str) -> str:
    match line.split():
        case ["move", n] if n.isdigit():
            return "m" * int(n)
        case ["turn", way]:
            return way[0].upper() + way[1:][::-1]
        case [single]:
            return single + ";"
        case _:
            return str(line.count(" "))


# deskcheck: f15("abcde", 1, 4)
# deskcheck: f15("abcde", 4, 1)
# deskcheck: f15("ab", 0, 9)
def f15(s: str, i: int, j: int) -> str:
    if i > j:
        i, j = j, i
    flipped = s[i:j][::-1]
    return s[:i] + flipped + s[j:]


# deskcheck: f16("jump over", "aeiou")
# deskcheck: f16("xyz", "aeiou")
def f16(text: str, stops: str) -> list[str]:
    pieces = [""]
    for c in text:
        pieces[-1] += c
        if c in stops:
            pieces.append("")
    if not pieces[-1]:
        pieces.pop()
    return pieces


# deskcheck: temperature("36.6C")
# deskcheck: temperature("50F")
# deskcheck: temperature("hot")
def temperature(reading: str) -> str:
    unit = reading[-1]
    try:
        value = float(reading[:-1])
    except ValueError:
        return reading[::-1]
    if unit == "F":
        value = (value - 32) / 1.8
    return f"{value:.1f}"


# deskcheck: f17("b3 a10 c2")
# deskcheck: f17("x1 y1")
def f17(s: str) -> list[str]:
    items = s.split()
    items.sort(key=lambda t: int(t[1:]), reverse=True)
    return [t[0] * min(int(t[1:]), 3) for t in items]


# deskcheck: skip_twins("balloon")
# deskcheck: skip_twins("eel")
def skip_twins(word: str) -> str:
    out = []
    for c in word:
        if out and out[-1] == c:
            out.pop()
        else:
            out.append(c)
    return "".join(out) if len(out) != len(word) else word.upper()


# deskcheck: f18("3:cat5:horse")
# deskcheck: f18("0:1:x")
def f18(data: str) -> list[str]:
    words = []
    while data:
        size, _, data = data.partition(":")
        n = int(size)
        words.append(data[:n])
        data = data[n:]
    return words


# deskcheck: f19(["ab", "c"], "-", 2)
# deskcheck: f19(["x"], "=", 3)
def f19(parts: list[str], glue: str, times: int) -> str:
    text = glue.join(parts * times)
    if text.count(glue) % 2:
        text = text.replace(glue, "", 1)
    return text


# deskcheck: look_back("abca")
# deskcheck: look_back("zzz")
def look_back(s: str) -> str:
    out = ""
    for i in range(len(s)):
        earlier = s[:i]
        if s[i] in earlier:
            out += str(earlier.rindex(s[i]))
        else:
            out += s[i]
    return out


# deskcheck: f20("Hello", "World")
# deskcheck: f20("a", "bcd")
def f20(left: str, right: str) -> str:
    size = abs(len(left) - len(right))
    if size == 0:
        pairs = [max(a, b) for a, b in zip(left, right)]
        return "".join(pairs)
    longer = left if len(left) > len(right) else right
    return longer[:size] + "/" + longer[size:]


# deskcheck: f21("caf\u00e9 ol\u00e9")
# deskcheck: f21("plain")
def f21(s: str) -> str:
    if s.isascii():
        return s[1:-1]
    safe = s.encode("ascii", "replace").decode("ascii")
    return safe.replace("?", "e") + str(safe.count("?"))


# deskcheck: f22("AZ", 3)
# deskcheck: f22("hi", -1)
def f22(s: str, shift: int) -> list[int]:
    raw = s.encode()
    moved = bytes((b + shift) % 256 for b in raw)
    return [raw[0], moved[-1], len(moved)]


# deskcheck: parking("A-C,F", "ABCDEFG")
# deskcheck: parking("B", "ABC")
def parking(spec: str, lots: str) -> str:
    chosen = ""
    for part in spec.split(","):
        if "-" in part:
            first, last = part.split("-")
            chosen += lots[lots.index(first) : lots.index(last) + 1]
        else:
            chosen += part
    return "".join(x.lower() if x in chosen else x for x in lots)


# deskcheck: f23("one.two.three", 1)
# deskcheck: f23("one.two.three", -1)
# deskcheck: f23("one", 1)
def f23(dotted: str, k: int) -> str:
    parts = dotted.split(".")
    moved = parts[k:] + parts[:k]
    if moved == parts:
        return "same"
    return ".".join(p[:k] for p in moved)


# deskcheck: f24("hat hot hit", "h?t")
# deskcheck: f24("dog", "d?")
def f24(text: str, pattern: str) -> int:
    matches = 0
    for word in text.split():
        if len(word) != len(pattern):
            continue
        for w, p in zip(word, pattern):
            if p != "?" and p != w:
                break
        else:
            matches += 1
    return matches


# deskcheck: dedent("  a\n    b\n  c")
# deskcheck: dedent("x\n y")
def dedent(block: str) -> list[str]:
    lines = block.split("\n")
    margin = min(len(ln) - len(ln.lstrip()) for ln in lines)
    out = []
    for ln in lines:
        out.append(ln[margin:].replace(" ", "."))
    return out


# deskcheck: f25("tomato", "o", [1, 5])
# deskcheck: f25("nut", "e", [0])
def f25(word: str, letter: str, positions: list[int]) -> list[bool]:
    checks = []
    for p in positions:
        checks.append(word.startswith(letter, p))
        word = word.replace(letter, letter.upper(), 1)
    checks.append(word.islower())
    return checks


# deskcheck: f26("a1b2c3", 2)
# deskcheck: f26("abc", 1)
def f26(s: str, n: int) -> tuple[str, int]:
    digits = sorted((c for c in s if c.isdigit()), reverse=True)
    top = digits[:n]
    for d in top:
        s = s.replace(d, "")
    return s, sum(int(d) for d in top)


# deskcheck: pronoun("she said he left")
# deskcheck: pronoun("they ran")
def pronoun(text: str) -> str:
    swap = {"she": "he", "he": "she"}
    words = text.split()
    changed = [swap.get(w, w) for w in words]
    if changed == words:
        changed[0] = changed[0].title()
    return " ".join(changed)


# deskcheck: f27("  lead", " trail  ")
# deskcheck: f27("a", "b")
def f27(a: str, b: str) -> str:
    extra = len(a) + len(b) - len(a.strip()) - len(b.strip())
    joined = (a + b).strip()
    return joined + ">" * extra if extra else joined[::-1]


# deskcheck: f28("abcXdefXg", "X")
# deskcheck: f28("X", "X")
def f28(s: str, cut: str) -> str:
    out = ""
    turn = 0
    for part in s.split(cut):
        out += part[::-1] if turn else part
        turn = 1 - turn
    return out or cut.lower()


# deskcheck: seat_rows("ABBA", 2)
# deskcheck: seat_rows("XYZ", 2)
def seat_rows(plan: str, per_row: int) -> dict[int, str]:
    rows = {}
    for i, seat in enumerate(plan):
        row = i // per_row + 1
        rows[row] = seat + rows.get(row, "")
    return rows


# deskcheck: f29("yes|no||maybe", "|")
# deskcheck: f29("||", "|")
def f29(s: str, bar: str) -> int:
    filled = 0
    for part in s.split(bar):
        if part.isspace() or not part:
            filled -= 1
        else:
            filled += len(part)
    return filled


# deskcheck: f30("aXbYc")
# deskcheck: f30("word")
def f30(s: str) -> str:
    ups = [i for i, c in enumerate(s) if c.isupper()]
    for i in reversed(ups):
        s = s[:i] + "-" + s[i:].lower()
    return s.strip("-")


# deskcheck: last_line("a\nb\n\n")
# deskcheck: last_line("\n")
# deskcheck: last_line("x")
def last_line(text: str) -> str:
    lines = text.splitlines()
    while lines:
        line = lines.pop()
        if line:
            return line + str(len(lines))
    return "empty"


# deskcheck: f31("python", "thy")
# deskcheck: f31("code", "x")
def f31(word: str, bits: str) -> dict[str, int]:
    found = {}
    for b in bits:
        try:
            found[b] = word.index(b) - len(word)
        except ValueError:
            found["?"] = found.get("?", 0) + 1
    return found


# deskcheck: tag_line("milk @shop eggs @farm")
# deskcheck: tag_line("nothing")
def tag_line(note: str) -> tuple[str, list[str]]:
    words = []
    tags = []
    for token in note.split():
        if token.startswith("@"):
            tags.append(token.lstrip("@"))
        else:
            words.append(token)
    return " ".join(words), sorted(tags)


# deskcheck: f32(1234.5, 10)
# deskcheck: f32(-0.5, 6)
def f32(amount: float, width: int) -> str:
    text = f"{amount:,.2f}"
    if text.startswith("-"):
        text = f"({text[1:]})"
    return text.rjust(width, "*")


# deskcheck: f33("abcabc", "b", 2)
# deskcheck: f33("xx", "x", 5)
def f33(s: str, target: str, nth: int) -> int:
    pos = -1
    for _ in range(nth):
        pos = s.find(target, pos + 1)
        if pos == -1:
            break
    return pos


# deskcheck: mixed("aB1 c")
# deskcheck: mixed("QR")
def mixed(s: str) -> dict[str, str]:
    kinds = {"up": "", "low": "", "other": ""}
    for c in s:
        if c.isupper():
            kinds["up"] = c + kinds["up"]
        elif c.islower():
            kinds["low"] += c
        else:
            kinds["other"] += repr(c)
    return kinds


# deskcheck: f34("abc", "abd", "abe")
# deskcheck: f34("x", "y", "x")
def f34(a: str, b: str, c: str) -> str:
    out = ""
    for x, y, z in zip(a, b, c):
        if x == y == z:
            out += x
        else:
            out += "{" + "".join(sorted({x, y, z})) + "}"
    return out


# deskcheck: bounce("ping", 3)
# deskcheck: bounce("a", 2)
def bounce(s: str, times: int) -> str:
    out = s
    for i in range(1, times):
        if i % 2:
            out += s[-2::-1]
        else:
            out += s[1:]
    return out


# deskcheck: f35("k:v,k2:v2,bad")
# deskcheck: f35("a:1")
def f35(text: str) -> dict[str, str]:
    flipped = {}
    for pair in text.split(","):
        try:
            key, value = pair.split(":")
        except ValueError:
            flipped["error"] = pair
            continue
        flipped[value] = key
    return flipped


# deskcheck: f36("mama", "papa")
# deskcheck: f36("pot", "top")
def f36(one: str, two: str) -> dict[str, str]:
    mapping = {}
    for a, b in zip(one, two):
        if mapping.get(a, b) != b:
            return {"clash": a}
        mapping[a] = b
    return mapping


# deskcheck: sum_ascii("ab", "c")
# deskcheck: sum_ascii("", "z")
def sum_ascii(s: str, base: str) -> str:
    total = sum(ord(c) - ord("a") for c in s)
    letter = chr(ord(base) - total)
    return letter if letter.isalpha() else f"{total}{base}"


# deskcheck: f37("so-so", "-")
# deskcheck: f37("win-win-win", "-")
# deskcheck: f37("go", "-")
def f37(s: str, dash: str) -> str:
    parts = s.split(dash)
    if len(parts) == 1:
        return "one"
    if len(set(parts)) == 1:
        return f"{parts[0]}x{len(parts)}"
    return parts[-1]


# deskcheck: f38("Read the Manual", 2)
# deskcheck: f38("ok", 3)
def f38(phrase: str, size: int) -> str:
    first, *rest = phrase.split()
    acronym = first[:size].upper()
    for word in rest:
        acronym += word[0] if word[0].isupper() else "."
    return acronym.ljust(5, "~")


# deskcheck: slide("slope", 2)
# deskcheck: slide("up", 3)
def slide(word: str, size: int) -> list[str]:
    views = []
    for i in range(len(word) - size + 1):
        view = word[i : i + size]
        if view == "".join(sorted(view)):
            view = view.upper()
        views.append(view)
    return views


# deskcheck: f39("tic-tac-toe", "t")
# deskcheck: f39("aaa", "a")
def f39(s: str, c: str) -> list[str]:
    pieces = s.split(c)
    out = []
    for p in pieces[1:-1]:
        out.append(c + p.strip("-"))
    out.append(pieces[-1] or "end")
    return out


# deskcheck: f40("5 + 3 - 2")
# deskcheck: f40("9")
def f40(expr: str) -> int:
    tokens = expr.split()
    total = int(tokens[0])
    for op, num in zip(tokens[1::2], tokens[2::2]):
        if op == "+":
            total += int(num)
        else:
            total -= int(num)
    return total


# deskcheck: hide_middle("telephone", 2)
# deskcheck: hide_middle("cat", 2)
def hide_middle(s: str, edge: int) -> str:
    inner = len(s) - 2 * edge
    if inner < 1:
        return "-" * len(s)
    return s[:edge] + f"({inner})" + s[-edge:]


# deskcheck: f41("Level 9 Boss", "Mini boss")
# deskcheck: f41("a", "A")
def f41(s: str, t: str) -> list[str]:
    left = {w.lower() for w in s.split()}
    right = {w.lower() for w in t.split()}
    both = left & right
    return sorted(left ^ right) + [w.upper() for w in sorted(both)]


# deskcheck: f42("abcd", "b", "d")
# deskcheck: f42("abcd", "d", "a")
# deskcheck: f42("abcd", "a", "q")
def f42(s: str, start: str, end: str) -> str:
    i, j = s.find(start), s.find(end)
    if -1 in (i, j):
        return ""
    step = 1 if i <= j else -1
    return s[i:j:step] + end.upper()


# deskcheck: shelf("the cat sat on it", 7)
# deskcheck: shelf("tiny", 10)
def shelf(titles: str, room: int) -> dict[str, int]:
    left = room
    placed = {}
    for title in titles.split():
        need = len(title) + bool(placed)
        if need > left:
            placed[title.upper()] = left
            left = room
        else:
            left -= need
            placed[title] = left
    return placed


# deskcheck: f43("n0t 4 w0rd")
# deskcheck: f43("words")
def f43(s: str) -> str:
    digits = {"0": "o", "4": "for"}
    out = ""
    for c in s:
        if not c.isdigit():
            out += c
            continue
        out += digits.get(c, "#")
    return out if out != s else out.title()


# deskcheck: f44("alphabet", 3)
# deskcheck: f44("abc", -2)
def f44(s: str, n: int) -> str:
    if n < 0:
        s, n = s[::-1], -n
    head = s[:n]
    rest = s[n:]
    return head.join([rest[:1], rest[1:]])


# deskcheck: census(["oak", "elm", "Oak", "fir"])
# deskcheck: census([])
def census(trees: list[str]) -> list[str]:
    counts = Counter(t.lower() for t in trees)
    report = []
    for name, n in counts.most_common():
        if n == 1 and report:
            break
        report.append(f"{name}*{n}")
    return report


# deskcheck: f45("ab cd", "cd ab")
# deskcheck: f45("xy", "yx")
def f45(s: str, t: str) -> str:
    doubled = s + " " + s
    at = doubled.find(t)
    if at > 0:
        return doubled[:at] + "|" + t[-1]
    if at == 0:
        return "equal"
    return t[::-1] if t[::-1] == s else "no"


# deskcheck: f46("6ft", "10ft")
# deskcheck: f46("3m", "2ft")
def f46(a: str, b: str) -> str:
    x = a.rstrip("ftm")
    y = b.rstrip("ftm")
    unit_a = a[len(x) :]
    unit_b = b[len(y) :]
    if unit_a != unit_b:
        return unit_a + "!=" + unit_b
    return f"{int(x) + int(y)}{unit_a}"


# deskcheck: redact("call 555 or 42", 2)
# deskcheck: redact("no digits", 1)
def redact(text: str, keep: int) -> str:
    out = []
    shown = 0
    for c in text:
        if c.isdigit() and shown < keep:
            shown += 1
        elif c.isdigit():
            c = "x"
        elif c.isspace():
            shown = 0
        out.append(c)
    return "".join(out)


# deskcheck: f47("ordinary", "day")
# deskcheck: f47("green", "en")
def f47(word: str, wanted: str) -> str:
    it = iter(word)
    missing = ""
    for w in wanted:
        if w not in it:
            missing += w
    return missing + "".join(it)


# deskcheck: f48("bubble", "b")
# deskcheck: f48("net", "b")
def f48(s: str, c: str) -> str:
    total = s.count(c)
    seen = 0
    out = ""
    for ch in s:
        if ch == c:
            seen += 1
            out += str(total - seen)
        else:
            out = ch + out
    return out


# deskcheck: f49("Xmas", "mas", "ray")
# deskcheck: f49("tea", "a", "")
# deskcheck: f49("cup", "z", "y")
def f49(word: str, old: str, new: str) -> str:
    base = word.removesuffix(old)
    if base == word:
        return new + word
    if not new:
        return base * 2
    return base + new if base.islower() else base + new.upper()


# deskcheck: countries("FR:Paris, IT:Rome")
# deskcheck: countries("UK")
def countries(text: str) -> list[tuple[str, int]]:
    out = []
    for entry in text.split(", "):
        code, _, city = entry.rpartition(":")
        out.append((code.lower() or "--", len(city)))
    out.sort(reverse=True)
    return out


# deskcheck: f50("azby")
# deskcheck: f50("mn")
def f50(s: str) -> str:
    out = ""
    for c in s:
        mirror = chr(ord("a") + ord("z") - ord(c))
        if mirror in s:
            out += mirror.upper()
        else:
            out += mirror
    return out


# deskcheck: f51("x y z", "1 2")
# deskcheck: f51("a", "")
def f51(names: str, values: str) -> str:
    pool = values.split()
    out = []
    for name in names.split():
        if not pool:
            out.append(name.upper())
            continue
        out.append(name + pool.pop())
    return ",".join(out)


# deskcheck: until_upper("abcDef")
# deskcheck: until_upper("Abc")
# deskcheck: until_upper("abc")
def until_upper(s: str) -> tuple[str, str]:
    i = 0
    while i < len(s):
        if s[i].isupper():
            break
        i += 1
    else:
        return s, "all"
    return s[:i], s[i:].swapcase()


# deskcheck: f52("12:5:x")
# deskcheck: f52("1:2")
def f52(text: str) -> list[int]:
    out = []
    bad = 0
    for piece in text.split(":"):
        try:
            out.append(int(piece))
        except ValueError:
            bad += 1
        finally:
            out.append(len(piece))
    out.append(bad)
    return out


# deskcheck: f53("egg", "a", "o")
# deskcheck: f53("spoon", "n", "p")
def f53(word: str, lo: str, hi: str) -> str:
    inside = [c for c in word if lo <= c <= hi]
    outside = "".join(c for c in word if not lo <= c <= hi)
    if len(inside) > len(outside):
        return "".join(inside[::-1])
    return outside + ">" + "".join(inside)


# deskcheck: poem(["rose", "blue", "nose", "true"])
# deskcheck: poem(["cat"])
def poem(ends: list[str]) -> str:
    scheme = ""
    sounds = {}
    for word in ends:
        sound = word[-2:]
        if sound not in sounds:
            sounds[sound] = chr(ord("A") + len(sounds))
        scheme += sounds[sound]
    return scheme


# deskcheck: f54("   deep", 2)
# deskcheck: f54(" x", 4)
# deskcheck: f54("top", 2)
def f54(line: str, unit: int) -> str:
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    level, extra = divmod(indent, unit)
    if extra:
        return f"{level}+{extra} {body}"
    return ">" * level + body


# deskcheck: f55("rats", ["star", "arts", "cats"])
# deskcheck: f55("a", [])
def f55(word: str, others: list[str]) -> list[str]:
    signature = sorted(word)
    hits = []
    for other in others:
        if sorted(other) == signature:
            hits.append(other.replace(word[0], word[0].upper()))
        elif other[0] < word[0]:
            hits.append(other[:1])
    return hits


# deskcheck: f56("on off on on")
# deskcheck: f56("off")
def f56(log: str) -> tuple[str, int]:
    state = "off"
    flips = 0
    for event in log.split():
        if event == state:
            flips += 0 if flips == 0 else -1
        else:
            state = event
            flips += 2
    return state.upper(), flips


# deskcheck: ruler(12, "|")
# deskcheck: ruler(4, "!")
def ruler(length: int, mark: str) -> str:
    out = ""
    for i in range(1, length + 1):
        if i % 5 == 0:
            out += mark
        elif i % 2 == 0:
            out += str(i % 10)
        else:
            out += "."
    return out.rstrip(".")


# deskcheck: f57("A,b", "c,D")
# deskcheck: f57("x", "y,z")
def f57(first: str, second: str) -> str:
    left, right = first.split(","), second.split(",")
    if len(left) != len(right):
        return max(first, second, key=len).replace(",", "")
    joined = [a + b for a, b in zip(left, right[::-1])]
    return "&".join(joined).swapcase()


# deskcheck: f58("queue", 2)
# deskcheck: f58("abc", 1)
def f58(s: str, times: int) -> set[str]:
    seen = set()
    for c in s:
        if s.count(c) == times:
            seen.add(c)
    return {c.upper() for c in seen} or {s[0]}


# deskcheck: grep("cat\ndog\ncow", "c", 1)
# deskcheck: grep("a", "z", 0)
def grep(text: str, needle: str, skip: int) -> list[str]:
    out = []
    for number, line in enumerate(text.split("\n"), start=1):
        if needle not in line:
            continue
        if skip > 0:
            skip -= 1
            continue
        out.append(f"{number}:{line}")
    return out


# deskcheck: f59("hello", 1)
# deskcheck: f59("hi", 0)
# deskcheck: f59("hey", -1)
def f59(s: str, mode: int) -> str:
    evens = s[::2]
    odds = s[1::2]
    if mode > 0:
        return odds + evens
    if mode == 0:
        return f"{evens!r}"
    return odds.upper().join(evens)


# deskcheck: f60("two", "one two three")
# deskcheck: f60("one", "one")
# deskcheck: f60("six", "one two")
def f60(word: str, line: str) -> str:
    words = line.split()
    if word not in words:
        return line.rsplit(" ", 1)[0]
    i = words.index(word)
    before = words[i - 1] if i > 0 else "^"
    after = words[i + 1] if i + 1 < len(words) else "$"
    return before + after


# deskcheck: f61("abc123!", 2)
# deskcheck: f61("\tx", 1)
def f61(s: str, step: int) -> str:
    out = ""
    for c in s[::step]:
        if not c.isprintable():
            out += f"<{ord(c)}>"
        elif c.isalnum():
            out += c
        else:
            out += "\\" + c
    return out


# deskcheck: change_one("cat", "cot")
# deskcheck: change_one("cat", "dog")
# deskcheck: change_one("cat", "cats")
def change_one(a: str, b: str) -> str:
    if len(a) != len(b):
        return "length"
    diffs = [(i, x, y) for i, (x, y) in enumerate(zip(a, b)) if x != y]
    if len(diffs) == 1:
        i, x, y = diffs[0]
        return f"{x}>{y}@{i}"
    return str(len(diffs))


# deskcheck: f62("a=b=c", "=")
# deskcheck: f62("abc", "=")
def f62(s: str, sep: str) -> list[str]:
    l1 = s.partition(sep)
    r1 = s.rpartition(sep)
    picks = [l1[0], r1[0], l1[2], r1[2]]
    return [p for p in picks if p and sep not in p]


# deskcheck: f63("dad mum", "m")
# deskcheck: f63("oo", "o")
def f63(text: str, letter: str) -> str:
    if (n := text.count(letter)) > 1:
        first, last = text.find(letter), text.rfind(letter)
        return text[first + 1 : last] + str(n)
    return text.lstrip(letter)


# deskcheck: f64("abcdef", "fed")
# deskcheck: f64("aa", "a")
def f64(s: str, tail: str) -> str:
    while tail and s.endswith(tail[0]):
        s = s[:-1]
        tail = tail[1:]
    return s + ":" + tail


# deskcheck: scoreline("3-1 0-0 1-2")
# deskcheck: scoreline("5-5")
def scoreline(results: str) -> str:
    form = ""
    points = 0
    for game in results.split():
        home, away = map(int, game.split("-"))
        if home > away:
            form, points = form + "W", points + 3
        elif home == away:
            form, points = form + "D", points + 1
        else:
            form += "L"
    return f"{form}{points:>3}"


# deskcheck: f65("pqpq", "p", "q")
# deskcheck: f65("ppq", "p", "q")
def f65(s: str, a: str, b: str) -> bool:
    expected = a
    for c in s:
        if c != expected:
            return False
        expected = b if expected == a else a
    return expected == a


# deskcheck: f66("one fish two fish", 4)
# deskcheck: f66("ok", 1)
def f66(text: str, size: int) -> dict[str, str]:
    pairs = {}
    words = text.split()
    for a, b in zip(words, words[1:] + words[:1]):
        if len(b) >= size:
            pairs[a] = b.upper()
        else:
            pairs.setdefault(b, a)
    return pairs


# deskcheck: f67("9781", 3)
# deskcheck: f67("40", 1)
def f67(digits: str, rounds: int) -> list[str]:
    history = [digits]
    while rounds > 0 and len(digits) > 1:
        digits = str(sum(int(d) for d in digits))
        history.append(digits)
        rounds -= 1
    return history


# deskcheck: f68("left", "right", "<")
# deskcheck: f68("a", "b", ">")
def f68(a: str, b: str, side: str) -> str:
    width = max(len(a), len(b)) + 1
    lines = [f"{w:{side}{width}}" for w in (a, b)]
    return "|".join(lines).replace(" ", ".")


# deskcheck: pyramid("abc")
# deskcheck: pyramid("z")
def pyramid(s: str) -> list[str]:
    rows = []
    for i, c in enumerate(s):
        row = c * (2 * i + 1)
        rows.append(row.center(2 * len(s) - 1).rstrip())
    return rows


# deskcheck: f69("abab", {"a": "b", "b": "ab"})
# deskcheck: f69("x", {"a": "b"})
def f69(s: str, rules: dict[str, str]) -> str:
    for old, new in rules.items():
        s = s.replace(old, new)
        if len(s) > 6:
            return s[:6] + "~"
    return s


# deskcheck: f70("May 5, June 12", ", ")
# deskcheck: f70("July 4", ", ")
def f70(dates: str, sep: str) -> list[tuple[str, int]]:
    out = []
    for date in dates.split(sep):
        month, day = date.rsplit(None, 1)
        out.insert(0, (month[:3].upper(), int(day) + 1))
    return out
