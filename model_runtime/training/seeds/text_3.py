# deskcheck: f("red-green-blue", "-")
# deskcheck: f("one", "-")
# deskcheck: f("-a-", "-")
def f(text: str, char: str) -> str:
    parts = text.split(char)
    last = parts.pop()
    parts.insert(0, last.upper())
    return (char * 2).join(parts)


# deskcheck: f1("  spaced out ", 4)
# deskcheck: f1("tab", 1)
def f1(line: str, keep: int) -> str:
    left = len(line) - len(line.lstrip())
    body = line.strip()
    if left > 0:
        body = "." * left + body
    return body[:keep] + "|" + body[keep:]


# deskcheck: f2("kitten", "t")
# deskcheck: f2("plum", "z")
# deskcheck: f2("tot", "t")
def f2(word: str, mark: str) -> tuple[str, str]:
    i = word.find(mark)
    j = word.rfind(mark)
    if i == -1:
        return word, ""
    return word[i:j], word[j:] + word[:i]


# deskcheck: shout_tail("walk slowly home")
# deskcheck: shout_tail("hi")
def shout_tail(s: str) -> str:
    head, space, tail = s.rpartition(" ")
    if not space:
        return tail.capitalize() + "?"
    return head.swapcase() + "_" + tail.upper()[::-1]


# deskcheck: f3("a=1,b=,c=3")
# deskcheck: f3("x")
def f3(row: str) -> dict[str, int]:
    result = {}
    for cell in row.split(","):
        name, _, number = cell.partition("=")
        try:
            result[name] = int(number)
        except ValueError:
            result[name] = -1
    return result


# deskcheck: f4("harbour", 2)
# deskcheck: f4("ab", 5)
# deskcheck: f4("canoe", -1)
def f4(text: str, n: int) -> str:
    front = text[:n]
    back = text[n:]
    if len(front) > len(back):
        front, back = back, front
    return back[::-1] + front.title()


# deskcheck: count_edges(["pop", "sun", "a", ""])
# deskcheck: count_edges(["level", "Abba"])
def count_edges(words: list[str]) -> int:
    total = 0
    for w in words:
        if not w:
            total -= 1
            continue
        if w[0] == w[-1]:
            total += len(w)
    return total


# deskcheck: f5("b4nan4", "4", "a", 1)
# deskcheck: f5("xyxyx", "x", "zz", 2)
def f5(s: str, old: str, new: str, times: int) -> list[str]:
    changed = s.replace(old, new, times)
    left = changed.count(old)
    return [changed, str(left).zfill(2), s[left:]]


# deskcheck: ladder("step", 2)
# deskcheck: ladder("go", 3)
def ladder(word: str, step: int) -> str:
    lines = []
    for i, letter in enumerate(word):
        if i % step == 0:
            lines.append(letter * (i + 1))
        else:
            lines.append(letter.upper())
    return "/".join(lines)


# deskcheck: f6("Monday Tuesday", "day")
# deskcheck: f6("dayday", "day")
# deskcheck: f6("night", "day")
def f6(text: str, suffix: str) -> str:
    n = 0
    while text.endswith(suffix) and suffix:
        text = text.removesuffix(suffix)
        n += 1
    text = text.rstrip()
    return f"{text}+{n}"


# deskcheck: f7("aZ3 !b")
# deskcheck: f7("")
# deskcheck: f7("QQ")
def f7(s: str) -> str:
    code = ""
    for c in s:
        if c.isdigit():
            code += "d"
        elif c.isalpha():
            code += "U" if c.isupper() else "l"
        elif c.isspace():
            code += "_"
        else:
            code = code[::-1]
    return code


# deskcheck: shift_vowels("melon")
# deskcheck: shift_vowels("audio")
# deskcheck: shift_vowels("rhythm")
def shift_vowels(word: str) -> str:
    order = "aeiou"
    out = []
    for ch in word:
        k = order.find(ch)
        if k >= 0:
            out.append(order[k - 1])
        else:
            out.append(ch)
    return "".join(out)


