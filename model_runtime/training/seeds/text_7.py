# deskcheck: f("copper kettle", 4)
# deskcheck: f("Owl", 1)
# deskcheck: f("ab", 9)
# deskcheck: f("", 0)
def f(s: str, i: int) -> str:
    s = s[:i] + "#" + s[i + 1 :]
    s = s.upper() + s[:2]
    s = s.replace("E", "3")
    s = s[1:] + s[0]
    s = "<" + s[:i] + "|" + s[i:]
    return s.rstrip("#")


# deskcheck: grow_ends("mnpq", "dusk")
# deskcheck: grow_ends("aZbY", "0")
# deskcheck: grow_ends("", "calm")
def grow_ends(letters: str, core: str) -> str:
    for c in letters:
        if c < "n":
            core = c + core
        elif c in "yzq":
            core = core + c * 2
        else:
            core = c.upper() + core[1:]
    return core


# deskcheck: f1("The harbor lights fade", 3)
# deskcheck: f1("go to Rome", 2)
# deskcheck: f1("a", 5)
# deskcheck: f1("", 2)
def f1(text: str, n: int) -> str:
    words = text.split()
    words = [w[:n] + "." if len(w) > n else w for w in words]
    words.reverse()
    text = " ".join(words)
    text = text[:1].upper() + text[1:]
    return text.replace(". ", ".")


# deskcheck: f2("wxyz", 3)
# deskcheck: f2("Fjo 7", 5)
# deskcheck: f2("zZ-aA", -1)
# deskcheck: f2("", 8)
def f2(msg: str, key: int) -> str:
    out = ""
    for c in msg:
        if c.isalpha():
            base = 97 if c.islower() else 65
            c = chr((ord(c) - base + key) % 26 + base)
            key += 1
        out = out + c
    return out


# deskcheck: f3("llamas see moss", "s")
# deskcheck: f3("banana", "n")
# deskcheck: f3("ooo", "o")
# deskcheck: f3("dry", "e")
def f3(s: str, c: str) -> str:
    n = s.count(c)
    at = s.find(c)
    while at >= 0:
        s = s[:at] + str(n) + s[at + 1 :]
        n -= 1
        at = s.find(c, at + 1)
    return s + c


# deskcheck: f4("tall:7;wide:12;deep:3")
# deskcheck: f4("x:0")
# deskcheck: f4("a:1;b")
# deskcheck: f4("pad: 40 ;gap:5")
def f4(spec: str) -> str:
    rows = []
    for part in spec.split(";"):
        key, value = part.split(":")
        rows.append(key.strip().ljust(5, ".") + value.strip().rjust(3))
    table = "\n".join(rows)
    return table + "\n" + "=" * 8


# deskcheck: f5("aabbbc")
# deskcheck: f5("xxxxxyx")
# deskcheck: f5("7")
# deskcheck: f5("")
def f5(s: str) -> str:
    out = ""
    for c in s:
        if out and out[-2] == c:
            out = out[:-1] + str(int(out[-1]) + 1)
        else:
            out += c + "1"
    return out.replace("1", "")


# deskcheck: f6("a3b2-4q")
# deskcheck: f6("9z")
# deskcheck: f6("ok")
# deskcheck: f6("h0i2")
def f6(packed: str) -> str:
    out = ""
    held = ""
    for c in packed:
        if c.isdigit():
            out += held * int(c)
            held = ""
        else:
            out += held
            held = c
    return out + held + "."


# deskcheck: f7("Moonlit Sonata", "aeiou")
# deskcheck: f7("strength", "str")
# deskcheck: f7("AAA", "a")
# deskcheck: f7("", "xyz")
def f7(title: str, drop: str) -> str:
    kept = "".join(c for c in title if c.lower() not in drop)
    gone = len(title) - len(kept)
    kept = kept.swapcase()
    kept = kept.center(len(kept) + 4, "*")
    kept = str(gone) + kept[1:]
    return kept


# deskcheck: f8("1234567", 3)
# deskcheck: f8("88", 1)
# deskcheck: f8("deadbeef01", 4)
# deskcheck: f8("", 2)
def f8(digits: str, n: int) -> str:
    out = ""
    while len(digits) > n:
        out = "," + digits[-n:] + out
        digits = digits[:-n]
    out = digits + out
    return out.replace(",", "'", 1)


# deskcheck: zigzag_case("lan tern")
# deskcheck: zigzag_case("x9y8")
# deskcheck: zigzag_case("Qi")
# deskcheck: zigzag_case("")
def zigzag_case(s: str) -> str:
    up = True
    res = ""
    for ch in s:
        res += ch.upper() if up else ch.lower()
        if ch.isalpha():
            up = not up
    return res[::-1] if up else res


# deskcheck: f9("say \"hi\" now")
# deskcheck: f9("C:\\temp")
# deskcheck: f9("tab\there")
# deskcheck: f9("plain")
def f9(raw: str) -> str:
    safe = raw.replace("\\", "/")
    safe = safe.replace("\"", "'")
    safe = safe.replace("\t", "\\t")
    safe = '"' + safe + '"'
    if safe.count("'") > 1:
        safe = safe.strip('"')
    return safe + str(len(safe) - len(raw))


# deskcheck: f10("brick", "stone")
# deskcheck: f10("Night", "nigh")
# deskcheck: f10("", "ab")
# deskcheck: f10("same", "same")
def f10(a: str, b: str) -> str:
    out = ""
    for x, y in zip(a, b):
        if x == y:
            out += "="
        else:
            out += x if x > y else y.upper()
    out += a[len(b) :] + b[len(a) :]
    return out


# deskcheck: f11("Rm 2B!")
# deskcheck: f11("  __  ")
# deskcheck: f11("ALLCAPS")
# deskcheck: f11("")
def f11(s: str) -> str:
    up = low = num = other = 0
    for c in s:
        if c.isupper():
            up += 1
        elif c.islower():
            low += 1
        else:
            num += c.isdigit()
            other += not c.isalnum()
    return f"U{up}L{low}D{num}X{other}"


