# deskcheck: f("a,b;c", ";")
# deskcheck: f("abc", ";")
def f(s: str, sep: str) -> list[str]:
    left, mark, right = s.rpartition(sep)
    if mark == "":
        return [right]
    return [left, right]


# deskcheck: to_leet("seat")
# deskcheck: to_leet("bob")
def to_leet(word: str) -> str:
    table = str.maketrans("aeo", "430")
    changed = word.translate(table)
    if changed == word:
        return word + "?"
    return changed


# deskcheck: f1("aXbX", "X")
# deskcheck: f1("ab", "X")
def f1(s: str, x: str) -> str:
    n = s.count(x)
    for i in range(n):
        s = s.replace(x, str(i), 1)
    return s


# deskcheck: left_of("mail@site", "@")
# deskcheck: left_of("@", "@")
# deskcheck: left_of("none", "@")
def left_of(s: str, c: str) -> str:
    i = s.find(c)
    if i <= 0:
        return "-"
    return s[:i]


# deskcheck: f2("abcd")
# deskcheck: f2("a")
# deskcheck: f2("")
def f2(s: str) -> str:
    out = ""
    while s:
        out += s[-1]
        s = s[:-1]
    return out


# deskcheck: f3(["ab", "abc", "x"], "ab")
# deskcheck: f3([], "q")
def f3(words: list[str], start: str) -> int:
    n = 0
    for w in words:
        if w.startswith(start):
            n += 1
        elif w.endswith("x"):
            n -= 1
    return n


# deskcheck: grade("83")
# deskcheck: grade("40")
# deskcheck: grade("abc")
def grade(text: str) -> str:
    if not text.isdigit():
        return "invalid"
    score = int(text)
    if score >= 80:
        return "good"
    elif score >= 50:
        return "pass"
    return "fail"


# deskcheck: f4("wxyz", 1)
# deskcheck: f4("wxyz", -2)
# deskcheck: f4("wxyz", 8)
def f4(s: str, i: int) -> str:
    if i < 0:
        i += len(s)
    if i >= len(s):
        raise IndexError("too far")
    return s[i]


# deskcheck: repeat_until("ab", 5)
# deskcheck: repeat_until("xyz", 2)
def repeat_until(s: str, size: int) -> str:
    result = s
    while len(result) < size:
        result += s
    return result[:size]


# deskcheck: f5("3+4")
# deskcheck: f5("9-5")
# deskcheck: f5("2*2")
def f5(expr: str) -> int:
    if "+" in expr:
        a, b = expr.split("+")
        return int(a) + int(b)
    if "-" in expr:
        a, b = expr.split("-")
        return int(a) - int(b)
    return 0


