# deskcheck: f("marble staircase", "r")
# deskcheck: f("Quiet evening", "z")
# deskcheck: f("", "a")
def f(title: str, letter: str) -> str:
    pos = title.find(letter)
    if pos < 0:
        return title.swapcase()
    tail = title[pos + 1 :]
    return tail.rstrip("e") + letter.upper() + title[:pos]


# deskcheck: f1("lantern-river-cloud", 1)
# deskcheck: f1("lantern-river-cloud", 5)
# deskcheck: f1("solitary", 1)
def f1(text: str, cuts: int) -> list[str]:
    front = text.split("-", cuts)
    back = text.rsplit("-", cuts)
    if front == back:
        return [part.capitalize() for part in front]
    return [front[-1], back[0]]


# deskcheck: vowel_mask("Umbra tree")
# deskcheck: vowel_mask("xkqzrt")
# deskcheck: vowel_mask("aeiou")
def vowel_mask(s: str) -> str:
    mask = ""
    for ch in s:
        if ch.lower() in "aeiou":
            mask += "v"
        else:
            mask += " " if ch == " " else "c"
    return mask.replace("cc", "2")


# deskcheck: f2("host=alpha;port=8080")
# deskcheck: f2("a=1;;b")
# deskcheck: f2("")
def f2(config: str) -> dict[str, str]:
    settings = {}
    for item in config.split(";"):
        if "=" not in item:
            continue
        key, value = item.split("=")
        settings[key.strip()] = value * 2 if value.isalpha() else value
    return settings


# deskcheck: f3("butterfly", 3)
# deskcheck: f3("butterfly", -2)
# deskcheck: f3("moth", 9)
def f3(word: str, k: int) -> str:
    k = k % len(word)
    turned = word[k:] + word[:k]
    if turned[0] < word[0]:
        turned = turned[0].upper() + turned[1:]
    return turned


# deskcheck: price_tag("apples", 3, 1.5)
# deskcheck: price_tag("dragonfruit", 1, 12)
# deskcheck: price_tag("", 0, 0)
def price_tag(item: str, count: int, each: float) -> str:
    cost = count * each
    label = f"{item[:8]:<8}x{count:02d}"
    if cost == 0:
        return label.strip() + " free"
    return f"{label} {cost:>6.2f}"


# deskcheck: f4("the quick brown fox")
# deskcheck: f4("Over and over")
# deskcheck: f4("hi")
def f4(sentence: str) -> str:
    words = sentence.split()
    flipped = [w[::-1] if i % 2 else w for i, w in enumerate(words)]
    flipped.reverse()
    return " ".join(flipped)


# deskcheck: f5("aaabccdddd")
# deskcheck: f5("zzzzz")
# deskcheck: f5("abc")
def f5(s: str) -> str:
    parts = []
    while s:
        rest = s.lstrip(s[0])
        size = len(s) - len(rest)
        parts.append(f"{size}{s[0]}" if size > 1 else s[0])
        s = rest
    return "".join(parts)