# deskcheck: f12("---draft-7---", "-7")
# deskcheck: f12("xxyhelloyxx", "xy")
# deskcheck: f12("...", ".")
# deskcheck: f12("  pad  ", " ")
def f12(s: str, chars: str) -> str:
    left = s.lstrip(chars)
    right = s.rstrip(chars)
    core = left.rstrip(chars)
    s = right + "/" + left
    s = s.replace(core, "@") if core else s + "?"
    return s + core.title()


# deskcheck: f13("pebble")
# deskcheck: f13("Mississippi")
# deskcheck: f13("abcabc")
# deskcheck: f13("")
def f13(s: str) -> str:
    once = ""
    again = ""
    for c in s:
        if c in once:
            again = c + again
        else:
            once += c
    return once + "-" + again


# deskcheck: f14("ash oak elm", 5)
# deskcheck: f14("longest", 3)
# deskcheck: f14("i am", 4)
# deskcheck: f14("", 6)
def f14(line: str, w: int) -> str:
    cells = [t.center(w, "_") for t in line.split()]
    line = "|".join(cells)
    line = "|" + line + "|"
    line = line.replace("_|", " |")
    return line[1:] + str(line.count("|"))


# deskcheck: f15("route", 2)
# deskcheck: f15("Wyvern", 5)
# deskcheck: f15("no", 1)
# deskcheck: f15("e", 3)
def f15(w: str, turns: int) -> str:
    for t in range(turns):
        w = w[-1] + w[:-1]
        if w[0] in "aeiou":
            w = w.capitalize()
        else:
            w = w + str(t)
    return w


# deskcheck: spell_bits("1011")
# deskcheck: spell_bits("000")
# deskcheck: spell_bits("10x1")
# deskcheck: spell_bits("")
def spell_bits(bits: str) -> str:
    out = "."
    for b in bits:
        if b == "1":
            out = out.replace(".", "o.")
        elif b == "0":
            out = "_" + out[::-1]
        else:
            out += b.upper()
    return out


# deskcheck: f16("red=1,blue=22")
# deskcheck: f16("k=")
# deskcheck: f16("m=5,m=6,n=5")
# deskcheck: f16("oops")
def f16(line: str) -> str:
    fields = {}
    for item in line.split(","):
        name, _, val = item.partition("=")
        fields[name] = val + fields.get(name, "")
    flipped = [f"{v or '?'}:{k}" for k, v in fields.items()]
    flipped.sort()
    return ";".join(flipped)


# deskcheck: f17("meadow", "aeo", "430")
# deskcheck: f17("taste test", "ts", "+$")
# deskcheck: f17("", "a", "b")
# deskcheck: f17("zoo", "zo", "x")
def f17(s: str, old: str, new: str) -> str:
    table = str.maketrans(old, new)
    first = s.translate(table)
    s = s[::-1].translate(table)
    s = first + s[1:]
    s = s.title()
    return s + new[-1]


# deskcheck: f18("one\ntwo\n\nthree")
# deskcheck: f18("alone")
# deskcheck: f18("\n\n")
# deskcheck: f18("")
def f18(block: str) -> str:
    lines = block.splitlines()
    lines = [f"{i}>{t}" for i, t in enumerate(lines) if t]
    block = "\n".join(lines)
    block = block.replace("t", "T")
    if "\n" in block:
        block = block[block.index("\n") + 1 :] + "\n" + lines[0]
    return block


# deskcheck: f19(7, 4)
# deskcheck: f19(125, 2)
# deskcheck: f19(-6, 5)
# deskcheck: f19(0, 0)
def f19(n: int, w: int) -> str:
    s = str(n).zfill(w)
    t = f"{n:+d}"
    s = s + ":" + t.rjust(w, ".")
    s = s.replace("0", "o")
    s += f"{n % 3}" * (n % 3)
    return "[" + s.rstrip("1") + "]"


# deskcheck: f20("tree trunk", "tr", "d")
# deskcheck: f20("aaaa", "aa", "a")
# deskcheck: f20("xyxyxy", "yx", "")
# deskcheck: f20("none", "q", "w")
def f20(s: str, old: str, new: str) -> str:
    hits = 0
    while old in s and hits < 4:
        s = s.replace(old, new, 1)
        hits += 1
        s = s + "!"
    return s[:-1] + str(hits)


# deskcheck: hyphen_stairs("rapids", 2)
# deskcheck: hyphen_stairs("Q", 3)
# deskcheck: hyphen_stairs("opal", 0)
# deskcheck: hyphen_stairs("", 1)
def hyphen_stairs(s: str, dashes: int) -> str:
    out = ""
    for i, c in enumerate(s):
        if i and i % 2 == 0:
            out += "-" * dashes
            dashes = max(dashes - 1, 1)
        out += c
    return out + "-" * dashes


# deskcheck: f21("sugar and spice")
# deskcheck: f21("Up, up AND away")
# deskcheck: f21("one")
# deskcheck: f21("")
def f21(s: str) -> str:
    short = ""
    for w in s.split():
        if w.lower() == "and":
            short += "&"
        else:
            short += w[0].upper() + w[-1]
        short = short.replace(",", ";")
    return short or "none"


# deskcheck: f22("glacier", 1, 4)
# deskcheck: f22("Tundra9", 0, 6)
# deskcheck: f22("ice", 2, 2)
# deskcheck: f22("fog", 1, 7)
def f22(s: str, i: int, j: int) -> str:
    a, b = s[i], s[j]
    s = s[:i] + b + s[i + 1 :]
    s = s[:j] + a + s[j + 1 :]
    s = s + a.upper() + b.upper()
    s = s[j:] + s[:j]
    s = s.replace(a, "(" + a + ")", 1)
    return s


# deskcheck: f23("b4d g1rl")
# deskcheck: f23("2 x 3")
# deskcheck: f23("no dice")
# deskcheck: f23("")
def f23(s: str) -> str:
    out = ""
    total = 0
    for c in s:
        if c.isdigit():
            total += int(c)
            out += "i" * int(c)
        elif c != " ":
            out += c
    return f"{out}={total:03d}"


# deskcheck: f24("willow", "creek")
# deskcheck: f24("ab", "wxyz")
# deskcheck: f24("", "mud")
# deskcheck: f24("S", "")
def f24(a: str, b: str) -> str:
    out = ""
    while a and b:
        out = a[-1] + out + b[0]
        a, b = a[:-1], b[1:]
    out = a + "(" + out + ")" + b
    return out