# deskcheck: f8("pqr", "12345")
# deskcheck: f8("long", "z")
def f8(a: str, b: str) -> str:
    mixed = [y + x for x, y in zip(a, b)]
    n = len(mixed)
    rest = a[n:] or b[n:]
    return "".join(mixed) + rest.upper()


# deskcheck: f9("salt,pepper,,oil")
# deskcheck: f9(",")
def f9(items: str) -> list[str]:
    out = []
    for i, item in enumerate(items.split(",")):
        if item == "":
            out.append("#" + str(i))
        else:
            out.append(item[-1] + item[:-1])
    return out


# deskcheck: trim_to_vowel("stream")
# deskcheck: trim_to_vowel("apple")
# deskcheck: trim_to_vowel("shh")
def trim_to_vowel(word: str) -> str:
    moved = ""
    while word and word[0] not in "aeiou":
        moved += word[0]
        word = word[1:]
    return word + "-" + moved


# deskcheck: f10("7 up 12 down x")
# deskcheck: f10("none here")
def f10(phrase: str) -> int:
    balance = 0
    step = 0
    for token in phrase.split():
        if token.isdigit():
            step = int(token)
        elif token == "up":
            balance += step
        elif token == "down":
            balance -= step
        else:
            balance *= 2
    return balance


# deskcheck: f11("mississippi", "s")
# deskcheck: f11("door", "o")
# deskcheck: f11("cat", "x")
def f11(text: str, ch: str) -> list[int]:
    gaps = []
    prev = -1
    for i, c in enumerate(text):
        if c != ch:
            continue
        if prev >= 0:
            gaps.append(i - prev)
        prev = i
    gaps.append(prev)
    return gaps


# deskcheck: label("disk", 12, "ok")
# deskcheck: label("cpu", 7, "warning")
def label(name: str, value: int, state: str) -> str:
    if len(state) > 3:
        state = state[:3] + "."
    text = f"{name:>6}|{value:04d}|{state:<5}|"
    return text.replace(" ", "~")


# deskcheck: f12("abcabcabc", 3)
# deskcheck: f12("qwerty", 4)
def f12(s: str, period: int) -> bool:
    if period < 1:
        return False
    unit = s[:period]
    pos = period
    while pos < len(s):
        if not s.startswith(unit, pos):
            return False
        pos += period
    return True


# deskcheck: f13("The Quick fox")
# deskcheck: f13("ALL Up")
# deskcheck: f13("low")
def f13(sentence: str) -> dict[str, list[str]]:
    groups = {"title": [], "upper": [], "lower": []}
    for w in sentence.split():
        if w.istitle():
            groups["title"].append(w)
        elif w.isupper():
            groups["upper"].append(w)
        else:
            groups["lower"].append(w[::-1])
    return groups


# deskcheck: pluck("notebook", [0, 4, -1])
# deskcheck: pluck("ink", [2, 9, 1])
def pluck(word: str, spots: list[int]) -> str:
    out = ""
    for spot in spots:
        try:
            out = word[spot] + out
        except IndexError:
            out += "*"
    return out


# deskcheck: f14("sunflower", 1, 7, 2)
# deskcheck: f14("sunflower", 7, 1, -3)
# deskcheck: f14("sun", 5, 9, 1)
def f14(s: str, a: int, b: int, step: int) -> str:
    if step == 0:
        step = 1
    piece = s[a:b:step]
    if piece == "":
        return s[-1:] + "!"
    return piece + str(len(piece))


# deskcheck: f15("well...done..", ".")
# deskcheck: f15("--a--b", "-")
def f15(text: str, pad: str) -> str:
    core = text.strip(pad)
    lost = len(text) - len(core)
    inner = core.count(pad)
    if inner > lost:
        return core.replace(pad, "")
    return core.center(len(core) + lost, "*")


# deskcheck: pairs_equal("aabbcd")
# deskcheck: pairs_equal("abcde")
def pairs_equal(s: str) -> str:
    verdict = ""
    for i in range(0, len(s) - 1, 2):
        a, b = s[i], s[i + 1]
        if a == b:
            verdict += a.upper()
        elif a < b:
            verdict += "<"
        else:
            verdict += ">"
    return verdict


