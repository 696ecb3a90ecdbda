# deskcheck: f("left=right=end", "=")
# deskcheck: f("no mark", "=")
# deskcheck: f("==", "=")
# deskcheck: f("", "-")
def f(text: str, mark: str) -> list[str]:
    return [text.partition(mark)[2], text.rpartition(mark)[0], mark * text.count(mark)]


# deskcheck: f1("xxyhelloyx", "xy")
# deskcheck: f1("mango", "go")
# deskcheck: f1("aaa", "a")
def f1(s: str, chars: str) -> str:
    return s.strip(chars) + "|" + s.lstrip(chars) + "|" + s.rstrip(chars)


# deskcheck: f2([3, 8, 1], 10, 99)
# deskcheck: f2([3, 8, 1], -1, 50)
# deskcheck: f2([], 4, 7)
def f2(nums: list[int], where: int, value: int) -> list[int]:
    nums.insert(where, value)
    nums.insert(-where, len(nums))
    return nums


# deskcheck: turn_words("stone river")
# deskcheck: turn_words("  a   bc ")
# deskcheck: turn_words("")
def turn_words(text: str) -> str:
    return "+".join(w[1:] + w[0] for w in text.split())


# deskcheck: f3({"k": 1, "m": 2, "z": 3}, "k")
# deskcheck: f3({"k": 5}, "k")
# deskcheck: f3({"q": 0, "r": -4}, "none")
def f3(d: dict[str, int], key: str) -> list[tuple[str, int]]:
    value = d.pop(key, 100)
    d[key] = value + 1
    return list(d.items())


# deskcheck: f4("they're bill's 3rd pals")
# deskcheck: f4("mcDONALD x-ray")
# deskcheck: f4("")
def f4(s: str) -> str:
    return s.title().swapcase()


# deskcheck: f5("-42", 6)
# deskcheck: f5("+7", 4)
# deskcheck: f5("12345", 3)
# deskcheck: f5("", 2)
def f5(digits: str, width: int) -> str:
    return digits.zfill(width) + "/" + digits.rjust(width, "0")


# deskcheck: f6("cabbage", "abc", "xyz")
# deskcheck: f6("Ace", "aA", "Aa")
# deskcheck: f6("", "q", "r")
def f6(word: str, old: str, new: str) -> str:
    table = str.maketrans(old, new, "e")
    return word.translate(table)


# deskcheck: valid_names(["x1", "1x", "_", "for", "a-b"])
# deskcheck: valid_names(["", " y"])
# deskcheck: valid_names([])
def valid_names(names: list[str]) -> list[str]:
    good = []
    for name in names:
        if name.isidentifier():
            good.append(name)
        else:
            good.append("_" + name.strip())
    return good


# deskcheck: f7([4, 4, 2, 4], 4)
# deskcheck: f7([9, 1], 5)
# deskcheck: f7([7], 7)
def f7(items: list[int], target: int) -> tuple[int, list[int]]:
    steps = 0
    while target in items:
        items.remove(target)
        steps += 1
        if steps == 2:
            break
    return steps, items


# deskcheck: f86("a,b;c", ",;")
# deskcheck: f86(";;", ";")
# deskcheck: f86("abc", "")
def f86(s: str, seps: str) -> list[str]:
    parts = [""]
    for c in s:
        if c in seps:
            parts.append(c)
        else:
            parts[-1] += c
    return parts


# deskcheck: f8([10, 20, 30, 40], 1, 3)
# deskcheck: f8([10, 20], 0, 0)
# deskcheck: f8([], 2, 5)
def f8(row: list[int], a: int, b: int) -> list[int]:
    row[a:b] = [0] * 3
    return row


# deskcheck: f9(["m", "n"], "opq")
# deskcheck: f9([], "ab")
# deskcheck: f9(["solo"], "")
def f9(parts: list[str], tail: str) -> list[str]:
    parts.extend(tail)
    parts.append(tail)
    parts += tail[::-1]
    return parts[1:]