# deskcheck: f25("Amber waves; of grain.")
# deskcheck: f25("(yes)!")
# deskcheck: f25("tidy")
# deskcheck: f25("?!")
def f25(s: str) -> str:
    marks = "".join(c for c in s if not c.isalnum() and c != " ")
    for m in marks:
        s = s.replace(m, "")
    s = s.lower()
    s = s.replace(" ", "_")
    s = s + marks[::-1]
    return s


# deskcheck: f26("signal", 3)
# deskcheck: f26("EchoEcho", 4)
# deskcheck: f26("hm", 2)
# deskcheck: f26("", 1)
def f26(s: str, n: int) -> str:
    for k in range(n):
        if k % 2:
            s = s[:k] + s[k + 1 :]
        else:
            s = s[:k] + s[k : k + 1] * 2 + s[k + 1 :]
    return s.upper() if len(s) % 2 else s


# deskcheck: ladder_names(["ivy", "moss"], 5)
# deskcheck: ladder_names(["fern", "reed", "sedge"], 4)
# deskcheck: ladder_names([], 3)
def ladder_names(plants: list[str], width: int) -> str:
    rows = ""
    for p in plants:
        rows += p.rjust(width, "-")
        rows += "\n"
        width += 2
    rows = rows.rstrip("\n")
    return rows.replace("s", "5")


# deskcheck: f27("kayak club", "k")
# deskcheck: f27("Level", "l")
# deskcheck: f27("rotor", "r")
# deskcheck: f27("", "a")
def f27(s: str, c: str) -> str:
    if s.startswith(c):
        s = s[1:] + c.upper()
    if s.endswith(c):
        s = c + s
    s = s.replace(c, c + c)
    s = f"{s}{s.count(c)}"
    s = s[:: -1 if len(s) > 6 else 1]
    return s


# deskcheck: f28("cloudy", [3, 0, 5])
# deskcheck: f28("Mist", [1, 1, 2])
# deskcheck: f28("x", [])
# deskcheck: f28("hail", [2, 9])
def f28(s: str, spots: list[int]) -> str:
    for p in spots:
        c = s[p]
        s = s[:p] + s[p + 1 :]
        s = s + c.swapcase()
        s = s[0] * 2 + s[1:]
    return s


# deskcheck: f29("north,south,east", ",")
# deskcheck: f29("a-b--c", "-")
# deskcheck: f29("single", "/")
# deskcheck: f29("", ",")
def f29(s: str, sep: str) -> str:
    parts = s.split(sep)
    parts = [p[::-1] for p in parts]
    s = sep.join(parts[::-1])
    s = s.replace(sep, sep * 2, 1)
    s = s.capitalize()
    s += sep + str(len(parts))
    return s


# deskcheck: bead_string("rgb", 7)
# deskcheck: bead_string("Ox", 5)
# deskcheck: bead_string("w", 3)
# deskcheck: bead_string("", 2)
def bead_string(colors: str, n: int) -> str:
    s = ""
    i = 0
    while len(s) < n and colors:
        s += colors[i % len(colors)]
        if i % 3 == 2:
            s += "-"
        i += 1
    return s.strip("-") + "~"


# deskcheck: f30("umbrella stand")
# deskcheck: f30("Eerie Oak")
# deskcheck: f30("tv")
# deskcheck: f30("")
def f30(s: str) -> str:
    vowels = [c for c in s if c.lower() in "aeiou"]
    vowels.reverse()
    rest = "".join("%" if c.lower() in "aeiou" else c for c in s)
    for v in vowels:
        rest = rest.replace("%", v, 1)
    return rest + str(len(vowels))


# deskcheck: f31("0042")
# deskcheck: f31("700")
# deskcheck: f31("5")
# deskcheck: f31("000")
def f31(code: str) -> str:
    core = code.lstrip("0")
    pad = len(code) - len(core)
    code = core + "z" * pad
    code = code.rjust(7, "+")
    code = code[:3] + "." + code[3:]
    code = code.replace("+.", "*")
    return code


# deskcheck: f32("we bake bread daily")
# deskcheck: f32("Hello there Ann")
# deskcheck: f32("x")
# deskcheck: f32("")
def f32(s: str) -> str:
    res = []
    for w in s.split(" "):
        if len(w) < 3:
            res.append(w.upper())
        elif w[0] == w[-1]:
            res.append(w[1:-1])
        else:
            res.append(w[-1] + w[1:-1] + w[0])
    return "+".join(res)


# deskcheck: f33("qwerty", "asdf")
# deskcheck: f33("north", "south")
# deskcheck: f33("aa", "")
# deskcheck: f33("pit", "tip")
def f33(a: str, b: str) -> str:
    common = "".join(c for c in a if c in b)
    only = "".join(c for c in a if c not in b)
    a = only.upper() + common
    b = "".join(c for c in b if c not in common)
    a = a[:3] + "/" + b + "/" + a[3:]
    return a.strip("/")


# deskcheck: cipher_rows("attack at six", 4)
# deskcheck: cipher_rows("hold", 3)
# deskcheck: cipher_rows("go", 5)
# deskcheck: cipher_rows("", 2)
def cipher_rows(msg: str, n: int) -> str:
    msg = msg.replace(" ", "")
    msg += "x" * (-len(msg) % n)
    rows = [msg[i : i + n] for i in range(0, len(msg), n)]
    cols = ["".join(c) for c in zip(*rows)]
    cols[-1:] = [c[::-1] for c in cols[-1:]]
    return " ".join(cols).upper()


# deskcheck: f34("summer", 2)
# deskcheck: f34("Pop", 1)
# deskcheck: f34("abcdefgh", 3)
# deskcheck: f34("", 4)
def f34(s: str, k: int) -> str:
    head, tail = s[:k], s[k:]
    s = tail + head.upper()
    s = s.replace(tail[:1], "") if tail else s
    s = s.ljust(8, "'")
    s = head + s[1:-1] + tail[-1:]
    s = s.rstrip("'")
    return s