# deskcheck: f16("tea coffee tea milk", "tea")
# deskcheck: f16("tea", "tea")
# deskcheck: f16("water", "tea")
def f16(text: str, drop: str) -> str:
    words = text.split(" ")
    if drop in words:
        at = words.index(drop)
        del words[at]
        words.append(str(at))
    return " ".join(reversed(words))


# deskcheck: widest(["fig", "banana", "kiwi"])
# deskcheck: widest(["a"])
def widest(names: list[str]) -> list[str]:
    if not names:
        return []
    size = max(len(n) for n in names)
    out = []
    for n in names:
        fill = "." if len(n) % 2 else "-"
        out.append(n.rjust(size, fill))
    return out


# deskcheck: f17("ab\ncde\n\nf", 1)
# deskcheck: f17("single", 3)
def f17(block: str, skip: int) -> str:
    lines = block.splitlines()
    kept = lines[skip:]
    if not kept:
        return f"<{len(lines)}>"
    return ";".join(line.capitalize() for line in kept)


# deskcheck: f18("x1y22z333")
# deskcheck: f18("90")
# deskcheck: f18("none")
def f18(s: str) -> list[int]:
    numbers = []
    current = ""
    for c in s + " ":
        if c.isdigit():
            current += c
        elif current:
            numbers.append(int(current))
            current = ""
    return numbers


# deskcheck: swap_case_at("garden", "dr")
# deskcheck: swap_case_at("Apple", "pA")
def swap_case_at(word: str, picks: str) -> str:
    letters = list(word)
    for p in picks:
        if p in letters:
            k = letters.index(p)
            letters[k] = p.swapcase()
    return "".join(letters)


# deskcheck: f19("note: buy: milk", ": ")
# deskcheck: f19("plain", ": ")
def f19(text: str, sep: str) -> tuple[int, str]:
    pieces = text.rsplit(sep, 1)
    if len(pieces) < 2:
        return 0, pieces[0][::-1]
    before, after = pieces
    return before.count(sep), after + before[0]


# deskcheck: f20("gloves", "ve")
# deskcheck: f20("gloves", "xx")
def f20(s: str, sub: str) -> str:
    try:
        at = s.index(sub)
    except ValueError:
        return s.upper()
    else:
        s = s[:at] + s[at + len(sub) :]
    return s + str(at)


# deskcheck: rank_chars("hello")
# deskcheck: rank_chars("aab")
def rank_chars(word: str) -> list[str]:
    counts = {}
    for c in word:
        counts[c] = counts.get(c, 0) + 1
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    return [f"{c}{counts[c]}" for c in ranked]


# deskcheck: f21("drum", 3)
# deskcheck: f21("abc", 0)
def f21(s: str, rounds: int) -> str:
    for i in range(rounds):
        if i % 2 == 0:
            s = s[1:] + s[:1]
        else:
            s = s[-1:] + s[:-1].upper()
    return s


# deskcheck: f22("hat", "that")
# deskcheck: f22("pen", "pencil")
# deskcheck: f22("x", "yes")
def f22(short: str, long: str) -> str:
    if short not in long:
        return short + long
    before, _, after = long.partition(short)
    if before and not after:
        return before + "^"
    return after.ljust(len(long), "_")


# deskcheck: crossing("stone", "onset")
# deskcheck: crossing("abc", "xyz")
def crossing(a: str, b: str) -> str:
    shared = ""
    for i in range(len(a)):
        j = b.find(a[i])
        if j < 0:
            break
        shared += str(abs(i - j))
    else:
        shared += "!"
    return shared


# deskcheck: f23("cost 5 dollars", 2)
# deskcheck: f23("no digits", 2)
def f23(text: str, factor: int) -> str:
    words = []
    for w in text.split():
        if w.isdigit():
            w = str(int(w) * factor)
        elif len(w) > 4:
            w = w[:4]
        words.append(w)
    return " ".join(words)


