# deskcheck: f("stack overflow", "o")
# deskcheck: f("hum", "o")
# deskcheck: f("oo", "o")
def f(phrase: str, needle: str) -> str:
    before, found, after = phrase.partition(needle)
    if found and needle in after:
        after = after.replace(needle, found.upper())
        return after + before
    return before.rjust(6, "#")


# deskcheck: normalize("  Mr.   John  Doe ")
# deskcheck: normalize("x")
def normalize(name: str) -> str:
    pieces = name.split()
    if len(pieces) > 2:
        title, *pieces = pieces
        pieces.append("(" + title.rstrip(".") + ")")
    return " ".join(pieces).lower()


# deskcheck: f1("x-ray", "xyz")
# deskcheck: f1("AB", "ba")
def f1(text: str, allowed: str) -> list[str]:
    bad = []
    for pos, ch in enumerate(text):
        if ch in allowed:
            continue
        bad.insert(0, f"{pos}{ch}")
    return bad or ["none"]


# deskcheck: f2("7F", 16)
# deskcheck: f2("12", 3)
# deskcheck: f2("9", 2)
def f2(digits: str, base: int) -> str:
    try:
        value = int(digits, base)
    except ValueError:
        return digits + "?"
    binary = f"{value:b}"
    return binary.zfill(8)[-8:]


# deskcheck: weave(["ab", "cd", "efg"])
# deskcheck: weave(["solo"])
# deskcheck: weave([])
def weave(rows: list[str]) -> str:
    columns = []
    for column in zip(*rows):
        columns.append("".join(column))
    return "|".join(columns)


# deskcheck: f3("red;Blue; green", ";")
# deskcheck: f3(";;", ";")
def f3(text: str, sep: str) -> dict[str, int]:
    index = {}
    for part in text.split(sep):
        key = part.strip().casefold()
        if key:
            index[key] = len(part)
        else:
            index["empty"] = index.get("empty", 0) + 1
    return index


# deskcheck: f4("abcdefghij", 3, 8)
# deskcheck: f4("short", -4, -1)
def f4(s: str, lo: int, hi: int) -> str:
    middle = s[lo:hi]
    outside = s[:lo] + s[hi:]
    if len(middle) % 2 == 1:
        middle = middle[::-1]
    return middle[::2] + "." + outside[1::2]


# deskcheck: censor("darn that darn cat", ["darn", "that"])
# deskcheck: censor("fine", ["x"])
def censor(text: str, bad: list[str]) -> str:
    hidden = 0
    for word in bad:
        n = text.count(word)
        text = text.replace(word, word[0] + "*" * (len(word) - 1), 1)
        hidden += n
    return f"{hidden}:{text}"


# deskcheck: f5("north", "thorn")
# deskcheck: f5("ab", "abb")
# deskcheck: f5("cat", "dog")
def f5(first: str, second: str) -> int:
    score = 0
    rest = second
    for ch in first:
        if ch in rest:
            rest = rest.replace(ch, "", 1)
            score += 2
        else:
            score -= 1
    return score - len(rest)


# deskcheck: f6("one two  three", " ")
# deskcheck: f6("a", " ")
def f6(line: str, sep: str) -> list[int]:
    sizes = [len(word) for word in line.split(sep)]
    while 0 in sizes:
        sizes[sizes.index(0)] = -1
    sizes.append(line.count(sep))
    return sizes


# deskcheck: stamp(7, 5, 9)
# deskcheck: stamp(23, 59, 0)
def stamp(hour: int, minute: int, second: int) -> str:
    half = "am" if hour < 12 else "pm"
    hour = hour % 12 or 12
    text = f"{hour}:{minute:02}:{second:02}{half}"
    return text.removesuffix(":00pm")


# deskcheck: f7("wild west", "w", "v")
# deskcheck: f7("none", "q", "k")
def f7(s: str, a: str, b: str) -> str:
    table = str.maketrans({a: b, b: a, " ": ""})
    moved = s.translate(table)
    if moved == s:
        return moved.capitalize()
    return moved[::-1]


