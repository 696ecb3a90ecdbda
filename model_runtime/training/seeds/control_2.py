# deskcheck: k1([4, -1, 6, 0, 3])
# deskcheck: k1([2, 2])
def k1(a: list[int]) -> list[int]:
    r = []
    for x in a:
        if x < 0:
            continue
        if x == 0:
            break
        r.append(x)
    else:
        r.append(99)
    return r


# deskcheck: catch_train(7, [5, 8, 12])
# deskcheck: catch_train(13, [5, 8, 12])
def catch_train(arrival: int, departures: list[int]) -> str:
    for d in departures:
        if d >= arrival:
            wait = d - arrival
            break
    else:
        return "walk"
    return f"wait {wait}" if wait else "run"


# deskcheck: k2("aXbXc")
# deskcheck: k2("none")
def k2(s: str) -> list[str]:
    r = [""]
    for c in s:
        if c.isupper():
            r.append("")
            continue
        r[-1] += c
    return r


# deskcheck: traffic(["go", "stop", "go", "crash", "go"])
# deskcheck: traffic(["stop"])
def traffic(events: list[str]) -> int:
    moving = False
    distance = 0
    for event in events:
        match event:
            case "go":
                moving = True
            case "stop":
                moving = False
            case "crash":
                return -distance
        if moving:
            distance += 5
    return distance


# deskcheck: k3(15)
# deskcheck: k3(8)
# deskcheck: k3(2)
def k3(n: int) -> str:
    r = ""
    n = min(n, 30)
    while n:
        if n > 9:
            r += "X"
            n = min(n, 20) - 10
        elif n > 4:
            r += "V"
            n -= 5
        else:
            r += "I"
            n = n - 1 if n > 0 else 0
    return r


# deskcheck: inspect_value([1, 2])
# deskcheck: inspect_value({"a": 1})
# deskcheck: inspect_value("hey")
# deskcheck: inspect_value(3.5)
def inspect_value(value: list[int] | dict[str, int] | str | float) -> str:
    match value:
        case [first, *_]:
            return f"list from {first}"
        case {"a": inner}:
            return f"dict a={inner}"
        case str() as text if text:
            return text[0] + "?"
        case float() | int():
            return f"number {value}"
    return "other"


# deskcheck: k4([3, 5, 5, 2])
# deskcheck: k4([1])
def k4(a: list[int]) -> int:
    i = n = 0
    while i < len(a) - 1:
        if a[i] == a[i + 1]:
            return i * 10 + n
        n += a[i] < a[i + 1]
        i += 1
    return -n


# deskcheck: assign_shelf(12, 5, False)
# deskcheck: assign_shelf(2, 30, True)
# deskcheck: assign_shelf(2, 3, True)
def assign_shelf(width: int, weight: int, fragile: bool) -> str:
    if weight > 20:
        return "floor"
    if fragile:
        return "top" if width < 10 else "middle"
    shelf = "low" if weight > 10 else "middle"
    return shelf + ("-wide" if width > 8 else "")


# deskcheck: k5(2, 3)
# deskcheck: k5(3, 1)
def k5(a: int, b: int) -> int:
    t = 0
    for i in range(a % 4 + 1):
        for j in range(b % 4):
            if (i + j) % 2:
                t += i
                continue
            t -= j
        if t < -2:
            break
    return t


# deskcheck: plan_day(["eat", "nap", "work", "eat"], 3)
# deskcheck: plan_day(["work", "work"], 1)
def plan_day(tasks: list[str], energy: int) -> list[str]:
    done = []
    for task in tasks:
        if task == "eat" or task == "nap":
            energy += 2
        elif energy <= 0:
            done.append("skip " + task)
            continue
        else:
            energy -= 3
        done.append(task)
    return done


# deskcheck: k6([5, 3, 8])
# deskcheck: k6([2])
def k6(a: list[int]) -> list[int]:
    b = a[:]
    while len(b) > 1:
        x = b.pop(0)
        b[-1] -= x
        if b[-1] < 0:
            break
    return b