# deskcheck: f24("getUserName", 2)
# deskcheck: f24("plain", 3)
# deskcheck: f24("ABc", 1)
def f24(name: str, limit: int) -> str:
    humps = 0
    out = ""
    for c in name:
        if c.isupper():
            humps += 1
            if humps >= limit:
                return out + "+" + str(len(name) - len(out))
            out = c.lower() + out
        else:
            out += c
    return out.title()


# deskcheck: dunder_parts("__init_me__")
# deskcheck: dunder_parts("_x")
# deskcheck: dunder_parts("a_b")
def dunder_parts(name: str) -> list[str]:
    core = name.strip("_")
    lead = name.index(core)
    parts = core.split("_")
    if lead == 2 and name.endswith("__"):
        parts.insert(0, "magic")
    elif lead:
        parts.append("private")
    return [p[:lead] or p for p in parts]


# deskcheck: f25("abcd", "bd")
# deskcheck: f25("zoo", "o")
def f25(text: str, chars: str) -> str:
    table = str.maketrans(chars, chars.upper())
    once = text.translate(table)
    gone = once.translate({ord(c): None for c in text[:1]})
    return once + ":" + gone


# deskcheck: f26("0b101")
# deskcheck: f26("0x1f")
# deskcheck: f26("17")
def f26(literal: str) -> int:
    if literal.startswith("0x"):
        return int(literal[2:], 16)
    if literal.startswith("0b"):
        return int(literal.removeprefix("0b"), 2)
    return int(literal) if literal.isdecimal() else -1


# deskcheck: zigzag("abcdefg", 3)
# deskcheck: zigzag("hi", 2)
def zigzag(s: str, width: int) -> list[str]:
    rows = []
    width = max(width, 1)
    for start in range(0, len(s), width):
        row = s[start : start + width]
        if len(rows) % 2:
            row = row[::-1]
        rows.append(row)
    return rows


# deskcheck: f27("a.b.c.d", ".", 2)
# deskcheck: f27("solo", ".", 1)
def f27(path: str, sep: str, n: int) -> list[str]:
    left = path.split(sep, n)
    right = path.rsplit(sep, n)
    if left == right:
        return left
    return [left[-1], right[0]]


# deskcheck: f28("Ann", 3.14159)
# deskcheck: f28("Christopher", -2.5)
def f28(name: str, score: float) -> str:
    short = name if len(name) < 6 else name[:5] + "~"
    text = "{}:{:+.2f}".format(short, score)
    if "-" in text:
        text = text.replace(":", " ")
    return text


# deskcheck: until_repeat("wonder")
# deskcheck: until_repeat("letter")
# deskcheck: until_repeat("")
def until_repeat(s: str) -> str:
    seen = ""
    for c in s:
        if c in seen:
            seen = seen[seen.index(c) :]
            break
        seen += c
    return seen


# deskcheck: f29("deck", 1)
# deskcheck: f29("xyz", 2)
# deskcheck: f29("Az", 1)
def f29(word: str, by: int) -> str:
    out = ""
    for i, c in enumerate(word):
        code = ord(c) + by * i
        if code > ord("z"):
            code -= 26
        out += chr(code)
    return out


# deskcheck: f30("ant bee cat", "e")
# deskcheck: f30("owl", "z")
def f30(line: str, ch: str) -> str:
    with_it = [w for w in line.split() if ch in w]
    without = [w for w in line.split() if ch not in w]
    if not with_it:
        return str(len(without))
    return ",".join(with_it) + "|" + ",".join(without)


# deskcheck: fold_ends("abcdef")
# deskcheck: fold_ends("xyz")
def fold_ends(s: str) -> str:
    out = ""
    while len(s) > 1:
        out += s[-1] + s[0]
        s = s[1:-1]
    return out + s * 2


# deskcheck: f31("1,234,567")
# deskcheck: f31("12")
# deskcheck: f31("1,x")
def f31(figure: str) -> int:
    groups = figure.split(",")
    total = 0
    for g in groups:
        if not g.isdigit():
            return -total
        total = total * 1000 + int(g)
    return total


