# deskcheck: f("a1-B2")
# deskcheck: f("Zz9")
# deskcheck: f("")
def f(s: str) -> list[int]:
    kinds = [0, 0, 0]
    for ch in s:
        if ch.isdigit():
            kinds[0] += int(ch)
        elif ch.isupper():
            kinds[1] += 10
        elif not ch.isalpha():
            kinds[2] -= 1
        else:
            continue
        kinds[2] += 2
    return kinds


# deskcheck: f1([5, 0, 3, 0, 7])
# deskcheck: f1([0, 4])
# deskcheck: f1([2, 9])
# deskcheck: f1([])
def f1(xs: list[int]) -> tuple[int, str]:
    zeros = 0
    for pos, x in enumerate(xs):
        if x:
            continue
        zeros += 1
        if zeros == 2:
            where = f"at {pos}"
            break
    else:
        where = "never" if not zeros else "once"
    return zeros, where


# deskcheck: turnstile("cpcpp")
# deskcheck: turnstile("ppc")
# deskcheck: turnstile("x")
def turnstile(events: str) -> tuple[str, int]:
    state = "locked"
    bumps = 0
    for e in events:
        if state == "locked" and e == "c":
            state = "open"
        elif state == "open" and e == "p":
            state = "locked"
        elif e in "cp":
            bumps += 1
        else:
            state = "broken"
            break
    return state, bumps


# deskcheck: f2(3, 4)
# deskcheck: f2(1, 5)
# deskcheck: f2(0, 2)
def f2(rows: int, cols: int) -> str:
    out = ""
    for r in range(rows):
        for c in range(cols):
            if c > r:
                break
            if (r + c) % 2 == 1:
                out += "o"
            else:
                out += "x"
        else:
            out += "!"
        out += "/"
    return out


# deskcheck: f3([[], 0, "", "0", [0]])
# deskcheck: f3([None, False, " "])
# deskcheck: f3([])
def f3(things: list) -> list[str]:
    log = []
    for t in things:
        if not t:
            if t == 0:
                log.append("zero")
            elif t is None:
                log.append("none")
            else:
                log.append("hollow")
        else:
            log.append("solid")
    return log


# deskcheck: f4("apple", "apply")
# deskcheck: f4("Zoo", "ant")
# deskcheck: f4("ten", "tent")
# deskcheck: f4("", "")
def f4(a: str, b: str) -> str:
    steps = 0
    for x, y in zip(a, b):
        steps += 1
        if x == y:
            continue
        if x < y:
            return f"{a} first after {steps}"
        return f"{b} first after {steps}"
    if len(a) == len(b):
        return "same"
    return "shorter first" if a < b else "odd"


# deskcheck: parse_coins(["5", "x", "10", "", "25"])
# deskcheck: parse_coins(["1", "stop", "2"])
# deskcheck: parse_coins(["-4"])
def parse_coins(raw: list[str]) -> tuple[int, list[int]]:
    total = 0
    bad = []
    for i, item in enumerate(raw):
        if item == "stop":
            break
        try:
            total += int(item)
        except ValueError:
            bad.append(i)
        else:
            if total < 0:
                total = 0
    return total, bad


# deskcheck: f5(20)
# deskcheck: f5(7)
# deskcheck: f5(1)
# deskcheck: f5(-3)
def f5(n: int) -> list[int]:
    path = []
    while n > 1:
        if n % 3 == 0:
            n //= 3
        elif n % 2 == 0:
            n //= 2
        else:
            n -= 1
        path.append(n)
    else:
        path.append(0)
    return path


# deskcheck: f6([3, 8, 2, 8, 1], 8)
# deskcheck: f6([8], 8)
# deskcheck: f6([1, 2, 3], 8)
def f6(xs: list[int], stop: int) -> list[int]:
    back = []
    for x in reversed(xs):
        if x == stop and back:
            break
        if x == stop:
            back.append(0)
            continue
        back.append(x)
    else:
        back.append(-1)
    return back


# deskcheck: f7({"tea": 3, "jam": 0, "rye": 5})
# deskcheck: f7({"egg": 0})
# deskcheck: f7({})
def f7(stock: dict[str, int]) -> str:
    msg = ""
    for name, n in stock.items():
        if not n:
            msg += name.upper()
        elif n > 4 or name.startswith("t"):
            msg += name[0] + str(n)
        else:
            msg += "?"
        msg += ";"
    if not msg:
        return "empty shop"
    return msg[:-1]


# deskcheck: cross_road("RRGYG", 2)
# deskcheck: cross_road("GG", 1)
# deskcheck: cross_road("RYR", 1)
# deskcheck: cross_road("", 0)
def cross_road(lights: str, patience: int) -> str:
    waited = 0
    for light in lights:
        if light == "G":
            return "crossed after " + str(waited)
        if light == "Y" and waited > patience:
            return "risked it"
        waited += 1
    if waited > patience:
        return "gave up"
    return "still there"


# deskcheck: f8(2, 17, 4)
# deskcheck: f8(9, -3, -5)
# deskcheck: f8(5, 5, 1)
def f8(lo: int, hi: int, step: int) -> list[str]:
    out = []
    for k in range(lo, hi, step):
        if k < 0:
            out.append("neg")
        elif k % 2 and k % 3:
            out.append(f"{k}!")
        elif k % 2 or k % 3:
            out.append(str(k))
        else:
            out.append("six")
    return out or ["nothing"]


# deskcheck: f9([1, 2, 3], [1, 5, 0])
# deskcheck: f9([4], [4, 4])
# deskcheck: f9([], [1])
# deskcheck: f9([2, 9, 4, 4], [2, 9, 4, 3, 7])
def f9(a: list[int], b: list[int]) -> str:
    if a == b:
        return "equal"
    if not a or not b:
        return "one empty"
    mark = "<" if a < b else ">"
    for x, y in zip(a, b):
        if x != y:
            mark += str(x - y)
            break
    else:
        mark += "len"
    return mark


# deskcheck: f10("we saw 12 owls at 9")
# deskcheck: f10("No")
# deskcheck: f10("")
def f10(line: str) -> tuple[int, str]:
    n = 0
    tail = ""
    for w in line.split():
        if w.isdigit():
            n += int(w)
            if n > 20:
                break
        elif w.endswith("s"):
            tail = w[:-1]
        elif len(w) == 2 and w[0].islower():
            tail += "+"
    return n, tail