# deskcheck: f8("Hi, you! OK?")
# deskcheck: f8("words only")
def f8(text: str) -> tuple[str, str]:
    marks = ""
    kept = ""
    for c in text:
        if not c.isalnum() and not c.isspace():
            marks = c + marks
        else:
            kept += c
    return marks, kept.rstrip()[-4:]


# deskcheck: drain("baobab", "b")
# deskcheck: drain("kiwi", "z")
def drain(s: str, letter: str) -> str:
    log = ""
    while s:
        if s[0] == letter:
            s = s[1:]
            log += "<"
        elif s[-1] == letter:
            s = s[:-1]
            log += ">"
        else:
            break
    return log + s


# deskcheck: f9("go2bed4now")
# deskcheck: f9("abc")
# deskcheck: f9("3")
def f9(s: str) -> str:
    out = []
    for c in s:
        if c.isdigit():
            out.append(" " * int(c))
        else:
            out.append(c)
    wide = "".join(out)
    return wide if wide.strip() == wide else repr(len(wide))


# deskcheck: f10(["Kim:4", "Lee:11", "Kim:2"])
# deskcheck: f10(["Ann:x"])
def f10(entries: list[str]) -> dict[str, int]:
    totals = {}
    for entry in entries:
        who, _, pts = entry.partition(":")
        points = int(pts) if pts.isdigit() else 0
        totals[who] = totals.get(who, 0) + points
    return totals


# deskcheck: nth_word("the old gray mare", -2)
# deskcheck: nth_word("one two", 5)
def nth_word(text: str, n: int) -> str:
    words = text.split()
    try:
        word = words[n]
    except IndexError:
        word = words[n % len(words)] + "*"
    return word.swapcase()


# deskcheck: f11("aXbXXc", "X")
# deskcheck: f11("XX", "X")
def f11(s: str, cut: str) -> str:
    longest = ""
    for part in s.split(cut):
        if not part:
            part = cut * 2
        if len(part) >= len(longest):
            longest = part
    return longest + str(s.find(longest))


# deskcheck: f12("pillow", 2, "z")
# deskcheck: f12("pig", 10, "z")
# deskcheck: f12("pig", -1, "z")
def f12(word: str, at: int, letter: str) -> str:
    word = word[:at] + letter + word[at:]
    if word.endswith(letter):
        return word.upper()
    return word.replace(word[0], letter)


# deskcheck: sides("wax on, wax off", "wax")
# deskcheck: sides("shine", "wax")
def sides(text: str, word: str) -> list[str]:
    left, _, right = text.partition(word)
    left2, _, right2 = text.rpartition(word)
    if left == left2:
        return [right]
    return [left2.strip(), right.strip(), right2]


# deskcheck: f13("abACba")
# deskcheck: f13("xyz")
def f13(s: str) -> str:
    best = ""
    for i in range(len(s)):
        for j in range(i + 1, len(s) + 1):
            piece = s[i:j]
            if piece.islower() and len(piece) > len(best):
                best = piece
    return best + s[len(best) :]


# deskcheck: f14("5,3,x,9")
# deskcheck: f14("4,4")
def f14(text: str) -> list[int]:
    stack = []
    for token in text.split(","):
        try:
            stack.append(int(token))
        except ValueError:
            stack.append(stack.pop() * 2)
    return stack[::-1]


# deskcheck: ticker("breaking", 3, 4)
# deskcheck: ticker("ok", 1, 3)
def ticker(text: str, start: int, width: int) -> str:
    loop = text + " "
    out = ""
    for i in range(width):
        out += loop[(start + i) % len(loop)]
    return "[" + out.upper() + "]"


# deskcheck: f15("ccab", "abc")
# deskcheck: f15("tea", "eat")
def f15(s: str, order: str) -> str:
    rank = {c: i for i, c in enumerate(order)}
    known = [c for c in s if c in rank]
    known.sort(key=lambda c: rank[c])
    return "".join(known) + str(len(s) - len(known))


# deskcheck: f16("Yes", "yES")
# deskcheck: f16("No", "Note")
# deskcheck: f16("a", "b")
def f16(left: str, right: str) -> str:
    if left == right:
        return "same"
    if left.lower() == right.lower():
        diff = [a for a, b in zip(left, right) if a != b]
        return "".join(diff)
    if right.startswith(left):
        return right[len(left) :]
    return min(left, right)


