# deskcheck: f(17, 5)
# deskcheck: f(-17, 5)
# deskcheck: f(17, -5)
def f(a: int, b: int) -> tuple[int, int, int]:
    b = b or 3
    q, r = divmod(a, b)
    s = q * b - r
    t = a // -b
    return (q + t, r, s)


# deskcheck: f1(48213)
# deskcheck: f1(-60)
# deskcheck: f1(7)
def f1(n: int) -> int:
    m = abs(n)
    result = 0
    while m > 0:
        m, digit = divmod(m, 10)
        if digit % 2:
            result = result * 10 + digit
        else:
            result -= digit
    return result if n > 0 else -result


# deskcheck: f2(13, 6)
# deskcheck: f2(-3, 5)
# deskcheck: f2(0, 0)
def f2(x: int, y: int) -> list[int]:
    both = x & y
    diff = x ^ y
    while diff & 1 == 0 and diff:
        diff >>= 1
        both += 1
    return [both, diff, ~x, x | y]


# deskcheck: f3(0, [], "x")
# deskcheck: f3(4, [1], "")
# deskcheck: f3(0, [0], "y")
def f3(n: int, xs: list[int], s: str) -> list[object]:
    a = n or xs or s
    b = n and xs
    c = s and xs and n
    d = not (n or s)
    return [a, b, c, d]


# deskcheck: f4([2.5, 3.5, 1.25])
# deskcheck: f4([0.125])
# deskcheck: f4([])
def f4(vals: list[float]) -> list[float]:
    out = []
    for v in vals:
        whole = round(v)
        out.append(whole if whole % 2 == 0 else round(v, 1))
    out.append(sum(out) / 2)
    return out


# deskcheck: f5(3, 7, 5)
# deskcheck: f5(7, 3, 5)
# deskcheck: f5(5, 5, 5)
def f5(lo: int, hi: int, x: int) -> str:
    if lo < x < hi:
        return "inside"
    if lo <= x <= hi:
        return "edge" if lo == hi else "rim"
    lo, hi = hi, lo
    return "swapped" if lo < x < hi != 9 else "outside"