# deskcheck: climb_wall(6, 3, 1)
# deskcheck: climb_wall(2, 5, 1)
# deskcheck: climb_wall(5, 1, 1)
def climb_wall(height: int, up: int, slip: int) -> int:
    at = 0
    moves = 0
    while at < height:
        at += up
        moves += 1
        if at >= height:
            break
        at -= slip
        if moves == 4:
            return -at - 1
    return moves


# deskcheck: f11([[1, 2], [], [0, 5], [3]])
# deskcheck: f11([[0]])
# deskcheck: f11([])
def f11(rows: list[list[int]]) -> list[int]:
    got = []
    for row in rows:
        if not row:
            got.append(-1)
            continue
        for v in row:
            if not v:
                break
            got.append(v)
        else:
            got.append(99)
    return got


# deskcheck: f13([7, 2, 9, 4])
# deskcheck: f13([3, 3])
# deskcheck: f13([1])
def f13(xs: list[int]) -> list[str]:
    prev = None
    moves = []
    for x in xs:
        if prev is None:
            moves.append("start")
        elif x > prev:
            moves.append("up")
        elif x < prev:
            moves.append("down")
        else:
            moves.append("flat")
        prev = x
    return moves


# deskcheck: guard_gate(["ann", "Bob", "ann", ""], ["bob", "ann"])
# deskcheck: guard_gate(["eve", "ann"], ["ann"])
# deskcheck: guard_gate([], [])
def guard_gate(visitors: list[str], allowed: list[str]) -> list[str]:
    inside = []
    for v in visitors:
        if not v:
            inside.append("ghost")
        elif v.lower() not in allowed:
            return inside + ["alarm"]
        elif v in inside:
            inside.remove(v)
        else:
            inside.append(v)
    return inside


# deskcheck: f14(10, 4)
# deskcheck: f14(3, 5)
# deskcheck: f14(9, 9)
def f14(a: int, b: int) -> tuple[int, int]:
    rounds = 0
    while a and b:
        rounds += 1
        if a > b:
            a -= b
        elif b > a:
            b -= a
        else:
            a = 0
    return a + b, rounds


# deskcheck: f15("x=3;y;z=9")
# deskcheck: f15("k=v")
# deskcheck: f15("")
def f15(spec: str) -> dict[str, int]:
    found = {}
    for part in spec.split(";"):
        if "=" not in part:
            if part:
                found[part] = -1
            continue
        key, val = part.split("=")
        if val.isdigit():
            found[key] = int(val)
        else:
            found[key] = len(val)
    return found


# deskcheck: f16([4, 6, 9, 8])
# deskcheck: f16([1])
# deskcheck: f16([2, 2, 2])
# deskcheck: f16([])
def f16(xs: list[int]) -> str:
    evens = odds = 0
    for x in xs:
        if x % 2:
            odds += 1
            if odds > evens:
                break
        else:
            evens += 1
    else:
        return f"even lead {evens - odds}"
    return f"broke at {x}"


# deskcheck: tidy_steps(["up", "up", "undo", "down", "undo", "undo", "undo"])
# deskcheck: tidy_steps(["undo"])
# deskcheck: tidy_steps(["left", "end", "up"])
def tidy_steps(cmds: list[str]) -> tuple[list[str], int]:
    stack = []
    misses = 0
    for c in cmds:
        if c == "end":
            break
        if c != "undo":
            stack.append(c)
        elif stack:
            stack.pop()
        else:
            misses += 1
    return stack, misses


# deskcheck: f17((2, 5), (2, 9), 6)
# deskcheck: f17((3, 0), (2, 9), 1)
# deskcheck: f17((1, 1), (1, 1), 2)
def f17(a: tuple[int, int], b: tuple[int, int], n: int) -> list[tuple[int, int]]:
    trail = []
    while a < b and n > 0:
        trail.append(a)
        a = (a[0], a[1] + 1)
        n -= 1
    if a == b:
        trail.append(a)
    elif not trail:
        return [b]
    return trail


# deskcheck: f18("3+4-2")
# deskcheck: f18("9-")
# deskcheck: f18("")
# deskcheck: f18("5*2")
def f18(expr: str) -> int:
    total = 0
    sign = 1
    for ch in expr:
        if ch == "+":
            sign = 1
        elif ch == "-":
            sign = -1
        elif ch.isdigit():
            total += sign * int(ch)
        else:
            return -100
    return total


# deskcheck: f19([9, 4, 7], [3, 0, 2])
# deskcheck: f19([5], [5])
# deskcheck: f19([8, 1], [0, 0])
def f19(tops: list[int], bottoms: list[int]) -> list[int | str]:
    out = []
    for t, b in zip(tops, bottoms):
        try:
            q = t // b
        except ZeroDivisionError:
            if out:
                out.append("skip")
                continue
            return ["bad start"]
        out.append(q)
    return out


# deskcheck: hide_seek([3, 1, 4, 6], 10)
# deskcheck: hide_seek([2, 2], 5)
# deskcheck: hide_seek([], 1)
def hide_seek(spots: list[int], target: int) -> str:
    tries = 0
    for i, a in enumerate(spots):
        for b in spots[i + 1:]:
            tries += 1
            if a + b == target:
                return f"{a}+{b} try {tries}"
            if a == b:
                break
        else:
            tries += 10
    return f"none {tries}"


# deskcheck: f20("Oh Map x")
# deskcheck: f20("abc")
# deskcheck: f20("X")
def f20(text: str) -> str:
    mode = "out"
    res = ""
    for ch in text:
        if mode == "out":
            if ch.isupper():
                mode = "in"
                res += "<"
        elif ch == " ":
            mode = "out"
            res += ">"
        elif ch not in "lo":
            res += ch
    return res + ("~" if mode == "in" else "")


# deskcheck: f21(4)
# deskcheck: f21(1)
# deskcheck: f21(0)
def f21(n: int) -> list[list[int]]:
    table = []
    for i in range(1, n + 1):
        row = []
        for j in range(i, 0, -2):
            if j == 1:
                row.append(-i)
            else:
                row.append(i * j)
        table.append(row)
    return table


# deskcheck: f22([2, 5, 1], 6)
# deskcheck: f22([7], 6)
# deskcheck: f22([3, 3, 3], 9)
# deskcheck: f22([], 0)
def f22(parts: list[int], cap: int) -> tuple[bool, int]:
    load = 0
    full = not cap
    for p in parts:
        if full or p > cap:
            break
        if load + p > cap:
            continue
        load += p
        full = load == cap
    return full, load