# deskcheck: doubles("bookkeeper")
# deskcheck: doubles("aaa")
# deskcheck: doubles("sad")
def doubles(word: str) -> list[str]:
    found = []
    i = 0
    while i < len(word) - 1:
        if word[i] == word[i + 1]:
            found.append(word[i] * 2)
            i += 2
            continue
        i += 1
    return found


# deskcheck: f17("item", 3, True)
# deskcheck: f17("box", 1, False)
# deskcheck: f17("fox", 0, True)
def f17(noun: str, count: int, shout: bool) -> str:
    if count == 0:
        text = "no " + noun + "s"
    elif count == 1:
        text = "a " + noun
    else:
        text = f"{count} {noun}s"
    return text.upper() + "!" if shout else text.capitalize()


# deskcheck: f18("k3l1m2")
# deskcheck: f18("z0y9")
def f18(s: str) -> str:
    letters = s[::2]
    counts = s[1::2]
    pairs = sorted(zip(counts, letters))
    return "".join(letter for _, letter in pairs) + counts[-1]


# deskcheck: outline("# Top\n## Sub\ntext")
# deskcheck: outline("plain")
def outline(page: str) -> list[str]:
    out = []
    for line in page.splitlines():
        body = line.lstrip("#")
        level = len(line) - len(body)
        if level == 0:
            continue
        out.append("-" * level + body.strip())
    return out


# deskcheck: f19("dotted.name.here", ".")
# deskcheck: f19("flat", ".")
def f19(path: str, dot: str) -> dict[str, int]:
    depth = {}
    full = ""
    for part in path.split(dot):
        full = full + dot + part if full else part
        depth[full[-6:]] = full.count(dot)
    return depth


# deskcheck: f20("abcdabc", "abc")
# deskcheck: f20("hop", "op")
# deskcheck: f20("hop", "it")
def f20(s: str, sub: str) -> tuple[int, int, int]:
    a = s.find(sub)
    b = s.find(sub, a + 1)
    c = s.rfind(sub, 0, len(s) - 1)
    if a == b:
        b = len(s)
    return a, b, c


# deskcheck: vote("yynyn")
# deskcheck: vote("nn")
# deskcheck: vote("?y")
def vote(ballots: str) -> str:
    yes = ballots.count("y")
    no = ballots.count("n")
    other = len(ballots) - yes - no
    if other:
        return f"recount {other}"
    return "pass".ljust(yes + no, "+") if yes > no else "fail"


# deskcheck: f21("river bank", 4)
# deskcheck: f21("sea", 2)
def f21(text: str, size: int) -> list[str]:
    chunks = []
    size = max(size, 1)
    while len(text) > size:
        chunks.append(text[-size:])
        text = text[:-size]
    chunks.append(text.strip())
    return chunks


# deskcheck: f22("The cat The hat", "The")
# deskcheck: f22("no", "The")
def f22(text: str, word: str) -> str:
    n = 0
    out = []
    for w in text.split():
        if w == word:
            n += 1
            w = w.lower() if n > 1 else w[::-1]
        out.append(w)
    return "_".join(out) + str(n)


# deskcheck: key_of("apple", {"fruit": ["apple", "fig"], "tool": ["saw"]})
# deskcheck: key_of("rock", {"tool": ["saw"]})
def key_of(word: str, groups: dict[str, list[str]]) -> str:
    for name, members in groups.items():
        if word in members:
            at = members.index(word)
            return name.title() + str(at)
    return word.center(len(word) + 2, "?")


# deskcheck: f23("{0}-{1}-{0}", "a", 5)
# deskcheck: f23("{1:>4}{0!r}", "q", 12)
def f23(template: str, word: str, number: int) -> str:
    filled = template.format(word, number)
    if len(filled) == len(template):
        return "same " + filled
    return filled + f"/{len(filled)}"


# deskcheck: f24("x {name} y {age}", "Zoe", 30)
# deskcheck: f24("{missing}", "Al", 5)
def f24(template: str, name: str, age: int) -> str:
    data = {"name": name.upper(), "age": age + 1}
    try:
        return template.format_map(data)
    except KeyError as err:
        return "no " + err.args[0]