# deskcheck: first_missing(["id", "name"], {"id": "4", "name": ""})
# deskcheck: first_missing(["id"], {"id": "7"})
def first_missing(required: list[str], form: dict[str, str]) -> str | None:
    for field in required:
        value = form.get(field)
        if value is None:
            return field + "?"
        if not value:
            return field
    return None


# deskcheck: k7(None, None)
# deskcheck: k7(3, None)
# deskcheck: k7(3, 0)
def k7(a: int | None, b: int | None) -> int:
    if a is None and b is None:
        return -1
    x = a if a is not None else 10
    y = b or 5
    return x * y


# deskcheck: knock("tap tap bang tap")
# deskcheck: knock("bang")
def knock(noise: str) -> str:
    state = 0
    for sound in noise.split():
        if sound == "tap":
            state = min(state + 1, 2)
        elif state == 2:
            return "open"
        else:
            state = 0
    return "shut" + str(state)


# deskcheck: k8([2, 7, 1])
# deskcheck: k8([6, 6])
def k8(a: list[int]) -> list[int]:
    r = []
    for i in range(len(a) - 1, -1, -1):
        x = a[i]
        y = x - i if x > i else i
        r += [y, y % 2]
    return r


# deskcheck: merge_sorted([1, 4, 9], [2, 4])
# deskcheck: merge_sorted([], [3])
def merge_sorted(left: list[int], right: list[int]) -> str:
    order = ""
    while left and right:
        if left[0] <= right[0]:
            left.pop(0)
            order += "L"
        else:
            right.pop(0)
            order += "R"
    return order + "-" + str(left or right)


# deskcheck: k9("3+4-2")
# deskcheck: k9("9-9-1")
def k9(s: str) -> int:
    t = 0
    sign = 1
    for c in s:
        if c == "-":
            sign = -1
        elif c == "+":
            sign = 1
        elif c.isdigit():
            t += sign * int(c)
    return t


# deskcheck: shrink_grid([[1, 0, 2], [0, 0], [3]])
# deskcheck: shrink_grid([[0]])
def shrink_grid(grid: list[list[int]]) -> list[list[int]]:
    kept = []
    for row in grid:
        small = [cell for cell in row if cell]
        if small:
            kept.append(small)
    return kept


# deskcheck: k10([[1, 2], [3, 4]], 3)
# deskcheck: k10([[5], []], 9)
def k10(m: list[list[int]], x: int) -> tuple[int, int] | None:
    for i, row in enumerate(m):
        if x not in row:
            continue
        j = row.index(x)
        return (i, j)
    return None


# deskcheck: add_columns([[1, 2], [3, 4], [5]])
# deskcheck: add_columns([[7, 7, 7]])
def add_columns(table: list[list[int]]) -> list[int]:
    sums = []
    for row in table:
        for i, cell in enumerate(row):
            if i == len(sums):
                sums.append(0)
            sums[i] += cell
    return sums


# deskcheck: k11("abcdef", 4)
# deskcheck: k11("xyz", 2)
def k11(s: str, n: int) -> str:
    i = 0
    r = ""
    while i < len(s):
        r += s[i]
        i += 1 if i % 2 else 2
        if len(r) >= n:
            break
    else:
        r += "."
    return r


# deskcheck: charge_phone(70, 12)
# deskcheck: charge_phone(97, 1)
def charge_phone(level: int, rate: int) -> list[int]:
    readings = []
    while level < 100:
        level += rate if level < 80 else rate // 2
        level = min(level, 100)
        readings.append(level)
        if len(readings) > 4 or rate < 1:
            break
    return readings


# deskcheck: k12(["a", "", "b", "c"])
# deskcheck: k12(["", ""])
def k12(a: list[str]) -> str:
    r = "-"
    for x in a:
        r = x and r + x or r * 2
    return r