# deskcheck: feed_cat(["fish", "nap", "fish", "milk", "nap"])
# deskcheck: feed_cat(["nap", "nap", "nap"])
# deskcheck: feed_cat(["bone"])
def feed_cat(day: list[str]) -> str:
    mood = 2
    for thing in day:
        if thing == "fish":
            mood += 2
        elif thing == "milk" and mood < 5:
            mood += 1
        elif thing == "nap":
            mood -= 1
            if mood == 0:
                return "hissing"
        if mood > 4:
            return "purring on " + thing
    return f"mood {mood}"


# deskcheck: f23([5, 3, 9, 1])
# deskcheck: f23([2])
# deskcheck: f23([6, 6])
def f23(xs: list[int]) -> list[int]:
    keep = []
    for x in sorted(xs, reverse=True):
        if keep and keep[-1] - x < 3:
            continue
        keep.append(x)
        if len(keep) == 3:
            break
    else:
        keep.append(0)
    return keep


# deskcheck: f24("p12q")
# deskcheck: f24("007")
# deskcheck: f24("none")
# deskcheck: f24("")
def f24(s: str) -> int:
    i = 0
    while i < len(s) and not s[i].isdigit():
        i += 1
    if i == len(s):
        return -i
    num = 0
    while i < len(s) and s[i].isdigit():
        num = num * 10 + int(s[i])
        i += 1
    return num


# deskcheck: badge_check("AB-12")
# deskcheck: badge_check("ab-12")
# deskcheck: badge_check("A-1")
# deskcheck: badge_check("")
def badge_check(code: str) -> list[str]:
    faults = []
    if not code:
        return ["missing"]
    left, dash, right = code.partition("-")
    if not dash:
        faults.append("dash")
    if not left.isupper():
        faults.append("case")
    if not (len(left) == 2 and len(right) == 2):
        faults.append("size")
    elif right.isdigit() and right > "10":
        faults.append("fine")
    return faults


# deskcheck: f25([1, 0, 1, 1], 2)
# deskcheck: f25([0, 0], 1)
# deskcheck: f25([1], 0)
def f25(bits: list[int], need: int) -> int:
    streak = 0
    pos = 0
    while streak < need:
        if pos == len(bits):
            return -1
        if bits[pos]:
            streak += 1
        else:
            streak = 0
        pos += 1
    return pos


# deskcheck: f26(["b", "a", "c"], "abc")
# deskcheck: f26(["z"], "abc")
# deskcheck: f26([], "")
def f26(picks: list[str], order: str) -> str:
    out = ""
    for want in order:
        for i, p in enumerate(picks):
            if p == want:
                out += str(i)
                break
        else:
            out += "-"
    return out or "no order"


# deskcheck: ping_pong(3, 2)
# deskcheck: ping_pong(0, 4)
# deskcheck: ping_pong(2, 2)
def ping_pong(a: int, b: int) -> list[str]:
    rally = []
    turn = "ping"
    while a > 0 or b > 0:
        if turn == "ping":
            turn = "pong"
            if a <= 0:
                rally.append("miss")
                break
            a -= 1
        else:
            turn = "ping"
            b -= 1
        rally.append(turn)
    return rally


# deskcheck: f27("a,b,,c,end,d")
# deskcheck: f27("end")
# deskcheck: f27(",,x")
def f27(row: str) -> list[str]:
    cells = []
    gaps = 0
    for cell in row.split(","):
        if cell == "end":
            break
        if cell == "":
            gaps += 1
            if gaps > 1:
                return cells + ["torn"]
            continue
        cells.insert(0, cell)
    return cells


# deskcheck: f28([4, -2, 7, -9, 3], 5)
# deskcheck: f28([-1, -1], 0)
# deskcheck: f28([6, 6, 6], 10)
# deskcheck: f28([], 3)
def f28(moves: list[int], wall: int) -> list[int]:
    x = 0
    seen = []
    for m in moves:
        if x + m > wall:
            x = wall
        elif x + m < -wall:
            x = -wall
            seen.append(0)
        else:
            x += m
        if x not in seen:
            seen.append(x)
    return seen


# deskcheck: vend_snack([50, 20, 10, 50], 75)
# deskcheck: vend_snack([20, 7, 50, 10], 60)
# deskcheck: vend_snack([3], 10)
def vend_snack(coins: list[int], price: int) -> str:
    paid = 0
    rejected = 0
    for c in coins:
        if c not in (10, 20, 50):
            rejected += 1
            continue
        paid += c
        if paid == price:
            return "exact"
        if paid > price:
            return f"change {paid - price}"
    return f"short {price - paid} ({rejected})"


# deskcheck: f29(12)
# deskcheck: f29(5)
# deskcheck: f29(0)
def f29(n: int) -> str:
    word = ""
    while True:
        if n <= 0:
            return word + "."
        if n > 6 and n % 2 == 0:
            n -= 5
            word += "a"
        elif n > 3:
            n -= 2
            word += "b"
        else:
            n -= 1
            word += "c"


# deskcheck: f30({"a": [1, 2], "b": [], "c": [9]}, 9)
# deskcheck: f30({"a": [4], "b": [5, 4]}, 7)
# deskcheck: f30({}, 1)
def f30(rooms: dict[str, list[int]], lost: int) -> str:
    searched = 0
    for room, items in rooms.items():
        if not items:
            continue
        for it in items:
            searched += 1
            if it == lost:
                return f"{room} after {searched}"
        if searched > 2:
            return "tired in " + room
    return "lost"


# deskcheck: f31(["07", "7", "70", "x7"])
# deskcheck: f31(["", "9"])
# deskcheck: f31([])
def f31(codes: list[str]) -> list[int | str]:
    out = []
    for c in codes:
        if c.startswith("0") and len(c) > 1:
            out.append(c.lstrip("0"))
        elif c.isdigit() and c < "8":
            out.append(int(c))
        elif c and not c[0].isdigit():
            out.append(c[::-1])
        else:
            out.append("")
    return out


# deskcheck: f32([3, 1, 2], [2, 3, 4])
# deskcheck: f32([1], [1])
# deskcheck: f32([5, 6], [7])
# deskcheck: f32([], [])
def f32(xs: list[int], ys: list[int]) -> list[tuple[int, int]]:
    hits = []
    for i, x in enumerate(xs):
        if x not in ys:
            continue
        j = ys.index(x)
        if i < j:
            hits.append((x, j - i))
        elif i > j:
            hits.insert(0, (x, i - j))
        else:
            return [(x, 0)]
    return hits


