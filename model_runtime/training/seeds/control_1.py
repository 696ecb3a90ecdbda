# deskcheck: f1([4, 7, 12, 3], 10)
# deskcheck: f1([1, 2], 10)
def f1(a: list[int], k: int) -> int:
    for x in a:
        if x > k:
            break
    else:
        return -1
    return x * 2


# deskcheck: find_gap([1, 2, 4, 5])
# deskcheck: find_gap([3, 4, 5])
# deskcheck: find_gap([])
def find_gap(numbers: list[int]) -> int | None:
    expected = None
    for n in sorted(numbers):
        if expected is not None and n != expected:
            return expected
        expected = n + 1
    return None


# deskcheck: f2("a1b22")
# deskcheck: f2("zz")
# deskcheck: f2("9-9")
def f2(s: str) -> int:
    t = 0
    for c in s:
        if not c.isdigit():
            continue
        t += int(c)
    return t


# deskcheck: far_pair([3, 9, 4, 6], 4)
# deskcheck: far_pair([1, 2, 3], 50)
def far_pair(nums: list[int], gap: int) -> str:
    for i, left in enumerate(nums[:4]):
        for right in nums[i:]:
            if left - right > gap:
                return f"{left}>{right}"
    return "close"


# deskcheck: light(3)
# deskcheck: light(7)
def light(ticks: int) -> str:
    color = "red"
    for _ in range(ticks % 9):
        if color == "red":
            color = "green"
        elif color == "green":
            color = "amber"
        else:
            color = "red"
    return color


# deskcheck: f3(20)
# deskcheck: f3(7)
# deskcheck: f3(1)
def f3(n: int) -> list[int]:
    r = []
    while True:
        n = n // 2 - 1
        r.append(n)
        if n < 2:
            break
    return r


# deskcheck: describe(0)
# deskcheck: describe(5)
# deskcheck: describe(-12)
# deskcheck: describe(400)
def describe(n: int) -> str:
    match n:
        case 0:
            return "zero"
        case 1 | 2 | 3 | 4 | 5:
            return "few"
        case _ if n < 0:
            return "debt " + str(-n)
        case _:
            return "many"


# deskcheck: command(["go", "north"])
# deskcheck: command(["take", "lamp", "rope"])
# deskcheck: command(["wait"])
# deskcheck: command([])
def command(words: list[str]) -> str:
    match words:
        case []:
            reply = "?"
        case [one]:
            reply = one + "..."
        case ["go", where]:
            reply = "walk " + where
        case [verb, *things]:
            reply = f"{verb} x{len(things)}"
    return reply


# deskcheck: f4((0, 3))
# deskcheck: f4((2, 2))
# deskcheck: f4((5, -1))
def f4(p: tuple[int, int]) -> str:
    match p:
        case (0, y):
            return f"y{y}"
        case (x, y) if x == y:
            return "diag"
        case (x, _):
            x -= 1
    return f"x{x}"


# deskcheck: retry([False, False, True, True])
# deskcheck: retry([False, False, False, False, False])
def retry(attempts: list[bool]) -> str:
    tries = 0
    while tries < 4:
        if tries >= len(attempts):
            return "ran out"
        if attempts[tries]:
            break
        tries += 1
    else:
        return "gave up"
    return "ok after " + str(tries)


# deskcheck: f5([2, 0, 5, 0])
# deskcheck: f5([])
def f5(a: list[int]) -> list[int]:
    i = 0
    while i < len(a):
        if a[i] == 0:
            del a[i]
        else:
            a[i] += i
            i += 1
    return a


# deskcheck: pick(None, 4)
# deskcheck: pick(0, 4)
# deskcheck: pick(9, 4)
def pick(value: int | None, fallback: int) -> int:
    if value is None:
        value = fallback
    elif not value:
        value = -fallback
    return value + 1


# deskcheck: f6("", [], {"a": 1})
# deskcheck: f6("x", [], {})
# deskcheck: f6("", [0], {})
def f6(s: str, a: list[int], d: dict[str, int]) -> str:
    r = s or a or d
    q = s and a and d
    if not q:
        r = str(r)
    return r + type(q).__name__


# deskcheck: vending([5, 10, 25], 30)
# deskcheck: vending([5, 5], 30)
def vending(coins: list[int], price: int) -> str:
    paid = 0
    for coin in coins:
        if coin not in (5, 10, 25):
            continue
        paid += coin
        if paid >= price:
            return f"change {paid - price}"
    return f"need {price - paid}"