# deskcheck: rate_password("abc123")
# deskcheck: rate_password("Hello World9")
# deskcheck: rate_password("")
def rate_password(text: str) -> int:
    points = 0
    has_digit = text.isalnum() and not text.isalpha()
    has_upper = text != text.lower()
    if len(text) > 7:
        points += 2
    points += has_digit
    if has_upper and has_digit:
        points *= 2
    return points


# deskcheck: k13([9, 4, 7], 5)
# deskcheck: k13([1], 5)
def k13(a: list[int], n: int) -> int:
    n = min(n, 10)
    while n > 0 and a:
        x = a[n % len(a)]
        if x > n:
            n -= 2
        else:
            n -= 1
            a.remove(x)
    return len(a) * 10 + n


# deskcheck: shift_letters("Cab z", 2)
# deskcheck: shift_letters("xy", 3)
def shift_letters(text: str, by: int) -> str:
    out = []
    for ch in text:
        if not ch.isalpha():
            out.append("_")
        elif ord(ch.lower()) + by > ord("z"):
            out.append("#")
        else:
            out.append(chr(ord(ch) + by % 5))
    return "".join(out)


# deskcheck: k14(1, 30)
# deskcheck: k14(4, 9)
def k14(a: int, b: int) -> list[int]:
    r = []
    for i in range(a, min(b, a + 30), 7):
        if i % 2:
            r.append(-i)
        elif r:
            r[-1] += i
    return r


# deskcheck: treasure([3, 1, 0, 2, 5])
# deskcheck: treasure([2, 9, 1])
def treasure(jumps: list[int]) -> int:
    spot = 0
    hops = 0
    while 0 <= spot < len(jumps) and hops < 6:
        step = jumps[spot]
        if step == 0:
            return hops * 100
        spot += step
        hops += 1
    return hops


# deskcheck: k15([1, 2, 3, 4], [4, 2])
# deskcheck: k15([5], [])
def k15(a: list[int], b: list[int]) -> list[str]:
    r = []
    for x in a:
        s = "yes" if x in b else "no"
        s = s if x % 2 else s.upper()
        r.append(s)
    return r


# deskcheck: water_jug(8, [3, 5, 9])
# deskcheck: water_jug(10, [4])
def water_jug(capacity: int, pours: list[int]) -> tuple[int, int]:
    filled = spilled = 0
    for pour in pours:
        filled += pour
        if filled > capacity:
            spilled += filled - capacity
            filled = capacity
    return filled, spilled


# deskcheck: k16("hello world")
# deskcheck: k16("a")
def k16(s: str) -> dict[str, int]:
    d = {"v": 0, "c": 0}
    for c in s:
        if c == " ":
            break
        d["v" if c in "aeiou" else "c"] += 1
    return d


# deskcheck: longest_streak("WWLWWWL")
# deskcheck: longest_streak("LL")
def longest_streak(games: str) -> int:
    best = now = 0
    for g in games:
        if g == "W":
            now += 1
            if now > best:
                best = now
        else:
            now = 0
    return best


# deskcheck: k17([4, 8], [1, 2, 3])
# deskcheck: k17([], [6])
def k17(a: list[int], b: list[int]) -> list[int]:
    r = []
    for i in range(max(len(a), len(b))):
        x = a[i] if i < len(a) else 0
        y = b[i] if i < len(b) else 0
        r.append(x - y)
    return r


# deskcheck: dial("1-800-CAT")
# deskcheck: dial("x9")
def dial(text: str) -> str:
    number = ""
    for ch in text:
        if ch.isdigit():
            number += ch
        elif ch in "ABC":
            number += "2"
        elif ch == "-":
            pass
        else:
            number += "*"
    return number