# deskcheck: stairs("climb", 2)
# deskcheck: stairs("", 1)
def stairs(word: str, rise: int) -> list[str]:
    steps = []
    height = 0
    while height < len(word):
        step = word[height:] if height % 2 else word[: height + 1]
        steps.append(step.rjust(height, "_"))
        height += max(rise, 1)
    return steps


# deskcheck: f25("14:05")
# deskcheck: f25("7")
# deskcheck: f25("a:b")
def f25(clock: str) -> int:
    hours, colon, minutes = clock.partition(":")
    if not colon:
        minutes = "0"
    if hours.isdigit() and minutes.isdigit():
        return int(hours) * 60 + int(minutes)
    return len(clock) * -1


# deskcheck: f26("meadow", "aeiou")
# deskcheck: f26("try", "aeiou")
def f26(word: str, chosen: str) -> str:
    spots = [i for i, c in enumerate(word) if c in chosen]
    letters = list(word)
    if not spots:
        return word + word[-1]
    first, last = spots[0], spots[-1]
    letters[first], letters[last] = letters[last], letters[first]
    return "".join(letters)


# deskcheck: sign_words("-3 plus 12 minus -4")
# deskcheck: sign_words("zero")
def sign_words(text: str) -> list[str]:
    out = []
    for token in text.split():
        if token.lstrip("-").isdigit():
            value = int(token)
            out.append(f"{value:+d}")
        else:
            out.append(token[0])
    return out


# deskcheck: f27("lemon lime", "lm")
# deskcheck: f27("abc", "z")
def f27(s: str, chars: str) -> dict[str, list[int]]:
    where = {c: [] for c in chars}
    for i in range(len(s) - 1, -1, -1):
        c = s[i]
        if c in where:
            where[c].append(i)
    return where


# deskcheck: f28("aabba")
# deskcheck: f28("abc")
# deskcheck: f28("")
def f28(s: str) -> bool:
    count = 0
    for c in s:
        if c == "a":
            count += 1
        elif c == "b":
            count -= 1
        else:
            break
    else:
        return count == 0
    return s[-1] == "c" and count >= 0


# deskcheck: tidy_path("a/./b/../c")
# deskcheck: tidy_path("../x")
def tidy_path(path: str) -> str:
    stack = []
    for part in path.split("/"):
        if part == "." or part == "":
            continue
        if part == "..":
            if stack:
                stack.pop()
        else:
            stack.append(part)
    return "/" + "/".join(stack)


# deskcheck: f29("secret", "key")
# deskcheck: f29("Hi Yo", "ab")
def f29(text: str, key: str) -> str:
    out = ""
    j = 0
    for c in text.lower():
        if c == " ":
            out += c
            continue
        shift = ord(key[j % len(key)]) - ord("a")
        out += chr((ord(c) - ord("a") + shift) % 26 + ord("a"))
        j += 1
    return out


# deskcheck: f30("madam im adam", 1)
# deskcheck: f30("abc", 0)
def f30(s: str, skip: int) -> str:
    glued = "".join(s.split())
    half = len(glued) // 2
    left = glued[:half]
    right = glued[half + skip :]
    return left + ("=" if left == right[::-1] else "/") + right


# deskcheck: marks("pass FAIL pass", "FAIL")
# deskcheck: marks("ok", "FAIL")
def marks(report: str, flag: str) -> str:
    if flag not in report:
        return report.title()
    position = report.split().index(flag)
    report = report.replace(flag, flag.casefold())
    return f"{position}:{report[:8]}"


# deskcheck: f31("straw", "warts")
# deskcheck: f31("ab", "cd")
def f31(a: str, b: str) -> list[int]:
    order = []
    for c in a:
        try:
            order.append(b.index(c))
        except ValueError:
            order.append(len(b))
    if order == sorted(order, reverse=True):
        order.append(-1)
    return order


# deskcheck: f32("12ab34")
# deskcheck: f32("ab")
# deskcheck: f32("77")
def f32(s: str) -> str:
    head = ""
    while s and s[0].isdecimal():
        head += s[0]
        s = s[1:]
    tail = s.lstrip("abcdefgh")
    if head and tail:
        return str(int(head) + int(tail))
    return tail + head + str(len(s))