# deskcheck: f6(4)
# deskcheck: f6(1)
# deskcheck: f6(0)
def f6(n: int) -> list[int]:
    if n < 1:
        return [n]
    if n > 6:
        n = 6
    inner = f6(n - 2)
    inner.insert(len(inner) // 2, n * n)
    return inner + [len(inner)]


# deskcheck: f7([True, False, True], 3)
# deskcheck: f7([], 2)
def f7(flags: list[bool], k: int) -> list[int]:
    total = sum(flags) * k
    runs = [flag + i for i, flag in enumerate(flags)]
    total -= runs.count(True)
    if total > k:
        runs[not flags[0]] = total
    return runs + [total]


# deskcheck: f8(20, 3)
# deskcheck: f8(5, 9)
# deskcheck: f8(1, 1)
def f8(n: int, stop: int) -> list[int]:
    seen = [n]
    while n > 1 and len(seen) < 8:
        n = n // 2 if n % 2 == 0 else n - stop
        if n in seen or n < 0:
            seen.append(-n)
            break
        seen.append(n)
    else:
        seen.insert(0, 0)
    return seen


# deskcheck: f9(3, 5, 2)
# deskcheck: f9(5, 3, 9)
# deskcheck: f9(4, 4, 4)
def f9(a: int, b: int, c: int) -> int:
    top = a if a > b else b if b > c else c
    low = min(a, b, c)
    mid = a + b + c - top - low
    return top * 100 + mid * 10 + low if top != low else -low


# deskcheck: f10(range(2, 20, 5), 1)
# deskcheck: f10(range(9, 0, -4), 2)
def f10(r, i):
    picked = r[i]
    tail = r[i:]
    total = sum(tail) - r.start
    if picked + 1 in r:
        total = -total
    return [picked, len(tail), total, r[-1]]


# deskcheck: f11((1, 2, 3, 4))
# deskcheck: f11((5, 6))
def f11(t: tuple[int, ...]) -> tuple[int, ...]:
    a, *rest, z = t
    if rest:
        b, *rest = rest
        t = (z, *rest, b) + t[:1]
    else:
        t = (a * z,) * 2
    return t[::-1] + (len(rest),)


# deskcheck: f12("7", "0")
# deskcheck: f12("7", "x")
# deskcheck: f12("9", "2")
def f12(a: str, b: str) -> str:
    steps = "t"
    try:
        q = int(a) // int(b)
        steps += "q" * q
    except ValueError:
        steps += "v"
    except ZeroDivisionError:
        return steps + "z"
    else:
        steps += "e"
    finally:
        steps += "f"
    return steps


# deskcheck: f13([5, 12, 7, 20], 6)
# deskcheck: f13([1], 6)
def f13(nums: list[int], base: int) -> list[int]:
    base = max(base, 2)
    digits = []
    for n in nums:
        low = n % base
        high = n // base
        digits.append(low if low > high else high * base)
    return sorted(digits, key=lambda d: (d % 2, d))


# deskcheck: f14(6, 4)
# deskcheck: f14(9, 28)
# deskcheck: f14(5, 0)
def f14(a: int, b: int) -> tuple[int, int, int]:
    rounds = 0
    while a > 0 and b > 0 and rounds < 5:
        if a > b:
            a -= b + rounds
        else:
            b = b // 2 - a % 2
        rounds += 1
    return a, b, rounds


# deskcheck: f15([3, 0, 2], [6, 5, 0])
# deskcheck: f15([0], [1])
# deskcheck: f15([], [])
def f15(down: list[int], up: list[int]) -> list[int | str]:
    out = []
    for d, u in zip(down, up):
        try:
            out.append(u // d)
        except ZeroDivisionError:
            out.append("inf")
            continue
        if not out[-1]:
            out[-1] = "zero"
    return out[::-1]


# deskcheck: f16(11)
# deskcheck: f16(64)
# deskcheck: f16(0)
def f16(n: int) -> tuple[str, int]:
    bits = ""
    ones = 0
    n = abs(n)
    while n:
        bits = str(n & 1) + bits
        ones += n & 1
        n >>= 1
    return bits[-4:] or "none", ones - bits.count("0")


# deskcheck: f17([1, 2, 3], 2)
# deskcheck: f17([4], 5)
# deskcheck: f17([], 1)
def f17(xs: list[int], p: int) -> list[int]:
    powers = [x ** min(p, 4) for x in xs]
    odd = list(filter(lambda v: v % 2, powers))
    even = list(map(lambda v: v // 2, filter(lambda v: v % 2 == 0, powers)))
    return odd + even if len(odd) < len(even) else even + odd


# deskcheck: f18(10, [3, -4, 2])
# deskcheck: f18(1, [-5, 8])
# deskcheck: f18(0, [])
def f18(level: int, changes: list[int]) -> tuple[int, int, int]:
    low = high = level
    for c in changes:
        level += c
        if level < 0:
            level = -level // 2
        low, high = min(low, level), max(high, level)
    return low, level, high


# deskcheck: f19("a-b-c", 1)
# deskcheck: f19("abc", 2)
def f19(text: str, at: int) -> str:
    parts = text.split("-")
    try:
        chosen = parts.pop(at)
    except IndexError as e:
        chosen = type(e).__name__[:3]
        parts.append(chosen)
    parts.insert(0, chosen * len(parts))
    return "+".join(parts)


# deskcheck: f20(2, 10)
# deskcheck: f20(3, 4)
# deskcheck: f20(5, 1)
def f20(step: int, n: int) -> list[int]:
    step = step if step > 0 else 1
    out = [i * i - i for i in range(n, -n, -step) if i % 3]
    if not out:
        return [n, step]
    return [out[0], out[-1], len(out)]


# deskcheck: ferry([4, 3, 6, 2], 8)
# deskcheck: ferry([9], 8)
# deskcheck: ferry([], 8)
def ferry(cars: list[int], deck: int) -> list[int]:
    trips = []
    load = 0
    for car in cars:
        if car > deck:
            trips.append(-car)
            continue
        if load + car > deck:
            trips.append(load)
            load = 0
        load += car
    return trips + [load] if load else trips


# deskcheck: f21([4, 9, 2], [9, 3])
# deskcheck: f21([1], [])
def f21(a: list[int], b: list[int]) -> bool:
    first = any(x in b for x in a)
    second = all(y > min(a) for y in b)
    third = not b or max(b) == b[0]
    return first + second + third > 2 or first is second


# deskcheck: f22(5)
# deskcheck: f22(2)
# deskcheck: f22(1)
def f22(n: int) -> str:
    lines = []
    n = min(n, 6)
    for i in range(n):
        row = "".join("#" if i * j % 3 == 0 else str(j) for j in range(i))
        if row in lines:
            continue
        lines.append(row)
    return "/".join(lines)


# deskcheck: f23([6, 2, 8], 3)
# deskcheck: f23([1, 1], 0)
def f23(nums: list[int], pick: int) -> list[int]:
    key = {0: abs, 1: lambda v: -v, 2: lambda v: v % 5}.get(pick, str)
    nums.sort(key=key)
    nums[0] = pick - nums[0]
    return sorted(nums, key=key, reverse=True)


# deskcheck: f24(3, 2)
# deskcheck: f24(2, 0)
# deskcheck: f24(0, 5)
def f24(m: int, n: int) -> int:
    if m <= 0 or m > 5:
        return n
    if n <= 0:
        return f24(m - 1, 2) + 1
    return f24(m - 1, n - 1) + f24(m - 2, n)


# deskcheck: f25("3+4-2")
# deskcheck: f25("10-7")
# deskcheck: f25("5")
def f25(expr: str) -> int:
    total = 0
    sign = 1
    num = 0
    for ch in expr + "+":
        if ch.isdigit():
            num = num * 10 + int(ch)
        else:
            total += sign * num
            num = 0
            sign = 1 if ch == "+" else -1
    return total * 2 - num


# deskcheck: f26(7.0, 2)
# deskcheck: f26(-7.5, 2)
# deskcheck: f26(9.0, 4)
def f26(x: float, d: int) -> list[float]:
    d = d or 1
    q = x // d
    r = x % d
    near = round(x / d, 2)
    return [q, r, near, int(near) - int(q)]


# deskcheck: f27([5, 1, 8], [0, 2])
# deskcheck: f27([5], [1])
def f27(vals: list[int], idx: list[int]) -> int:
    total = 0
    for i in idx:
        for j, v in enumerate(vals):
            if j == i:
                break
            total += v
        else:
            total = -total - 1
    return total


# deskcheck: f28(3)
# deskcheck: f28(0)
def f28(n: int) -> list[int]:
    log = []

    def dip(k):
        log.append(k)
        if k > 0:
            dip(k - 2)
            log.append(-k)

    dip(min(n, 7))
    log[0] = len(log)
    return log


# deskcheck: f29([1, 2, 3, 4], 5)
# deskcheck: f29([6], 12)
# deskcheck: f29([], 1)
def f29(coins: list[int], owe: int) -> tuple[int, list[int]]:
    paid = []
    for c in sorted(coins, reverse=True):
        while c > 0 and owe >= c and len(paid) < 5:
            owe -= c
            paid.append(c)
            if len(paid) % 2 == 0:
                break
    return owe, paid


# deskcheck: f30([[2, 3], [4]], 10)
# deskcheck: f30([], 3)
def f30(m: list[list[int]], seed: int) -> list[int]:
    acc = [seed]
    for i, row in enumerate(m):
        for j, v in enumerate(row):
            acc.append(acc[-1] + v * (-1) ** (i + j))
    return [x for x in acc if x != seed] or acc


# deskcheck: f31(None, 3)
# deskcheck: f31(0, 3)
# deskcheck: f31(5, None)
def f31(a: int | None, b: int | None) -> list[object]:
    c = b if a is None else a
    d = a or b
    same = c is d or c == d
    if b is not None and a is not None:
        c += b
    return [c, d, same]


# deskcheck: f32(100, 7)
# deskcheck: f32(12, 12)
# deskcheck: f32(3, 50)
def f32(pot: int, share: int) -> list[int]:
    given = []
    while (left := pot - sum(given)) > 0 and len(given) < 6:
        given.append(min(share, left))
        share *= 2
    given[-1:] = [share // 2]
    return given


# deskcheck: f33([3, 1, 2], "asc")
# deskcheck: f33([3, 1, 2], "desc")
# deskcheck: f33([3, 1], "mix")
def f33(a: list[int], how: str) -> list[int]:
    b = a
    if how == "asc":
        b.sort()
    elif how == "desc":
        b = sorted(a, reverse=True)
    else:
        b = list(reversed(a)) + a[:1]
    b[0] += 10
    return a + [len(b)]


# deskcheck: f34(29, 2)
# deskcheck: f34(100, 7)
# deskcheck: f34(-5, 3)
def f34(n: int, width: int) -> str:
    if not 2 <= width <= 9:
        return "?"
    sign = "-" * (n < 0)
    left, right = divmod(abs(n), width + 1)
    text = f"{left}:{right}"
    if left < right:
        text = text[::-1].rjust(width, ".")
    return sign + text


# deskcheck: f35(1, 1, 5)
# deskcheck: f35(2, -1, 4)
# deskcheck: f35(0, 0, 3)
def f35(a: int, b: int, n: int) -> list[int]:
    seq = [a, b]
    for i in range(min(n, 7)):
        new = seq[-1] - seq[-2] if i % 2 else seq[-1] + seq[-2]
        seq.append(new)
        if new == a:
            seq.append(i)
    return seq[2:]


# deskcheck: f36("hello world", "lo")
# deskcheck: f36("abc", "z")
def f36(text: str, marks: str) -> tuple[int, list[int]]:
    spots = [i for i, c in enumerate(text) if c in marks]
    gaps = [q - p for p, q in zip(spots, spots[1:])]
    wide = max(gaps, default=-1)
    while wide in gaps:
        spots.pop(gaps.index(wide))
        gaps.remove(wide)
    return wide, spots


# deskcheck: f37([8, 3, 5, 1], 4)
# deskcheck: f37([2, 2], 4)
# deskcheck: f37([], 4)
def f37(xs: list[int], k: int) -> list[int]:
    lows, highs = [], []
    for x in xs:
        target = lows if x < k else highs
        target.append(x)
        k = (k + x) // 2
    return lows + [k] + highs


# deskcheck: f38((3, 4), (1, 2))
# deskcheck: f38((0, 0), (0, 1))
# deskcheck: f38((2, 2), (2, 2))
def f38(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, ...]:
    (a, b), (c, d) = p, q
    if p > q:
        a, b, c, d = c, d, a, b
    if p == q:
        return p * 2
    return (a - c, *(b, d), max(p, q)[1])


# deskcheck: f39(5, 3)
# deskcheck: f39(0, 4)
# deskcheck: f39(9, 0)
def f39(n: int, k: int) -> int:
    mask = (1 << (k % 8)) - 1
    n ^= mask
    n |= 1 << (k % 4)
    n &= ~2
    return n << 1 if n & 4 else n >> 1


# deskcheck: f40([4, 6], [1, 2, 3])
# deskcheck: f40([], [5])
def f40(a: list[int], b: list[int]) -> list[int]:
    total = 0
    grid = [[x * y for y in b] for x in a]
    for row in grid:
        total += row.pop()
        row.insert(0, total)
    return [sum(r) for r in grid] or [total]


# deskcheck: f41("x1y22z")
# deskcheck: f41("99")
# deskcheck: f41("")
def f41(s: str) -> tuple[int, str]:
    total, letters = 0, ""
    for i, ch in enumerate(s):
        try:
            total += int(ch) * i
        except ValueError:
            letters = ch + letters
        else:
            letters += "." if total % 2 else ""
    return total, letters


# deskcheck: f42([2, 7, 4], 10)
# deskcheck: f42([12], 10)
# deskcheck: f42([], 0)
def f42(steps: list[int], wall: int) -> int:
    pos, direction = 0, 1
    for s in steps:
        pos += s * direction
        if pos >= wall or pos < 0:
            direction = -direction
            pos = wall - 1 if pos >= wall else 0
    return pos * direction


# deskcheck: f43([1, "a", 2.0, None, True])
# deskcheck: f43(["", [], 0])
def f43(items):
    out = []
    for it in items:
        if isinstance(it, bool):
            out.append(not it)
        elif isinstance(it, int | float):
            out.append(it + 1)
        else:
            out.append(it or "empty")
    return out


# deskcheck: f44(7, 2, 3)
# deskcheck: f44(2, 9, 10)
# deskcheck: f44(3, 0, 1)
def f44(base: int, exp: int, mod: int) -> list[int]:
    mod = max(1, mod)
    r = 1
    trace = []
    while exp > 0:
        if exp & 1:
            r = r * base % mod
        base = base * base % mod
        exp >>= 1
        trace.append(r)
    return trace + [base]


# deskcheck: f45([3, 9, 9, 1])
# deskcheck: f45([4])
# deskcheck: f45([2, 1])
def f45(digits: list[int]) -> list[int]:
    i = len(digits)
    while i > 0:
        i -= 1
        digits[i] += 2
        if digits[i] < 10:
            break
        digits[i] -= 10
    else:
        digits.insert(0, 1)
    return digits


# deskcheck: f46(4, 6)
# deskcheck: f46(6, 3)
# deskcheck: f46(2, 2)
def f46(rows: int, cols: int) -> int:
    count = 0
    for r in range(rows):
        for c in range(cols):
            if (r + c) % 3 == 0:
                continue
            if c > r + 2:
                break
            count += 1
        count -= r == c
    return count


# deskcheck: f47({"a": 1}, ["a", "b"], 0)
# deskcheck: f47({}, [], 5)
def f47(d: dict[str, int], keys: list[str], n: int) -> list[object]:
    missing = [k for k in keys if k not in d]
    n = n or len(missing) or -1
    d |= dict.fromkeys(missing, n)
    found = [d[k] for k in keys]
    return [n, found, "a" in d]


# deskcheck: f48(["3", "1", "10", "2"])
# deskcheck: f48(["b", "B"])
def f48(texts: list[str]) -> list[str]:
    plain = sorted(texts)
    by_len = sorted(texts, key=len)
    plain[0], by_len[-1] = by_len[-1], plain[0]
    return [p + q for p, q in zip(plain, by_len) if p != q]


# deskcheck: f49(3, 4)
# deskcheck: f49(5, 0)
def f49(n: int, offset: int) -> list[int]:
    adders = [lambda x, i=i: x * i + offset for i in range(min(n, 5))]
    offset += 1
    value = 1
    out = []
    for add in adders:
        value = add(value)
        out.append(value)
    return out


# deskcheck: f50([5, -3, 2, -8], 4)
# deskcheck: f50([-1], 0)
# deskcheck: f50([], 2)
def f50(deltas: list[int], life: int) -> str:
    for turn, d in enumerate(deltas, 1):
        life = max(0, life + d)
        if life == 0:
            return f"out at {turn}"
        if life > 8:
            life = 8
    return "life " + "*" * life


# deskcheck: f51([3, 1, 4], {3: "c", 4: "d"})
# deskcheck: f51([], {1: "a"})
def f51(keys: list[int], names: dict[int, str]) -> str:
    out = ""
    for k in reversed(keys):
        out += names.pop(k, str(k))
        if k % 2 and out:
            out = out[1:] + out[0]
    return f"{out}:{len(names)}"


# deskcheck: f52(6, 2)
# deskcheck: f52(3, 3)
# deskcheck: f52(-4, 0)
def f52(n: int, k: int) -> tuple[int, ...]:
    parts = ()
    while n > 0 and len(parts) < 6:
        take = min(n, k + len(parts)) or 1
        parts += (take,)
        n -= abs(take)
    return parts + (n,) if n else parts[::-1]


# deskcheck: f53([0.1, 0.2], 3)
# deskcheck: f53([1.5], 2)
# deskcheck: f53([], 4)
def f53(xs: list[float], n: int) -> list[float]:
    total = sum(xs, n)
    xs.append(total * 2)
    mean = total / len(xs)
    return [round(total, 2), round(mean, 1), xs[-1] // 1]


# deskcheck: f54("12.5", 3)
# deskcheck: f54("8", 3)
# deskcheck: f54("8a", 3)
def f54(raw: str, k: int) -> str:
    try:
        value = int(raw)
    except ValueError:
        try:
            value = float(raw)
        except ValueError:
            return raw * k
        value += 0.25
    return f"{value * k}|{value % k}"


# deskcheck: f55(5, 2)
# deskcheck: f55(2, 5)
# deskcheck: f55(3, 3)
def f55(a: int, b: int) -> list[bool | int]:
    gt = a > b
    eq = a == b
    score = gt * 3 + eq * 2 - (not gt)
    parity = (a + b) % 2 == 0
    return [gt != eq, score, parity + score, gt or score]


# deskcheck: parking([30, 90, 200], 60)
# deskcheck: parking([0], 30)
def parking(stays: list[int], block: int) -> list[int]:
    block = max(block, 1)
    fees = []
    for s in stays:
        used = -(-s // block)
        fee = 2 * used if used < 3 else 5 + (used - 3)
        fees.append(fee - (s % block == 0))
    return fees


# deskcheck: f56([1, 2, 3, 4, 5], 2)
# deskcheck: f56([7], 3)
# deskcheck: f56([], 0)
def f56(a: list[int], n: int) -> int:
    if not a:
        return n
    head, tail = a[0], a[1:]
    if head % 2:
        return f56(tail, n + head)
    return f56(tail[::-1], n * 2) - head


# deskcheck: f57([(1, 5), (2, 3), (6, 9)])
# deskcheck: f57([(4, 1)])
# deskcheck: f57([])
def f57(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = [s if s[0] <= s[1] else s[::-1] for s in spans]
    kept = []
    for lo, hi in sorted(spans, key=lambda s: s[1]):
        if kept and lo <= kept[-1][1]:
            kept[-1] = (kept[-1][0], hi - lo)
        else:
            kept.append((lo, hi))
    return kept


# deskcheck: f58("ab", ["c", "a"], ("b",))
# deskcheck: f58("", [], ())
def f58(s: str, xs: list[str], t: tuple[str, ...]) -> list[str]:
    bag = [*s, *xs, *t]
    uniq = sorted(set(bag), key=bag.index)
    twice = [u for u in uniq if bag.count(u) > 1]
    for w in twice:
        uniq.append(uniq.pop(uniq.index(w)) * 2)
    return uniq


# deskcheck: f59(14)
# deskcheck: f59(3)
# deskcheck: f59(0)
def f59(n: int) -> list[int]:
    out = []
    bit = 1
    while bit <= n:
        if n & bit:
            out.append(bit)
            n += bit if len(out) == 1 else 0
        bit <<= 1
    return out + [bit - n]


# deskcheck: f60(["a", "b", "c"], [2, 0, 1])
# deskcheck: f60(["a"], [3])
# deskcheck: f60([], [])
def f60(names: list[str], ranks: list[int]) -> str:
    pairs = sorted(zip(ranks, names), reverse=True)
    text = ""
    for r, n in pairs:
        text = n * r + text if r > 1 else text + n.upper()
    return text or "nil"


# deskcheck: f61(2, 3, 4)
# deskcheck: f61(1)
# deskcheck: f61(5, b=1)
def f61(a: int, b: int = 10, *rest: int) -> list[int]:
    if rest:
        b += rest[0]
    elif b == 10:
        a, b = b, a
    return [a - b, a * b, len(rest)]


# deskcheck: f62([5, 8, 2], 1)
# deskcheck: f62([5], 2)
def f62(nums: list[int], n: int) -> list[int]:
    count = 0

    def bump(x):
        nonlocal count
        count += x % 3
        return x + count

    out = [bump(x) for x in nums]
    for _ in range(n):
        out.append(bump(out[0]))
    return out + [count]


# deskcheck: f63(3, [2, 5])
# deskcheck: f63(0, [1])
# deskcheck: f63(4, [])
def f63(x: int, ops: list[int]) -> int:
    total = x
    for op in ops:
        total = total**2 if op < 3 else total - op * 2
        if total > 50:
            total %= 7
            break
    else:
        total = -total
    return total + x


# deskcheck: f64("aXbY", 2)
# deskcheck: f64("QQ", 0)
def f64(s: str, k: int) -> list[str | int]:
    upper = [c for c in s if c.isupper()]
    lower = [c for c in s if c not in upper]
    upper, lower = lower[:k], upper + lower[k:]
    n = len(upper) - len(lower)
    return upper + [n] + lower if n else lower


# deskcheck: f65([10, 4, 7], [3, 4, 5])
# deskcheck: f65([1], [2, 2])
def f65(stock: list[int], orders: list[int]) -> dict[str, int]:
    result = {"ok": 0, "short": 0}
    for i, o in enumerate(orders):
        shelf = i % len(stock)
        if stock[shelf] >= o:
            stock[shelf] -= o
            result["ok"] += 1
        else:
            result["short"] += o - stock[shelf]
            stock[shelf] = 0
    result["left"] = sum(stock)
    return result


# deskcheck: f66(45)
# deskcheck: f66(7)
# deskcheck: f66(-30)
def f66(n: int) -> tuple[str, int]:
    tag = "neg" if n < 0 else "small" if n < 10 else "big"
    n = -n if tag == "neg" else n
    tens, ones = n // 10, n % 10
    if tag[0] == "b" and tens != ones:
        tag, tens = tag.upper(), tens - ones
    return tag, tens * ones


# deskcheck: f67([4, 5, 6, 7], 2, -1)
# deskcheck: f67([4, 5, 6], 0, 5)
# deskcheck: f67([1], -3, 3)
def f67(a: list[int], i: int, j: int) -> list[int]:
    span = a[i:j]
    other = a[j:i:-1]
    if len(span) == len(other):
        return span + other[::-1]
    small = min(span, other, key=len)
    return [len(span), len(other), *small]


# deskcheck: f68([2, 3, 5], 4)
# deskcheck: f68([1], 3)
# deskcheck: f68([], 9)
def f68(xs: list[int], n: int) -> list[int]:
    out = []
    for i in range(1, n + 1):
        hits = [x for x in xs if i % x == 0] if 0 not in xs else []
        out.append(sum(hits) or -i)
    return out


# deskcheck: f69((1, (2, 3), 4))
# deskcheck: f69(((),))
def f69(t):
    total = 0
    depth = 0
    for part in t:
        if isinstance(part, tuple):
            inner, d = f69(part)
            total += inner * 10
            depth = max(depth, d + 1)
        else:
            total += part
    return total, depth


# deskcheck: f70([3, 2, 0, 4], 12)
# deskcheck: f70([0, 0], 5)
# deskcheck: f70([], 1)
def f70(divs: list[int], n: int) -> list[int]:
    trail = []
    while divs:
        d = divs.pop()
        try:
            n //= d
        except ZeroDivisionError:
            trail.append(-n)
            n += 5
            continue
        trail.append(n)
    return trail


# deskcheck: f71("moon", 3)
# deskcheck: f71("a", 1)
def f71(word: str, n: int) -> tuple[str, ...]:
    forms = (word,)
    for i in range(min(n, 4)):
        last = forms[-1]
        new = last[1:] + last[0] if i % 2 == 0 else last[::-1]
        if new in forms:
            break
        forms += (new,)
    return forms[1:] or (word * 2,)


# deskcheck: f72([1, 2, 3, 4, 5, 6])
# deskcheck: f72([3, 3])
# deskcheck: f72([])
def f72(a: list[int]) -> list[int]:
    it = iter(a)
    out = []
    for x in it:
        if x % 3 == 0:
            out.append(next(it, -1))
        else:
            out.append(x * 2)
    out.extend(it)
    return out


# deskcheck: f73([5, 3, 5], [3, 8])
# deskcheck: f73([], [1])
def f73(a: list[int], b: list[int]) -> list[int]:
    swapped = set(a) > set(b)
    if swapped:
        a, b = b, a
    common = [x for x in a if x in b]
    for x in common:
        b.insert(b.index(x), -x)
    return b if common else a + b + [swapped]


# deskcheck: thermostat(15, 20, [2, 3, -4])
# deskcheck: thermostat(25, 20, [1])
# deskcheck: thermostat(20, 20, [])
def thermostat(now: int, goal: int, drift: list[int]) -> list[str]:
    log = []
    for d in drift:
        now += d
        if now < goal - 1:
            now += 2
            log.append(f"heat {now}")
        elif goal - 1 <= now <= goal + 1:
            log.append("hold")
        else:
            now -= 3
            log.append(f"cool {now}")
    return log


# deskcheck: f74(3, 1)
# deskcheck: f74(0, 2)
def f74(n: int, start: int) -> list[list[int]]:
    rows = []
    n = min(n, 4)
    for i in range(n):
        row = list(range(start, start + n - i))
        start = row[-1] - i
        rows.insert(0, row)
    if rows:
        rows[0].extend(rows[-1][:1])
    return rows


# deskcheck: f75([6, 7, 8], 7)
# deskcheck: f75([6, 7, 8], 1)
# deskcheck: f75([], 0)
def f75(data: list[int], want: int) -> str:
    at = None
    for i, x in enumerate(data):
        if x == want:
            at = i
        elif at is not None:
            data[i] = at
    if not at:
        return "none" if at is None else "first"
    return f"{at}:{data[at:]}"


# deskcheck: f76(4, "ab")
# deskcheck: f76(-2, "ab")
# deskcheck: f76("3", "c")
def f76(n, s):
    try:
        r = s * n
    except TypeError:
        r = s + n
        n = len(r)
    return [r[-3:], len(r) > n, r and n]


# deskcheck: f77([9, 4, 6], 2)
# deskcheck: f77([1, 2], 0)
# deskcheck: f77([], 3)
def f77(a: list[int], n: int) -> int:
    best = 0
    for i in range(len(a)):
        for j in range(i, min(i + n, len(a))):
            area = min(a[i : j + 1]) * (j - i + 1)
            if area > best:
                best = area + i
    return best


# deskcheck: f78(0b1011, 2)
# deskcheck: f78(255, 4)
# deskcheck: f78(1, 0)
def f78(n: int, k: int) -> list[int]:
    k %= 8
    low = n & ((1 << k) - 1)
    high = n >> k
    turned = low << 4 | high & 15
    return [low, high, turned, turned ^ n]


# deskcheck: f79("3,1;4;,5")
# deskcheck: f79("7")
# deskcheck: f79(";")
def f79(text: str) -> list[int]:
    sums = []
    for row in text.split(";"):
        cells = [int(c) for c in row.split(",") if c]
        if not cells:
            sums.append(-len(sums) - 1)
            continue
        sums.append(cells[0] * 10 + cells[-1])
    return sums


# deskcheck: f80([4, 2], [3])
# deskcheck: f80([], [])
# deskcheck: f80([1, 1, 1], [2, 5])
def f80(mine: list[int], yours: list[int]) -> list[int]:
    taken = []
    turn = True
    while mine and yours and len(taken) < 8:
        a, b = mine.pop(0), yours.pop(0)
        if a > b or (a == b and turn):
            mine.append(a - 1)
        else:
            yours.append(b - a)
        taken.append(a - b)
        turn = not turn
    return taken + mine


# deskcheck: f81([1, 4, 2], lambda a, b: a * b)
# deskcheck: f81([3, 9], max)
# deskcheck: f81([5], min)
def f81(xs, op):
    acc = xs[0]
    steps = [acc]
    for x in xs[1:]:
        acc = op(acc, x) - 1
        steps.append(acc)
    return steps if acc != xs[-1] else acc


# deskcheck: f82(12, 18)
# deskcheck: f82(7, 7)
# deskcheck: f82(1, 10)
def f82(a: int, b: int) -> list[int]:
    shared = [d for d in range(2, min(a, b) + 1) if a % d == b % d]
    total = 0
    for d in shared[::-1]:
        total = total * 2 + d
        if total > 60:
            break
    return [len(shared), total]


# deskcheck: f83({"a": 3}, [("a", 2), ("b", 0)])
# deskcheck: f83({}, [("z", 4)])
def f83(d: dict[str, int], asks: list[tuple[str, int]]) -> tuple[int, str]:
    errors = ""
    total = 0
    for name, div in asks:
        try:
            total += 12 // div + d[name]
        except (KeyError, ZeroDivisionError) as exc:
            errors += type(exc).__name__[0]
            d[name] = div
        finally:
            total += 1
    return total, errors


# deskcheck: f84([1, 2, 3, 4], 3)
# deskcheck: f84([5, 5], 1)
# deskcheck: f84([], 2)
def f84(xs: list[int], n: int) -> list[int]:
    window = []
    out = []
    for x in xs:
        window.append(x)
        if len(window) == n:
            out.append(window[0] * window[-1])
            window = window[1:]
    return out + window


# deskcheck: f85("bookkeeper")
# deskcheck: f85("ab")
# deskcheck: f85("")
def f85(s: str) -> tuple[int, str]:
    best, keep = 0, ""
    i = 0
    while i < len(s):
        j = i + 1
        while j < len(s) and s[j] >= s[j - 1]:
            j += 1
        if j - i > best:
            best, keep = j - i, s[i:j]
        i = j
    return best, keep[::-1]


# deskcheck: f86(3, 4)
# deskcheck: f86(10, 0)
# deskcheck: f86(-1, 6)
def f86(a: int, b: int) -> str:
    kind = ""
    if a and b:
        kind += "both"
    if a or not b:
        kind += "A"
    if not a < b > 3:
        kind = kind[::-1]
    return kind + str(bool(a) + bool(b) * 2) if a > 0 else kind


# deskcheck: f87([[1, 2], [3, 4]], 3)
# deskcheck: f87([[5], [6]], 9)
# deskcheck: f87([], 1)
def f87(m: list[list[int]], x: int) -> tuple[int, int] | list[int]:
    for r, row in enumerate(m):
        if x in row:
            c = row.index(x)
            break
        row.append(x)
    else:
        return [len(row) for row in m] + [x]
    return r * 10 + c, len(m[0])


# deskcheck: f88(9, 4)
# deskcheck: f88(2, 3)
# deskcheck: f88(1, 1)
def f88(hens: int, days: int) -> list[int]:
    eggs = [0]
    for day in range(1, min(days, 7) + 1):
        laid = hens - day if day % 2 else hens // 2
        eggs.append(max(laid, 0) + eggs[-1])
        if eggs[-1] > 12:
            eggs[-1] -= 12
            hens += 1
    return eggs[1:] + [hens]


# deskcheck: f89([2, 5, 6], [5, 1])
# deskcheck: f89([], [3])
def f89(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    pairs = {(x, y) for x in a for y in b if x != y}
    for x, y in sorted(pairs):
        if (y, x) in pairs or x + y > 9:
            pairs.discard((x, y))
    return sorted(pairs, key=lambda p: p[::-1])


# deskcheck: f90(8, 3)
# deskcheck: f90(5, 0)
# deskcheck: f90(0, 2)
def f90(n: int, skip: int) -> int:
    total = 0
    i = 0
    while True:
        i += 1
        if i > n:
            break
        if i % (skip + 1 or 1) == 0:
            continue
        total += i if i % 2 else -i
    return total * 10 + i


# deskcheck: f91([3.0, 4, True, 2.5])
# deskcheck: f91([0, False])
def f91(xs):
    uniq = list(dict.fromkeys(xs))
    ints = [x for x in uniq if x == int(x)]
    total = sum(ints)
    return [len(uniq), total, total / 2, total // 2]


# deskcheck: f92([7, 1, 8, 2])
# deskcheck: f92([4, 4])
# deskcheck: f92([])
def f92(a: list[int]) -> list[int]:
    jobs = sorted(enumerate(a), key=lambda t: (t[1], -t[0]))
    clock = 0
    done = [0] * len(a)
    for i, cost in jobs:
        clock += cost
        done[i] = clock - i
    return done


# deskcheck: f93("red", ["read", "rod", "bed"])
# deskcheck: f93("x", [])
def f93(word: str, others: list[str]) -> list[int]:
    out = []
    for o in others:
        diff = sum(p != q for p, q in zip(word, o))
        extra = abs(len(word) - len(o))
        out.append(diff * 2 + extra if extra else diff)
        word = o
    return out or [len(word)]


# deskcheck: f94(1, 9, 3)
# deskcheck: f94(9, 1, -4)
# deskcheck: f94(2, 8, 0)
def f94(a: int, b: int, step: int) -> list[int]:
    try:
        r = range(a, b, step)
    except ValueError:
        r = range(b - a)
    mid = r[len(r) // 2] if r else None
    out = [x for x in r if x != mid]
    return out[::-1] + [len(r)]


# deskcheck: f95([2, 4], [1, 3, 5])
# deskcheck: f95([9], [])
def f95(p: list[int], q: list[int]) -> list[int]:
    out = [0] * (len(p) + len(q))
    for i, x in enumerate(p):
        for j, y in enumerate(q):
            out[i + j] += x - y
    while out and out[-1] == 0:
        out.pop()
    return out


# deskcheck: f96(250, [100, 20, 5])
# deskcheck: f96(7, [0, 3])
def f96(total: int, sizes: list[int]) -> tuple[list[int], int]:
    counts = []
    for s in sizes:
        if s <= 0:
            counts.append(0)
            continue
        n, total = divmod(total + 1, s)
        counts.append(n)
    return counts, total


# deskcheck: f97(["+", "+", "-", "x", "+"], 2)
# deskcheck: f97(["-"], 0)
def f97(ops: list[str], start: int) -> list[int]:
    stack = [start]
    for op in ops:
        if op == "+":
            stack.append(stack[-1] + len(stack))
        elif op == "-" and len(stack) > 1:
            stack[-2] -= stack.pop()
        else:
            stack.append(stack[0] * 2)
    return stack