# deskcheck: both_ways("step on no pets")
# deskcheck: both_ways("Never odd or even")
# deskcheck: both_ways("almost")
def both_ways(phrase: str) -> str:
    clean = phrase.lower().replace(" ", "")
    if phrase == phrase[::-1]:
        return "exact"
    if clean == clean[::-1]:
        return "loose " + str(len(clean))
    return clean[len(clean) // 2 :]


# deskcheck: f6("  margin notes  ", "*")
# deskcheck: f6("\ttabbed", "-")
# deskcheck: f6("tight", "+")
def f6(line: str, fill: str) -> str:
    left = len(line) - len(line.lstrip())
    right = len(line) - len(line.rstrip())
    core = line.strip()
    return fill * left + core + fill * right + str(left + right)


# deskcheck: f7("Winter Garden", "aeiou")
# deskcheck: f7("Tsk tsk", "aeiou")
def f7(text: str, group: str) -> tuple[str, str]:
    inside = "".join(c for c in text if c in group)
    table = str.maketrans("", "", group + " ")
    outside = text.translate(table)
    if len(inside) * 2 > len(outside):
        inside = inside.upper()
    return inside, outside


# deskcheck: f8("kitchen sink", "bathroom tub")
# deskcheck: f8("oak", "maple")
# deskcheck: f8("", "xyz")
def f8(a: str, b: str) -> str:
    mixed = [x + y for x, y in zip(a, b)]
    joined = "".join(mixed)
    if len(a) != len(b):
        joined += "+" + str(abs(len(a) - len(b)))
    return joined


# deskcheck: bump_letters("cozy fizz", 1)
# deskcheck: bump_letters("Abba 99", 3)
# deskcheck: bump_letters("lazy", -1)
def bump_letters(s: str, n: int) -> str:
    out = ""
    for c in s:
        if c.islower():
            out += chr((ord(c) - 97 + n) % 26 + 97)
        else:
            out += c
    return out


# deskcheck: f9("report.final.txt", (".txt", ".md"))
# deskcheck: f9("readme.MD", (".txt", ".md"))
# deskcheck: f9("script.py", (".txt", ".md"))
def f9(name: str, endings: tuple[str, ...]) -> str:
    if name.endswith(endings):
        stem, _, kind = name.rpartition(".")
        return kind.upper() + ":" + stem
    if name.lower().endswith(endings):
        return name.lower()
    return name.replace(".", "_", 1)


# deskcheck: f10("mississippi")
# deskcheck: f10("level")
# deskcheck: f10("q")
def f10(s: str) -> dict[str, int]:
    counts = {}
    for ch in s:
        counts[ch] = counts.get(ch, 0) + 1
    best = max(counts.values())
    return {c: n for c, n in counts.items() if n == best}


# deskcheck: center_pair("Noon", "Midnight", 14)
# deskcheck: center_pair("A", "B", 5)
# deskcheck: center_pair("overflowing", "text", 6)
def center_pair(top: str, bottom: str, width: int) -> list[str]:
    first = top.center(width, ".")
    second = bottom.rjust(width, " ")
    longest = max(len(first), len(second))
    return [first.ljust(longest, "!"), second.strip()]


# deskcheck: f11("one,two,,four", ",")
# deskcheck: f11("a--b", "--")
# deskcheck: f11("", ",")
def f11(row: str, sep: str) -> list[str]:
    cells = row.split(sep)
    for i in range(len(cells)):
        cells[i] = cells[i].title() or f"<{i}>"
    if len(cells) > 3:
        cells.pop(0)
    return cells


# deskcheck: f12("banana bandana", "an", "AN", 2)
# deskcheck: f12("cocoa", "co", "", 1)
# deskcheck: f12("plum", "x", "y", 3)
def f12(s: str, old: str, new: str, limit: int) -> tuple[str, int]:
    changed = s.replace(old, new, limit)
    left = changed.count(old)
    if changed == s:
        left = -1
    return changed, left


# deskcheck: digits_apart("flat 12b, zone 7")
# deskcheck: digits_apart("no numbers")
# deskcheck: digits_apart("2024")
def digits_apart(text: str) -> tuple[str, int]:
    digits = [c for c in text if c.isdigit()]
    letters = [c for c in text if c.isalpha()]
    total = sum(map(int, digits))
    if total > len(letters):
        letters.reverse()
    return "".join(letters), total


# deskcheck: f13("Pepper & Salt!", 2)
# deskcheck: f13("plain words", 3)
# deskcheck: f13("#1", 1)
def f13(s: str, step: int) -> str:
    picked = s[::step]
    rest = "".join(c for i, c in enumerate(s) if i % step)
    if picked.isalpha():
        return picked.upper() + rest
    return rest + "|" + picked.strip()


# deskcheck: f14("first line\nsecond\n\nlast")
# deskcheck: f14("only one")
# deskcheck: f14("\n\n")
def f14(block: str) -> str:
    lines = block.splitlines()
    kept = [f"{n}.{line}" for n, line in enumerate(lines, 1) if line]
    if len(kept) < len(lines):
        kept.append(f"-{len(lines) - len(kept)}")
    return "/".join(kept)


# deskcheck: state_log("ooxxoxo")
# deskcheck: state_log("xxxx")
# deskcheck: state_log("")
def state_log(moves: str) -> str:
    state = "idle"
    log = ""
    for m in moves:
        if m == "o":
            state = "open"
        elif state == "open":
            state = "idle"
            log += "c"
        log += state[0]
    return log


# deskcheck: f15("Hollow Knight", "lo")
# deskcheck: f15("pebble", "b")
# deskcheck: f15("glass", "bowl")
def f15(s: str, part: str) -> list[int]:
    low = s.find(part)
    high = s.rfind(part)
    gap = high - low
    if low == -1:
        return [len(part)]
    return [low, high, gap, s.count(part)]


# deskcheck: f16("ivory tower")
# deskcheck: f16("Zen")
# deskcheck: f16("  ")
def f16(s: str) -> str:
    letters = sorted(s.replace(" ", ""))
    if not letters:
        return "blank"
    low, high = letters[0], letters[-1]
    swap = str.maketrans(low + high, high + low)
    return s.translate(swap)


# deskcheck: nickname("Alexandra Petrova")
# deskcheck: nickname("Bo Li")
# deskcheck: nickname("Cher")
def nickname(full: str) -> str:
    first, _, last = full.partition(" ")
    if not last:
        return first + "y"
    short = first[:3].rstrip("aeiou")
    return f"{short}.{last[0]}" if len(full) > 8 else f"{last[0]}{first[0]}".lower()


# deskcheck: f17("swimming pool")
# deskcheck: f17("cheese")
# deskcheck: f17("lamp")
def f17(s: str) -> list[int]:
    twins = []
    for i, (a, b) in enumerate(zip(s, s[1:])):
        if a == b:
            twins.append(i)
    return twins if twins else [len(s)]


# deskcheck: f18("3 blue cars, 2 red", 4)
# deskcheck: f18("99 balloons", 2)
def f18(text: str, bonus: int) -> str:
    out = []
    for token in text.split(" "):
        if token.isdigit():
            token = str(int(token) + bonus)
        elif token[-1] == ",":
            token = token[:-1] + ";"
        out.append(token)
    return " ".join(out)


# deskcheck: wrap_at("chocolate muffin", 6)
# deskcheck: wrap_at("short", 6)
# deskcheck: wrap_at("", 4)
def wrap_at(text: str, width: int) -> list[str]:
    rows = []
    start = 0
    while start < len(text):
        row = text[start : start + width]
        rows.append(row.strip().ljust(width, "."))
        start += width
    return rows


# deskcheck: f19("Thunder Storm", "UNDER")
# deskcheck: f19("thunder", "storm")
def f19(s: str, part: str) -> str:
    at = s.upper().find(part.upper())
    if at == -1:
        return part + s[: len(part)]
    before, after = s[:at], s[at + len(part) :]
    return after.strip() + "(" + part.lower() + ")" + before


# deskcheck: unique_order("hullabaloo")
# deskcheck: unique_order("AaBbAa")
# deskcheck: unique_order("")
def unique_order(s: str) -> str:
    seen = ""
    extra = 0
    for ch in s:
        if ch in seen:
            extra += 1
        else:
            seen += ch
    return seen + "*" * extra


# deskcheck: f21("Is it 5 o'clock?")
# deskcheck: f21("HELLO THERE")
# deskcheck: f21("12345 !!")
def f21(s: str) -> str:
    kinds = [s.isupper(), s.istitle(), any(c.isdigit() for c in s)]
    score = kinds.count(True)
    if kinds[0]:
        return s.capitalize() + str(score)
    if score:
        return s[-1] + s[:5].lower()
    return s.upper()


# deskcheck: f22("strawberry", "jam")
# deskcheck: f22("rye", "bread")
def f22(base: str, other: str) -> str:
    chars = list(base)
    chars[1:1] = other[:2]
    chars[-2] = other[-1].upper()
    del chars[0]
    return "".join(chars)


# deskcheck: f23("caf\u00e9 cr\u00e8me", "\u00e9\u00e8", "ee")
# deskcheck: f23("stra\u00dfe", "\u00df", "s")
# deskcheck: f23("menu", "m", "v")
def f23(s: str, fancy: str, plain: str) -> str:
    table = str.maketrans(fancy, plain)
    simple = s.translate(table)
    diff = sum(a != b for a, b in zip(s, simple))
    return simple.title() + f"[{diff}]"


# deskcheck: underscore_name("newItemSet")
# deskcheck: underscore_name("URL")
# deskcheck: underscore_name("plain")
def underscore_name(camel: str) -> str:
    out = ""
    for c in camel:
        if c.isupper() and out:
            out += "_"
        out += c.lower()
    return out


# deskcheck: f24("red 4, blue 11, tan 7")
# deskcheck: f24("gray 0")
def f24(text: str) -> list[str]:
    rows = []
    for entry in text.split(", "):
        color, amount = entry.split()
        n = int(amount)
        rows.append(f"{color:>5}|{n:<3}|")
    rows.sort(key=len)
    return rows


# deskcheck: f25("pineapple", "apple", "pine")
# deskcheck: f25("pineapple", "pine", "apple")
# deskcheck: f25("pineapple", "fig", "nut")
def f25(word: str, head: str, tail: str) -> str:
    trimmed = word.removeprefix(head).removesuffix(tail)
    if trimmed == word:
        trimmed = trimmed.replace("p", "")
    elif not trimmed:
        trimmed = tail + head
    return trimmed


# deskcheck: f26("velvet ribbon", 3, 9)
# deskcheck: f26("velvet", -4, -1)
# deskcheck: f26("velvet", 4, 2)
def f26(s: str, i: int, j: int) -> str:
    window = s[i:j]
    if not window:
        return s[j:i] + "<"
    mirrored = window[::-1]
    if mirrored > window:
        return mirrored.join(s[:2])
    return f"{window}>{mirrored}"


# deskcheck: f27("Where is my hat?")
# deskcheck: f27("Stop!")
# deskcheck: f27("so it goes")
def f27(sentence: str) -> str:
    if sentence.endswith("?"):
        words = sentence.rstrip("?").lower().split()
        return " ".join(words[1:] + words[:1])
    if sentence.endswith(("!", ".")):
        return sentence[:-1].upper() * 2
    return sentence + "."


# deskcheck: meter("da-DUM-da-DUM-da")
# deskcheck: meter("DUM")
# deskcheck: meter("la-la-la")
def meter(line: str) -> str:
    beats = ""
    for foot in line.split("-"):
        beats += "/" if foot.isupper() else "u"
    loud = beats.count("/")
    return f"{beats}:{loud}" if loud else beats.replace("u", ".")


# deskcheck: f28("pqrstuvwx", "tq")
# deskcheck: f28("pqrstuvwx", "z")
# deskcheck: f28("pq", "qp")
def f28(s: str, marks: str) -> str:
    spots = []
    for m in marks:
        spots.append(s.find(m))
    spots.sort()
    if spots[0] < 0:
        return s[: len(marks)] + "?"
    lo, hi = spots[0], spots[-1]
    return s[lo : hi + 1].swapcase()


# deskcheck: f29("bread and butter", " and ")
# deskcheck: f29("salt and pepper and oil", " and ")
# deskcheck: f29("soup", " and ")
def f29(pair: str, link: str) -> str:
    left, found, right = pair.rpartition(link)
    if not found:
        return right.center(8, "-")
    if link in left:
        left = left.replace(link, ", ")
    return right.capitalize() + link + left


# deskcheck: f30("Tea 2 Go", True)
# deskcheck: f30("Tea 2 Go", False)
# deskcheck: f30("", True)
def f30(s: str, loud: bool) -> str:
    change = str.upper if loud else str.lower
    out = ""
    for i, c in enumerate(s):
        out += change(c) if i % 3 else c
    return out or "nothing"


# deskcheck: keyboard_rows("typewriter")
# deskcheck: keyboard_rows("flask")
# deskcheck: keyboard_rows("zoo")
def keyboard_rows(word: str) -> str:
    top, home = "qwertyuiop", "asdfghjkl"
    digits = ""
    for c in word:
        if c in top:
            digits += "0"
        else:
            digits += "1" if c in home else "2"
    return digits.lstrip("0") or "top"


# deskcheck: f31("x=4;y=-7;z=10")
# deskcheck: f31("lone=0")
# deskcheck: f31("bad=one;ok=3")
def f31(text: str) -> tuple[str, int]:
    total = 0
    names = []
    for pair in text.split(";"):
        name, _, number = pair.partition("=")
        if number.lstrip("-").isdigit():
            total += int(number)
            names.append(name)
    return "".join(names).upper(), total


# deskcheck: f32("grasshopper", "s")
# deskcheck: f32("assess", "s")
# deskcheck: f32("sss", "s")
def f32(word: str, c: str) -> str:
    chunks = word.split(c)
    filled = [chunk for chunk in chunks if chunk]
    gaps = len(chunks) - len(filled)
    if not filled:
        return c + str(gaps)
    return (c * 2).join(filled) + "!" * gaps


# deskcheck: f33("North By Northwest")
# deskcheck: f33("up")
# deskcheck: f33("McDonald Had A Farm")
def f33(title: str) -> str:
    caps = [c for c in title if c.isupper()]
    first = title.split()[0]
    if len(caps) > 2:
        return ".".join(caps) + "."
    return first.ljust(6, "_") + "".join(caps)


# deskcheck: peel_quotes("'\"hello\"'")
# deskcheck: peel_quotes("\"unbalanced'")
# deskcheck: peel_quotes("no quotes")
def peel_quotes(s: str) -> tuple[str, int]:
    layers = 0
    while len(s) > 1 and s[0] == s[-1] and s[0] in "'\"":
        s = s[1:-1]
        layers += 1
    if not layers:
        s = s.replace("'", "`")
    return s, layers


# deskcheck: f34("accordion", 5)
# deskcheck: f34("harp", 8)
# deskcheck: f34("", 3)
def f34(word: str, width: int) -> str:
    if len(word) > width:
        return word[: width - 2] + ".."
    pad = width - len(word)
    left, right = pad // 2, pad - pad // 2
    return ">" * left + word + "<" * right


# deskcheck: f35("alpha beta gamma delta")
# deskcheck: f35("eta theta")
# deskcheck: f35("pi")
def f35(names: str) -> str:
    words = names.split()
    last_letters = "".join(w[-1] for w in words)
    by_len = sorted(words, key=len, reverse=True)
    if last_letters == "a" * len(words):
        return ">".join(by_len)
    return last_letters + by_len[-1]


# deskcheck: hex_bytes("4f6B20c")
# deskcheck: hex_bytes("ff00")
# deskcheck: hex_bytes("")
def hex_bytes(s: str) -> list[int]:
    if len(s) % 2:
        s = "0" + s
    values = []
    for i in range(0, len(s), 2):
        pair = s[i : i + 2].lower()
        values.append(int(pair, 16))
    return values


# deskcheck: f36("ping pong ping pong", "ping")
# deskcheck: f36("pingping", "ping")
# deskcheck: f36("pong", "ping")
def f36(text: str, word: str) -> str:
    hits = 0
    while text.startswith(word):
        text = text.removeprefix(word).lstrip()
        hits += 1
        text += " " * (hits < 2)
    return f"{hits}[{text}]"


# deskcheck: f37("Golden Gate Bridge", 4)
# deskcheck: f37("fjord", 1)
# deskcheck: f37("ab", 2)
def f37(s: str, n: int) -> str:
    front, back = s[:n], s[-n:]
    body = s[n:-n]
    if front.lower() == back.lower():
        return body or front + back
    return (back + body + front).replace(" ", "")


# deskcheck: crossing_guard("GGYRRGY")
# deskcheck: crossing_guard("RRR")
# deskcheck: crossing_guard("YYG")
def crossing_guard(lights: str) -> str:
    crossed = 0
    before = "R"
    for light in lights:
        if light == "R":
            before = light
            continue
        if before != light == "G":
            crossed += 1
        before = light
    return lights[-1] * (crossed + 1)


# deskcheck: f38("lime,Plum,fig,Date", ",")
# deskcheck: f38("solo", ",")
# deskcheck: f38("b,B,a", ",")
def f38(items: str, sep: str) -> str:
    parts = items.split(sep)
    big = [p for p in parts if p.istitle()]
    small = [p for p in parts if p not in big]
    big.sort()
    small.sort(reverse=True)
    return sep.join(small + big)


# deskcheck: f39("orbit", "comet")
# deskcheck: f39("planet", "sun")
# deskcheck: f39("", "nova")
def f39(a: str, b: str) -> str:
    while len(a) < len(b):
        a += b[len(a)].upper()
    woven = ""
    for i in range(len(b)):
        woven += a[i] if i % 2 == 0 else b[i]
    return woven + a[len(b) :]


# deskcheck: bracket_depth("(a(b)c)((d))")
# deskcheck: bracket_depth("a)b(")
# deskcheck: bracket_depth("flat")
def bracket_depth(expr: str) -> str:
    depth = 0
    out = ""
    for ch in expr:
        depth += (ch == "(") - (ch == ")")
        out += str(depth) if ch in "()" else ch
    return out if depth == 0 else out + "!"


# deskcheck: f40("hot chocolate", "o")
# deskcheck: f40("ooo", "o")
# deskcheck: f40("tea", "o")
def f40(s: str, c: str) -> str:
    try:
        first = s.index(c)
        second = s.index(c, first + 1)
    except ValueError:
        return s.rjust(8, c)
    return s[first:second] + s[second:].upper()


# deskcheck: f41("tic tac toe tac", ["tac", "toe"])
# deskcheck: f41("row row row", ["row"])
# deskcheck: f41("go", [])
def f41(text: str, words: list[str]) -> str:
    for i, w in enumerate(words):
        text = text.replace(w, f"<{i}>", 1)
    open_marks = text.count("<")
    if open_marks < len(words):
        return text[::-1]
    return text.removesuffix("tac").strip()


# deskcheck: f42("Dr. Jane Goodall")
# deskcheck: f42("Mr. Bean")
# deskcheck: f42("Sting")
def f42(name: str) -> str:
    if name.startswith(("Dr.", "Mr.", "Ms.")):
        prefix, name = name.split(" ", 1)
    else:
        prefix = "--"
    parts = name.rsplit(" ", 1)
    parts.reverse()
    return ", ".join(parts) + " " + prefix.rstrip(".")


# deskcheck: f43("9f8e7d6c")
# deskcheck: f43("1a2")
# deskcheck: f43("z")
def f43(s: str) -> str:
    odds, evens = s[1::2], s[::2]
    if evens.isdigit() and odds.isalpha():
        total = sum(int(d) for d in evens)
        return odds[::-1] + str(total)
    return evens + "/" + odds.zfill(2)


# deskcheck: shrink_spaces("too   many  gaps", "_")
# deskcheck: shrink_spaces(" one ", "-")
# deskcheck: shrink_spaces("none", "+")
def shrink_spaces(s: str, mark: str) -> str:
    rounds = 0
    while "  " in s:
        s = s.replace("  ", " ")
        rounds += 1
    return s.replace(" ", mark) + mark * rounds


# deskcheck: f44("Mercury", "Venus", "Earth")
# deskcheck: f44("Io", "Europa", "Io")
# deskcheck: f44("", "a", "bc")
def f44(a: str, b: str, c: str) -> str:
    longest = max(a, b, c, key=len)
    shortest = min(a, b, c, key=len)
    letters = [ch for ch in longest if ch in shortest]
    code = "".join(letters) or longest[:2]
    return f"{code:=^9}"


# deskcheck: f45("whispering")
# deskcheck: f45("yoyo")
# deskcheck: f45("eerie")
def f45(word: str) -> str:
    stem = word
    for ending in ("ing", "er", "ie", "yo"):
        if stem.endswith(ending):
            stem = stem[: -len(ending)]
            break
    else:
        stem += "ed"
    return stem.capitalize() + "'" + word[len(stem) :]


# deskcheck: plates("abc 123 de 4")
# deskcheck: plates("x9")
# deskcheck: plates("QRS TUV")
def plates(text: str) -> list[str]:
    out = []
    for piece in text.split():
        if piece.isalpha():
            out.append(piece.upper()[::-1])
        elif piece.isdigit():
            out.append(piece.zfill(4))
        else:
            out.insert(0, piece * 2)
    return out


# deskcheck: f46("lollipops", 2)
# deskcheck: f46("tartan", 1)
# deskcheck: f46("hmm", 3)
def f46(s: str, keep: int) -> str:
    used = {}
    out = []
    for c in s:
        used[c] = used.get(c, 0) + 1
        if used[c] <= keep:
            out.append(c)
    out.sort()
    return "".join(out)


# deskcheck: f47("sunrise at six", "sunset at nine")
# deskcheck: f47("abcd", "abzd")
# deskcheck: f47("same", "same")
def f47(a: str, b: str) -> tuple[str, str]:
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if i == len(a) == len(b):
        return a, "="
    return a[:i], a[i:] + "|" + b[i:]


# deskcheck: f48("tomorrow never dies", 5)
# deskcheck: f48("a bb ccc dddd", 2)
# deskcheck: f48("", 3)
def f48(text: str, size: int) -> list[str]:
    out = []
    for word in text.split():
        if len(word) < size:
            out.append(word.rjust(size, "."))
        elif len(word) == size:
            out.append(word.upper())
        else:
            out.append(word[:size])
    return out


# deskcheck: toggle_lock("1up2UP3")
# deskcheck: toggle_lock("abc^de^f")
# deskcheck: toggle_lock("^")
def toggle_lock(keys: str) -> str:
    caps = False
    shown = ""
    for k in keys:
        if k == "^" or k == "2":
            caps = not caps
        else:
            shown += k.upper() if caps else k
    return shown + ("^" if caps else "")


# deskcheck: f49("tapioca", "aeiou")
# deskcheck: f49("rhythm", "aeiou")
# deskcheck: f49("idea", "aeiou")
def f49(s: str, vowels: str) -> str:
    found = [c for c in s if c in vowels]
    found.sort(reverse=True)
    out = ""
    for c in s:
        if c in vowels:
            c = found.pop()
        out += c
    return out


# deskcheck: f50("green tea", 12, "<")
# deskcheck: f50("black coffee", 12, "^")
# deskcheck: f50("milk", 9, "^")
def f50(drink: str, width: int, align: str) -> str:
    text = f"{drink:{align}{width}}"
    spaces = text.count(" ")
    if text == drink:
        return drink.replace(" ", "&")
    return text.replace(" ", ".") + str(spaces)


# deskcheck: f51("Zanzibar")
# deskcheck: f51("abba")
# deskcheck: f51("m")
def f51(word: str) -> str:
    out = ""
    for c in word.lower():
        place = ord(c) - ord("a") + 1
        if place > 13:
            out += "+"
        else:
            out += str(place % 10)
    return out.strip("+")


# deskcheck: swap_halves("left|right")
# deskcheck: swap_halves("top|mid|low")
# deskcheck: swap_halves("empty|")
# deskcheck: swap_halves("nobar")
def swap_halves(s: str) -> str:
    n = s.count("|")
    if n == 0:
        half = len(s) // 2
        return s[half:] + "|" + s[:half]
    a, _, b = s.partition("|")
    if n > 1:
        b = b.replace("|", "")
    return b + "|" + a if b else a.upper()


# deskcheck: f52("Oranges, Lemons", "o")
# deskcheck: f52("OoOo", "o")
# deskcheck: f52("bells", "o")
def f52(s: str, c: str) -> list[int]:
    exact = s.count(c)
    folded = s.lower().count(c)
    first_upper = s.find(c.upper())
    result = [exact, folded - exact]
    if first_upper >= 0:
        result.append(first_upper)
    return result


# deskcheck: f53("2026-11-05", "/")
# deskcheck: f53("1999-1-31", ".")
# deskcheck: f53("today", "/")
def f53(date: str, sep: str) -> str:
    year, month, day = date.split("-")
    short = year[-2:]
    if len(month) == 1:
        month = month.zfill(2)
    return sep.join([day, month, short])


# deskcheck: note_scale("C#DEbFGA")
# deskcheck: note_scale("B#")
# deskcheck: note_scale("E")
def note_scale(notes: str) -> list[str]:
    out = []
    for ch in notes:
        if ch in "#b":
            out[-1] += "+" if ch == "#" else "-"
        else:
            out.append(ch.lower())
    return out


# deskcheck: f54("e4 Nf3 Bb5 O-O")
# deskcheck: f54("d5 Qxd5+")
# deskcheck: f54("resigns")
def f54(moves: str) -> dict[str, str]:
    table = {}
    for move in moves.split():
        if move[0].isupper():
            table[move[0]] = move[1:].strip("+")
        else:
            table.setdefault("pawn", move)
    return table


# deskcheck: f55("192.168.0.14")
# deskcheck: f55("8.8.8.8")
# deskcheck: f55("localhost")
def f55(address: str) -> str:
    if not address.replace(".", "").isdigit():
        return address.partition("h")[0] + "?"
    octets = address.split(".")
    widest = max(octets, key=len)
    return ".".join(o.zfill(len(widest)) for o in octets[2:] + octets[:2])


# deskcheck: f56("midnight snack", -1)
# deskcheck: f56("midnight snack", -4)
# deskcheck: f56("nap", -2)
def f56(s: str, step: int) -> str:
    back = s[::step]
    trimmed = s[-2::step]
    if len(back) == len(trimmed):
        return back + "=" + trimmed.upper()
    return trimmed + str(len(back))


# deskcheck: f57("blue whale")
# deskcheck: f57("Ox")
# deskcheck: f57("a")
def f57(s: str) -> str:
    s[0].upper()
    s = s.strip("aeo")
    if not s:
        return "eaten"
    s += s[0]
    s.replace("l", "L")
    return s * (2 if len(s) < 5 else 1)


# deskcheck: signal_bars("||| | |||| ||")
# deskcheck: signal_bars("|")
# deskcheck: signal_bars("")
def signal_bars(s: str) -> str:
    heights = [len(group) for group in s.split(" ")]
    top = max(heights)
    out = [str(h) if h < top else "M" for h in heights]
    if out == ["M"]:
        return f"flat{top}"
    return "".join(out)


# deskcheck: f58("Paris in the spring", "the")
# deskcheck: f58("then there", "the")
# deskcheck: f58("autumn", "the")
def f58(s: str, word: str) -> str:
    spaced = f" {s} "
    if f" {word} " in spaced:
        return s.replace(word + " ", "", 1)
    if word in s:
        return s.replace(word, word.upper())
    return word + " " + s


# deskcheck: f59("queen bee", "bumble")
# deskcheck: f59("ant", "")
# deskcheck: f59("", "wasp")
def f59(s: str, other: str) -> str:
    shared = sorted(c for c in s if c in other)
    lonely = [c for c in other if c not in s]
    if not shared or not lonely:
        return f"{len(shared)}/{len(lonely)}"
    lonely[0] = lonely[0].upper()
    return "".join(lonely) + "".join(shared)


# deskcheck: f60("-----deep-----sea--", "-")
# deskcheck: f60("=x=", "=")
# deskcheck: f60("~~~", "~")
def f60(s: str, edge: str) -> str:
    inner = s.strip(edge)
    if not inner:
        return "only " + s[0]
    at = s.find(inner)
    tail = len(s) - at - len(inner)
    return inner.replace(edge, " ").title() + f" {at}:{tail}"


# deskcheck: syllables("ba-na-na split", "-")
# deskcheck: syllables("word", "-")
# deskcheck: syllables("a-b c-d-e", "-")
def syllables(text: str, dash: str) -> list[str]:
    out = []
    for word in text.split():
        n = word.count(dash) + 1
        plain = word.replace(dash, "")
        out.append(f"{plain}{n}" if n > 1 else plain.upper())
    return out


# deskcheck: f61("whirlwind", "w", "m")
# deskcheck: f61("willow", "o", "a")
# deskcheck: f61("sand", "d", "")
def f61(word: str, old: str, new: str) -> str:
    letters = list(word)
    i = len(letters) - 1
    while i >= 0:
        if letters[i] == old:
            letters[i] = new
            break
        i -= 1
    return "".join(letters) + str(i)


# deskcheck: f62("Gravity falls.")
# deskcheck: f62("Hi. Bye.")
# deskcheck: f62("...")
def f62(text: str) -> str:
    sentences = [s.strip() for s in text.split(".")]
    while sentences and not sentences[-1]:
        sentences.pop()
    if len(sentences) == 1:
        return sentences[0].swapcase()
    return "; ".join(s.lower() for s in sentences) + "."


# deskcheck: ladder_left("tundra")
# deskcheck: ladder_left("hi")
# deskcheck: ladder_left("")
def ladder_left(word: str) -> list[str]:
    rungs = []
    for n in range(len(word), 0, -2):
        rungs.append(word[:n].rjust(len(word), "."))
    if len(rungs) > 1:
        rungs[0] = rungs[0].upper()
    return rungs


# deskcheck: f63("ATGCCGTAAT")
# deskcheck: f63("GATTACA")
# deskcheck: f63("AXT")
def f63(strand: str) -> str:
    pairs = {"A": "T", "T": "A", "G": "C", "C": "G"}
    other = "".join(pairs.get(base, "-") for base in strand)
    if "-" in other:
        return other.lower()
    codons = [other[i : i + 3] for i in range(0, len(other) - 2, 3)]
    return " ".join(codons[::-1])


# deskcheck: f64("seventy seven")
# deskcheck: f64("eleven")
# deskcheck: f64("tnt")
def f64(s: str) -> str:
    first_seen = {}
    for i, c in enumerate(s):
        first_seen.setdefault(c, i)
    early = [c for c, i in first_seen.items() if i < 4]
    return "".join(sorted(early)) + str(len(first_seen))


# deskcheck: f65("candle light", "lantern glow", " ")
# deskcheck: f65("one", "two three", " ")
# deskcheck: f65("x-y", "p-q", "-")
def f65(s: str, t: str, sep: str) -> str:
    a, _, b = s.partition(sep)
    c, _, d = t.partition(sep)
    if b and d:
        return a + d + sep + c + b
    return (b or a) + (d or c).upper()


# deskcheck: odometer("0998", 5)
# deskcheck: odometer("42", 1)
# deskcheck: odometer("9x", 1)
def odometer(reading: str, add: int) -> str:
    size = len(reading)
    value = int(reading) + add
    shown = str(value).zfill(size)
    if len(shown) > size:
        shown = shown[-size:]
    return shown.replace("0", "o")


# deskcheck: f66("The Lion, the Witch", "the")
# deskcheck: f66("THE END", "the")
# deskcheck: f66("fin", "the")
def f66(title: str, small: str) -> str:
    words = title.lower().split()
    for i in range(len(words)):
        if i == 0 or words[i] != small:
            words[i] = words[i].capitalize()
    text = " ".join(words)
    return text if text != title else text.replace(" ", "")


# deskcheck: f67("up up down left")
# deskcheck: f67("left left")
# deskcheck: f67("stay")
def f67(path: str) -> str:
    x = y = 0
    for step in path.split():
        if step in ("up", "down"):
            y += 1 if step == "up" else -1
        elif step in ("left", "right"):
            x += -1 if step == "left" else 1
    return f"({x:+d},{y:+d})"


# deskcheck: f68("raincoat", 2)
# deskcheck: f68("umbrella stand", 5)
# deskcheck: f68("cap", 7)
def f68(s: str, i: int) -> str:
    head, last = s[:i], s[i:]
    c = s[i]
    if c in "aeiou":
        return head + c * 3 + last[1:]
    return last.replace(c, "") + head


# deskcheck: secret_join("cold", "warm", "mild")
# deskcheck: secret_join("ab", "xyz", "q")
# deskcheck: secret_join("", "one", "two")
def secret_join(a: str, b: str, c: str) -> str:
    code = ""
    for n in range(max(len(a), len(b), len(c))):
        code += a[n : n + 1] + c[n : n + 1]
        if n < len(b):
            code += b[-1 - n].upper()
    return code


# deskcheck: f69("Mozart 1756, Haydn 1732")
# deskcheck: f69("Bach 1685")
def f69(text: str) -> list[tuple[int, str]]:
    people = []
    for entry in text.split(","):
        name, year = entry.strip().rsplit(" ", 1)
        people.append((int(year) % 100, name[:4]))
    people.sort()
    return people


# deskcheck: f70("eggplant", "bdfhklt")
# deskcheck: f70("hilltop", "bdfhklt")
# deskcheck: f70("moon", "bdfhklt")
def f70(word: str, tall: str) -> str:
    shape = ""
    for c in word:
        if c in tall:
            shape += "I"
        else:
            shape += "j" if c in "gpqy" else "."
    return shape if "I" in shape else shape[:2]


# deskcheck: f71("wonderful", "un", "ly")
# deskcheck: f71("unhappy", "un", "ly")
# deskcheck: f71("oddly", "un", "ly")
def f71(word: str, pre: str, post: str) -> str:
    if word.startswith(pre):
        return word[len(pre) :] + post
    if word.endswith(post):
        return pre + word[: -len(post)]
    return pre + word[::2] + post


# deskcheck: grid_lookup("abc\ndef\nghi", "f")
# deskcheck: grid_lookup("abc\ndef\nghi", "z")
# deskcheck: grid_lookup("xy", "x")
def grid_lookup(grid: str, letter: str) -> str:
    for r, row in enumerate(grid.split("\n")):
        c = row.find(letter)
        if c >= 0:
            return f"r{r}c{c}" + row.replace(letter, "")
    return grid[0] + grid[-1]


# deskcheck: f72("  Ready, Set, GO  ", 5)
# deskcheck: f72("Set", 0)
# deskcheck: f72("   ", 2)
def f72(s: str, n: int) -> str:
    if s.isspace():
        return "_" * n
    words = [w.strip() for w in s.split(",")]
    words.append(f"{n}")
    shouted = [w for w in words if w.isupper()]
    return "".join(shouted) + "-".join(words).casefold()


# deskcheck: f73("butterscotch", "tc")
# deskcheck: f73("toffee", "fe")
# deskcheck: f73("mint", "z")
def f73(s: str, targets: str) -> dict[str, str]:
    after = {}
    for i in range(len(s) - 1):
        if s[i] in targets:
            key = s[i].upper()
            after[key] = after.get(key, "") + s[i + 1]
    return after


# deskcheck: f74("10110010")
# deskcheck: f74("000")
# deskcheck: f74("1")
def f74(bits: str) -> tuple[str, int]:
    flipped = bits.translate(str.maketrans("01", "10"))
    ones = flipped.count("1")
    trimmed = flipped.lstrip("0")
    if ones % 2:
        trimmed = "1" + trimmed
    return trimmed or "0", int(flipped, 2)


# deskcheck: word_sizes("to be or not to be")
# deskcheck: word_sizes("question")
# deskcheck: word_sizes("")
def word_sizes(text: str) -> dict[int, list[str]]:
    shelves = {}
    for word in text.split():
        shelf = shelves.setdefault(len(word), [])
        if word not in shelf:
            shelf.insert(0, word)
    return shelves


# deskcheck: f75("pumpernickel", 3, 8)
# deskcheck: f75("rye", 1, 9)
# deskcheck: f75("sourdough", 5, 5)
def f75(s: str, a: int, b: int) -> str:
    left, mid, right = s[:a], s[a:b], s[b:]
    if not mid:
        return right + left
    mid = "".join(sorted(mid, reverse=True))
    return f"{left}{{{mid}}}{right}"


# deskcheck: f76("AbCdEfGh")
# deskcheck: f76("no caps")
# deskcheck: f76("CAPS on")
def f76(s: str) -> str:
    count = 0
    for a, b in zip(s, s[1:]):
        if a.islower() and b.isupper():
            count += 1
        elif a.isspace() or b.isspace():
            count += 10
    return s.lower()[:count] if count < len(s) else s.upper() + str(count)


# deskcheck: tag_wrap("note: call mum", "b")
# deskcheck: tag_wrap("hello", "i")
# deskcheck: tag_wrap("a: b: c", "u")
def tag_wrap(text: str, tag: str) -> str:
    label, colon, body = text.rpartition(": ")
    opened, closed = f"<{tag}>", f"</{tag}>"
    if not colon:
        return opened + body + closed
    return opened + label.upper() + closed + body.strip()


# deskcheck: f77("vanilla", "aeiou", 2)
# deskcheck: f77("coconut", "aeiou", 1)
# deskcheck: f77("myrrh", "aeiou", 3)
def f77(word: str, vowels: str, nth: int) -> str:
    for i, c in enumerate(word):
        if c not in vowels:
            continue
        nth -= 1
        if nth == 0:
            return word[i:] + word[:i].upper()
    return word[::-1]


# deskcheck: f78("Lorem ipsum dolor", 3)
# deskcheck: f78("sit amet", 9)
# deskcheck: f78("", 4)
def f78(text: str, n: int) -> str:
    total = sum(ord(c) for c in text if c.isalpha())
    letter = chr(97 + total % 26)
    if n > len(text):
        return letter * 3
    return text[:n] + letter + text[n:].replace(" ", "")


# deskcheck: f79("kayak race", "raccoon")
# deskcheck: f79("dodo", "dado")
# deskcheck: f79("ibis", "emu")
def f79(first: str, second: str) -> str:
    verdicts = []
    for word in (first, second):
        core = word.split()[0]
        middle = core[1:-1]
        verdicts.append("P" if core == core[::-1] else middle)
    return "+".join(verdicts)


# deskcheck: stutter("mango", "go")
# deskcheck: stutter("Peach", "each")
# deskcheck: stutter("fig", "")
def stutter(fruit: str, echo: str) -> str:
    out = fruit[0] + "-" + fruit
    if fruit.endswith(echo) and echo:
        for n in range(len(echo)):
            out += "." + echo[n:]
    return out.replace("-", "", 1) if len(out) > 14 else out


# deskcheck: f80("1,200 and 35,000")
# deskcheck: f80("5 and 4")
# deskcheck: f80("7")
def f80(text: str) -> str:
    left, _, right = text.partition(" and ")
    a = int(left.replace(",", ""))
    b = int(right.replace(",", ""))
    if a > b:
        a, b = b, a
    return f"{b - a:,}|{a:>6}"


# deskcheck: f81("rattlesnake", "t", 1)
# deskcheck: f81("cobra", "o", 2)
# deskcheck: f81("asp", "s", 0)
def f81(s: str, c: str, width: int) -> str:
    at = s.index(c)
    start = max(0, at - width)
    view = s[start : at + width + 1]
    hidden = len(s) - len(view)
    return view.replace(c, c.upper()) + "." * (hidden % 4)


# deskcheck: f82("Nice-To-Meet-You", "-")
# deskcheck: f82("HI-there", "-")
# deskcheck: f82("yo", "-")
def f82(s: str, sep: str) -> str:
    first, *others = s.split(sep)
    text = first.lower()
    for word in others:
        text += word.title() if word.isupper() else word.swapcase()
    return text if others else text + sep