# deskcheck: thermals([18, 22, 27, 25, 19, 16])
# deskcheck: thermals([30])
# deskcheck: thermals([20, 20])
def thermals(readings: list[int]) -> list[str]:
    state = "idle"
    changes = []
    for t in readings:
        if t < 19 and state != "heat":
            state = "heat"
        elif t > 24 and state != "cool":
            state = "cool"
        elif 19 <= t <= 24 and state != "idle":
            state = "idle"
        else:
            continue
        changes.append(f"{state}@{t}")
    return changes


# deskcheck: f33("banana", "an")
# deskcheck: f33("aaa", "aa")
# deskcheck: f33("tree", "x")
# deskcheck: f33("", "q")
def f33(s: str, piece: str) -> list[int]:
    spots = []
    at = 0
    while at < len(s):
        if s.startswith(piece, at):
            spots.append(at)
            at += len(piece)
        elif s[at] == piece[0]:
            at += 2
        else:
            at += 1
    return spots


# deskcheck: f34([2, 3, 4, 5], 3)
# deskcheck: f34([9], 0)
# deskcheck: f34([], 2)
def f34(xs: list[int], k: int) -> tuple[int, bool]:
    acc = 1
    used = False
    for x in xs:
        if not k:
            break
        k -= 1
        if x % 2 and not used:
            used = True
            continue
        acc *= x
    return acc, used or acc == 1


# deskcheck: jump_stones([1, 3, 0, 2, 1], 0)
# deskcheck: jump_stones([2, 0, 5], 0)
# deskcheck: jump_stones([1, -1], 1)
# deskcheck: jump_stones([4], 3)
def jump_stones(power: list[int], at: int) -> list[int]:
    trail = []
    while 0 <= at < len(power):
        trail.append(at)
        if power[at] == 0:
            at -= 1
            power[trail[-1]] = 9
        elif len(trail) > 5:
            return trail + [-1]
        else:
            at += power[at]
    return trail


# deskcheck: f35(["at", "be", "bed", "or", "ax", "zoo"])
# deskcheck: f35(["zebra", "ant"])
# deskcheck: f35(["one"])
def f35(words: list[str]) -> str:
    for i in range(1, len(words)):
        a, b = words[i - 1], words[i]
        if a > b:
            if a[-1] > b[-1]:
                return f"both fall at {i}"
            continue
        elif a[-1] == b[-1]:
            return "tail tie"
    else:
        return "clean" if len(words) > 1 else "single"


# deskcheck: f36(5, 3)
# deskcheck: f36(2, 1)
# deskcheck: f36(0, 9)
def f36(n: int, d: int) -> list[int]:
    out = []
    i = 0
    while i < n:
        i += 1
        if i == d:
            continue
        if i > d and i % 2:
            out.append(-i)
        else:
            out.append(i)
    else:
        out.append(i * 100)
    return out


# deskcheck: read_menu(["1", "9", "two", "2", "0", "3"])
# deskcheck: read_menu(["0"])
# deskcheck: read_menu(["3", "-1"])
def read_menu(keys: list[str]) -> list[str]:
    dishes = ["quit", "soup", "rice", "cake"]
    order = []
    for k in keys:
        try:
            dish = dishes[int(k)]
        except IndexError:
            order.append("none")
        except ValueError:
            continue
        else:
            if dish == "quit":
                break
            order.append(dish)
    return order


# deskcheck: f37("((a)b)")
# deskcheck: f37("x)y")
# deskcheck: f37("(")
# deskcheck: f37("ok")
def f37(s: str) -> str:
    depth = high = 0
    for i, c in enumerate(s):
        if c == "(":
            depth += 1
            high = max(high, depth)
        elif c == ")":
            if not depth:
                return f"stray {i}"
            depth -= 1
    if depth:
        return f"open {depth}"
    return f"fine {high}"


# deskcheck: f38([8, 3, 5, 1])
# deskcheck: f38([2, 4])
# deskcheck: f38([])
def f38(xs: list[int]) -> list[int]:
    low = high = None
    for x in xs:
        if low is None or x < low:
            low = x
            if high is None:
                high = x
        elif x > high:
            high = x
        else:
            xs = xs[:1]
    if low is None:
        return [0]
    return [low, high, len(xs)]


# deskcheck: f39(1, 1, "NNESW")
# deskcheck: f39(0, 0, "WWN")
# deskcheck: f39(2, 2, "")
def f39(x: int, y: int, path: str) -> tuple[int, int, int]:
    blocked = 0
    for step in path:
        nx, ny = x, y
        if step in "NS":
            ny += 1 if step == "N" else -1
        else:
            nx += 1 if step == "E" else -1
        if not (0 <= nx < 3 and 0 <= ny < 3):
            blocked += 1
            continue
        x, y = nx, ny
    return x, y, blocked


# deskcheck: sort_mail(["a:red", "b", "c:blue", "d:"])
# deskcheck: sort_mail(["plain"])
# deskcheck: sort_mail([])
def sort_mail(letters: list[str]) -> dict[str, list[str]]:
    bins = {"ok": [], "lost": []}
    for mark in letters:
        who, _, place = mark.partition(":")
        if place and place > "c":
            bins["ok"].insert(0, who)
        elif place:
            bins["ok"].append(who)
        else:
            bins["lost"].append(who * 2)
        if len(bins["lost"]) == 2:
            bins["full"] = []
    return bins


# deskcheck: f40(3)
# deskcheck: f40(2)
# deskcheck: f40(0)
def f40(n: int) -> list[str]:
    pairs = []
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            if i + j == n:
                break
            pairs.append(f"{i}{j}")
    if not pairs:
        return ["bare"]
    return pairs


# deskcheck: f41([1, 2, 2, 3, 3, 3])
# deskcheck: f41([7, 7])
# deskcheck: f41([4])
# deskcheck: f41([])
def f41(xs: list[int]) -> list[list[int]]:
    runs = []
    for x in xs:
        if runs and runs[-1][0] == x:
            runs[-1].append(x)
            if len(runs[-1]) == 3:
                break
        else:
            runs.append([x])
    return runs


# deskcheck: f42("Ab cD Ef")
# deskcheck: f42("go UP")
# deskcheck: f42(" ")
def f42(text: str) -> list[str]:
    out = []
    for w in text.split(" "):
        if w.istitle():
            out.append("T")
        elif w.isupper():
            out.append("U")
        elif w.islower():
            out.append("l")
        elif w == "":
            out.append("_")
        else:
            out.append(w.swapcase())
    return out