# deskcheck: brackets("(()")
# deskcheck: brackets(")(")
# deskcheck: brackets("a(b)c")
def brackets(text: str) -> int:
    depth = 0
    worst = 0
    for ch in text:
        if ch == "(":
            depth += 1
        elif ch == ")":
            depth -= 1
        worst = min(worst, depth)
    return depth * 10 + worst


# deskcheck: f7(3, 4)
# deskcheck: f7(2, 2)
def f7(a: int, b: int) -> list[str]:
    r = []
    for i in range(a % 4):
        for j in range(b % 5):
            if i == j:
                continue
            r.append(f"{i}{j}")
    return r


# deskcheck: snail(10, 4, 1)
# deskcheck: snail(7, 3, 3)
def snail(wall: int, up: int, down: int) -> int:
    height = 0
    days = 0
    while height < wall:
        days += 1
        height += up
        if height >= wall or days == 8:
            break
        height -= down
    return days


# deskcheck: f8([1, 2, 3, 4, 5, 6])
# deskcheck: f8([9, 9])
def f8(a: list[int]) -> int:
    t = 0
    for i, x in enumerate(a):
        if i % 3 == 0:
            t += x
        elif i % 3 == 1:
            t -= x
        else:
            t *= 2
    return t


# deskcheck: door("lock open unlock open")
# deskcheck: door("open close lock")
def door(script: str) -> list[str]:
    state = "closed"
    history = []
    for action in script.split():
        if action == "open" and state == "closed":
            state = "open"
        elif action == "close" and state == "open":
            state = "closed"
        elif action == "lock" and state == "closed":
            state = "locked"
        elif action == "unlock" and state == "locked":
            state = "closed"
        history.append(state)
    return history


# deskcheck: f9(12)
# deskcheck: f9(31)
def f9(n: int) -> str:
    s = ""
    while n > 0 and len(s) < 8:
        if n % 3 == 0:
            s += "t"
            n //= 3
        else:
            s += "o"
            n -= 1
    return s


# deskcheck: grade([88, 92, 61], 90)
# deskcheck: grade([40], 50)
def grade(marks: list[int], bar: int) -> str:
    passed = 0
    for m in marks:
        passed += m >= bar
    if passed == len(marks):
        return "all"
    return f"{passed}/{len(marks)}" if passed else "none"


# deskcheck: until_repeat([5, 2, 7, 2, 9])
# deskcheck: until_repeat([1, 2])
def until_repeat(values: list[int]) -> list[int]:
    taken = []
    for v in values:
        if v in taken:
            break
        taken.append(v)
    return taken[::-1]


# deskcheck: f10([3, 1, 2], [2, 5, 3])
# deskcheck: f10([1], [])
def f10(a: list[int], b: list[int]) -> int:
    c = 0
    for x in a:
        for y in b:
            if x == y:
                c += 1
                break
        else:
            c -= 1
    return c


# deskcheck: robot("LLFRF")
# deskcheck: robot("FFRFF")
def robot(moves: str) -> tuple[int, int]:
    x, y = 0, 0
    dx, dy = 0, 1
    for m in moves:
        if m == "F":
            x, y = x + dx, y + dy
        elif m == "L":
            dx, dy = -dy, dx
        elif m == "R":
            dx, dy = dy, -dx
    return x, y


# deskcheck: f11(5, 2)
# deskcheck: f11(3, 9)
def f11(m: int, n: int) -> list[list[int]]:
    g = []
    for i in range(m % 4):
        row = []
        for j in range(n % 4):
            row.append(i * j if i > j else i - j)
        g.append(row)
    return g


# deskcheck: row_with_most([[1, 0], [1, 1], [0]])
# deskcheck: row_with_most([[0, 0], []])
def row_with_most(grid: list[list[int]]) -> int:
    best, where = 0, -1
    for i, row in enumerate(grid):
        n = row.count(1)
        if n > best:
            best, where = n, i
    return where


# deskcheck: f12([[4, 2], [9], [1, 5, 3]])
# deskcheck: f12([[], [7]])
def f12(m: list[list[int]]) -> list[int]:
    r = []
    for row in m:
        if not row:
            continue
        row.sort()
        r.append(row[0] - row[-1])
    return r


# deskcheck: login("guest", 2)
# deskcheck: login("admin", 3)
# deskcheck: login("", 0)
def login(user: str, tries: int) -> str:
    if not user:
        return "name?"
    if user == "admin" and tries < 3:
        return "welcome back"
    if tries >= 3:
        return "locked"
    return f"hi {user}, {3 - tries} left"