# deskcheck: meet("anna", "nathan", "na")
# deskcheck: meet("bob", "rob", "x")
def meet(a: str, b: str, link: str) -> str:
    i = a.rfind(link)
    j = b.find(link)
    if i < 0 or j < 0:
        return a[:1] + b[-1:]
    return a[:i] + link + b[j + len(link) :]


# deskcheck: f33("up,down,left", "o")
# deskcheck: f33("a,b", "z")
def f33(csv: str, letter: str) -> list[str]:
    cells = csv.split(",")
    for i, cell in enumerate(cells):
        if letter in cell:
            cells[i] = cell.split(letter)[0]
        else:
            cells[i] = cell + letter
    return cells


# deskcheck: f34("Zebra apple Mango")
# deskcheck: f34("b a")
def f34(text: str) -> str:
    words = text.split()
    plain = sorted(words)
    folded = sorted(words, key=lambda w: w.lower())
    same = [w for w, v in zip(plain, folded) if w == v]
    return ",".join(folded) + ":" + str(len(same))


# deskcheck: f35("aabbb", 2)
# deskcheck: f35("abc", 1)
# deskcheck: f35("kkkk", 2)
def f35(s: str, limit: int) -> str:
    out = ""
    run = 0
    prev = ""
    for c in s:
        run = run + 1 if c == prev else 1
        if run <= limit:
            out += c
        else:
            out = out + "!" if not out.endswith("!") else out
        prev = c
    return out


# deskcheck: split_on_change("112223")
# deskcheck: split_on_change("abc")
def split_on_change(s: str) -> list[str]:
    runs = []
    for c in s:
        if runs and runs[-1][0] == c:
            runs[-1] += c
        else:
            runs.append(c)
    return runs


# deskcheck: f36("john.smith@site.org")
# deskcheck: f36("broken.mail")
def f36(mail: str) -> str:
    user, at, host = mail.partition("@")
    if not at:
        return user.replace(".", "")
    names = user.split(".")
    short = names[0][0] + names[-1]
    return short + at + host.removesuffix(".org")


# deskcheck: f37("a-b", "c-d-e", "-")
# deskcheck: f37("x", "y", "-")
def f37(one: str, two: str, sep: str) -> str:
    left = one.split(sep)
    right = two.split(sep)
    joined = []
    for i in range(max(len(left), len(right))):
        a = left[i] if i < len(left) else "."
        b = right[i] if i < len(right) else "."
        joined.append(a + b)
    return sep.join(joined)


# deskcheck: countdown("tnt", 3)
# deskcheck: countdown("ox", 1)
def countdown(word: str, n: int) -> str:
    out = ""
    while n > 0:
        out += str(n) + word[-n:]
        n -= 1
    return out.replace(word, "@")


# deskcheck: f38("ab12cd", True)
# deskcheck: f38("Ab C", False)
def f38(s: str, digits: bool) -> tuple[str, str]:
    test = str.isdigit if digits else str.isupper
    yes = "".join(filter(test, s))
    no = "".join(c for c in s if not test(c))
    return yes, no.strip()


# deskcheck: f39("eat tea tan ate")
# deskcheck: f39("no on")
def f39(text: str) -> dict[str, str]:
    groups = {}
    for word in text.split():
        key = min(word) + max(word)
        if key not in groups:
            groups[key] = word
        else:
            groups[key] = groups[key][:2] + word[-1].upper()
    return groups


# deskcheck: f40("silver", "ilv")
# deskcheck: f40("gold", "x")
def f40(word: str, middle: str) -> str:
    if word.removeprefix(middle) != word:
        return "start"
    if word.removesuffix(middle) != word:
        return "end"
    cut = word.split(middle)
    return cut[0] + "~" + cut[-1]


# deskcheck: gauge(3, 8)
# deskcheck: gauge(10, 5)
def gauge(level: int, size: int) -> str:
    level = max(0, min(level, size))
    bar = "#" * level + "." * (size - level)
    percent = f"{level / size:.0%}"
    return bar + percent.rjust(5)