# deskcheck: pet_door(["cat", "dog", "cat", "fox", "dog"], 2)
# deskcheck: pet_door(["fox"], 1)
# deskcheck: pet_door(["dog", "dog"], 1)
def pet_door(queue: list[str], room: int) -> tuple[list[str], str]:
    inside, reason = [], "done"
    while queue:
        animal = queue.pop(0)
        if animal == "fox":
            reason = "fox"
            break
        if animal in inside:
            continue
        if len(inside) >= room:
            reason = "full"
            break
        inside.append(animal)
    return inside, reason


# deskcheck: f43([10, 20, 30, 40], 25)
# deskcheck: f43([10], 5)
# deskcheck: f43([1, 2], 9)
# deskcheck: f43([], 1)
def f43(marks: list[int], x: int) -> str:
    below = 0
    for m in marks:
        if m == x:
            return f"on {m}"
        if m > x:
            break
        below += 1
    if below == 0:
        return "before all"
    elif below == len(marks):
        return "past all"
    return f"between {below - 1} and {below}"


# deskcheck: f44(["3", "4", "+", "5", "*"])
# deskcheck: f44(["2", "+"])
# deskcheck: f44(["7"])
def f44(tokens: list[str]) -> list[int]:
    stack = []
    for t in tokens:
        if t.isdigit():
            stack.append(int(t))
            continue
        if len(stack) < 2:
            return [-1]
        b = stack.pop()
        a = stack.pop()
        if t == "+":
            stack.append(a + b)
        elif t == "*":
            stack.append(a * b)
    return stack


# deskcheck: f45([0, 1, 0, 0, 1, 0])
# deskcheck: f45([1])
# deskcheck: f45([0, 0])
def f45(row: list[int]) -> list[int]:
    for i in range(len(row)):
        if row[i] == 1:
            if i > 0 and row[i - 1] == 0:
                row[i - 1] = 2
            if i + 1 < len(row) and not row[i + 1]:
                row[i + 1] = 3
        elif row[i] == 0 and i == 0:
            continue
        elif row[i] == 3:
            row[i] = 4
    return row


# deskcheck: alarm_clock(5, [2, 0, 1])
# deskcheck: alarm_clock(1, [4])
# deskcheck: alarm_clock(9, [3, 3, 3, 3])
# deskcheck: alarm_clock(3, [])
def alarm_clock(sleepy: int, rings: list[int]) -> str:
    snoozes = 0
    for loud in rings:
        if loud == 0:
            continue
        sleepy -= loud
        if sleepy <= 0:
            return f"awake after {snoozes}"
        snoozes += 1
    if snoozes > 2 or not rings:
        return "overslept"
    return f"drowsy {sleepy}"


# deskcheck: f46({"x": 4, "y": -1, "z": 0}, "zyxw")
# deskcheck: f46({"x": 2}, "xx")
# deskcheck: f46({}, "a")
def f46(vals: dict[str, int], order: str) -> list[str]:
    out = []
    for name in order:
        if name not in vals:
            out.append(name + "?")
        elif vals[name] > 0:
            vals[name] -= 3
            out.append(name)
        elif vals[name] < 0 or out:
            out.append("-" + name)
        else:
            out.append("0")
    return out


# deskcheck: f47("one two three two", 2)
# deskcheck: f47("a a a", 3)
# deskcheck: f47("solo", 1)
# deskcheck: f47("", 1)
def f47(text: str, times: int) -> str:
    counts = {}
    for w in text.split():
        counts[w] = counts.get(w, 0) + 1
        if counts[w] < times:
            continue
        if len(counts) > 1:
            return w + str(len(counts))
        return w.upper()
    return "-" if counts else "blank"


# deskcheck: f48([6, 2, 8])
# deskcheck: f48([1, 1])
# deskcheck: f48([])
def f48(piles: list[int]) -> list[int]:
    taken = []
    who = 0
    while any(piles):
        big = max(piles)
        i = piles.index(big)
        if big > 4:
            piles[i] = big // 2
        else:
            piles[i] = 0
        taken.append(who * 10 + i)
        who = 1 - who
    return taken


# deskcheck: f49(30, 4)
# deskcheck: f49(6, 4)
# deskcheck: f49(2, 2)
def f49(top: int, skip: int) -> list[int]:
    found = []
    for n in range(top, 0, -skip):
        if n % 10 == 0:
            found.append(0)
        elif n < skip or n == top // 2:
            break
        elif n % 4 == 2 and not n % 3 == 0:
            found.append(n)
        else:
            found.append(-1)
    else:
        found.append(7)
    return found


# deskcheck: pass_exam([40, 75, 50], 50)
# deskcheck: pass_exam([10, 20, 90], 50)
# deskcheck: pass_exam([], 50)
# deskcheck: pass_exam([50], 50)
def pass_exam(papers: list[int], need: int) -> str:
    fails = 0
    best = None
    for p in papers:
        if p < need:
            fails += 1
            if fails == 2:
                return "resit all"
        elif best is None or p > best:
            best = p
    if best is None:
        return "absent"
    return "pass" if not fails else f"resit one, best {best}"


# deskcheck: f50(["b2", "a1", "b1", "c"])
# deskcheck: f50(["a"])
# deskcheck: f50(["q7", "q7"])
def f50(tags: list[str]) -> list[str]:
    keep = []
    last = ""
    for tag in sorted(tags):
        if tag == last:
            keep.append("dup")
        elif last and tag[0] == last[0]:
            keep[-1] += "+" + tag[1:]
        elif len(tag) == 1:
            break
        else:
            keep.append(tag)
        last = tag
    return keep


# deskcheck: f51([[1, 2, 3], [4, 0, 6], [7, 8, 9]])
# deskcheck: f51([[0]])
# deskcheck: f51([[5, 5], [5, 5]])
def f51(grid: list[list[int]]) -> tuple[int, int] | int:
    total = 0
    for r, row in enumerate(grid):
        for c, v in enumerate(row):
            if v == 0:
                return r, c
            if c == r:
                total += v
            elif c > r:
                break
    return total


# deskcheck: night_bus([2, 0, 3, -4, 1], 4)
# deskcheck: night_bus([9], 4)
# deskcheck: night_bus([-1, 1], 4)
def night_bus(stops: list[int], seats: int) -> list[int]:
    aboard, record = 0, []
    for change in stops:
        if change == 0:
            record.append(-1)
            continue
        aboard += change
        if aboard > seats:
            record.append(aboard - seats)
            aboard = seats
        elif aboard < 0:
            aboard = 0
        else:
            record.append(aboard)
    return record