# deskcheck: f32(["x", "yy", "x", "zz"], "x")
# deskcheck: f32(["a"], "b")
def f32(tags: list[str], target: str) -> dict[str, int]:
    first = {}
    for i, tag in enumerate(tags):
        key = tag * 2 if tag == target else tag
        if key not in first:
            first[key] = i
    return first


# deskcheck: underline("Head", "=")
# deskcheck: underline("", "-")
def underline(title: str, mark: str) -> str:
    if not title.strip():
        return mark * 3
    bar = mark * len(title)
    return "\n".join([title.upper(), bar[: len(title) - 1]])


# deskcheck: f33("gate", "tag")
# deskcheck: f33("moon", "noo")
def f33(source: str, need: str) -> bool:
    pool = list(source)
    for c in need:
        try:
            pool.remove(c)
        except ValueError:
            return False
    return len(pool) < len(need)


# deskcheck: f34("banana bread")
# deskcheck: f34("xyz")
def f34(text: str) -> tuple[str, int]:
    best = ""
    most = 0
    for c in sorted(set(text)):
        n = text.count(c)
        if n >= most and c.isalpha():
            best, most = c, n
    return best, most


# deskcheck: codes("AbC")
# deskcheck: codes("z")
def codes(s: str) -> str:
    values = [ord(c) for c in s]
    values.sort(reverse=True)
    joined = "-".join(str(v) for v in values)
    return joined.rjust(10, "0")


# deskcheck: f35("left|mid|right", 2)
# deskcheck: f35("a|b", 5)
def f35(s: str, index: int) -> str:
    fields = s.split("|")
    if index >= len(fields):
        return fields[-1] + "?"
    chosen = fields.pop(index)
    return chosen.join(fields) if len(fields) > 1 else chosen


# deskcheck: f36("oh Hello There you")
# deskcheck: f36("none at all")
def f36(text: str) -> str:
    initials = ""
    for word in reversed(text.split()):
        if word[0].isupper():
            initials += word[0]
        else:
            initials += word[-1]
    return initials.lower() if initials.isupper() else initials


# deskcheck: compress("aaabccd")
# deskcheck: compress("zz")
# deskcheck: compress("")
def compress(s: str) -> str:
    out = ""
    start = 0
    for i in range(1, len(s) + 1):
        if i < len(s) and s[i] == s[start]:
            continue
        length = i - start
        out += s[start].upper() if length > 1 else s[start] + str(start)
        start = i
    return out or "-"


# deskcheck: f37("night owl", 5)
# deskcheck: f37("sea", 6)
def f37(phrase: str, limit: int) -> str:
    if len(phrase) <= limit:
        return phrase.center(limit, "+")
    cut = phrase[:limit].rstrip()
    lost = len(phrase) - len(cut)
    return f"{cut}({lost})"


# deskcheck: f38("pepper")
# deskcheck: f38("solid")
def f38(word: str) -> list[int]:
    last = {}
    distance = []
    for i, c in enumerate(word):
        distance.append(i - last.get(c, i))
        last[c] = i
    return distance


# deskcheck: safe_get("k1:10 k2:x", "k1")
# deskcheck: safe_get("k1:10 k2:x", "k2")
# deskcheck: safe_get("k1:10", "k9")
def safe_get(spec: str, key: str) -> int:
    table = {}
    for pair in spec.split():
        k, _, v = pair.partition(":")
        table[k] = v
    try:
        return int(table[key]) + 1
    except KeyError:
        return len(table)
    except ValueError:
        return -1


# deskcheck: f39("toggle me", "g")
# deskcheck: f39("abc", "b")
def f39(s: str, switch: str) -> str:
    loud = False
    out = []
    for c in s:
        if c == switch:
            loud = not loud
        elif loud:
            out.append(c.upper())
        else:
            out.append(c)
    return "".join(out)


# deskcheck: f40("abc", 4)
# deskcheck: f40("hey", 0)
def f40(s: str, n: int) -> list[str]:
    forms = []
    for align in "<^>":
        forms.append(f"{s:*{align}{n + 2}}")
    return forms