# deskcheck: f13([6, 2, 9, 2])
# deskcheck: f13([])
def f13(a: list[int]) -> tuple[int, int] | None:
    if not a:
        return None
    i = j = 0
    for k in range(1, len(a)):
        if a[k] > a[i]:
            i = k
        elif a[k] <= a[j]:
            j = k
    return i, j


# deskcheck: drain([4, 1, 3], 2)
# deskcheck: drain([2, 2], 5)
def drain(stack: list[int], limit: int) -> list[int]:
    taken = []
    while stack:
        top = stack.pop()
        if top > limit:
            stack.append(limit)
            continue
        taken.append(top)
        limit -= 1
    return taken


# deskcheck: f14("abcabc", "c")
# deskcheck: f14("abc", "x")
def f14(s: str, c: str) -> int:
    i = len(s) - 1
    while i >= 0 and s[i] != c:
        i -= 1
    return i if i >= 0 else len(s)


# deskcheck: triangle(4)
# deskcheck: triangle(2)
def triangle(size: int) -> list[str]:
    lines = []
    for row in range(1, size % 6 + 1):
        line = "*" * row
        if row % 2 == 0:
            line = line.replace("*", "o")
        lines.append(line)
    return lines


# deskcheck: f15(1, 2, 3)
# deskcheck: f15(0, 0, 5)
# deskcheck: f15(2, 0, 0)
def f15(a: int, b: int, c: int) -> int:
    x = a and b or c
    y = a or b and c
    z = not (a or b)
    return x * 100 + y * 10 + z


# deskcheck: queue_time([3, 1, 4], 1)
# deskcheck: queue_time([2, 2], 0)
def queue_time(jobs: list[int], me: int) -> int:
    clock = 0
    for i, job in enumerate(jobs):
        clock += max(job, 0)
        if i == me:
            break
    return clock


# deskcheck: f16([3, 8, 5, 2, 9])
# deskcheck: f16([7])
def f16(a: list[int]) -> list[int]:
    lo, hi = 0, len(a) - 1
    r = []
    while lo < hi:
        r.append(a[lo] - a[hi])
        lo += 1
        hi -= 1
    if lo == hi:
        r.append(a[lo])
    return r


# deskcheck: classify("Hello9")
# deskcheck: classify("a b")
# deskcheck: classify("")
def classify(text: str) -> dict[str, int]:
    upper = digits = other = 0
    for ch in text:
        if ch.isupper():
            upper += 1
        elif ch.isdigit():
            digits += 1
        elif not ch.islower():
            other += 1
    return {"upper": upper, "digits": digits, "other": other}


# deskcheck: f17([2, 5, 4, 8])
# deskcheck: f17([1, 3])
def f17(a: list[int]) -> bool:
    ok = True
    for x in a:
        ok = ok and x % 2 == 0
        if not ok:
            return False
    return ok


# deskcheck: heat(15, 21)
# deskcheck: heat(25, 21)
# deskcheck: heat(21, 21)
def heat(now: int, goal: int) -> list[str]:
    log = []
    for _ in range(5):
        if now < goal:
            now += 3
            log.append("on")
        elif now > goal:
            now -= 1
            log.append("off")
        else:
            break
    return log


# deskcheck: f18("1,x,3,,5")
# deskcheck: f18("4")
def f18(s: str) -> list[int]:
    r = []
    for p in s.split(","):
        try:
            r.append(int(p))
        except ValueError:
            r.append(-len(p))
    return r


# deskcheck: shelf_fill([4, 3, 6, 2], 8)
# deskcheck: shelf_fill([9], 8)
def shelf_fill(widths: list[int], room: int) -> list[int]:
    used = 0
    skipped = []
    for w in widths:
        if used + w > room:
            skipped.append(w)
            continue
        used += w
    return skipped + [used]


# deskcheck: f19(14, 3)
# deskcheck: f19(-4, 3)
def f19(n: int, k: int) -> int:
    if n < 0:
        return f"neg{n}".count("-")
    c = 0
    for i in range(0, min(n, 30), max(k, 3)):
        c += i if i % 2 else -1
    return c


# deskcheck: chase(0, 10, 4)
# deskcheck: chase(5, 6, 1)
def chase(hunter: int, prey: int, turns: int) -> str:
    for turn in range(min(turns, 7)):
        hunter += 3
        prey += 1
        if hunter >= prey:
            return f"caught {turn}"
    return f"lost by {prey - hunter}"