# deskcheck: f41("Q1: yes Q2: no")
# deskcheck: f41("yes")
def f41(text: str) -> dict[str, str]:
    answers = {}
    label = "?"
    for token in text.split():
        if token.endswith(":"):
            label = token[:-1]
        else:
            answers[label] = token[0].upper()
    return answers


# deskcheck: f42("abcdefg", [2, 3])
# deskcheck: f42("hi", [1, 1, 1])
def f42(s: str, sizes: list[int]) -> list[str]:
    parts = []
    pos = 0
    for size in sizes:
        parts.append(s[pos : pos + size])
        pos += size
    if pos < len(s):
        parts.append(s[pos:].upper())
    return parts


# deskcheck: vowel_runs("beautiful")
# deskcheck: vowel_runs("queue")
# deskcheck: vowel_runs("crypt")
def vowel_runs(word: str) -> int:
    best = 0
    run = 0
    for c in word:
        if c not in "aeiou":
            run = 0
            continue
        run += 1
        if run > best:
            best = run
    return best if best > 1 else -best


# deskcheck: f43("c b a", "b")
# deskcheck: f43("c b a", "z")
def f43(names: str, target: str) -> str:
    queue = names.split()
    turns = 0
    while queue and queue[0] != target:
        queue.append(queue.pop(0))
        turns += 1
        if turns > len(queue):
            return "lost " + queue[0]
    return "".join(queue) + str(turns)


# deskcheck: f44("3.75")
# deskcheck: f44("-2.5")
# deskcheck: f44("1e2")
# deskcheck: f44("n/a")
def f44(text: str) -> str:
    try:
        x = float(text)
    except ValueError:
        return text.replace("/", "")
    whole = int(x)
    return f"{whole}|{x - whole:.2f}"


# deskcheck: spell("ab-c")
# deskcheck: spell("Z")
def spell(word: str) -> list[str]:
    names = {"a": "alfa", "b": "bravo", "c": "coral"}
    out = []
    for c in word:
        name = names.get(c.lower(), c * 3)
        out.append(name.title() if c.isupper() else name)
    return out


# deskcheck: f45("the end", "aeiou", "*")
# deskcheck: f45("gym", "aeiou", "*")
def f45(text: str, hide: str, mark: str) -> str:
    out = text
    for c in hide:
        if c in out:
            out = out.replace(c, mark)
            mark += "'"
    return out[::-1] if mark.endswith("'") else out


# deskcheck: f46("b1 a2 c0")
# deskcheck: f46("z9")
def f46(line: str) -> list[str]:
    words = line.split()
    by_digit = sorted(words, key=lambda w: w[-1])
    by_letter = sorted(words, reverse=True)
    return [a[0] + b[-1] for a, b in zip(by_digit, by_letter)]


# deskcheck: inflate("a2(b)c")
# deskcheck: inflate("3(xy)")
# deskcheck: inflate("plain")
def inflate(s: str) -> str:
    opening = s.find("(")
    closing = s.rfind(")")
    if opening < 1 or closing < opening:
        return s.title()
    times = int(s[opening - 1])
    body = s[opening + 1 : closing]
    return s[: opening - 1] + body * times + s[closing + 1 :]


# deskcheck: f47("Ab", "cD")
# deskcheck: f47("xyz", "XYZ")
def f47(lower: str, upper: str) -> str:
    out = []
    for a, b in zip(lower, reversed(upper)):
        pair = a.lower() + b.upper()
        if pair[0] == pair[1].lower():
            pair = pair[0]
        out.append(pair)
    return "".join(out)


# deskcheck: f48("lid", "solid")
# deskcheck: f48("art", "arty")
# deskcheck: f48("ink", "pen")
def f48(part: str, whole: str) -> tuple[str, int]:
    if whole.endswith(part):
        kind = "tail"
    elif whole.startswith(part):
        kind = "head"
    else:
        kind = "none"
    return kind, whole.find(part[0]) + len(kind)


# deskcheck: f49("wow", 2)
# deskcheck: f49("tree", 3)
def f49(s: str, n: int) -> dict[str, int]:
    grams = {}
    for i in range(len(s) * 2 - n):
        gram = (s + s)[i : i + n]
        grams[gram] = grams.get(gram, 0) + 1
    return {g: c for g, c in grams.items() if c > 1}