# deskcheck: peel("((core))", "()")
# deskcheck: peel("[x", "[]")
def peel(s: str, pair: str) -> tuple[str, int]:
    depth = 0
    while len(s) > 1 and s[0] == pair[0] and s[-1] == pair[-1]:
        s = s[1:-1]
        depth += 1
    if depth == 0:
        s = s.lstrip(pair)
    return s, depth


# deskcheck: f41("yes no yes", {"yes": "1", "no": "0"})
# deskcheck: f41("maybe yes", {"yes": "1"})
def f41(text: str, table: dict[str, str]) -> str:
    out = ""
    for w in text.split():
        try:
            out += table[w]
        except KeyError:
            out += w[0]
    return out


# deskcheck: f42("abXcdX", "X")
# deskcheck: f42("abc", "X")
def f42(s: str, stop: str) -> str:
    i = 0
    out = ""
    while i < len(s):
        if s[i] == stop:
            i += 2
            out += "."
        else:
            out += s[i]
            i += 1
    return out


# deskcheck: alphabet_gap("ace")
# deskcheck: alphabet_gap("zab")
def alphabet_gap(word: str) -> str:
    gaps = ""
    for a, b in zip(word, word[1:]):
        diff = ord(b) - ord(a)
        sign = "+" if diff > 0 else "-"
        gaps += sign + str(abs(diff))
    return gaps


# deskcheck: f43("left right left", "left", "L")
# deskcheck: f43("up", "left", "L")
def f43(s: str, old: str, new: str) -> str:
    at = s.rfind(old)
    if at < 0:
        return s.title()
    return s[:at] + new + s[at + len(old) :]


# deskcheck: f44(["Tom", "ann", "Bob"], True)
# deskcheck: f44(["b", "A"], False)
def f44(names: list[str], fold: bool) -> str:
    if fold:
        ordered = sorted(names, key=str.casefold)
    else:
        ordered = sorted(names)
    return "<".join(n[:2] for n in ordered)


# deskcheck: checksum("A1B2")
# deskcheck: checksum("999")
# deskcheck: checksum("abc")
def checksum(code: str) -> int:
    total = 0
    for i, c in enumerate(code, start=1):
        if c.isdigit():
            total += int(c) * i
        else:
            total += ord(c.upper()) - ord("A")
    return total % 10


# deskcheck: f45("one,two;three,four")
# deskcheck: f45("x;y")
def f45(text: str) -> list[list[str]]:
    rows = []
    for part in text.split(";"):
        cells = part.split(",")
        if len(cells) > 1:
            cells.reverse()
        rows.append(cells)
    return rows


# deskcheck: f46("racecar!")
# deskcheck: f46("Noon")
# deskcheck: f46("ab")
def f46(s: str) -> str:
    clean = "".join(c for c in s.lower() if c.isalnum())
    if clean == clean[::-1]:
        middle = len(clean) // 2
        return clean[middle:]
    return clean[0] + clean[-1]


# deskcheck: spread("abc", "-+")
# deskcheck: spread("x", "-+")
def spread(s: str, seps: str) -> str:
    out = ""
    for i, c in enumerate(s):
        out += c
        if i < len(s) - 1:
            out += seps[i % len(seps)]
    return out


# deskcheck: f47("3 apples", 4)
# deskcheck: f47("many apples", 4)
def f47(text: str, extra: int) -> str:
    amount, _, thing = text.partition(" ")
    try:
        total = int(amount) + extra
    except ValueError:
        return thing.removesuffix("s") + amount
    if total == 1:
        thing = thing.removesuffix("s")
    return f"{total} {thing}"


# deskcheck: f48("abcde", "ace")
# deskcheck: f48("abc", "ca")
def f48(text: str, pattern: str) -> list[int]:
    pos = 0
    trail = []
    for p in pattern:
        hit = text.find(p, pos)
        if hit == -1:
            trail.append(-pos)
            pos = 0
        else:
            trail.append(hit)
            pos = hit + 1
    return trail