# deskcheck: by_length(["pear", "fig", "kiwi", "nut", "a"])
# deskcheck: by_length(["bb", "aa"])
# deskcheck: by_length([])
def by_length(words: list[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


# deskcheck: f10("abcdefg", 2)
# deskcheck: f10("hi", 5)
# deskcheck: f10("", 1)
def f10(s: str, n: int) -> str:
    return s[-n:] + s[n:-n] + s[:n]


# deskcheck: f11({"a": 1, "b": 2}, {"b": 20, "c": 30})
# deskcheck: f11({}, {"z": 9})
# deskcheck: f11({"c": 4, "a": 6}, {"a": 5})
def f11(base: dict[str, int], extra: dict[str, int]) -> str:
    base.update(extra)
    return "".join(base) + str(sum(base.values(), 1000))


# deskcheck: f12([1, 2, 3], "abcde")
# deskcheck: f12([7, 8, 9], "q")
# deskcheck: f12([], "xyz")
def f12(ns: list[int], letters: str) -> list[str]:
    return [c * n for n, c in zip(ns, letters)]


# deskcheck: f13("1011", 2)
# deskcheck: f13("7f", 16)
# deskcheck: f13("-z", 36)
# deskcheck: f13(" 012 ", 8)
def f13(code: str, base: int) -> int:
    return int(code, base) - base


# deskcheck: letter_shift("Yes, z", 2)
# deskcheck: letter_shift("abc", -1)
# deskcheck: letter_shift("", 9)
def letter_shift(msg: str, k: int) -> str:
    out = ""
    for ch in msg:
        code = ord(ch) + k
        k += 1
        out += chr(code) if chr(code).isalnum() else str(code)
    return out


# deskcheck: f14("mississippi", "ss")
# deskcheck: f14("papaya", "pa")
# deskcheck: f14("xyz", "")
def f14(s: str, sub: str) -> tuple[int, int, int]:
    return s.find(sub), s.rfind(sub), s.count(sub)


# deskcheck: f15(10)
# deskcheck: f15(-5)
# deskcheck: f15(0)
# deskcheck: f15(255)
def f15(n: int) -> list[str]:
    return [bin(n)[2:], hex(n).upper(), oct(n)[-1]]


# deskcheck: f16("one,two,three,four", 2)
# deskcheck: f16("one,two", 5)
# deskcheck: f16(",", 1)
def f16(csv: str, n: int) -> list[str]:
    left = csv.split(",", n)
    right = csv.rsplit(",", n)
    return [left[-1], right[0]]


# deskcheck: unpack_dict({"ab": 2, "xyz": 1})
# deskcheck: unpack_dict({"q": 0, "rs": -1})
# deskcheck: unpack_dict({})
def unpack_dict(d: dict[str, int]) -> list[str]:
    out = []
    for pos, (key, n) in enumerate(d.items()):
        out += key * n
        out.append(key[-1] + str(pos))
    return out


# deskcheck: pop_around([5, 6, 7, 8, 9])
# deskcheck: pop_around([1, 2, 3])
# deskcheck: pop_around([4])
def pop_around(stack: list[int]) -> list[int]:
    taken = []
    while len(stack) > 1:
        taken.append(stack.pop(-2))
        taken.append(stack.pop(0))
    return taken + stack


# deskcheck: f17("a\tbc\td", 4)
# deskcheck: f17("\tx", 3)
# deskcheck: f17("plain", 8)
def f17(line: str, size: int) -> int:
    return len(line.expandtabs(size)) * 10 + line.count("\t")


# deskcheck: f18("ab", "-+-")
# deskcheck: f18("xyz", "")
# deskcheck: f18("k", "***")
def f18(s: str, glue: str) -> str:
    return glue.join(s) + s.join(glue)


# deskcheck: f19(3, 7, 7)
# deskcheck: f19(7, 3, 5)
# deskcheck: f19(0, 0, 0)
def f19(a: int, b: int, c: int) -> list[bool]:
    return [a < b <= c, a == b == c, a != b != c, a < b > c]


# deskcheck: f20("", [], 0)
# deskcheck: f20("word", [4], 3)
# deskcheck: f20("hi", [], 8)
def f20(s: str, xs: list[int], n: int) -> dict[str, int | str]:
    size = len(s) and len(xs) or n
    return {s or "blank": size, "tail": s[n:] or s[:1], "n": (xs or [n])[-1]}


# deskcheck: first_keys(["b", "a", "b", "c"], 1)
# deskcheck: first_keys(["zz"], -3)
# deskcheck: first_keys([], 5)
def first_keys(names: list[str], start: int) -> dict[str, int]:
    table = dict.fromkeys(names, start)
    for i, name in enumerate(names, 1):
        table[name] += i
    return table


# deskcheck: f21({"pen": 3, "cup": 9, "hat": 5}, 2)
# deskcheck: f21({"pen": 3}, 4)
# deskcheck: f21({}, 1)
def f21(stock: dict[str, int], n: int) -> list[str]:
    gone = []
    while stock and n > 0:
        name, count = stock.popitem()
        gone.append(name + str(count))
        n -= 1
    return gone + list(stock)


# deskcheck: f22([3, -8, 5, 8])
# deskcheck: f22([-2, 2])
# deskcheck: f22([0])
def f22(xs: list[int]) -> tuple[int, int, int]:
    return max(xs, key=abs), min(xs, key=abs), max(xs)


# deskcheck: f23([17, 5], 3)
# deskcheck: f23([-7, 100, 0], 8)
# deskcheck: f23([], 2)
def f23(ns: list[int], d: int) -> list[tuple[int, int]]:
    return [divmod(n, d) for n in reversed(ns)]


# deskcheck: f24("hello world", "lo")
# deskcheck: f24("aAbB", "AB")
# deskcheck: f24("", "zip")
def f24(text: str, drop: str) -> str:
    kept = [c.upper() for c in text if c not in drop]
    return "".join(kept) or drop


# deskcheck: flip_halves([1, 2, 3, 4, 5])
# deskcheck: flip_halves([8, 6])
# deskcheck: flip_halves([])
def flip_halves(seq: list[int]) -> list[int]:
    mid = len(seq) // 2
    seq[:mid], seq[mid:] = seq[mid:], seq[:mid]
    return seq[::-1]


# deskcheck: f87([3, 1, 4, 1, 5])
# deskcheck: f87([2, 9])
# deskcheck: f87([])
def f87(xs: list[int]) -> list[int]:
    out = []
    for x in sorted(xs, key=lambda v: -v):
        out.insert(x % 3, x)
    return out


# deskcheck: f25("A man a MAP")
# deskcheck: f25("zzz")
# deskcheck: f25("")
def f25(s: str) -> str:
    return "".join(sorted(set(s.lower().replace(" ", ""))))


# deskcheck: f26([6, 2, 9, 2], 2)
# deskcheck: f26([2, 2, 2], 2)
# deskcheck: f26([5, 1], 1)
def f26(nums: list[int], x: int) -> int:
    i = nums.index(x)
    nums.remove(x)
    return nums.index(x) + i if x in nums else -i


# deskcheck: f27([[1, 2], [3], []], [0])
# deskcheck: f27([], [4, 5])
# deskcheck: f27([[7]], [])
def f27(rows: list[list[int]], seed: list[int]) -> list[int]:
    return sum(rows, seed) * 2


# deskcheck: grade_marks("abcab", {"a": 1, "b": 10})
# deskcheck: grade_marks("??", {})
# deskcheck: grade_marks("", {"a": 4})
def grade_marks(code: str, worth: dict[str, int]) -> list[int]:
    total, out = 0, []
    for c in code:
        total += worth.setdefault(c, -2)
        worth[c] *= 2
        out.append(total)
    return out


# deskcheck: f28("Basket", "et")
# deskcheck: f28("unhappy", "un")
# deskcheck: f28("et", "et")
def f28(word: str, bit: str) -> list[str]:
    return [word.removesuffix(bit), word.removeprefix(bit), word.replace(bit, bit * 2)]


# deskcheck: f29(["x", "y", "z"], 2)
# deskcheck: f29(["x"], 3)
# deskcheck: f29([], 4)
# deskcheck: f29(["p", "q"], 0)
def f29(items: list[str], n: int) -> list[str]:
    longer = items * n
    del longer[1::2]
    return longer


# deskcheck: f30("Tree 42!")
# deskcheck: f30("ABC")
# deskcheck: f30("7")
# deskcheck: f30("")
def f30(s: str) -> list[bool]:
    return [s.isupper(), s.isalnum(), s.istitle(), s.isdigit(), bool(s)]


# deskcheck: mirror_pairs({"up": "down", "in": "out"})
# deskcheck: mirror_pairs({"a": "b", "c": "b"})
# deskcheck: mirror_pairs({})
def mirror_pairs(d: dict[str, str]) -> dict[str, str]:
    return {v: k for k, v in d.items()} | {"n": str(len(d))}


# deskcheck: f31("10 -3 x 7")
# deskcheck: f31("5.5 +2 08")
# deskcheck: f31("")
def f31(text: str) -> list[str]:
    marks = []
    for token in text.split(" "):
        if token.isdigit():
            marks.append("n" + token.lstrip("0"))
        elif token[:1] in "+-":
            marks.append("s" + token)
        else:
            marks.append("?")
    return marks


# deskcheck: f32((4, 9, 16), 5)
# deskcheck: f32((1, 2), 3)
# deskcheck: f32((7, 7, 7, 7), 0)
def f32(t: tuple[int, ...], n: int) -> tuple:
    head, *mid, tail = t
    return (tail, n, *mid), head


# deskcheck: f33([5, 3, 8, 1, 9], [5, 2, 8])
# deskcheck: f33([2, 4], [])
# deskcheck: f33([1], [0, 0])
def f33(xs: list[int], ys: list[int]) -> tuple[bool, bool, int]:
    return all(x >= y for x, y in zip(xs, ys)), xs[:len(ys)] == ys, len(xs) - len(ys)


# deskcheck: f88("ox", "yak", 7)
# deskcheck: f88("bee", "", 4)
# deskcheck: f88("a", "b", 0)
def f88(a: str, b: str, limit: int) -> str:
    text = a
    while len(text) < limit:
        text += b or "."
        a, b = b, a
    return text.title()


# deskcheck: f34("wolf", 9, "*")
# deskcheck: f34("ox", 5, "-")
# deskcheck: f34("elephant", 4, "#")
def f34(name: str, width: int, fill: str) -> str:
    return name.center(width, fill) + name[:2].ljust(3, fill)


# deskcheck: peel("((core))", "()")
# deskcheck: peel("[a]b]", "[]")
# deskcheck: peel("none", "<>")
# deskcheck: peel("", "{}")
def peel(s: str, pair: str) -> tuple[str, int]:
    depth = 0
    while s.startswith(pair[0]) and s.endswith(pair[1]):
        s = s[1:-1]
        depth += 1
    return s, depth


# deskcheck: f35({"ann": 31, "bo": 19, "cy": 31})
# deskcheck: f35({"zed": 4})
# deskcheck: f35({"k": -1, "j": -9})
def f35(ages: dict[str, int]) -> list[str]:
    return [max(ages, key=ages.get), min(ages, key=ages.get), max(ages), min(ages)]


# deskcheck: f36("line one\nline two\n")
# deskcheck: f36("\n\nx")
# deskcheck: f36("")
def f36(text: str) -> list[int]:
    return [len(text.splitlines()), len(text.split("\n")), len(text.split())]


# deskcheck: f37([1, 2, 3, 4, 5, 6], 2)
# deskcheck: f37([9, 8, 7], 3)
# deskcheck: f37([], 1)
def f37(data: list[int], step: int) -> list[int]:
    picked = data[::step]
    data[::step] = [-v for v in picked]
    return data


# deskcheck: f38("banjo", 1, 4)
# deskcheck: f38("ab", -5, 99)
# deskcheck: f38("violin", 4, 1)
def f38(s: str, i: int, j: int) -> str:
    return s[:i] + s[i:j].upper() + s[j:]


# deskcheck: merge_turns("ace", "bdfhj")
# deskcheck: merge_turns("123", "")
# deskcheck: merge_turns("", "")
def merge_turns(a: str, b: str) -> str:
    out = []
    for x, y in zip(a, b):
        out.insert(0, y)
        out.append(x)
    n = len(out) // 2
    return "".join(out) + a[n:] + b[n:]


# deskcheck: f39([3, 1, 2])
# deskcheck: f39([10])
# deskcheck: f39([])
def f39(xs: list[int]) -> tuple:
    return xs.sort(), xs, xs[::-1]


# deskcheck: f40({"a": [1], "b": [2, 3]}, "c")
# deskcheck: f40({"a": []}, "a")
# deskcheck: f40({}, "new")
def f40(groups: dict[str, list[int]], key: str) -> dict[str, list[int]]:
    groups.setdefault(key, []).append(len(groups))
    return groups


# deskcheck: f41("The quick Onyx goblin")
# deskcheck: f41("lower only")
# deskcheck: f41("")
def f41(text: str) -> str:
    return "".join(w[0] for w in text.split() if w.istitle()) or "none"


# deskcheck: f42("ddaabbbc", "b")
# deskcheck: f42("x", "x")
# deskcheck: f42("", "k")
def f42(s: str, until: str) -> list[int]:
    codes = []
    for c in s:
        if c == until:
            codes.append(-len(codes))
            break
        codes.insert(0, ord(c) - ord("a"))
    return codes


# deskcheck: f89({"a": 4, "b": 9, "c": 4}, 4)
# deskcheck: f89({"z": 1}, 2)
# deskcheck: f89({}, 0)
def f89(d: dict[str, int], bad: int) -> tuple[dict[str, int], str]:
    gone = ""
    for k in list(d):
        if d[k] == bad:
            del d[k]
            gone = k + gone
    return d, gone


# deskcheck: f43(["10", "9", "100", "1"])
# deskcheck: f43(["b", "B", "a"])
# deskcheck: f43([])
def f43(tokens: list[str]) -> list[list[str]]:
    return [sorted(tokens), sorted(tokens, key=lambda t: (len(t), t))]


# deskcheck: budget_lines([("tea", 3), ("cake", 12)], 10)
# deskcheck: budget_lines([("bus", 4)], 4)
# deskcheck: budget_lines([], 50)
def budget_lines(costs: list[tuple[str, int]], cash: int) -> list[str]:
    out = []
    for name, price in costs:
        cash -= price
        if cash < 0:
            out.append(name.upper() + str(cash).rjust(4))
            break
        out.append(name + str(cash).zfill(3))
    return out


# deskcheck: f44([8, 6, 4, 2], -1)
# deskcheck: f44([8, 6, 4, 2], 1)
# deskcheck: f44([3], 0)
def f44(nums: list[int], i: int) -> tuple[int, int]:
    a = nums.pop(i)
    b = nums.pop() if nums else a
    return a * 10 + b, sum(nums, a)


# deskcheck: f45("wow such wow", "wow", "oh")
# deskcheck: f45("aaaa", "aa", "a")
# deskcheck: f45("abc", "", ".")
def f45(s: str, old: str, new: str) -> list[str]:
    return [s.replace(old, new), s.replace(old, new, 1)]


# deskcheck: f46("path/to/file.txt")
# deskcheck: f46("readme")
# deskcheck: f46("a.b.c/")
def f46(p: str) -> tuple[str, str]:
    name = p.rpartition("/")[2]
    stem, dot, ext = name.rpartition(".")
    return stem or name, ext if dot else "-"


# deskcheck: f47([2, 2, 3, 5, 5])
# deskcheck: f47([1])
# deskcheck: f47([])
def f47(xs: list[int]) -> dict[str, int]:
    return {"len": len(xs), "kinds": len(set(xs)), "span": max(xs, default=0) - min(xs, default=0)}


# deskcheck: stamp(7, 5)
# deskcheck: stamp(123, 60)
# deskcheck: stamp(0, 0)
def stamp(hours: int, minutes: int) -> str:
    carry, minutes = divmod(minutes, 60)
    return str((hours + carry) % 24).zfill(2) + ":" + str(minutes).zfill(2)


# deskcheck: f48("quartz")
# deskcheck: f48("AEIOU")
# deskcheck: f48("rhythm")
def f48(word: str) -> str:
    out = ""
    for i, c in enumerate(word):
        if c.lower() in "aeiou":
            out = c.swapcase() + out
        elif i % 2:
            out += c
    return out + str(len(word))


# deskcheck: f49(["red", "blue"], ["x", "y", "z"])
# deskcheck: f49([], ["m"])
# deskcheck: f49(["one"], ["two"])
def f49(keys: list[str], vals: list[str]) -> dict[str, str]:
    return dict(zip(keys, reversed(vals)))


# deskcheck: f50([0, 1, 2], [True, False])
# deskcheck: f50([5], [])
# deskcheck: f50([], [True])
def f50(ns: list[int], flags: list[bool]) -> list[int]:
    return [n * 2 if flag else -n for flag, n in zip(flags, ns)] + [ns.count(True)]


# deskcheck: rotate_once([1, 2, 3], True)
# deskcheck: rotate_once(["a", "b"], False)
# deskcheck: rotate_once([], True)
def rotate_once(seq: list, left: bool) -> list:
    if not seq:
        return [left]
    if left:
        seq.append(seq.pop(0))
    else:
        seq.insert(0, seq.pop())
    return seq


# deskcheck: chip("-12", 3)
# deskcheck: chip("7", 4)
# deskcheck: chip("+0", 2)
def chip(num: str, times: int) -> list[str]:
    stages = []
    for width in range(len(num), len(num) + times):
        num = num.zfill(width)
        stages.append(num.lstrip("+-"))
    return stages


# deskcheck: f51("x=1;y=22;x=333")
# deskcheck: f51("flag;")
# deskcheck: f51("k==v")
def f51(cfg: str) -> dict[str, str]:
    out = {}
    for item in cfg.split(";"):
        key, _, val = item.partition("=")
        out[key] = val
    return out


# deskcheck: f52("Straw", "BERRY", 3)
# deskcheck: f52("", "Go", 1)
# deskcheck: f52("ok", "", 0)
def f52(a: str, b: str, n: int) -> str:
    return (a[::2] + b.lower()[::-1]) * n or a.upper()


# deskcheck: f53([[3, "c"], [1, "b"], [3, "a"]])
# deskcheck: f53([[0, "z"]])
# deskcheck: f53([])
def f53(rows: list[list]) -> str:
    rows.sort(key=lambda r: -r[0])
    return "".join(letter for _, letter in rows)


# deskcheck: even_spots("abcdef", 0)
# deskcheck: even_spots("abcdef", 7)
# deskcheck: even_spots("", 1)
def even_spots(s: str, start: int) -> str:
    return "".join(c for i, c in enumerate(s, start) if i % 2 == 0)


# deskcheck: f54({"x": 5, "y": 0, "z": None})
# deskcheck: f54({"only": 0})
# deskcheck: f54({})
def f54(d: dict[str, int | None]) -> list:
    return [d.get("x", "no"), d.get("y") or "zero", d.get("z", 9), len(d)]


# deskcheck: f55("Level", "eel")
# deskcheck: f55("", "noon")
# deskcheck: f55("ab", "AB")
def f55(a: str, b: str) -> list[bool]:
    return [b in a, b[1:] in a[::-1], a.casefold() == b.lower(), a > b]


# deskcheck: f56(6, "0")
# deskcheck: f56(19, "1")
# deskcheck: f56(0, "0")
def f56(n: int, bit: str) -> str:
    return bin(n)[2:].strip(bit) or "empty"


# deskcheck: f57([1, 2, 3, 4, 5], 2)
# deskcheck: f57([7, 7], 0)
# deskcheck: f57([], 3)
def f57(xs: list[int], k: int) -> list[int]:
    del xs[k:k + 2]
    xs[len(xs):] = [k, -k]
    return xs


# deskcheck: f58("Deep Blue 9")
# deskcheck: f58("iPhone")
# deskcheck: f58("")
def f58(s: str) -> str:
    return s.capitalize() + "/" + s.swapcase()


# deskcheck: count_down("tick", 3)
# deskcheck: count_down("go", 1)
# deskcheck: count_down("x", 0)
def count_down(word: str, n: int) -> str:
    parts = []
    while n:
        parts.append(word[:n] + str(n))
        n -= 1
    parts.reverse()
    return ">".join(parts)


# deskcheck: f59("2024-11-05", "-")
# deskcheck: f59("7", "-")
# deskcheck: f59("03/14", "/")
def f59(date: str, sep: str) -> list[int]:
    return [int(p) for p in date.split(sep)][::-1]


# deskcheck: f90([10, 20, 30, 40, 50])
# deskcheck: f90([1, 2])
# deskcheck: f90([])
def f90(xs: list[int]) -> list[int]:
    for i in (1, -1, 7):
        if -len(xs) <= i < len(xs):
            xs[i:] = [xs[i] + i]
        else:
            xs.append(i)
    return xs


# deskcheck: f60([4, 0, 6], [1, 2])
# deskcheck: f60([-3], [5, 5, 5])
# deskcheck: f60([], [])
def f60(a: list[int], b: list[int]) -> int:
    return sum((x * y for x, y in zip(a, b)), len(a) - len(b))


# deskcheck: f61("hash#tag#end", "#")
# deskcheck: f61("##", "#")
# deskcheck: f61("none", "#")
def f61(s: str, c: str) -> tuple[int, str]:
    if c not in s:
        return -1, s
    last = s.rindex(c)
    return last - s.index(c), s[last:]


# deskcheck: swap_ends(["a", "b", "c"])
# deskcheck: swap_ends(["one"])
# deskcheck: swap_ends([])
def swap_ends(xs: list[str]) -> list[str]:
    if xs:
        xs[0], xs[-1] = xs[-1], xs[0] + "!"
    return xs


# deskcheck: f62({"b": 2, "a": 1}, ["a", "c"])
# deskcheck: f62({}, ["n", "n"])
# deskcheck: f62({"q": 7}, [])
def f62(d: dict[str, int], order: list[str]) -> dict[str, int]:
    for k in order:
        d[k] = d.pop(k, 0) - 1
    return d


# deskcheck: f63("Zebra apple Mango")
# deskcheck: f63("b A a B")
# deskcheck: f63("")
def f63(text: str) -> list[str]:
    return sorted(text.split()) + sorted(text.split(), key=str.lower)


# deskcheck: f64("3a", 5)
# deskcheck: f64("FF", 0)
# deskcheck: f64("0", 300)
def f64(h: str, add: int) -> str:
    return hex(int(h, 16) + add)[2:].zfill(4)


# deskcheck: f65("spam eggs ham", 2)
# deskcheck: f65("spam", 9)
# deskcheck: f65("", 1)
def f65(text: str, n: int) -> str:
    out = []
    for w in text.split():
        if len(w) <= n:
            out.append(w)
        else:
            out.append(w[:n] + "." * (len(w) - n))
    return " ".join(out)


# deskcheck: bracket_sum([2, [3, 4], 5])
# deskcheck: bracket_sum([[], [10]])
# deskcheck: bracket_sum([])
def bracket_sum(items: list) -> str:
    return "".join(f"[{sum(i)}]" if isinstance(i, list) else str(i) for i in items)


# deskcheck: f66((3, 1), (2, 9))
# deskcheck: f66((3, 1), (3, 0))
# deskcheck: f66((0, 0), (0, 0))
def f66(p: tuple[int, int], q: tuple[int, int]) -> tuple:
    return p > q, p + q, max(p, q)[1], p[::-1] == q


# deskcheck: f67("aXbXc", "X", 1)
# deskcheck: f67("XXX", "X", 2)
# deskcheck: f67("quiet", "X", 0)
def f67(s: str, sep: str, i: int) -> str:
    bits = s.split(sep)
    bits.insert(i, sep.lower())
    return sep.join(bits)


# deskcheck: f68([9, 4, 7, 4], 3)
# deskcheck: f68([1, 2], 2)
# deskcheck: f68([], 2)
def f68(xs: list[int], n: int) -> list[int]:
    low = []
    while xs and len(low) < n:
        m = min(xs)
        low.append(xs.index(m))
        xs.remove(m)
    return low + xs


# deskcheck: f91("pqrs", [2, -1, 9])
# deskcheck: f91("k", [0, 0])
# deskcheck: f91("", [1])
def f91(s: str, cuts: list[int]) -> list[str]:
    pieces = []
    for c in cuts:
        pieces.append(s[:c])
        s = s[c:]
    return pieces + [s]


# deskcheck: pick_vowels("Otter Avenue")
# deskcheck: pick_vowels("pfft")
# deskcheck: pick_vowels("")
def pick_vowels(s: str) -> dict[str, int]:
    return {v: s.lower().count(v) for v in "aeiou" if v in s.lower()}


# deskcheck: f69(12, 18)
# deskcheck: f69(7, 7)
# deskcheck: f69(1, -1)
def f69(a: int, b: int) -> str:
    return a > b and "more" or a == b and "same" or "less" + str(b - a)


# deskcheck: f70("..a.b..", ".")
# deskcheck: f70("....", ".")
# deskcheck: f70("b", ".")
def f70(s: str, c: str) -> list[int]:
    left = len(s) - len(s.lstrip(c))
    right = len(s) - len(s.rstrip(c))
    return [left, right, s.strip(c).count(c)]


# deskcheck: f71(["", "a", "bb"], "-")
# deskcheck: f71([""], ",")
# deskcheck: f71([], "+")
def f71(parts: list[str], sep: str) -> list[str]:
    joined = sep.join(parts)
    return [joined, sep.join(filter(None, parts)), str(joined.split(sep) == parts)]


# deskcheck: seat_row("CARD", 2)
# deskcheck: seat_row("no", 5)
# deskcheck: seat_row("", 0)
def seat_row(letters: str, empty: int) -> str:
    row = ["_"] * empty
    for i, c in enumerate(letters):
        row.insert(i * 2, c)
    return "".join(row)


# deskcheck: f72({"a": 3, "b": 3, "c": 1})
# deskcheck: f72({"z": 0})
# deskcheck: f72({})
def f72(d: dict[str, int]) -> list[tuple[int, str]]:
    return sorted(((v, k) for k, v in d.items()), reverse=True)


# deskcheck: f73("KeepItUp", 3)
# deskcheck: f73("low_bar", 1)
# deskcheck: f73("ABC", 0)
def f73(name: str, n: int) -> str:
    for c in name:
        if c.isupper() and n:
            name = name.replace(c, str(n), 1)
            n -= 1
    return name.lower() + "!" * n


# deskcheck: f74([1, 1, 2, 5, 2, 1])
# deskcheck: f74([6])
# deskcheck: f74([])
def f74(xs: list[int]) -> list[int]:
    stack = [0]
    for x in xs:
        if x == stack[-1]:
            stack[-1] = x * 10
        elif x < stack[-1]:
            stack.append(x + stack.pop())
        else:
            stack.extend([x] * 2)
    return stack


# deskcheck: f75("roundabout", "ou")
# deskcheck: f75("hat", "z")
# deskcheck: f75("oooo", "oo")
def f75(s: str, sep: str) -> list[str]:
    return [p[::-1] for p in s.split(sep)]


# deskcheck: tower(4)
# deskcheck: tower(1)
# deskcheck: tower(0)
def tower(n: int) -> list[str]:
    return [("*" * (2 * i + 1)).center(2 * n - 1, ".") for i in range(n)]


# deskcheck: f76([5, 12, 7], "low", "high")
# deskcheck: f76([10], "a", "b")
# deskcheck: f76([], "", "x")
def f76(ns: list[int], lo: str, hi: str) -> list[str]:
    return [(lo, hi)[n >= 10] + str(n % 10) for n in ns]


# deskcheck: f92(("a", 1, "b", 2))
# deskcheck: f92(("x", -3))
# deskcheck: f92(())
def f92(flat: tuple) -> dict[str, int]:
    d = {"b": 50}
    for key, n in zip(flat[::2], flat[1::2]):
        d[key] = d.get(key, 0) + n
    return d


# deskcheck: f77(["k", "l", "m", "n"], 6)
# deskcheck: f77(["k"], -4)
# deskcheck: f77(["p", "q", "r"], 3)
def f77(ring: list[str], n: int) -> str:
    return ring[n % len(ring)] + ring[-n % len(ring)]


# deskcheck: f78([1, 2, 3])
# deskcheck: f78([])
# deskcheck: f78([0, 0])
def f78(xs: list[int]) -> list[list[int]]:
    ys = xs
    zs = xs[:]
    ys.append(len(zs))
    xs = xs + [9]
    return [xs, ys, zs]


# deskcheck: split_even([3, 4, 6, 9, 10])
# deskcheck: split_even([1])
# deskcheck: split_even([])
def split_even(nums: list[int]) -> tuple[list[int], list[int]]:
    piles = ([], [])
    for n in nums:
        piles[n % 2].insert(0, n // 2)
    return piles


# deskcheck: f79("Mixed CASE 99")
# deskcheck: f79("___")
# deskcheck: f79("zZ")
def f79(s: str) -> tuple[int, int, int]:
    return sum(map(str.isupper, s)), sum(map(str.islower, s)), sum(not c.isalnum() for c in s)


# deskcheck: f80(5, 2, [0, 1, 2, 3])
# deskcheck: f80(-1, 3, [4, -4])
# deskcheck: f80(0, 0, [])
def f80(a: int, b: int, xs: list[int]) -> list[int]:
    return list(map(lambda x: x * a - b, filter(lambda x: x != b, xs)))


# deskcheck: f81("to be or not", 2)
# deskcheck: f81("echo echo echo", 1)
# deskcheck: f81("", 3)
def f81(text: str, n: int) -> str:
    words = text.split()
    for w in words[:n]:
        words.append(w.upper())
        words.pop(words.index(w))
    return "/".join(words)


# deskcheck: longest_tail(["sunrise", "moon", "ise", "enterprise"], "ise")
# deskcheck: longest_tail(["aa", "ba"], "a")
# deskcheck: longest_tail([], "x")
def longest_tail(words: list[str], end: str) -> str:
    best = ""
    for w in words:
        if w.endswith(end) and len(w) > len(best):
            best = w
    return best.removesuffix(end) or "~"


# deskcheck: f82([3, 6], 2)
# deskcheck: f82([], 5)
# deskcheck: f82([[1]], 2)
def f82(xs: list, n: int) -> list:
    grid = [xs] * n
    grid[0].append(n)
    return grid


# deskcheck: f83("12:30:x", ":")
# deskcheck: f83("0.7", ".")
# deskcheck: f83("seven", "-")
def f83(label: str, sep: str) -> list[int | str]:
    out = []
    while sep in label:
        head, _, label = label.partition(sep)
        out.append(int(head) * len(label))
    return out + [label]


# deskcheck: f84(["a1", "b22", "c"], "2")
# deskcheck: f84(["222"], "2")
# deskcheck: f84([], "0")
def f84(codes: list[str], d: str) -> dict[str, int]:
    return {c[0]: c.count(d) for c in codes}


# deskcheck: shrink("abcdefghi", 3)
# deskcheck: shrink("wxyz", 1)
# deskcheck: shrink("", 2)
def shrink(s: str, k: int) -> list[str]:
    steps = []
    while len(s) > k:
        s = s[1:-1]
        steps.append(s)
    return steps


# deskcheck: f85([1, 0, "", "no", None, [], [0]])
# deskcheck: f85([False, 0.0])
# deskcheck: f85([])
def f85(items: list) -> tuple[int, bool, bool]:
    return len([i for i in items if i]), any(items), all(items)