# deskcheck: f50("A man", "a plan")
# deskcheck: f50("xx", "yy")
def f50(s: str, t: str) -> str:
    small, big = sorted((s.strip(), t.strip()), key=len)
    low = min(small)
    high = max(big)
    return f"{low!r}{high}{len(big) - len(small)}"


# deskcheck: banner("sale", 10)
# deskcheck: banner("big discount", 10)
def banner(msg: str, width: int) -> list[str]:
    if len(msg) + 2 > width:
        words = msg.split()
        return [w.center(width, "~") for w in words]
    line = msg.center(width - 2)
    return ["+" * width, "|" + line + "|"]


# deskcheck: f51("...---...")
# deskcheck: f51("-.")
# deskcheck: f51(".x")
def f51(code: str) -> str:
    names = {"...": "S", "---": "O", "-.": "N", ".-": "A"}
    word = ""
    while code:
        for size in (3, 2):
            if code[:size] in names:
                word += names[code[:size]]
                code = code[size:]
                break
        else:
            return word + "?" + code
    return word


# deskcheck: f52("one\r\ntwo\nthree\n", True)
# deskcheck: f52("one\r\ntwo", False)
def f52(text: str, keep: bool) -> list[int]:
    lines = text.splitlines(keep)
    lengths = [len(line) for line in lines]
    lengths.append(sum(line.endswith("\n") for line in lines))
    return lengths


# deskcheck: f53("SHOUT quietly Now")
# deskcheck: f53("a B")
def f53(text: str) -> str:
    flips = {"upper": str.lower, "lower": str.upper}
    out = []
    for w in text.split():
        if w.isupper():
            w = flips["upper"](w)
        elif w.islower():
            w = flips["lower"](w)
        out.append(w)
    return " ".join(out)


# deskcheck: luggage("LH-1234-A")
# deskcheck: luggage("XX-12-B")
# deskcheck: luggage("bad")
def luggage(tag: str) -> str:
    try:
        line, number, kind = tag.split("-")
    except ValueError:
        return "unknown " + tag[:1]
    if len(number) < 4:
        number = number.zfill(4)
    return kind + number[-2:] + line.lower()


# deskcheck: f54("onion", "on", 4)
# deskcheck: f54("aaaa", "aa", 3)
# deskcheck: f54("cab", "x", 2)
def f54(s: str, sub: str, stop: int) -> str:
    inside = s.count(sub, 0, stop)
    everywhere = s.count(sub)
    if inside == everywhere:
        return s[stop:] + str(inside)
    at = s.rindex(sub)
    return s[at:stop] + "/" + s[:at].upper()


# deskcheck: f55("9 8 7", "+")
# deskcheck: f55("5", "*")
def f55(numbers: str, op: str) -> str:
    values = list(map(int, numbers.split()))
    result = values[0]
    for v in values[1:]:
        result = result + v if op == "+" else result * v
    text = op.join(str(v) for v in values)
    return f"{text}={result}"


# deskcheck: f56("hello world", 4)
# deskcheck: f56("abc", 9)
def f56(s: str, width: int) -> str:
    if len(s) < width:
        left = (width - len(s)) // 2
        s = " " * left + s
    return s[:width].replace(" ", "_").ljust(width + 1, "|")


# deskcheck: initials_dict("Max Mia Ned Moe")
# deskcheck: initials_dict("ann Al")
def initials_dict(names: str) -> dict[str, str]:
    book = {}
    for name in names.split():
        first = name[0].upper()
        if first in book:
            book[first] = book[first] + "," + name[1:]
        else:
            book[first] = name[1:]
    return book


# deskcheck: f57("1a2b", 2)
# deskcheck: f57("zz9", 3)
def f57(s: str, factor: int) -> str:
    out = ""
    for c in s:
        try:
            out += str(int(c) * factor)
        except ValueError:
            out += c * factor
            factor -= 1
    return out


# deskcheck: f58("sun moon", "moon star")
# deskcheck: f58("a b", "c")
def f58(one: str, two: str) -> list[str]:
    first = one.split()
    second = two.split()
    merged = first + [w for w in second if w not in first]
    for w in first:
        if w in second:
            merged.remove(w)
    return merged