# deskcheck: f52("HTTHTH")
# deskcheck: f52("HH")
# deskcheck: f52("")
# deskcheck: f52("TXT")
def f52(tosses: str) -> str:
    heads = tails = 0
    for t in tosses:
        if t == "H":
            heads += 1
        elif t == "T":
            tails += 1
        else:
            return "bad coin"
        if abs(heads - tails) == 2:
            break
    if heads == tails:
        return "tie" if heads else "no toss"
    return ("H" if heads > tails else "T") + str(heads + tails)


# deskcheck: f53(8, [3, 2, 5])
# deskcheck: f53(1, [2])
# deskcheck: f53(4, [])
def f53(n: int, cuts: list[int]) -> list[int]:
    left = []
    for c in cuts:
        while n >= c:
            n -= c
            if n == c:
                left.append(n)
                break
        else:
            left.append(-n)
            n += 4
    return left


# deskcheck: f54("a;bb;;ccc", 2)
# deskcheck: f54("dddd;e;ff", 3)
# deskcheck: f54("", 1)
def f54(text: str, size: int) -> str:
    best = "none"
    for part in text.split(";"):
        if not part:
            best = best.upper()
            continue
        if len(part) > size:
            best = part[:size] + "~"
            break
        elif len(part) == size and best == "none":
            best = part
    return best


# deskcheck: f55([12, 7, 25, 8], [True, False, True, True])
# deskcheck: f55([3], [False])
# deskcheck: f55([20, 20], [True, True])
# deskcheck: f55([], [])
def f55(ages: list[int], tickets: list[bool]) -> list[str]:
    verdict = []
    for age, ticket in zip(ages, tickets):
        if ticket and age >= 18:
            verdict.append("in")
        elif ticket or age > 60:
            verdict.append("with adult")
        else:
            verdict.append("out")
        if verdict[-1] == verdict[0] and len(verdict) > 1:
            verdict.append("again")
    return verdict


# deskcheck: microwave(["open", "start", "close", "start", "tick", "open"])
# deskcheck: microwave(["start", "tick", "tick", "tick"])
# deskcheck: microwave(["tick"])
def microwave(buttons: list[str]) -> tuple[bool, int, str]:
    is_open, time, note = False, 0, ""
    for b in buttons:
        if b == "open" or b == "close":
            is_open = b == "open"
            if is_open and time > 0:
                note += "paused "
        elif is_open:
            note += "no "
        elif b == "start":
            time += 2
        elif time:
            time -= 1
            note += "ding " if not time else ""
    return is_open, time, note.strip()


# deskcheck: f56(3, 5)
# deskcheck: f56(6, 2)
# deskcheck: f56(7, 1)
def f56(a: int, b: int) -> str:
    trace = ""
    while a < 7 and b < 7:
        if a < b:
            a += 3
            trace += "a"
        elif a > b:
            b += 2
            trace += "b"
        else:
            a += 1
            b -= 1
            trace += "="
    return trace + f"{a}{b}"


# deskcheck: f57(["x", "y", "x", "z", "y"])
# deskcheck: f57(["m", "n"])
# deskcheck: f57(["k", "k"])
# deskcheck: f57([])
def f57(seq: list[str]) -> list[int]:
    first = {}
    dist = []
    for i, s in enumerate(seq):
        if s not in first:
            first[s] = i
            continue
        gap = i - first[s]
        if gap == 1:
            return [1]
        dist.append(gap)
    return dist if dist else [-len(seq)]


# deskcheck: f58(["cat", "Cow", "ant", "bee"], "c")
# deskcheck: f58(["dog"], "d")
# deskcheck: f58([], "a")
def f58(names: list[str], letter: str) -> str:
    hits = 0
    for n in names:
        if n.startswith(letter):
            hits += 1
        elif n.lower().startswith(letter):
            hits += 5
        elif n < letter and hits:
            break
        else:
            hits -= 1
    else:
        return f"all seen {hits}"
    return f"stopped at {n}: {hits}"


# deskcheck: count_sheep(4, 2)
# deskcheck: count_sheep(7, 3)
# deskcheck: count_sheep(0, 1)
def count_sheep(sheep: int, wake_every: int) -> list[str]:
    diary = []
    n = 1
    while n <= sheep:
        if n % wake_every == 0 and n != sheep:
            diary.append("huh?")
            if diary.count("huh?") == 2:
                diary.append("up")
                break
        else:
            diary.append(str(n))
        n += 1
    else:
        diary.append("zzz")
    return diary


# deskcheck: f59([5, 1, 4])
# deskcheck: f59([1, 2])
# deskcheck: f59([3])
def f59(xs: list[int]) -> tuple[list[int], int]:
    swaps = 0
    i = 1
    while 0 < i < len(xs):
        if xs[i - 1] > xs[i]:
            xs[i - 1], xs[i] = xs[i], xs[i - 1]
            swaps += 1
            if i > 1:
                i -= 1
                continue
        if swaps == 4:
            break
        i += 1
    return xs, swaps


# deskcheck: f60([3, "x", None, 0, "7"])
# deskcheck: f60(["", 2])
# deskcheck: f60([])
def f60(mixed: list) -> list[str]:
    out = []
    for m in mixed:
        try:
            n = int(m) + 1
        except ValueError:
            out.append("word" if m else "blank")
        except TypeError:
            out.append("nope")
            break
        else:
            out.append("n" * n)
    return out


# deskcheck: f61("kayak")
# deskcheck: f61("level up")
# deskcheck: f61("xy")
# deskcheck: f61("")
def f61(s: str) -> int:
    best = 0
    for i in range(len(s)):
        lo, hi = i - 1, i + 1
        while lo >= 0 and hi < len(s) and s[lo] == s[hi]:
            lo -= 1
            hi += 1
        size = hi - lo - 1
        if size > best:
            best = size
        if best >= 5:
            break
    return best


# deskcheck: open_safe([3, 7, 2], [3, 9, 7, 2])
# deskcheck: open_safe([1, 1], [1, 2, 1])
# deskcheck: open_safe([5], [0, 0, 0])
# deskcheck: open_safe([], [4])
def open_safe(code: list[int], turns: list[int]) -> str:
    i = wrong = 0
    for t in turns:
        if i == len(code):
            return "already open"
        if t == code[i]:
            i += 1
        elif wrong:
            return f"locked at {i}"
        else:
            wrong += 1
    return "open" if i == len(code) else f"{len(code) - i} left"