# deskcheck: f20("aabcc")
# deskcheck: f20("xyz")
# deskcheck: f20("")
def f20(s: str) -> str:
    out = ""
    prev = None
    for c in s:
        if c == prev:
            out += "+"
        else:
            out += c
        prev = c
    return out


# deskcheck: sort_flag([1, 2, 2, 5])
# deskcheck: sort_flag([1, 3, 2])
# deskcheck: sort_flag([5, 4])
def sort_flag(seq: list[int]) -> str:
    rising = falling = True
    for a, b in zip(seq, seq[1:]):
        if a > b:
            rising = False
        if a < b:
            falling = False
    return "up" if rising else "down" if falling else "none"


# deskcheck: f21([1, [2], "c"])
# deskcheck: f21(["x", None, 2.5])
def f21(a: list) -> str:
    r = ""
    for x in a:
        if isinstance(x, str):
            r += x
        elif isinstance(x, (int, float)):
            r += "#"
        else:
            r += "?"
    return r


# deskcheck: halve_until([40, 9], 5)
# deskcheck: halve_until([3], 5)
def halve_until(sizes: list[int], limit: int) -> list[int]:
    limit = max(limit, 1)
    cuts = []
    for size in sizes:
        count = 0
        while size > limit and count < 4:
            size //= 2
            count += 1
        cuts.append(count)
    return cuts


# deskcheck: f22(2, [3, 0, 4])
# deskcheck: f22(8, [2, 2])
def f22(n: int, a: list[int]) -> int:
    for d in a:
        if d == 0:
            return n
        n = n // d if n % d == 0 else n + d
    else:
        n = -n
    return n


# deskcheck: spin("RRL", 0)
# deskcheck: spin("LL?", 2)
def spin(turns: str, facing: int) -> str:
    names = ["N", "E", "S", "W"]
    for t in turns:
        match t:
            case "R":
                facing += 1
            case "L":
                facing -= 1
            case _:
                continue
        facing %= 4
    return names[facing % 4]


# deskcheck: kind_of({"type": "circle", "r": 3})
# deskcheck: kind_of({"type": "rect", "w": 2, "h": 5})
# deskcheck: kind_of({"r": 3})
def kind_of(shape: dict) -> int:
    match shape:
        case {"type": "circle", "r": r}:
            area = 3 * r * r
        case {"type": "rect", "w": w, "h": h}:
            area = w * h
        case _:
            area = -1
    return area


# deskcheck: f23("abba")
# deskcheck: f23("ab")
def f23(s: str) -> int:
    n = 0
    for i in range(len(s) // 2):
        if s[i] == s[-1 - i]:
            n += 2
        else:
            n -= 1
            break
    return n


# deskcheck: best_window([2, 5, -1, 6], 2)
# deskcheck: best_window([4], 3)
def best_window(values: list[int], width: int) -> int | None:
    best = None
    for start in range(len(values) - width + 1):
        total = sum(values[start:start + width])
        if best is None or total > best:
            best = total
    return best


# deskcheck: f24([5, -1, 3])
# deskcheck: f24([0])
def f24(a: list[int]) -> list[str]:
    r = []
    for x in a:
        y = "pos" if x > 0 else "neg" if x < 0 else "nil"
        r.append(y[0] * abs(x) if abs(x) < 4 else y)
    return r


# deskcheck: tally_until("yynyq", "q")
# deskcheck: tally_until("nnn", "q")
def tally_until(answers: str, stop: str) -> tuple[int, bool]:
    yes = 0
    ended = False
    for a in answers:
        ended = a == stop
        if ended:
            break
        yes += a == "y"
    return yes, ended


# deskcheck: f25(4)
# deskcheck: f25(9)
def f25(n: int) -> list[int]:
    a, b = n % 20, 0
    r = []
    while a > b:
        a, b = a - 1, b + 2
        r += [a * b]
    return r


# deskcheck: stop_words("the cat and the hat", ["the", "and"])
# deskcheck: stop_words("a b", [])
def stop_words(text: str, banned: list[str]) -> str:
    kept = []
    for word in text.split():
        if word in banned:
            continue
        kept.append(word)
        if len(kept) == 3:
            break
    return " ".join(kept)


# deskcheck: f26([8, 3, 8, 1])
# deskcheck: f26([2])
def f26(a: list[int]) -> int:
    m = float("-inf")
    s = 0
    for x in a:
        if x >= m:
            m = x
            s += 1
        else:
            m -= 2
    return s