# deskcheck: snip("keep[drop]keep", "[", "]")
# deskcheck: snip("no marks", "[", "]")
def snip(s: str, left: str, right: str) -> str:
    out = ""
    inside = False
    for c in s:
        if c == left:
            inside = True
        elif c == right:
            inside = False
        elif not inside:
            out += c
    return out if out != s else out[::3]


# deskcheck: f59("bcd", "a")
# deskcheck: f59("moth", "e")
def f59(word: str, vowel: str) -> str:
    syllables = [c + vowel for c in word]
    syllables[-1] = syllables[-1].rstrip(vowel)
    return "-".join(syllables).capitalize()


# deskcheck: f60("AAPL 10 MSFT 5")
# deskcheck: f60("X 1 Y")
def f60(line: str) -> dict[str, int]:
    holdings = {}
    tokens = iter(line.split())
    for name in tokens:
        amount = next(tokens, "0")
        holdings[name.lower()[:3]] = int(amount)
    return holdings


# deskcheck: drop_every("abcdefghi", 3)
# deskcheck: drop_every("xyz", 1)
def drop_every(s: str, n: int) -> str:
    kept = ""
    dropped = ""
    for i, c in enumerate(s, 1):
        if i % n == 0:
            dropped = c + dropped
        else:
            kept += c
    return kept + dropped.upper()


# deskcheck: f61("ice cream", "ice")
# deskcheck: f61("rice", "ice")
def f61(s: str, lead: str) -> str:
    stripped = s.lstrip(lead)
    removed = s.removeprefix(lead)
    if stripped == removed:
        return removed
    return stripped.strip() + "/" + removed.strip()


# deskcheck: f62("tom5 ann12 bo3")
# deskcheck: f62("x1")
def f62(text: str) -> str:
    best = ""
    top = -1
    for token in text.split():
        name = token.rstrip("0123456789")
        score = int(token[len(name) :] or 0)
        if score > top:
            best, top = name, score
    return best.title() * (top % 4)


# deskcheck: f63("gHiJ")
# deskcheck: f63("ab")
def f63(s: str) -> str:
    ups = iter([c for c in reversed(s) if c.isupper()])
    out = ""
    for c in s:
        out += next(ups) if c.isupper() else c
    return out + out.swapcase()[0]


# deskcheck: receipt({"tea": 2.5, "cake": 4})
# deskcheck: receipt({})
def receipt(basket: dict[str, float]) -> list[str]:
    total = 0
    lines = []
    for name, price in basket.items():
        total += price
        lines.append(f"{name:.<6}{price:5.2f}")
    lines.append(f"{'sum':.<6}{total:5.1f}")
    return lines


# deskcheck: f64("abba", "ab")
# deskcheck: f64("tic tac", "tc")
def f64(s: str, pair: str) -> int:
    score = 0
    for a, b in zip(s, s[1:]):
        if a + b == pair:
            score += 3
        elif a in pair and b in pair:
            score += 1
        elif a == " ":
            score = 0
    return score


# deskcheck: f65("12:30", ":", 45)
# deskcheck: f65("23.59", ".", 1)
def f65(time: str, sep: str, add: int) -> str:
    h, m = (int(x) for x in time.split(sep))
    m += add
    h = (h + m // 60) % 24
    return sep.join([str(h).zfill(2), f"{m % 60:02d}"])


# deskcheck: chain("egg", ["gas", "sun", "pit"])
# deskcheck: chain("hat", ["cat"])
def chain(start: str, words: list[str]) -> str:
    path = start
    for w in words:
        if w[0] != path[-1]:
            break
        path += w[1:]
    else:
        path += "."
    return path


# deskcheck: f66("bus 12 tram 4b", 3)
# deskcheck: f66("walk", 9)
def f66(lines: str, cap: int) -> list[str]:
    kept = []
    for i, token in enumerate(lines.split()):
        if token.isalpha():
            kept.append(f"{i}{token[:cap]}")
        elif token.isnumeric():
            kept[-1] += token.zfill(cap)
        else:
            kept.append(token.upper().lstrip("0123456789"))
    return kept