# deskcheck: mirror("abc", 2)
# deskcheck: mirror("q", 1)
def mirror(s: str, mode: int) -> str:
    if mode == 1:
        return s + s[::-1]
    elif mode == 2:
        return s + s[-2::-1]
    return s[::-1][:mode] + s


# deskcheck: f49("Sat 9 Sun 11", "Sun")
# deskcheck: f49("Sat 9", "Mon")
def f49(plan: str, day: str) -> int:
    tokens = plan.split()
    for name, hour in zip(tokens[::2], tokens[1::2]):
        if name == day:
            return int(hour)
    return sum(len(t) for t in tokens)


# deskcheck: f50("tick tock", "t")
# deskcheck: f50("TT", "T")
def f50(s: str, c: str) -> str:
    n = s.count(c)
    if n > 2:
        s = s.replace(c, c.swapcase(), n - 1)
    elif n == 2:
        s = s.strip(c)
    else:
        s += c
    return s


# deskcheck: menu(["tea", "pie"], [2, 10])
# deskcheck: menu(["x"], [])
def menu(items: list[str], prices: list[int]) -> list[str]:
    out = []
    for number, (item, price) in enumerate(zip(items, prices), 1):
        line = f"{number}.{item.title():_<5}{price:>3}"
        out.append(line)
    return out


# deskcheck: f51("q-u-e-u-e")
# deskcheck: f51("a--b")
def f51(s: str) -> str:
    seen = []
    for part in s.split("-"):
        if part in seen:
            seen.remove(part)
        seen.append(part)
    return "".join(seen)


# deskcheck: f52("level 3", "lv")
# deskcheck: f52("Stop", "xyz")
def f52(text: str, chars: str) -> tuple[bool, bool]:
    lower = text.lower()
    some = any(c in lower for c in chars)
    every = all(c in lower for c in chars)
    return some, every


# deskcheck: crop_words("a bigger picture", 3)
# deskcheck: crop_words("yes no", 1)
def crop_words(text: str, size: int) -> str:
    out = []
    used = 0
    for word in text.split():
        piece = word[:size]
        used += len(piece)
        if used > 6:
            break
        out.append(piece)
    return "+".join(out)


# deskcheck: f53("hello\tworld")
# deskcheck: f53("a\tb")
# deskcheck: f53("none")
def f53(s: str) -> str:
    n = s.count("\t")
    wide = s.expandtabs(8)
    gap = wide.count(" ")
    if n == 0:
        return s.ljust(6, ".")
    return wide.replace(" " * gap, f"[{gap}]")


# deskcheck: f54("aeiou", 2)
# deskcheck: f54("xyz", 0)
def f54(s: str, drop: int) -> str:
    letters = list(s)
    while drop < len(letters):
        gone = letters.pop(drop)
        if letters:
            letters[0] = gone
        drop += 1
    return "".join(letters)


# deskcheck: versions("1.2.10")
# deskcheck: versions("2.x")
def versions(v: str) -> str:
    nums = []
    for part in v.split("."):
        if not part.isnumeric():
            nums.append(0)
            break
        nums.append(int(part))
    nums[-1] += 1
    return ".".join(map(str, nums))


# deskcheck: f55("Rome", "Oslo")
# deskcheck: f55("pear", "Apple")
def f55(a: str, b: str) -> str:
    first, second = sorted([a, b], key=lambda w: w[-1])
    if first == a:
        return a[:2] + b[2:]
    return second.lower() + first[0]


# deskcheck: f56("open (a) and (b)")
# deskcheck: f56("none")
def f56(text: str) -> list[str]:
    found = []
    start = text.find("(")
    while start != -1:
        end = text.find(")", start)
        if end == -1:
            break
        found.append(text[start + 1 : end])
        start = text.find("(", end)
    return found


# deskcheck: sandwich("ham", "bun", 2)
# deskcheck: sandwich("", "bun", 1)
def sandwich(fill: str, bread: str, layers: int) -> str:
    stack = bread[0]
    for i in range(layers):
        stack = stack + fill[i : i + 1] + bread[-1]
    return stack if fill else bread.center(5)