# deskcheck: f62(2, 3)
# deskcheck: f62(3, 1)
# deskcheck: f62(1, 0)
def f62(n: int, m: int) -> list[str]:
    acts = []
    for i in range(n, 0, -1):
        j = 0
        while j < m:
            j += i
            if j == 2:
                acts.append("two")
                continue
            acts.append(f"{i}.{j}")
        if j > m:
            acts.append("over")
    return acts


# deskcheck: f63({"ann": 30, "bo": 17, "cy": 45, "di": 8})
# deskcheck: f63({"ed": 17})
# deskcheck: f63({})
def f63(ages: dict[str, int]) -> dict[str, str]:
    group = {}
    for who in sorted(ages, reverse=True):
        age = ages[who]
        if age < 10:
            group[who] = "child"
        elif age < 18 and "child" in group.values():
            group[who] = "sitter"
        elif age < 40:
            group[who] = "young"
        else:
            group = {who: "boss"}
    return group


# deskcheck: f64("--x-x--x")
# deskcheck: f64("xx")
# deskcheck: f64("----")
# deskcheck: f64("")
def f64(track: str) -> list[int]:
    lives = 2
    for i, tile in enumerate(track):
        if tile == "-":
            continue
        if i and track[i - 1] == "x":
            return [i, -1]
        lives -= 1
        if not lives:
            break
    else:
        i = len(track)
    return [i, lives]


# deskcheck: pick_lane([4, 2, 2, 0], 1)
# deskcheck: pick_lane([3, 1], 5)
# deskcheck: pick_lane([], 2)
def pick_lane(queues: list[int], items: int) -> str:
    best = None
    for lane, people in enumerate(queues):
        if people == 0:
            return f"walk to {lane}"
        if lane == 0 and items > 3:
            continue
        if best is None or people < queues[best]:
            best = lane
    return "closed" if best is None else f"lane {best}"


# deskcheck: pick_lamp(["on", "on", "off", "dim", "off", "off"])
# deskcheck: pick_lamp(["dim"])
# deskcheck: pick_lamp(["on", "burst", "off"])
def pick_lamp(clicks: list[str]) -> list[int]:
    level, log = 0, []
    for c in clicks:
        if c == "on" and level < 3:
            level = 3
        elif c == "dim" and level > 0:
            level //= 2
        elif c == "off" and level:
            level = 0
        elif c == "burst":
            return log + [-1]
        else:
            continue
        log.append(level)
    return log


# deskcheck: f65([1, 4, 9, 16], 7)
# deskcheck: f65([5], 5)
# deskcheck: f65([2, 3], 1)
# deskcheck: f65([], 3)
def f65(xs: list[int], target: int) -> list[str]:
    said = []
    lo, hi = 0, len(xs)
    while lo < hi:
        mid = (lo + hi) // 2
        if xs[mid] == target:
            said.append(f"hit {mid}")
            break
        elif xs[mid] < target:
            said.append("right")
            lo = mid + 1
        else:
            said.append("left")
            hi = mid
    return said


# deskcheck: f66("ab1c22d")
# deskcheck: f66("9z")
# deskcheck: f66("xyz")
def f66(s: str) -> str:
    out, skip = "", 0
    for c in s:
        if skip:
            skip -= 1
            out += "*"
            continue
        if c.isdigit():
            skip = int(c) % 4
            out += "|"
        elif c in "aeiou":
            out = c + out
        else:
            out += c
    return out


# deskcheck: f67([2, 0, 1], [[1], [], [0, 2]])
# deskcheck: f67([1, 1], [[5], []])
# deskcheck: f67([], [])
def f67(order: list[int], boxes: list[list[int]]) -> list[int]:
    found = []
    for pos in order:
        box = boxes[pos]
        if box:
            found.append(box.pop())
            if box and box[0] == pos:
                found.append(50)
        elif found and found[-1] > 0:
            found.append(-found[-1])
        else:
            break
    return found


# deskcheck: f68(1999)
# deskcheck: f68(2000)
# deskcheck: f68(2024)
def f68(year: int) -> list[str]:
    notes = []
    for y in range(year, year + 4):
        if y % 400 == 0:
            notes.append("big leap")
            break
        elif y % 100 == 0:
            notes.append("not leap")
        elif y % 4 == 0:
            notes.append(f"leap {y % 100}")
        elif not notes:
            notes.append("plain")
    return notes


# deskcheck: tug_of_war([3, 5, 2, 6], [4, 4, 4, 1])
# deskcheck: tug_of_war([9], [1])
# deskcheck: tug_of_war([2, 2], [2, 2])
# deskcheck: tug_of_war([], [])
def tug_of_war(left: list[int], right: list[int]) -> str:
    rope = 0
    for a, b in zip(left, right):
        if a == b:
            continue
        rope += 1 if a > b else -1
        if a - b > 4:
            return "left slam"
        if rope == -2:
            return "right wins"
    if not rope:
        return "draw"
    return "left" if rope > 0 else "right"


# deskcheck: f69(["a", ["b", []], [], "c"])
# deskcheck: f69([[["x"]]])
# deskcheck: f69([])
def f69(tree: list) -> int:
    score = 0
    for node in tree:
        if isinstance(node, str):
            score += 1
        elif not node:
            score += 10
        else:
            score += 2 * f69(node)
    return score


# deskcheck: f70([7, 3, 8, 8, 2])
# deskcheck: f70([4, 5])
# deskcheck: f70([6])
# deskcheck: f70([])
def f70(h: list[int]) -> list[str]:
    names = []
    for i in range(1, len(h) - 1):
        left, mid, right = h[i - 1:i + 2]
        if left < mid > right:
            names.append("peak")
        elif left > mid < right:
            names.append("dip")
        elif left == mid or mid == right:
            names.append("ledge")
        else:
            names.append("slope")
    return names or ["short"]


# deskcheck: f71("set x 3;add x 4;show x;add y 1")
# deskcheck: f71("show q")
# deskcheck: f71("set a 9;halt;set a 1")
def f71(prog: str) -> list[int | str]:
    mem = {}
    out = []
    for line in prog.split(";"):
        op, *args = line.split()
        if op == "set":
            mem[args[0]] = int(args[1])
        elif op == "add" and args[0] in mem:
            mem[args[0]] += int(args[1])
        elif op == "show":
            out.append(mem.get(args[0], "unset"))
        else:
            out.append(op + "!")
            break
    return out