# deskcheck: k18(3, "ab")
# deskcheck: k18(0, "ab")
# deskcheck: k18(-2, "")
def k18(n: int, s: str) -> str:
    if not s:
        return "empty"
    if n <= 0:
        s, n = s[::-1], 1 - n
    while len(s) < n * 2:
        s += s[0]
    return s[:12]


# deskcheck: auction([("ann", 5), ("bo", 9), ("ann", 8)])
# deskcheck: auction([])
def auction(bids: list[tuple[str, int]]) -> str:
    leader, high = "", 0
    ignored = 0
    for name, amount in bids:
        if amount <= high:
            ignored += 1
            continue
        leader, high = name, amount
    return f"{leader or 'nobody'} {high} ({ignored})"


# deskcheck: k19([1, 2, 3, 4, 5])
# deskcheck: k19([2])
def k19(a: list[int]) -> int:
    r = 0
    flag = False
    for x in a:
        flag = not flag
        if flag:
            r += x
            continue
        r *= x
    return r


# deskcheck: split_turns([5, 9, 2, 6], 10)
# deskcheck: split_turns([3], 2)
def split_turns(weights: list[int], limit: int) -> list[list[int]]:
    trips = [[]]
    for w in weights:
        if sum(trips[-1]) + w > limit:
            trips.append([])
        trips[-1].append(w)
    return trips


# deskcheck: k20(6)
# deskcheck: k20(9)
def k20(n: int) -> list[int]:
    r = []
    i = 1
    while (j := n - i * i) > 0 and i < 8:
        r.append(j)
        i += 1
    return r


# deskcheck: volume_knob(5, "++-+")
# deskcheck: volume_knob(9, "+++m+")
def volume_knob(volume: int, presses: str) -> int:
    muted = False
    for p in presses:
        if p == "m":
            muted = not muted
        elif not muted:
            volume += 1 if p == "+" else -1
        volume = max(0, min(10, volume))
    return 0 if muted else volume


# deskcheck: k21((1, 2, 3), 2)
# deskcheck: k21((4,), 4)
def k21(t: tuple[int, ...], n: int) -> int:
    match t:
        case ():
            return 0
        case (x,):
            return x - n
        case (x, y):
            return x * y
        case (x, *rest):
            return x + len(rest) * n


# deskcheck: pay_tolls([2, 5, 1], 6)
# deskcheck: pay_tolls([2, 1], 20)
def pay_tolls(tolls: list[int], purse: int) -> str:
    for number, toll in enumerate(tolls):
        if toll > purse:
            break
        purse -= toll
    else:
        number = len(tolls)
    return f"passed {number}, {purse} left" if tolls else "no road"


# deskcheck: k22([3, 1], [2, 4, 6])
# deskcheck: k22([5], [5])
def k22(a: list[int], b: list[int]) -> list[int]:
    r = []
    for x in a:
        for y in b:
            if y > x:
                r.append(x * y)
                break
            r.append(-y)
    return r


# deskcheck: fold_text("one two three four", 8)
# deskcheck: fold_text("hello", 3)
def fold_text(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = (lines[-1] + " " + word).strip()
    return lines


# deskcheck: k23(["x", "y", "x"], "x")
# deskcheck: k23(["y"], "x")
def k23(a: list[str], b: str) -> list[int]:
    r = []
    p = -1
    while b in a[p + 1:]:
        p = a.index(b, p + 1)
        r.append(p)
    r.append(p)
    return r


# deskcheck: escape(10, [3, 4, 5])
# deskcheck: escape(20, [3])
def escape(depth: int, jumps: list[int]) -> int:
    turns = 0
    while depth > 0:
        if turns == 7 or not jumps:
            return -depth
        depth -= jumps[turns % len(jumps)]
        depth += turns % 2
        turns += 1
    return turns


# deskcheck: k24("aAbB")
# deskcheck: k24("xYz")
def k24(s: str) -> str:
    up = low = ""
    for c in s:
        if c == c.upper():
            up = c + up
        else:
            low += c
    return up + low if len(up) > 1 else low