# deskcheck: f35("a1;b2;c3", 2)
# deskcheck: f35("w9", 5)
# deskcheck: f35("", 1)
# deskcheck: f35("p;q0", 3)
def f35(s: str, mul: int) -> str:
    out = ""
    for cell in s.split(";"):
        name, num = cell[:1], cell[1:]
        if not num:
            out += name + "~"
            continue
        out += f"{name}{int(num) * mul:02d} "
    return out.rstrip()


# deskcheck: f36("river", "stone", "ash")
# deskcheck: f36("B", "aa", "")
# deskcheck: f36("", "", "")
def f36(a: str, b: str, c: str) -> str:
    s = min(a, b) + ">" + max(a, b)
    if c < a:
        s = c + "," + s
    else:
        s = s + "," + c
    s = s.replace("a", "@")
    s = s[: len(s) // 2] + s[len(s) // 2 :].upper()
    return s + "."


# deskcheck: f37("tick tock", 3)
# deskcheck: f37("DING", 2)
# deskcheck: f37("", 4)
# deskcheck: f37("bo", 1)
def f37(s: str, n: int) -> str:
    i = 0
    while i < len(s) and n > 0:
        if s[i] in "tkdg":
            s = s[:i] + s[i].upper() + "'" + s[i + 1 :]
            n -= 1
            i += 1
        i += 1
    return s + str(i)


# deskcheck: mask_tail("41-9033", 4)
# deskcheck: mask_tail("pin 55", 2)
# deskcheck: mask_tail("abc", 5)
# deskcheck: mask_tail("", 1)
def mask_tail(card: str, show: int) -> str:
    out = ""
    for c in card[::-1]:
        if c.isalnum() and show > 0:
            show -= 1
        elif c.isalnum():
            c = "x"
        out = c + out
    return out


# deskcheck: f38("first:Ann|last:Lee|age:40")
# deskcheck: f38("k:v")
# deskcheck: f38("a:1|b:2|a:3")
# deskcheck: f38("bad")
def f38(rec: str) -> str:
    data = {}
    for pair in rec.split("|"):
        k, v = pair.split(":")
        data[k.upper()] = v
    keys = sorted(data)
    line = ",".join(keys) + "\n"
    line += ",".join(data[k] for k in keys)
    return line + "\n"


# deskcheck: f39("wool, silk ,linen ,  hemp")
# deskcheck: f39(" , ,")
# deskcheck: f39("felt")
# deskcheck: f39("")
def f39(s: str) -> str:
    bits = [b.strip() for b in s.split(",")]
    bits = [b for b in bits if b]
    bits.sort(key=len)
    s = " & ".join(bits)
    s = s.title()
    s = s.replace(" & ", ", ", len(bits) - 2)
    s = s + "." if s else "nothing"
    return s


# deskcheck: f40("abcdef", "135")
# deskcheck: f40("Token", "40")
# deskcheck: f40("hi", "")
# deskcheck: f40("go", "07")
def f40(s: str, at: str) -> str:
    for d in at:
        p = int(d)
        if p < len(s):
            s = s[:p] + s[p].upper() + "^" + s[p + 1 :]
        else:
            s = s + d
    return s


# deskcheck: f41("slow-motion_replay")
# deskcheck: f41("_lead")
# deskcheck: f41("end-")
# deskcheck: f41("")
def f41(s: str) -> str:
    s = s.replace("_", "-")
    first, *others = s.split("-")
    s = first + "".join(o.capitalize() for o in others)
    s = s[:1].lower() + s[1:]
    size = len(others)
    s = s + "X" * size if size else "_" + s
    return s


# deskcheck: f42("gravel", 3)
# deskcheck: f42("AbC", 2)
# deskcheck: f42("mmm", 5)
# deskcheck: f42("", 2)
def f42(s: str, every: int) -> str:
    out = ""
    for i, c in enumerate(s, 1):
        out += c
        if i % every == 0:
            out = out[:-1] + str(i) + out[-1].upper()
    out = out + out[0:1]
    return out


# deskcheck: f43("cat cot cut", "cot")
# deskcheck: f43("one two two", "two")
# deskcheck: f43("few words", "many")
# deskcheck: f43("", "a")
def f43(s: str, w: str) -> str:
    n = s.count(w)
    before, mid, after = s.partition(w)
    s = after.strip() + "<" + before.strip()
    s = s + mid.upper() * n
    s = s.replace(" ", "")
    s = f"{s:>12}" if n else f"{s:<12}|"
    return s


# deskcheck: odd_even_split("p1q2r3")
# deskcheck: odd_even_split("marmalade")
# deskcheck: odd_even_split("Z")
# deskcheck: odd_even_split("")
def odd_even_split(s: str) -> str:
    even, odd = s[::2], s[1::2]
    if even.isalpha():
        even = even.upper()
    odd = odd[::-1]
    s = even + odd
    s = s[:2] + ":" + s[2:]
    s = s.rjust(8, ":")
    return s.replace("::", "=")


# deskcheck: f44("hill\tvale\tdale")
# deskcheck: f44("\tone")
# deskcheck: f44("flat")
# deskcheck: f44("a\t\tb")
def f44(row: str) -> str:
    cells = row.split("\t")
    cells = [c.ljust(4, "~")[:4] for c in cells]
    row = "\t".join(cells)
    row = row.replace("~\t", "\t")
    row = row.expandtabs(6)
    return row.rstrip("~") + "|"


# deskcheck: f45("azure", 97)
# deskcheck: f45("Hi!", 64)
# deskcheck: f45("", 10)
# deskcheck: f45("m0m", 48)
def f45(s: str, base: int) -> str:
    out = []
    for c in s:
        gap = ord(c) - base
        if gap < 0:
            out.append("-")
        else:
            out.append(str(gap % 10) if gap > 9 else c)
    return "".join(out) + "".join(reversed(out[:2]))


# deskcheck: f46("pumpkin", "p", "mk")
# deskcheck: f46("salad", "a", "s")
# deskcheck: f46("wax", "q", "wx")
# deskcheck: f46("", "a", "b")
def f46(s: str, twice: str, drop: str) -> str:
    table = str.maketrans({twice: twice * 2, drop[0]: None})
    s = s.translate(table)
    s = s + drop[1:]
    s = s.strip(drop)
    s = s.swapcase() + twice
    return s[1:] + s[:1]


# deskcheck: f47("level best", 2)
# deskcheck: f47("noon", 4)
# deskcheck: f47("az", 1)
# deskcheck: f47("", 3)
def f47(s: str, width: int) -> str:
    out = ""
    while s:
        chunk, s = s[:width], s[width:]
        if chunk == chunk[::-1]:
            chunk = "=" + chunk
        else:
            chunk = chunk[::-1]
        out += chunk + "."
    return out[:-1]


# deskcheck: f48(3, "ox")
# deskcheck: f48(1, "emu")
# deskcheck: f48(0, "ant")
# deskcheck: f48(4, "")
def f48(n: int, animal: str) -> str:
    s = animal * n
    s = s.replace("o", "0")
    s = "-".join(s[i : i + 3] for i in range(0, len(s), 3))
    s = s + f" x{n}"
    if n != 1:
        s = s.lstrip("-") + "s"
    return s.capitalize()


# deskcheck: queue_letters("panda", "+b-+q--")
# deskcheck: queue_letters("", "+z+y-")
# deskcheck: queue_letters("ho", "---")
def queue_letters(s: str, ops: str) -> str:
    out = ""
    for o in ops:
        if o == "-":
            out += s[:1]
            s = s[1:]
        elif o != "+":
            s += o
            out += "."
    return out + "/" + s


# deskcheck: f49("he said: stop! now", "!:")
# deskcheck: f49("a.b.c", ".")
# deskcheck: f49("quiet", "?")
# deskcheck: f49("", "-")
def f49(s: str, marks: str) -> str:
    for m in marks:
        left, m2, right = s.rpartition(m)
        if m2:
            s = right.strip() + m + left
        else:
            s = s + m
    s = s.replace(" ", "")
    return s[:14]


# deskcheck: f50("zebra", "Apple", "mango")
# deskcheck: f50("2", "10", "x")
# deskcheck: f50("", "b", "B")
def f50(a: str, b: str, c: str) -> str:
    words = sorted([a, b, c])
    s = "".join(w[:2] for w in words)
    words.sort(key=str.lower)
    s = s + "".join(w[-1:] for w in words)
    words.sort(key=len)
    s = s + "-" + words[0].upper()
    return f"{s}{len(words[-1])}"


# deskcheck: f51("cocoon", 3)
# deskcheck: f51("ABAB", 2)
# deskcheck: f51("xyz", 9)
# deskcheck: f51("", 1)
def f51(s: str, cap: int) -> str:
    out = ""
    for c in s:
        n = s.count(c)
        if n == 1:
            out = out + "1"
        elif n >= cap:
            out = out + "*"
        else:
            out = out + c.swapcase()
    return out


# deskcheck: f52("ink", 6, ".")
# deskcheck: f52("parade", 4, "!")
# deskcheck: f52("", 3, "ab")
# deskcheck: f52("no", 5, "--")
def f52(s: str, w: int, fill: str) -> str:
    turn = 0
    while len(s) < w:
        s = fill + s if turn else s + fill
        turn = 1 - turn
    s = s[: w + 1]
    s = s[0].upper() + s[1:]
    return f"|{s}|{turn}"


# deskcheck: caption("the OLD mill by the lake")
# deskcheck: caption("by and by")
# deskcheck: caption("mill")
# deskcheck: caption("")
def caption(s: str) -> str:
    small = ("the", "by", "and")
    out = ""
    for w in s.lower().split():
        if w in small and out:
            out += " " + w[0]
        else:
            out += " " + w.title()
    return out.strip() + " "


# deskcheck: f53("10:45", 20)
# deskcheck: f53("9:50", 75)
# deskcheck: f53("23:59", 1)
# deskcheck: f53("noon", 5)
def f53(clock: str, add: int) -> str:
    h, m = clock.split(":")
    total = int(h) * 60 + int(m) + add
    h = str(total // 60 % 24).zfill(2)
    m = str(total % 60).rjust(2, "0")
    clock = h + ":" + m
    clock = clock.replace("0", "O", 1)
    return clock + ("+" if total >= 1440 else "-")


# deskcheck: f54("fizz buzz", "z")
# deskcheck: f54("hello all", "l")
# deskcheck: f54("trees", "e")
# deskcheck: f54("", "q")
def f54(s: str, c: str) -> str:
    pair = c + c
    i = s.find(pair)
    while i != -1:
        s = s[:i] + c.upper() + s[i + 2 :]
        s = c + s
        i = s.find(pair, 2)
    return s.replace(" ", c)


# deskcheck: f55("Ki7Lim8")
# deskcheck: f55("ab12cd")
# deskcheck: f55("99")
# deskcheck: f55("")
def f55(s: str) -> str:
    word = ""
    parts = []
    for c in s + "0":
        if c.isdigit():
            parts.append(word[::-1])
            word = c if c > "7" else ""
        else:
            word += c
    return "_".join(parts)


# deskcheck: f56(["soap", "towel"], [3, 12])
# deskcheck: f56(["gel"], [100])
# deskcheck: f56(["a", "bb", "ccc"], [1, 2])
# deskcheck: f56([], [])
def f56(names: list[str], costs: list[int]) -> str:
    bill = ""
    total = 0
    for name, cost in zip(names, costs):
        total += cost
        bill += f"{name:<5}{cost:>4}\n"
    bill += "-" * 9 + "\n"
    bill += f"{total:>9}"
    return bill.replace(" ", ".")


# deskcheck: twin_letters("basket")
# deskcheck: twin_letters("ZIPper")
# deskcheck: twin_letters("a")
# deskcheck: twin_letters("")
def twin_letters(s: str) -> str:
    out = ""
    prev = ""
    for c in s:
        if prev and c < prev:
            out = out + prev + c
        else:
            out = c + out
        prev = c
    return out.lower()


# deskcheck: f57("x = y + 1")
# deskcheck: f57("a==b")
# deskcheck: f57("just text")
# deskcheck: f57("=")
def f57(s: str) -> str:
    s = s.replace(" ", "")
    left, eq, right = s.partition("=")
    s = right + eq + left
    s = s.replace("+", " plus ")
    s = s.strip("=")
    s = f"({s})" if eq else f"{s};"
    return s.upper() if len(s) < 9 else s


# deskcheck: f58("garnet", 4)
# deskcheck: f58("Oh", 3)
# deskcheck: f58("", 2)
# deskcheck: f58("jasper", 0)
def f58(s: str, n: int) -> str:
    side = "left"
    for _ in range(n):
        if side == "left":
            s = s[1:] + s[:1].upper()
            side = "right"
        else:
            s = s[-2:] + s[:-2]
            side = "left"
    return s + side[0]


# deskcheck: f59("mint tea", "mint")
# deskcheck: f59("greenhouse", "house")
# deskcheck: f59("plain", "x")
# deskcheck: f59("", "a")
def f59(s: str, part: str) -> str:
    if s.startswith(part):
        s = s.removeprefix(part) + "<" + part
    elif s.endswith(part):
        s = part + ">" + s.removesuffix(part)
    else:
        s = s.join(part + "!")
    s = s.replace(" ", "")
    return s.replace("e", "E", 2)


# deskcheck: f60("dashing", "dots")
# deskcheck: f60("aAbB", "ab")
# deskcheck: f60("up", "")
# deskcheck: f60("", "tail")
def f60(word: str, keep: str) -> str:
    kept = "".join(c if c in keep else "." for c in word)
    kept = kept.strip(".")
    while ".." in kept:
        kept = kept.replace("..", ".")
    kept = kept.replace(".", "_" + keep[:1])
    kept = word[:1] + kept + word[-1:]
    return kept


# deskcheck: f61("4 apples, 12 pears")
# deskcheck: f61("no fruit")
# deskcheck: f61("7")
# deskcheck: f61("")
def f61(s: str) -> str:
    out = []
    total = 0
    for w in s.split():
        if w.isdigit():
            total += int(w)
            w = w.zfill(3)
        else:
            w = w.rstrip(",s")
        out.append(w)
    return " ".join(out) + f" ({total})"


# deskcheck: echo_fade("hollow", 3)
# deskcheck: echo_fade("Yo", 4)
# deskcheck: echo_fade("", 2)
# deskcheck: echo_fade("cave", 1)
def echo_fade(cry: str, times: int) -> str:
    out = cry.upper()
    for t in range(times):
        cry = cry[1:]
        if not cry:
            out += "."
            break
        out += "-" + cry
    return out


# deskcheck: f62("a,b;c d", ",; ")
# deskcheck: f62("10/20/30", "/")
# deskcheck: f62("none", "-")
# deskcheck: f62("", ",")
def f62(s: str, seps: str) -> str:
    for i, sep in enumerate(seps):
        s = s.replace(sep, "|" + str(i))
        s = s + sep
    parts = s.split("|")
    parts.append(parts.pop(0).upper())
    return "~".join(parts)


# deskcheck: f63("canyon", "creek")
# deskcheck: f63("Dune", "sand")
# deskcheck: f63("a", "z")
# deskcheck: f63("", "peak")
def f63(a: str, b: str) -> str:
    a, b = a[: len(a) // 2] + b[len(b) // 2 :], b[: len(b) // 2] + a[len(a) // 2 :]
    a = a.capitalize()
    b = b[::-1]
    if len(a) > len(b):
        a = a[:-1] + b[:1]
    s = b + "'" + a
    s = s.replace(s[0], "#")
    return s


# deskcheck: f64("bcdxyz", 2)
# deskcheck: f64("A1z", 1)
# deskcheck: f64("azaz", 25)
# deskcheck: f64("", 4)
def f64(s: str, k: int) -> str:
    out = ""
    for c in s:
        if "a" <= c <= "m":
            out += chr(ord(c) + k)
        elif "n" <= c <= "z":
            out += chr(ord(c) - k)
        else:
            out += c + "?"
    return out.title()


# deskcheck: f65("roof tile", 6)
# deskcheck: f65("beam", 9)
# deskcheck: f65("x y z", 1)
# deskcheck: f65("", 4)
def f65(s: str, w: int) -> str:
    line = s[:w].rjust(w, ".")
    rest = s[w:].strip()
    line = line.replace(" ", "")
    if rest:
        line += "\n" + rest.ljust(w, "'")
    else:
        line = "[" + line + "]"
    return line.upper() + str(len(line))


# deskcheck: pluralize(["fox", "fly", "cat", "day"])
# deskcheck: pluralize(["Bus", "city"])
# deskcheck: pluralize(["", "ox"])
# deskcheck: pluralize([])
def pluralize(words: list[str]) -> str:
    out = ""
    for w in words:
        if w[-1:] in ("x", "s"):
            w += "es"
        elif w.endswith("y") and w[-2:-1] not in "aeo":
            w = w[:-1] + "ies"
        else:
            w = w + "s"
        out += w + "/"
    return out[:-1]


# deskcheck: f66("s1m2t3", "xyz")
# deskcheck: f66("90", "ab")
# deskcheck: f66("word", "q")
# deskcheck: f66("", "")
def f66(s: str, subs: str) -> str:
    out = s
    for c in s:
        if c.isdigit() and subs:
            out = out.replace(c, subs[0] + subs[0].upper())
            subs = subs[1:]
        else:
            out = out[1:] + c
    return out


# deskcheck: f67("tempo", 3)
# deskcheck: f67("RhYtHm", 2)
# deskcheck: f67("a", 4)
# deskcheck: f67("", 1)
def f67(s: str, n: int) -> str:
    rows = []
    for k in range(n):
        rows.append(" " * k + s[k:])
        s = s.swapcase()
    s = "\n".join(rows)
    s = s.replace(" ", "`")
    return s.rstrip("`")


# deskcheck: f68("i like ripe figs")
# deskcheck: f68("Zap zip Zap")
# deskcheck: f68("mono")
# deskcheck: f68("")
def f68(s: str) -> str:
    words = s.split()
    firsts = "".join(w[0] for w in words)
    lasts = "".join(w[-1] for w in words)
    s = firsts.upper() + lasts[::-1]
    s = s.replace(firsts[:1].upper(), "")
    s = "".join(a + b for a, b in zip(s, s[1:]))
    s = s or "short"
    return s + str(len(words))


# deskcheck: bracket_runs("aaxbbbz")
# deskcheck: bracket_runs("1122")
# deskcheck: bracket_runs("q")
# deskcheck: bracket_runs("")
def bracket_runs(s: str) -> str:
    out = ""
    last = ""
    for c in s:
        if c == last and out.endswith("]"):
            out = out[:-1] + c + "]"
        elif c == last:
            out = out[:-1] + "[" + c + c + "]"
        else:
            out += c
        last = c
    return out


# deskcheck: f69("lemon=3&lime=10&fig=")
# deskcheck: f69("q=a=b")
# deskcheck: f69("")
# deskcheck: f69("z=0&z=9")
def f69(query: str) -> str:
    csv = ""
    for pair in query.split("&"):
        key, _, val = pair.partition("=")
        val = val or "none"
        if val.isdigit():
            val = val.rjust(3, "0")
        csv = f"{key[:3]},{val};" + csv
    csv = csv.rstrip(";")
    return csv


# deskcheck: f70("plateau", "aeiou")
# deskcheck: f70("SKY", "y")
# deskcheck: f70("oo", "o")
# deskcheck: f70("", "a")
def f70(s: str, group: str) -> str:
    i = len(s) - 1
    while i >= 0:
        if s[i] in group:
            s = s[:i] + s[i].upper() + s[i + 1 :]
        elif i % 2:
            s = s[:i] + s[i + 1 :]
        i -= 1
    return s


# deskcheck: f71(5, 12, "b")
# deskcheck: f71(-3, 0, "lhs")
# deskcheck: f71(255, 8, "")
def f71(a: int, b: int, tag: str) -> str:
    s = f"{a:x}{tag}{b:b}"
    s = s.replace("-", "m")
    s = s.rjust(8, ":")
    s = s[:4] + f"{a * b:<4}" + s[4:]
    s = s.replace(" ", "_")
    s = s.lstrip(":") + f"{a / 4:.1f}"
    return s


# deskcheck: f72("corner shop", "o")
# deskcheck: f72("Otter", "t")
# deskcheck: f72("lynx", "a")
# deskcheck: f72("", "e")
def f72(s: str, c: str) -> str:
    first = s.find(c)
    last = s.rfind(c)
    if first < 0:
        return c + s + c
    s = s[:first] + "(" + s[first : last + 1] + ")" + s[last + 1 :]
    s = s.replace(c, "", s.count(c) - 1)
    s = s.replace("()", "0")
    return s + f"{last - first}"


# deskcheck: f73("Wet paint here", 2)
# deskcheck: f73("go on", 0)
# deskcheck: f73("uno dos", 3)
# deskcheck: f73("", 1)
def f73(s: str, k: int) -> str:
    words = s.split()
    for i in range(len(words)):
        w = words[i]
        w = w[k:] + w[:k].lower()
        w = w + "y" if w[0] in "aeiou" else "e" + w
        words[i] = w
    s = "-".join(words)
    return s[:15]


# deskcheck: price_line("bolt", 250, 3)
# deskcheck: price_line("washer-xl", 5, 40)
# deskcheck: price_line("", 100, 0)
def price_line(part: str, cents: int, n: int) -> str:
    total = cents * n
    s = f"{total // 100}.{total % 100:02d}"
    s = "$" + s.rjust(6, "*")
    s = part[:5].ljust(6, ".") + s
    if n > 9:
        s = s.replace("*", "", 1) + "!"
    s = s.replace("..", "__")
    return f"{n}x {s}"


# deskcheck: f74("abacus", "cab")
# deskcheck: f74("HELLO", "le")
# deskcheck: f74("zz", "z")
# deskcheck: f74("", "no")
def f74(s: str, order: str) -> str:
    front = ""
    for c in order:
        n = s.count(c)
        front += c * n
        s = s.replace(c, "")
        s = s + "'" * (n > 1)
    s = front.upper() + s.lower()
    return s


# deskcheck: f75("12:ab,3:c")
# deskcheck: f75("1:x")
# deskcheck: f75("0:none,2:hey")
# deskcheck: f75("q:r")
def f75(s: str) -> str:
    out = ""
    for piece in s.split(","):
        n, text = piece.split(":")
        size = int(n)
        text = text * (size % 4)
        text = text or "_"
        out = text.upper() + "+" + out if size > 2 else out + text
    return out.strip("+")


# deskcheck: f76("staircase", 3)
# deskcheck: f76("LOFT", 1)
# deskcheck: f76("", 2)
# deskcheck: f76("attic", 7)
def f76(s: str, depth: int) -> str:
    if depth <= 0 or len(s) < 3:
        return s.upper()
    core = f76(s[1:-1], depth - 1)
    s = s[-1] + core + s[0]
    return s.replace("A", "4")


# deskcheck: f77("Say \"cheese\"", "'")
# deskcheck: f77("it's o'clock", "`")
# deskcheck: f77("none", "*")
# deskcheck: f77("\"\"", "")
def f77(s: str, q: str) -> str:
    n = s.count('"') + s.count("'")
    s = s.replace('"', q)
    s = s.replace("'", "\\'")
    s = s.replace(" ", "", 1)
    s = q + s.lower() + q
    if n % 2 == 0:
        s = s.strip(q)
    return s + "\t" + str(n)


# deskcheck: f78("mosaic")
# deskcheck: f78("TTxTT")
# deskcheck: f78("b")
# deskcheck: f78("")
def f78(s: str) -> str:
    mid = len(s) // 2
    a, b = s[:mid], s[mid:]
    a = "".join(sorted(a))
    b = "".join(sorted(b, reverse=True))
    s = b + a if a > b else a + "<" + b
    s = s[0:2].upper() + s[2:]
    s = s.center(10, ".")
    return s.replace("..", ":")


# deskcheck: ticket_code("Rome", 14, "B")
# deskcheck: ticket_code("Oslo", 3, "")
# deskcheck: ticket_code("A", 105, "vip")
def ticket_code(city: str, seat: int, zone: str) -> str:
    code = city[:3].upper()
    code = code.ljust(3, "X")
    code += f"-{seat:03d}"
    check = sum(ord(c) for c in code) % 10
    code = code + (zone or "?")
    code = code.replace("0", "O")
    code = f"{check}{code}"
    return code[:-1] + code[-1].lower()


# deskcheck: f79("wave water weave", "w")
# deskcheck: f79("Ebb and flow", "b")
# deskcheck: f79("tide", "t")
# deskcheck: f79("", "s")
def f79(s: str, c: str) -> str:
    total = 0
    words = []
    for w in s.split():
        n = w.count(c)
        total += n
        w = w.replace(c, "") + c * n
        words.append(w if n else w.upper())
    return " ".join(words) + "." * total


# deskcheck: f80("north 3 east 2")
# deskcheck: f80("up 1")
# deskcheck: f80("left 0 right 4")
# deskcheck: f80("stay")
def f80(path: str) -> str:
    trail = ""
    words = path.split()
    for i in range(0, len(words), 2):
        way, n = words[i], words[i + 1]
        trail += way[0] * int(n)
        trail = trail + "."
    trail = trail.strip(".")
    trail = trail[::-1] + f"/{len(trail)}"
    return trail


# deskcheck: f81("coal", "mine")
# deskcheck: f81("Rust", "iron ore")
# deskcheck: f81("", "pit")
# deskcheck: f81("ore", "")
def f81(a: str, b: str) -> str:
    out = ""
    while len(out) < 8 and (a or b):
        if a and (not b or a[0] < b[0]):
            out += a[0]
            a = a[1:]
        else:
            out += b[0].upper()
            b = b[1:]
    return out + "|" + a + b


# deskcheck: f82("log: disk full\nlog: ok")
# deskcheck: f82("warn: hot\n\nlog: cool")
# deskcheck: f82("no colon")
# deskcheck: f82("")
def f82(text: str) -> str:
    out = []
    for line in text.split("\n"):
        level, colon, msg = line.partition(": ")
        if not colon:
            out.append("?" + level[:2])
        elif level == "log":
            out.append(msg.replace(" ", ""))
        else:
            out.insert(0, level.upper() + "=" + msg)
    return "\n".join(out)


# deskcheck: f83("BRISTLE", 3)
# deskcheck: f83("comb", 1)
# deskcheck: f83("Ax", 2)
# deskcheck: f83("", 5)
def f83(s: str, k: int) -> str:
    for i in range(0, len(s), k):
        s = s[:i] + s[i].swapcase() + s[i + 1 :]
        s = s[1:] + s[0]
    s = s[:k] + "." + s[k:]
    s = s.strip(".")
    return s.replace(s[-1:], s[-1:] + "!")


# deskcheck: f84("7+12+3")
# deskcheck: f84("5")
# deskcheck: f84("40+2+0+8")
# deskcheck: f84("1+x")
def f84(s: str) -> str:
    total = 0
    steps = ""
    for t in s.split("+"):
        total += int(t)
        steps += f">{total}"
    steps = steps[1:]
    s = s.replace("+", " + ")
    s = f"{s} = {total}"
    return s + "\n" + steps


# deskcheck: f85("kernel panic", "ne", "an")
# deskcheck: f85("aabb", "ab", "zz")
# deskcheck: f85("stop", "s", "p")
# deskcheck: f85("", "", "x")
def f85(s: str, a: str, b: str) -> str:
    i = s.find(a)
    j = s.find(b)
    if i < 0 or j < 0:
        return s[::-1] + f"({i},{j})"
    s = s.replace(a, "\0").replace(b, a.upper())
    s = s.replace("\0", b)
    s = s[:j] + "_" + s[j:]
    return s[i:] + s[:i]


# deskcheck: weave_digits("stone", "482")
# deskcheck: weave_digits("ab", "9999")
# deskcheck: weave_digits("", "05")
# deskcheck: weave_digits("Pebble", "")
def weave_digits(word: str, nums: str) -> str:
    out = ""
    for c in word:
        out += c
        if nums and int(nums[0]) % 2 == 0:
            out = out + nums[0]
            nums = nums[1:]
        else:
            out = nums[-1:] + out
            nums = nums[:-1]
    return out + "/" + nums


# deskcheck: f86(["tin", "brass", "iron"], "-")
# deskcheck: f86(["Zn", "", "Cu"], ".")
# deskcheck: f86(["lead"], "*")
# deskcheck: f86([], "!")
def f86(metals: list[str], glue: str) -> str:
    s = glue.join(metals)
    for m in metals:
        if len(m) > 3:
            s = s.replace(m, m[:2] + m[-1])
        elif m:
            s = s.replace(m, m.upper(), 1)
        else:
            s = s.replace(glue * 2, glue)
    return glue + s + glue


# deskcheck: f87("tomato", 6)
# deskcheck: f87("Kale", 2)
# deskcheck: f87("", 3)
# deskcheck: f87("beet", 0)
def f87(s: str, n: int) -> str:
    stack = ""
    while s and n > 0:
        c, s = s[0], s[1:]
        if c in stack:
            stack = stack.replace(c, "")
            s += c.upper()
        else:
            stack += c
        n -= 1
    return stack + "," + s


# deskcheck: night_code("owl", 1)
# deskcheck: night_code("Moth", 4)
# deskcheck: night_code("bat 9", 2)
# deskcheck: night_code("", 7)
def night_code(s: str, shift: int) -> str:
    abc = "abcdefghijklmnopqrstuvwxyz"
    turned = abc[shift:] + abc[:shift]
    table = str.maketrans(abc, turned)
    s = s.translate(table)
    s = s[::-1] + s[:1]
    s = s.translate(table)
    s = s.replace(" ", "-").title()
    return s


# deskcheck: f88("ab=cd", "=")
# deskcheck: f88("x-y-z", "-")
# deskcheck: f88("plain", "+")
# deskcheck: f88("", "=")
def f88(s: str, sep: str) -> str:
    left, sep2, right = s.partition(sep)
    if right > left:
        left, right = right, left
    left = left.ljust(4, sep)
    right = right.rjust(4, ".")
    s = left + sep2 + right
    s = s.replace(sep, "<", 1)
    return s.strip(".") + right[-1]