# deskcheck: f6("aab", "bba")
# deskcheck: f6("abc", "abd")
# deskcheck: f6("a", "aa")
def f6(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    for c in a:
        if a.count(c) != b.count(c):
            return False
    return True


# deskcheck: bracket("a,b")
# deskcheck: bracket("a")
def bracket(s: str) -> str:
    parts = s.split(",")
    text = ""
    for p in parts:
        text += f"<{p}>"
    return text


# deskcheck: f7("This is it")
# deskcheck: f7("go")
def f7(s: str) -> dict[int, list[str]]:
    groups = {}
    for w in s.split():
        n = len(w)
        if n not in groups:
            groups[n] = []
        groups[n].append(w)
    return groups


# deskcheck: price("12.5")
# deskcheck: price("7")
def price(text: str) -> str:
    if "." in text:
        whole, cents = text.split(".")
        cents = cents.ljust(2, "0")
    else:
        whole = text
        cents = "00"
    return "$" + whole + "." + cents


# deskcheck: f8("abba", "b")
# deskcheck: f8("abc", "b")
def f8(s: str, c: str) -> int:
    first = s.find(c)
    last = s.rfind(c)
    if first == last:
        return first
    return last - first


# deskcheck: clean("  Hi there ")
# deskcheck: clean("OK")
def clean(s: str) -> str:
    s = s.strip()
    s = s.lower()
    if " " in s:
        s = s.replace(" ", "_")
    return s


# deskcheck: f9("aaab")
# deskcheck: f9("ab")
# deskcheck: f9("")
def f9(s: str) -> str:
    out = ""
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out += s[i] + str(j - i)
        i = j
    return out


# deskcheck: mirror("abc")
# deskcheck: mirror("x")
def mirror(s: str) -> str:
    back = s[::-1]
    if back == s:
        return s
    return s + back[1:]


# deskcheck: f10(["x", "y"], 3)
# deskcheck: f10([], 2)
def f10(xs: list[str], n: int) -> str:
    line = ""
    for i in range(n):
        if i < len(xs):
            line += xs[i]
        else:
            line += "."
    return line


# deskcheck: check_password("abc1")
# deskcheck: check_password("Abcdef12")
# deskcheck: check_password("abcdefgh")
def check_password(pw: str) -> str:
    if len(pw) < 6:
        return "short"
    has_digit = False
    has_upper = False
    for c in pw:
        if c.isdigit():
            has_digit = True
        elif c.isupper():
            has_upper = True
    if has_digit and has_upper:
        return "strong"
    return "weak"


# deskcheck: f11("a b  c")
# deskcheck: f11("")
def f11(s: str) -> list[int]:
    gaps = []
    for i, c in enumerate(s):
        if c.isspace():
            gaps.append(i)
    return gaps


# deskcheck: next_char("az")
# deskcheck: next_char("m")
def next_char(s: str) -> str:
    out = ""
    for c in s:
        if c == "z":
            out += "a"
        else:
            out += chr(ord(c) + 1)
    return out


# deskcheck: f12("1 2 3")
# deskcheck: f12("5")
def f12(s: str) -> int:
    total = 0
    for piece in s.split(" "):
        total = total * 10 + int(piece)
    return total


# deskcheck: shorten("international", 5)
# deskcheck: shorten("tiny", 5)
def shorten(word: str, size: int) -> str:
    if len(word) <= size:
        return word
    middle = len(word) - 2
    return word[0] + str(middle) + word[-1]


# deskcheck: f13("abc", "b")
# deskcheck: f13("abc", "z")
def f13(s: str, c: str) -> list[str]:
    chars = list(s)
    if c in chars:
        chars.remove(c)
        chars.append(c)
    return chars


# deskcheck: only_even("a1b2c3")
# deskcheck: only_even("xyz")
def only_even(s: str) -> str:
    out = []
    for i in range(0, len(s), 2):
        out.append(s[i])
    return "".join(out)


# deskcheck: f14("no", "yes")
# deskcheck: f14("yes", "no")
# deskcheck: f14("a", "a")
def f14(a: str, b: str) -> str:
    if a == b:
        return a
    elif len(a) > len(b):
        return a + b
    else:
        return b + a


# deskcheck: words_with("red green blue", "e")
# deskcheck: words_with("sun", "e")
def words_with(text: str, letter: str) -> list[str]:
    found = []
    for word in text.split():
        if letter not in word:
            continue
        found.append(word)
    return found


# deskcheck: f15("hello", 2)
# deskcheck: f15("hello", 7)
def f15(s: str, n: int) -> str:
    for _ in range(n):
        if not s:
            break
        s = s[1:]
    return s + "."


# deskcheck: parse_time("02:30")
# deskcheck: parse_time("bad")
def parse_time(text: str) -> int:
    try:
        hours, minutes = text.split(":")
        return int(hours) * 60 + int(minutes)
    except ValueError:
        return -1


# deskcheck: f16("AbC")
# deskcheck: f16("")
def f16(s: str) -> list[bool]:
    flags = []
    for c in s:
        flags.append(c.isupper())
    return flags


# deskcheck: dedupe_words("a b a c")
# deskcheck: dedupe_words("x")
def dedupe_words(text: str) -> str:
    seen = set()
    out = []
    for w in text.split():
        if w not in seen:
            seen.add(w)
            out.append(w)
    return " ".join(out)


# deskcheck: f17("x=1&y=2")
# deskcheck: f17("")
def f17(query: str) -> dict[str, str]:
    result = {}
    if not query:
        return result
    for pair in query.split("&"):
        k, v = pair.split("=")
        result[k] = v
    return result


# deskcheck: f18("abcabc", "bc")
# deskcheck: f18("aaa", "b")
def f18(s: str, sub: str) -> str:
    while sub in s:
        i = s.index(sub)
        s = s[:i] + s[i + len(sub) :]
    return s


# deskcheck: bits("101")
# deskcheck: bits("0")
def bits(s: str) -> int:
    value = 0
    for b in s:
        value *= 2
        if b == "1":
            value += 1
    return value


# deskcheck: f19("Ann,Bob,Cy", 1)
# deskcheck: f19("Ann", 4)
def f19(names: str, i: int) -> str:
    parts = names.split(",")
    if i < len(parts):
        name = parts[i]
        return name.lower()
    return parts[0].upper()


# deskcheck: staircase("abc")
# deskcheck: staircase("")
def staircase(s: str) -> list[str]:
    steps = []
    for i in range(1, len(s) + 1):
        steps.append(s[:i])
    return steps


# deskcheck: f20("aeb")
# deskcheck: f20("xyz")
def f20(s: str) -> str:
    result = s
    for v in "aeiou":
        if v in result:
            result = result.replace(v, v.upper())
    return result


# deskcheck: match_ends(["aba", "xy", "z"])
# deskcheck: match_ends([])
def match_ends(words: list[str]) -> int:
    n = 0
    for w in words:
        if len(w) >= 2 and w[0] == w[-1]:
            n += 1
    return n


# deskcheck: f21("ab", "cd", True)
# deskcheck: f21("ab", "cd", False)
def f21(a: str, b: str, flip: bool) -> str:
    if flip:
        a, b = b, a
    a = a.upper()
    return a + "/" + b


# deskcheck: digits_sum("a12b3")
# deskcheck: digits_sum("")
def digits_sum(s: str) -> int:
    total = 0
    for c in s:
        if not c.isdigit():
            continue
        total += int(c)
    return total


# deskcheck: f22("snake_case_name")
# deskcheck: f22("one")
def f22(s: str) -> str:
    first, *rest = s.split("_")
    for part in rest:
        first += part.capitalize()
    return first


# deskcheck: f23("tick", 3)
# deskcheck: f23("tock", 0)
def f23(s: str, n: int) -> list[str]:
    out = []
    i = 0
    while i < n:
        out.append(s + str(i))
        i += 1
    return out