# deskcheck: dryer(["wet", "damp", "wet", "dry"])
# deskcheck: dryer(["dry", "dry"])
# deskcheck: dryer(["wet", "wet"])
# deskcheck: dryer([])
def dryer(shirts: list[str]) -> int:
    cycles = 0
    while shirts:
        shirt = shirts.pop(0)
        if shirt == "dry":
            continue
        cycles += 1
        if cycles > 4:
            break
        if shirt == "wet":
            shirts.append("damp")
    return cycles if not shirts else -len(shirts)


# deskcheck: f72([("a", 2), ("b", 0), ("c", 3)], 3)
# deskcheck: f72([("z", 9)], 4)
# deskcheck: f72([], 1)
def f72(jobs: list[tuple[str, int]], budget: int) -> tuple[str, int]:
    ran = ""
    for name, cost in jobs:
        if cost == 0 and not ran:
            ran += "free"
        elif cost > budget:
            for _ in range(budget):
                ran += "."
            break
        else:
            budget -= cost
            ran += name * (cost + 1)
    return ran, budget


# deskcheck: f73(45)
# deskcheck: f73(7)
# deskcheck: f73(30)
# deskcheck: f73(0)
def f73(minutes: int) -> list[str]:
    plan = []
    while minutes >= 5:
        if minutes >= 25 and (not plan or plan[-1] != "work"):
            plan.append("work")
            minutes -= 20
        elif plan and plan[-1] == "work":
            plan.append("rest")
            minutes -= 5
        else:
            plan.append("read")
            minutes -= 10
    return plan


# deskcheck: f74("Ann likes Bob", "B")
# deskcheck: f74("no caps here", "C")
# deskcheck: f74("X", "X")
def f74(s: str, goal: str) -> str:
    words = s.split()
    path = ""
    for k in range(len(words) - 1, -1, -1):
        w = words[k]
        if w[0] == goal:
            return path + f"found {k}"
        if w[0].isupper():
            path += w[0]
        elif w[-1] in "sxz" and not path:
            path += "~"
    return path or "quiet"


# deskcheck: level_up([30, 80, 5, 120], 100)
# deskcheck: level_up([0, 0], 10)
# deskcheck: level_up([250], 100)
def level_up(xp_gains: list[int], need: int) -> tuple[int, int]:
    level, xp = 1, 0
    for gain in xp_gains:
        if gain <= 0:
            continue
        xp += gain
        while xp >= need:
            xp -= need
            level += 1
            if level == 3:
                return level, -xp
    return level, xp


# deskcheck: f75([3, 1, 2, 5, 2, 1], 6)
# deskcheck: f75([0], 2)
# deskcheck: f75([2, 2], 0)
def f75(next_room: list[int], steps: int) -> list[int]:
    room = 0
    visits = [0] * len(next_room)
    while steps > 0:
        visits[room] += 1
        if visits[room] > 1:
            break
        room = next_room[room] % len(next_room)
        steps -= 1
    else:
        visits.append(room)
    return visits


# deskcheck: f76("yes no maybe", "no yes yes")
# deskcheck: f76("a", "a")
# deskcheck: f76("", "")
# deskcheck: f76("p q", "p r s")
def f76(mine: str, yours: str) -> str:
    marks = ""
    ours = yours.split()
    for i, w in enumerate(mine.split()):
        if i < len(ours) and ours[i] == w:
            marks += "="
        elif w in ours:
            marks += "~"
        else:
            marks += "x"
    if marks and marks == "=" * len(ours):
        return "match"
    return marks


# deskcheck: water_tank([5, 9, -3, 4, -20], 12)
# deskcheck: water_tank([15], 10)
# deskcheck: water_tank([-1, 3], 10)
def water_tank(flows: list[int], size: int) -> list[str]:
    level = 0
    events = []
    for f in flows:
        before = level
        level = min(level + f, size)
        if level == size and before < size:
            events.append("full")
        elif level < 0:
            events.append("dry")
            break
        elif f < 0 or level - before < f:
            events.append(str(level))
    return events


# deskcheck: f77([9, 5, 1], [2, 6, 8])
# deskcheck: f77([4], [4])
# deskcheck: f77([1, 2], [])
def f77(xs: list[int], ys: list[int]) -> list[int]:
    out = []
    while xs and ys:
        if xs[0] > ys[-1]:
            out.append(xs.pop(0))
        elif xs[0] < ys[-1]:
            out.append(-ys.pop())
        else:
            out.append(0)
            break
    else:
        out.extend(xs or ys)
    return out


# deskcheck: f78("tac", "cat")
# deskcheck: f78("door", "odor")
# deskcheck: f78("aa", "ab")
# deskcheck: f78("", "")
def f78(a: str, b: str) -> bool | str:
    rest = list(b)
    for c in a:
        if c in rest:
            rest.remove(c)
            continue
        if not rest:
            return False
        return "missing " + c
    return True if not rest else "".join(rest)


# deskcheck: dodge([2, 0, 1, 1], 1)
# deskcheck: dodge([0, 0, 0], 0)
# deskcheck: dodge([2], 2)
def dodge(rocks: list[int], lane: int) -> list[int]:
    path = [lane]
    for rock in rocks:
        if rock != lane:
            pass
        elif lane == 0:
            lane += 1
        elif lane == 2 or rock in path[:-1]:
            lane -= 1
        else:
            lane = 2
        path.append(lane)
    return path


# deskcheck: f79([1, 2, 3, 4, 5, 6], 2)
# deskcheck: f79([8, 8], 5)
# deskcheck: f79([], 1)
def f79(xs: list[int], gap: int) -> list[int]:
    out = []
    for i in range(0, len(xs), gap):
        chunk = xs[i:i + gap]
        if len(chunk) < gap:
            out.append(-sum(chunk))
        elif chunk == sorted(chunk) and chunk[0] % 2:
            out.append(chunk[-1])
        elif out and out[-1] == 0:
            break
        else:
            out.append(0)
    return out


# deskcheck: elect(["ann", "bob", "ann", "", "ann"], 3)
# deskcheck: elect(["cy", "cy"], 3)
# deskcheck: elect(["", "", "x"], 1)
# deskcheck: elect([], 1)
def elect(ballots: list[str], quota: int) -> str:
    votes = {}
    blank = 0
    for b in ballots:
        if not b:
            blank += 1
            if blank > 1:
                return "void"
            continue
        votes[b] = votes.get(b, 0) + 1
        if votes[b] >= quota:
            return b
    return "rerun" if votes else "nobody"