# deskcheck: f57("+-0+")
# deskcheck: f57("-")
# deskcheck: f57("+x")
def f57(trits: str) -> str:
    value = 0
    for t in trits:
        if t not in "+-0":
            return t + str(value)
        value = value * 3 + "-0+".index(t) - 1
    return f"{value:+03d}"


# deskcheck: f58("orange", "banana")
# deskcheck: f58("sky", "fly")
def f58(one: str, two: str) -> str:
    both = sorted(set(one) & set(two))
    only = sorted(set(one) - set(two), reverse=True)
    return "".join(both) + "/" + "".join(only)


# deskcheck: plural(["cat", "bus", "city"])
# deskcheck: plural(["day"])
def plural(nouns: list[str]) -> list[str]:
    out = []
    for noun in nouns:
        if noun.endswith(("s", "x", "ch")):
            noun += "es"
        elif noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
            noun = noun[:-1] + "ies"
        else:
            noun += "s"
        out.append(noun)
    return out


# deskcheck: f59("caf\u00e9")
# deskcheck: f59("plain")
def f59(s: str) -> tuple[int, int]:
    data = s.encode("utf-8")
    if len(data) == len(s):
        return len(s), data[0]
    return len(data), data[-1]


# deskcheck: f60("speed=9;mode=fast", "mode")
# deskcheck: f60("speed=9", "mode")
def f60(config: str, key: str) -> str:
    for item in config.split(";"):
        if item.startswith(key + "="):
            value = item[len(key) + 1 :]
            break
    else:
        value = config[-1:]
    return value.upper()


# deskcheck: gray("abcdefgh", 3)
# deskcheck: gray("abc", 9)
def gray(s: str, k: int) -> str:
    left, right = s[:k], s[-k:]
    if left == right:
        return left
    overlap = [c for c in left if c in right]
    return left + "".join(overlap) + right[::-1]


# deskcheck: f61("Title Case Now")
# deskcheck: f61("oops")
def f61(s: str) -> str:
    if s.istitle():
        s = s.swapcase()
    words = s.split()
    words.sort(key=len)
    return words[0] + words[-1].capitalize()


# deskcheck: ask("who? me? yes", "?")
# deskcheck: ask("ok", "?")
def ask(s: str, q: str) -> list[str]:
    out = []
    while q in s:
        before, _, s = s.partition(q)
        out.append(before.strip() + "!")
    out.append(s.strip())
    return out


# deskcheck: f62("a1", 3)
# deskcheck: f62("z9", 2)
def f62(cell: str, move: int) -> str:
    col, row = cell[0], int(cell[1:])
    col = chr(ord(col) + move)
    if not col.isalpha():
        col = "a"
    row -= move
    return f"{col}{row}" if row > 0 else f"{col}0"


# deskcheck: f63(["ab", "cd", "ef"], 1)
# deskcheck: f63(["abc", "d"], 0)
def f63(rows: list[str], k: int) -> str:
    column = ""
    for r in rows:
        column += r[k] if k < len(r) else " "
    return column.strip() + str(len(column))


# deskcheck: hash_tag("Go Big or go home")
# deskcheck: hash_tag("x")
def hash_tag(text: str) -> str:
    tag = "#"
    for w in text.split():
        if w.lower() in tag.lower():
            continue
        tag += w.capitalize()
    return tag[:10]


# deskcheck: f64("mn op", "nop")
# deskcheck: f64("abc", "")
def f64(s: str, chars: str) -> str:
    right = s.rstrip(chars)
    left = s.lstrip(chars)
    if len(right) < len(left):
        return right
    if len(left) < len(right):
        return left
    return left + right


# deskcheck: f65("nine", "ninety")
# deskcheck: f65("ox", "box")
def f65(a: str, b: str) -> str:
    k = 0
    while a[k : k + 1] and a[k] == b[k]:
        k += 1
    rest = sorted(b[k:], reverse=True)
    return a[k:].capitalize() + "+" + "".join(rest)
