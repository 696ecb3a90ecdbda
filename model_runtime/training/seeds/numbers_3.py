# deskcheck: f(4827)
# deskcheck: f(909)
# deskcheck: f(6)
# deskcheck: f(0)
def f(n: int) -> list[int]:
    low_first = []
    while n:
        n, d = divmod(n, 10)
        if d > 4:
            d -= 10
        low_first.append(d)
    return low_first


# deskcheck: f1(100, 7)
# deskcheck: f1(26, 3)
# deskcheck: f1(5, 9)
# deskcheck: f1(0, 2)
def f1(n: int, base: int) -> str:
    text = ""
    while n > 0:
        digit = n % base
        text = str(digit) + text
        n //= base
    if not text:
        text = "0"
    return f"{text} in {base}"


# deskcheck: bus_clock(455, 20)
# deskcheck: bus_clock(1430, 15)
# deskcheck: bus_clock(0, 0)
def bus_clock(start: int, every: int) -> list[str]:
    times = []
    for k in range(3):
        t = (start + k * every) % 1440
        hour = t // 60
        minute = t - hour * 60
        times.append(f"{hour}:{minute:02d}")
    return times


# deskcheck: f2(84, 36)
# deskcheck: f2(17, 5)
# deskcheck: f2(9, 0)
def f2(a: int, b: int) -> tuple[int, list[int]]:
    quotients = []
    while b:
        q = a // b
        quotients.append(q)
        a, b = b, a - q * b
    return a, quotients


# deskcheck: f3([12, -5, 8, -20, 3])
# deskcheck: f3([7])
# deskcheck: f3([])
def f3(deltas: list[int]) -> tuple[int, int, int]:
    pos = low = high = 0
    for d in deltas:
        pos += d
        if pos < low:
            low = pos
        elif pos > high:
            high = pos
    return pos, low, high


# deskcheck: f4(45)
# deskcheck: f4(12)
# deskcheck: f4(1)
# deskcheck: f4(0)
def f4(bits: int) -> list[int]:
    spots = []
    at = 0
    while bits:
        if bits & 1:
            spots.append(at)
        bits >>= 1
        at += 1
    return spots


# deskcheck: pay_change(287, [100, 50, 10, 5, 1])
# deskcheck: pay_change(60, [50, 10])
# deskcheck: pay_change(0, [5])
def pay_change(cents: int, coins: list[int]) -> dict[int, int]:
    used = {}
    for c in coins:
        if c > cents:
            continue
        count = cents // c
        used[c] = count
        cents -= count * c
    used[0] = cents
    return used


# deskcheck: f5(11)
# deskcheck: f5(6)
# deskcheck: f5(1)
def f5(n: int) -> tuple[int, int]:
    steps = 0
    top = n
    while n > 1 and steps < 9:
        n = n * 3 + 1 if n & 1 else n // 2
        top = max(top, n)
        steps += 1
    return steps, top


# deskcheck: f6([90, 72, 85, 60])
# deskcheck: f6([45, 46])
# deskcheck: f6([100])
def f6(scores: list[int]) -> list[int]:
    total = 0
    averages = []
    for i, s in enumerate(scores, 1):
        total += s
        averages.append(total // i)
    rest = total % len(scores)
    averages.append(-rest)
    return averages


# deskcheck: rob_walk("R3U2L5D1")
# deskcheck: rob_walk("U9")
# deskcheck: rob_walk("")
def rob_walk(route: str) -> tuple[int, int, int]:
    x = y = walked = 0
    for i in range(0, len(route), 2):
        way, n = route[i], int(route[i + 1])
        if way == "R" or way == "L":
            x += n if way == "R" else -n
        else:
            y += n if way == "U" else -n
        walked += n
    return x, y, walked - abs(x) - abs(y)


# deskcheck: f7(60)
# deskcheck: f7(49)
# deskcheck: f7(7)
# deskcheck: f7(1)
def f7(n: int) -> str:
    parts = []
    p = 2
    while n > 1:
        if n % p:
            p += 1
            continue
        parts.append(str(p))
        n //= p
    return "x".join(parts) or "unit"


# deskcheck: f8([3, 1, 2, 5, 4])
# deskcheck: f8([2, 1])
# deskcheck: f8([1, 2, 3])
# deskcheck: f8([])
def f8(xs: list[int]) -> tuple[list[int], int]:
    moved = 0
    for i in range(len(xs) - 1):
        gap = xs[i] - xs[i + 1]
        if gap > 0:
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
            moved += gap
    return xs, moved


# deskcheck: f9(5, 13)
# deskcheck: f9(3, 4)
# deskcheck: f9(7, 0)
def f9(base: int, exp: int) -> int:
    result = 1
    while exp > 0:
        if exp % 2 == 1:
            result = result * base % 100
        base = base * base % 100
        exp //= 2
    return result


# deskcheck: account_day(500, ["d120", "w700", "w75", "f"])
# deskcheck: account_day(10, ["w20", "f", "f"])
# deskcheck: account_day(0, [])
def account_day(balance: int, moves: list[str]) -> tuple[int, int]:
    refused = 0
    for m in moves:
        amount = int(m[1:] or 3)
        if m[0] == "d":
            balance += amount
        elif m[0] == "w" and amount > balance:
            refused += amount
        else:
            balance -= amount
    return balance, refused


# deskcheck: f10([[2, 4, 6], [1, 3, 5], [9, 8, 7]])
# deskcheck: f10([[5, -5], [6, 1]])
# deskcheck: f10([[7]])
def f10(m: list[list[int]]) -> tuple[int, int]:
    down = up = 0
    n = len(m)
    for i in range(n):
        down += m[i][i]
        up += m[i][n - 1 - i]
    if n % 2:
        up -= m[n // 2][n // 2]
    return down, up


# deskcheck: f11(6)
# deskcheck: f11(3)
# deskcheck: f11(1)
# deskcheck: f11(0)
def f11(n: int) -> list[int]:
    seq = [2, 1]
    while len(seq) < n:
        nxt = seq[-1] + seq[-2]
        if nxt % 5 == 0:
            nxt -= 3
        seq.append(nxt)
    return seq[:n]


# deskcheck: f12([4, 1, 6, 3], 2)
# deskcheck: f12([10, 20, 30], 3)
# deskcheck: f12([5], 2)
def f12(xs: list[int], width: int) -> list[int]:
    prefix = [0]
    for x in xs:
        prefix.append(prefix[-1] + x)
    sums = []
    for i in range(width, len(prefix)):
        sums.append(prefix[i] - prefix[i - width])
    return sums


# deskcheck: sale_price(1250, 20, 3)
# deskcheck: sale_price(999, 15, 1)
# deskcheck: sale_price(100, 0, 2)
def sale_price(cents: int, percent: int, days: int) -> list[str]:
    tags = []
    for day in range(days):
        cut = cents * percent // 100
        cents -= cut
        tags.append(f"{cents // 100}.{cents % 100:02d}")
        if cents < 800:
            break
    return tags


# deskcheck: f13([2, 5, 8, 11, 15], 13)
# deskcheck: f13([1, 3, 6, 9], 20)
# deskcheck: f13([3, 4, 6], 7)
# deskcheck: f13([], 1)
def f13(xs: list[int], target: int) -> tuple[int, int]:
    i, j = 0, len(xs) - 1
    while i < j:
        s = xs[i] + xs[j]
        if s == target:
            return xs[i], xs[j]
        if s < target:
            i += 1
        else:
            j -= 1
    return -1, target


# deskcheck: f14(13, 6)
# deskcheck: f14(255, 16)
# deskcheck: f14(0, 9)
def f14(a: int, b: int) -> list[int]:
    out = [a & b, a | b, a ^ b]
    if out[0] == 0:
        out.append(a << 1)
    else:
        out.append(b >> 1)
    total = 0
    for v in out:
        total ^= v
    out.append(total)
    return out


# deskcheck: f15(5, 30)
# deskcheck: f15(20, 25)
# deskcheck: f15(8, 10)
def f15(lo: int, hi: int) -> list[int]:
    found = []
    for n in range(lo | 1, hi, 6):
        d = 3
        while d * d <= n and n % d:
            d += 2
        if d * d > n:
            found.append(n)
        else:
            found.append(-d)
    return found


# deskcheck: bank_queue([3, 5, 2], 4)
# deskcheck: bank_queue([1, 1], 9)
# deskcheck: bank_queue([], 2)
def bank_queue(service: list[int], gap: int) -> list[int]:
    waits = []
    free_at = 0
    for i, minutes in enumerate(service):
        arrive = i * gap
        start = max(arrive, free_at)
        waits.append(start - arrive)
        free_at = start + minutes
    waits.append(free_at)
    return waits


# deskcheck: f16(7, [4, 9, -3])
# deskcheck: f16(12, [12, 25])
# deskcheck: f16(5, [])
def f16(size: int, pushes: list[int]) -> tuple[int, int]:
    dial = 0
    laps = 0
    for p in pushes:
        dial += p
        if dial >= size or dial < 0:
            laps += dial // size
            dial %= size
    return dial, laps


# deskcheck: f17(730)
# deskcheck: f17(95)
# deskcheck: f17(8)
# deskcheck: f17(1000)
def f17(n: int) -> int:
    rounds = 0
    while n > 9:
        s = 0
        for d in str(n):
            s += int(d) * int(d)
        n = s
        rounds += 1
        if rounds == 2:
            return -n
    return n * 10 + rounds


# deskcheck: f18([15, 40, 8, 22])
# deskcheck: f18([9, 9])
# deskcheck: f18([3])
def f18(xs: list[int]) -> tuple[int, int]:
    best = xs[0]
    second = -1
    for x in xs[1:]:
        if x > best:
            second = best
            best = x
        elif x > second:
            second = x
    return best, best - second


# deskcheck: days_after(28, 1, 10)
# deskcheck: days_after(15, 1, 130)
# deskcheck: days_after(1, 4, 0)
def days_after(day: int, month: int, add: int) -> str:
    lengths = [31, 28, 31, 30, 31, 30]
    day += add
    while month <= 6 and day > lengths[month - 1]:
        day -= lengths[month - 1]
        month += 1
    return f"{day}/{month}"


# deskcheck: f19(3, 4)
# deskcheck: f19(2, 7)
# deskcheck: f19(5, 1)
def f19(a: int, b: int) -> list[int]:
    rows = []
    for i in range(1, a + 1):
        line = 0
        for j in range(1, b, 2):
            line += i * j
        rows.append(line)
    rows.append(sum(rows))
    return rows


# deskcheck: f20([1, 0, 1, 1, 0])
# deskcheck: f20([1, 1])
# deskcheck: f20([0])
# deskcheck: f20([])
def f20(bits: list[int]) -> str:
    value = 0
    for b in bits:
        value = value << 1 | b
    flipped = 0
    for b in reversed(bits):
        flipped = flipped * 2 + b
    return f"{value}/{flipped}"


# deskcheck: grow_hedge(10, [4, 3, 5], 20)
# deskcheck: grow_hedge(50, [1, 1], 30)
# deskcheck: grow_hedge(5, [], 9)
def grow_hedge(height: int, rain: list[int], limit: int) -> list[int]:
    sizes = []
    for r in rain:
        height += r * 2 - 1
        if height > limit:
            height -= height // 3
        sizes.append(height)
    if not sizes:
        sizes.append(-height)
    return sizes


# deskcheck: f21(24, 18)
# deskcheck: f21(7, 14)
# deskcheck: f21(5, 9)
def f21(a: int, b: int) -> list[int]:
    shared = []
    n = min(a, b)
    while n > 0:
        if a % n == 0 and b % n == 0:
            shared.append(n)
            n //= 2
        else:
            n -= 2 if n > 3 else 1
    return shared


# deskcheck: f22([5, -3, 2, -8, 6, 1])
# deskcheck: f22([-4, -2])
# deskcheck: f22([3])
def f22(xs: list[int]) -> tuple[int, int]:
    here = best = xs[0]
    resets = 0
    for x in xs[1:]:
        if here < 0:
            here = x
            resets += 1
        else:
            here += x
        best = max(best, here)
    return best, resets


# deskcheck: f23(345, 6)
# deskcheck: f23(72, 9)
# deskcheck: f23(4, 3)
def f23(n: int, k: int) -> int:
    place = 1
    out = 0
    while n > 0:
        d = (n % 10 + k) % 10
        out += d * place
        place *= 10
        n //= 10
    return out


# deskcheck: split_rent(1000, [3, 5, 2])
# deskcheck: split_rent(700, [1, 1, 1])
# deskcheck: split_rent(50, [4])
def split_rent(rent: int, rooms: list[int]) -> list[int]:
    size = sum(rooms)
    shares = []
    left = rent
    for r in rooms:
        share = rent * r // size
        shares.append(share)
        left -= share
    shares[-1] += left
    return shares


# deskcheck: f24([2, 4, 3, 1])
# deskcheck: f24([3, 2, 1])
# deskcheck: f24([1, 5])
# deskcheck: f24([8])
def f24(xs: list[int]) -> int:
    bad = 0
    for i in range(len(xs)):
        for j in range(i):
            if xs[j] > xs[i]:
                bad += 1
    if bad == len(xs) * (len(xs) - 1) // 2:
        bad = -bad
    return bad


# deskcheck: f25(97)
# deskcheck: f25(158)
# deskcheck: f25(4)
def f25(n: int) -> list[int]:
    chain = [n]
    while len(chain) < 5:
        back = int(str(n)[::-1])
        if back == n:
            break
        n = abs(n - back)
        chain.append(n)
    return chain


# deskcheck: lift_energy([0, 4, 1, 6], 3)
# deskcheck: lift_energy([2, 2], 5)
# deskcheck: lift_energy([9], 1)
def lift_energy(floors: list[int], load: int) -> int:
    used = 0
    for a, b in zip(floors, floors[1:]):
        climb = b - a
        if climb > 0:
            used += climb * load
        elif climb < 0:
            used -= climb
        else:
            used += 1
    return used


# deskcheck: f26(10, 3)
# deskcheck: f26(27, 5)
# deskcheck: f26(2, 8)
def f26(n: int, k: int) -> tuple[list[int], int]:
    digits = []
    rem = n % k
    for _ in range(4):
        rem *= 10
        digits.append(rem // k)
        rem %= k
        if rem == 0:
            break
    return digits, n // k


# deskcheck: f27([7, 2, 9, 4, 1])
# deskcheck: f27([3, 3, 1])
# deskcheck: f27([5])
# deskcheck: f27([])
def f27(xs: list[int]) -> list[int]:
    place = 0
    while place < len(xs) and place < 2:
        small = place
        for k in range(place + 1, len(xs)):
            if xs[k] < xs[small]:
                small = k
        if small != place:
            xs[place], xs[small] = xs[small], xs[place]
        place += 1
    return xs


# deskcheck: f28(365)
# deskcheck: f28(44)
# deskcheck: f28(1)
def f28(days: int) -> str:
    out = []
    for name, size in (("m", 30), ("w", 7), ("d", 1)):
        count, days = divmod(days, size)
        if count > 9:
            count -= 9
            name += "+"
        if count:
            out.append(f"{count}{name}")
    return " ".join(out)


# deskcheck: exchange(250, [12, -3, 0, 8])
# deskcheck: exchange(100, [-10])
# deskcheck: exchange(40, [])
def exchange(price: int, percents: list[int]) -> tuple[int, int]:
    peak = price
    for p in percents:
        change = price * p // 100
        if not change:
            price += 1
        else:
            price += change
        peak = max(peak, price)
    return price, peak - price


# deskcheck: f29(6, 35)
# deskcheck: f29(9, 50)
# deskcheck: f29(4, 4)
# deskcheck: f29(3, 0)
def f29(step: int, limit: int) -> list[int]:
    out = []
    n = step
    while n <= limit:
        if n % 4 == 0:
            out.append(n // 4)
        else:
            out.append(n)
        step += 1
        n += step
    return out


# deskcheck: f30([1, 3, 4, 7, 9, 12, 20], 9)
# deskcheck: f30([2, 6], 1)
# deskcheck: f30([5], 5)
# deskcheck: f30([], 3)
def f30(xs: list[int], want: int) -> list[int]:
    looked = []
    lo, hi = 0, len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        looked.append(mid)
        if xs[mid] == want:
            return looked
        if xs[mid] > want:
            hi = mid - 1
        else:
            lo = mid + 1
    return looked + [-lo]


# deskcheck: f31("1101")
# deskcheck: f31("100")
# deskcheck: f31("0")
# deskcheck: f31("")
def f31(bits: str) -> list[int]:
    vals = [0]
    weight = -(1 << len(bits) >> 1)
    for b in bits:
        if b == "1":
            vals.append(vals[-1] + weight)
        weight = abs(weight) // 2
    return vals


# deskcheck: loan_months(500, 120, 10)
# deskcheck: loan_months(90, 100, 50)
# deskcheck: loan_months(0, 5, 5)
def loan_months(debt: int, payment: int, percent: int) -> tuple[int, int]:
    months = 0
    fees = 0
    while debt > 0:
        fee = debt * percent // 100
        fees += fee
        debt = debt + fee - payment
        months += 1
        if months == 6:
            break
    return months, fees


# deskcheck: f32(5, 2)
# deskcheck: f32(4, 4)
# deskcheck: f32(6, 0)
def f32(n: int, k: int) -> int:
    top = 1
    down = 1
    for i in range(k):
        top *= n - i
        down *= i + 1
        if top % down == 0:
            top //= down
            down = 1
    return top


# deskcheck: f33([120, 45, 300, 75])
# deskcheck: f33([60])
# deskcheck: f33([59, 1])
def f33(seconds: list[int]) -> list[str]:
    total = 0
    laps = []
    for s in seconds:
        total += s
        m = total // 60
        rest = total % 60
        if rest == 0:
            laps.append(f"{m}'")
        else:
            laps.append(f"{m}'{rest}")
    return laps


# deskcheck: grid_paint(3, 4, 2)
# deskcheck: grid_paint(2, 2, 1)
# deskcheck: grid_paint(1, 3, 5)
def grid_paint(rows: int, cols: int, skip: int) -> list[int]:
    paint = []
    n = 0
    for r in range(rows):
        count = 0
        for c in range(0, cols, skip):
            n += 1
            count += r * cols + c
        paint.append(count)
    paint.append(n)
    return paint


# deskcheck: f34(18, 12)
# deskcheck: f34(5, 25)
# deskcheck: f34(7, 8)
def f34(a: int, b: int) -> str:
    d = 2
    while d <= a and d <= b:
        if a % d == 0 and b % d == 0:
            a //= d
            b //= d
            continue
        d += 1
        if d > 6:
            break
    if b == 1:
        return str(a)
    return f"{a}/{b}"


# deskcheck: f35([4, 8, 15, 16, 23])
# deskcheck: f35([10, 7, 1])
# deskcheck: f35([6])
# deskcheck: f35([])
def f35(xs: list[int]) -> tuple[list[int], int]:
    gaps = []
    widest = 0
    for i in range(1, len(xs)):
        g = xs[i] - xs[i - 1]
        gaps.append(g)
        if abs(g) > abs(widest):
            widest = g
    return gaps, widest


# deskcheck: dice_race([3, 6, 2], [5, 5, 6])
# deskcheck: dice_race([6, 6], [1, 2])
# deskcheck: dice_race([], [])
def dice_race(red: list[int], blue: list[int]) -> str:
    r = b = 0
    for x, y in zip(red, blue):
        r += x * 2 if x == 6 else x
        b += y * 2 if y == 6 else y
        if r - b > 12:
            b += 5
    if r == b:
        return f"tie {r}"
    return f"red {r - b}" if r > b else f"blue {b - r}"


# deskcheck: f36(2, 500)
# deskcheck: f36(3, 80)
# deskcheck: f36(10, 5)
def f36(base: int, limit: int) -> tuple[int, list[int]]:
    power = base
    lasts = []
    while power < limit:
        lasts.append(power % 10)
        power *= base
        if len(lasts) > 1 and lasts[-1] == lasts[0]:
            break
    return power, lasts


# deskcheck: f37(56)
# deskcheck: f37(255)
# deskcheck: f37(1)
# deskcheck: f37(0)
def f37(n: int) -> tuple[int, int]:
    ones = 0
    while n & 1 == 0 and n > 0:
        n >>= 1
    rest = n
    while rest:
        rest &= rest - 1
        ones += 1
    return n, ones


# deskcheck: f38({"pen": 120, "pad": 350, "ink": 80}, 10)
# deskcheck: f38({"cap": 999}, 50)
# deskcheck: f38({}, 5)
def f38(cents: dict[str, int], off: int) -> tuple[int, str]:
    bill = 0
    dear = ""
    for name, c in cents.items():
        if c >= 100:
            c -= c * off // 100
        bill += c
        if not dear or c > cents[dear]:
            dear = name
    return bill, dear


# deskcheck: mine_cart([5, 9, 4, 12], 10)
# deskcheck: mine_cart([25], 10)
# deskcheck: mine_cart([], 10)
def mine_cart(loads: list[int], cap: int) -> tuple[int, int, list[int]]:
    trips = 0
    cart = 0
    spilled = []
    for load in loads:
        if cart + load > cap:
            trips += 1
            cart = 0
        if load > cap:
            spilled.append(load - cap)
            load = cap
        cart += load
    return trips, cart, spilled


# deskcheck: f39([2, 3, 5])
# deskcheck: f39([10, 10])
# deskcheck: f39([-4, 6])
# deskcheck: f39([])
def f39(xs: list[int]) -> list[int]:
    n = len(xs)
    out = [1] * n
    left = 1
    for i in range(n):
        out[i] = left
        left *= xs[i]
    right = 1
    for i in range(n - 1, -1, -1):
        out[i] -= right
        right *= xs[i]
    return out


# deskcheck: f40(9, 4)
# deskcheck: f40(6, 6)
# deskcheck: f40(13, 1)
# deskcheck: f40(0, 3)
def f40(a: int, b: int) -> int:
    total = 0
    sign = 1
    while a > 0 and b > 0:
        total += sign * a * b
        sign = -sign
        a -= 2
        b -= 1
    return total + a - b


# deskcheck: shift_hours(["9-17", "22-6", "8-8"])
# deskcheck: shift_hours(["0-24"])
# deskcheck: shift_hours([])
def shift_hours(shifts: list[str]) -> tuple[int, int]:
    hours = 0
    nights = 0
    for s in shifts:
        start, end = map(int, s.split("-"))
        span = end - start
        if span < 0:
            span += 24
            nights += 1
        hours += span
    return hours, nights


# deskcheck: f41([3, -1, 4, -1, 5], 2)
# deskcheck: f41([10], 3)
# deskcheck: f41([6, 6], 0)
def f41(coefs: list[int], x: int) -> list[int]:
    value = 0
    steps = []
    for c in coefs:
        value = value * x + c
        steps.append(value)
    if len(steps) > 4:
        steps = steps[-3:]
    return steps


# deskcheck: f42(83)
# deskcheck: f42(200)
# deskcheck: f42(15)
# deskcheck: f42(0)
def f42(n: int) -> list[int]:
    roots = []
    while n > 0 and len(roots) < 4:
        r = 0
        while (r + 5) * (r + 5) <= n:
            r += 5
        if r == 0:
            r = 1
        roots.append(r)
        n -= r * r
    return roots + [n]


# deskcheck: f43([[1, 2, 3], [4, 5, 6]])
# deskcheck: f43([[7], [8]])
# deskcheck: f43([[0, -2]])
def f43(m: list[list[int]]) -> list[int]:
    cols = [0] * len(m[0])
    for r, row in enumerate(m):
        for c, v in enumerate(row):
            if (r + c) % 2:
                cols[c] -= v
            else:
                cols[c] += v
    return cols


# deskcheck: hop_scale(12, 4, [7, -9, 30])
# deskcheck: hop_scale(7, 0, [7, 1])
# deskcheck: hop_scale(5, 2, [])
def hop_scale(notes: int, at: int, jumps: list[int]) -> list[int]:
    heard = [at]
    octave = 0
    for j in jumps:
        shift, at = divmod(at + j, notes)
        octave += shift
        heard.append(at)
    heard.append(octave * notes)
    return heard


# deskcheck: f44(371)
# deskcheck: f44(20)
# deskcheck: f44(9)
# deskcheck: f44(1024)
def f44(n: int) -> tuple[int, int]:
    power = len(str(n))
    total = 0
    rest = n
    while rest > 0:
        d = rest % 10
        total += d ** power
        rest = rest // 10
    return total, total - n


# deskcheck: f45([5, 2, 8], [1, 9, 4])
# deskcheck: f45([60], [-60])
# deskcheck: f45([], [])
def f45(a: list[int], b: list[int]) -> list[int]:
    dot = 0
    far = 0
    for x, y in zip(a, b):
        dot += x * y
        diff = x - y
        if diff < 0:
            diff = -diff
        far += diff
    return [dot, far, dot % 7]


# deskcheck: snack_energy(40, [30, -50, 20, -45, 10])
# deskcheck: snack_energy(90, [20, 20])
# deskcheck: snack_energy(5, [-9])
def snack_energy(level: int, changes: list[int]) -> list[int]:
    history = []
    for c in changes:
        level += c
        if level > 100:
            level = 100
        if level <= 0:
            history.append(0)
            level = 25
            continue
        history.append(level)
    return history


# deskcheck: f46(2, 3, 4)
# deskcheck: f46(10, -2, 6)
# deskcheck: f46(1, 1, 0)
def f46(first: int, diff: int, n: int) -> tuple[list[int], int]:
    terms = []
    total = 0
    for k in range(n):
        t = first + k * diff
        if t < 0:
            t = t * t
        terms.append(t)
        total += t
    return terms, total // 2


# deskcheck: f47([3, 9, 3, 4, 9, 9], 3)
# deskcheck: f47([1, 2], 5)
# deskcheck: f47([], 2)
def f47(votes: list[int], weight: int) -> dict[int, int]:
    points = {}
    for i, v in enumerate(votes):
        gain = weight - i if i < weight else 1
        points[v] = points.get(v, 0) + gain
    return points


# deskcheck: pin_sum("4-09-17")
# deskcheck: pin_sum("80")
# deskcheck: pin_sum("")
# deskcheck: pin_sum("--5")
def pin_sum(code: str) -> tuple[int, int]:
    check = 0
    spot = 0
    for ch in code:
        if ch == "-":
            continue
        spot += 1
        d = int(ch)
        if spot % 2 == 0:
            d = d * 2 if d < 5 else d * 2 - 9
        check += d
    return check, (10 - check % 10) % 10


# deskcheck: f48(4)
# deskcheck: f48(1)
# deskcheck: f48(0)
def f48(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        nxt = [row[0]]
        for i in range(len(row) - 1):
            nxt.append(row[i] + row[i + 1])
        nxt.append(2)
        row = nxt
    return row


# deskcheck: f49(1, 2, 6)
# deskcheck: f49(-5, 4, 5)
# deskcheck: f49(0, 0, 2)
def f49(a: int, b: int, n: int) -> list[int]:
    out = []
    for i in range(n):
        a, b = b, a + 2 * b
        if b > 50:
            b -= 50
            out.append(-i)
        out.append(b)
    return out


# deskcheck: tank_trip(40, 12, [100, 180, 90])
# deskcheck: tank_trip(10, 5, [250])
# deskcheck: tank_trip(30, 10, [])
def tank_trip(fuel: int, per_km: int, legs: list[int]) -> tuple[int, int]:
    stops = 0
    for km in legs:
        need = (km + per_km - 1) // per_km
        if need > fuel:
            fuel += 20
            stops += 1
        fuel -= need
        if fuel < 0:
            return -stops, fuel
    return stops, fuel


# deskcheck: f50([6, 2, 9], 4)
# deskcheck: f50([3, 3, 3], 0)
# deskcheck: f50([50], -10)
# deskcheck: f50([], 8)
def f50(xs: list[int], k: int) -> tuple[int, int, int]:
    less = same = more = 0
    for x in xs:
        k, old = (k + x) // 2, k
        if k < old:
            less += old - k
        elif k == old:
            same += 1
        else:
            more += k - old
    return less, same, more


# deskcheck: f51(725, 3)
# deskcheck: f51(64, 2)
# deskcheck: f51(8, 3)
def f51(n: int, count: int) -> list[int]:
    spins = []
    while len(spins) < count:
        tens = 10 ** (len(str(n)) - 1)
        n = n % tens * 10 + n // tens
        spins.append(n)
        if n < 10:
            break
    return spins


# deskcheck: bowling([10, 3, 6, 7, 3, 4])
# deskcheck: bowling([5, 5, 10])
# deskcheck: bowling([0, 0])
def bowling(balls: list[int]) -> list[int]:
    frames = []
    i = 0
    while i < len(balls):
        if balls[i] == 10:
            frames.append(10 + sum(balls[i + 1:i + 3]))
            i += 1
            continue
        pins = sum(balls[i:i + 2])
        if pins == 10:
            pins += sum(balls[i + 2:i + 3])
        frames.append(pins)
        i += 2
    return frames


# deskcheck: f52(37)
# deskcheck: f52(4)
# deskcheck: f52(-12)
def f52(n: int) -> str:
    out = ""
    sign = "-" if n < 0 else ""
    n = abs(n)
    for unit, mark in ((25, "Q"), (10, "T"), (4, "F")):
        while n >= unit:
            n -= unit
            out += mark
    return f"{sign}{out}{n}"


# deskcheck: f53([8, 6, 7], 2)
# deskcheck: f53([1, 7], 2)
# deskcheck: f53([20, 1, 1], 3)
def f53(heaps: list[int], rounds: int) -> list[int]:
    for r in range(rounds):
        hi = heaps.index(max(heaps))
        lo = heaps.index(min(heaps))
        if hi == lo:
            heaps[hi] -= r
            continue
        part = (heaps[hi] - heaps[lo]) // 2
        heaps[hi] -= part
        heaps[lo] += part
    return heaps


# deskcheck: f54(5, [3, 8, 1, 9])
# deskcheck: f54(0, [2])
# deskcheck: f54(10, [10, 10])
# deskcheck: f54(4, [])
def f54(start: int, cards: list[int]) -> tuple[int, list[str]]:
    lives = 2
    calls = []
    for card in cards:
        if card > start:
            calls.append(f"+{card - start}")
        elif card < start and lives:
            lives -= 1
            calls.append(f"-{start - card}")
        else:
            break
        start = card
    return lives, calls


# deskcheck: f55(96, 40)
# deskcheck: f55(15, 4)
# deskcheck: f55(3, 3)
def f55(a: int, b: int) -> list[int]:
    squares = []
    while a > 0 and b > 0 and len(squares) < 6:
        side = min(a, b)
        squares.append(side * side)
        if a > b:
            a -= side
        else:
            b -= side
    return squares


# deskcheck: wind_gauge([12, 18, 7, 30, 22])
# deskcheck: wind_gauge([5])
# deskcheck: wind_gauge([-4, 4])
def wind_gauge(speeds: list[int]) -> list[int]:
    smooth = speeds[0]
    shown = []
    for s in speeds[1:]:
        smooth = (smooth * 3 + s) // 4
        if s > smooth + 10:
            shown.append(s)
        else:
            shown.append(smooth)
    return shown


# deskcheck: f56(200, 30)
# deskcheck: f56(81, 9)
# deskcheck: f56(5, 50)
def f56(n: int, low: int) -> tuple[int, int]:
    halvings = 0
    dropped = 0
    while n > low:
        dropped += n % 2
        n >>= 1
        halvings += 1
    else:
        n += dropped
    return n, halvings


# deskcheck: f57("12+30-7")
# deskcheck: f57("5-9")
# deskcheck: f57("88")
# deskcheck: f57("")
def f57(s: str) -> list[int]:
    num = total = 0
    sign = 1
    trail = []
    for ch in s + "+":
        if ch in "+-":
            total += sign * num
            trail.append(total)
            sign = 1 if ch == "+" else -1
            num = 0
        else:
            num = num * 10 + int(ch)
    return trail


# deskcheck: f58([2, 4, 6], [1, 3])
# deskcheck: f58([9, 9], [1])
# deskcheck: f58([0], [0])
def f58(a: list[int], b: list[int]) -> list[int]:
    out = []
    carry = 0
    while a or b or carry:
        s = carry
        if a:
            s += a.pop()
        if b:
            s += b.pop()
        out.insert(0, s % 10)
        carry = s // 10
    return out


# deskcheck: f59(17, 5)
# deskcheck: f59(8, 3)
# deskcheck: f59(1, 2)
def f59(people: int, per_van: int) -> list[int]:
    vans = []
    full, rest = divmod(people, per_van)
    need = full + (rest > 0)
    while need:
        take = people // need
        vans.append(take)
        people -= take
        need -= 1
    return vans


# deskcheck: parking_fee(195, 50, 3)
# deskcheck: parking_fee(20, 50, 3)
# deskcheck: parking_fee(600, 80, 5)
# deskcheck: parking_fee(0, 10, 1)
def parking_fee(minutes: int, rate: int, cap_hours: int) -> int:
    free = 30
    minutes -= free
    fee = 0
    hours = 0
    while minutes > 0:
        if hours == cap_hours:
            fee += rate // 2
            break
        fee += rate
        hours += 1
        minutes -= 60
    return fee


# deskcheck: f60([4, 7, 1, 8], 10)
# deskcheck: f60([5, 5], 3)
# deskcheck: f60([1], 1)
# deskcheck: f60([], 4)
def f60(xs: list[int], mod: int) -> list[int]:
    acc = 1
    seen = []
    for x in xs:
        acc = (acc * x + 1) % mod
        if acc in seen:
            acc = mod - acc
        seen.append(acc)
    seen.sort()
    return seen


# deskcheck: f61(28)
# deskcheck: f61(12)
# deskcheck: f61(11)
# deskcheck: f61(1)
def f61(n: int) -> str:
    total = 0
    for d in range(1, n // 2 + 1):
        if n % d == 0:
            total += d
    excess = total - n
    if excess > 0:
        return f"rich {excess}"
    if excess == 0:
        return "even"
    return f"poor {-excess}"


# deskcheck: f62([[3, 1], [2, 5], [4, 4]])
# deskcheck: f62([[1]])
# deskcheck: f62([])
def f62(rows: list[list[int]]) -> list[int]:
    run = 0
    out = []
    for row in rows:
        s = 0
        for v in row:
            s += v
        run += s
        out.append(run)
        if s % 2 == 0:
            out.append(-s)
    return out


# deskcheck: f63(6, 3)
# deskcheck: f63(5, 2)
# deskcheck: f63(2, 7)
def f63(n: int, k: int) -> list[int]:
    ring = list(range(1, n + 1))
    gone = []
    at = 0
    while len(ring) > 2:
        at = (at + k - 1) % len(ring)
        gone.append(ring.pop(at))
        if ring[0] > n // 2:
            break
    return gone + [0] + ring


# deskcheck: heat_bill([22, 15, 9, -3], 18)
# deskcheck: heat_bill([30, 25], 20)
# deskcheck: heat_bill([], 10)
def heat_bill(temps: list[int], target: int) -> tuple[int, int]:
    cost = 0
    cold = 0
    for t in temps:
        if t >= target:
            cold = 0
            continue
        cold += 1
        missing = target - t
        cost += missing * cold
        if missing > 20:
            cost += 50
    return cost, cold


# deskcheck: f64([1, 2, 5, 6, 7, 9])
# deskcheck: f64([4, 5])
# deskcheck: f64([3])
def f64(xs: list[int]) -> list[str]:
    spans = []
    start = prev = xs[0]
    for x in xs[1:] + [999]:
        if x == prev + 1:
            prev = x
            continue
        if start == prev:
            spans.append(f"{start}")
        else:
            spans.append(f"{start}..{prev}")
        start = prev = x
    return spans


# deskcheck: f65(29, 8)
# deskcheck: f65(15, 15)
# deskcheck: f65(0, 255)
def f65(a: int, b: int) -> tuple[int, str]:
    x = a ^ b
    diff = 0
    text = ""
    while x:
        text = ("#" if x & 1 else ".") + text
        diff += x & 1
        x = x >> 1
    if len(text) > 5:
        text = text[-3:]
    return diff, text


# deskcheck: candle_box(4, 3)
# deskcheck: candle_box(3, 2)
# deskcheck: candle_box(2, 4)
def candle_box(candles: int, stubs_for_one: int) -> tuple[int, int]:
    nights = 0
    stubs = 0
    while candles > 0:
        candles -= 1
        nights += 1
        stubs += 1
        if stubs == stubs_for_one and nights < 5:
            stubs = 0
            candles += 1
        elif nights >= 5:
            break
    return nights, stubs + candles


# deskcheck: f66(365)
# deskcheck: f66(4000)
# deskcheck: f66(7)
# deskcheck: f66(0)
def f66(n: int) -> str:
    groups = ""
    count = 0
    while n:
        if count and count % 2 == 0:
            groups = "'" + groups
        groups = str(n % 10) + groups
        n //= 10
        count += 1
    return groups or "zero"


# deskcheck: f67([5, 9, 3, 1], 3)
# deskcheck: f67([9, 2, 4, 1], 2)
# deskcheck: f67([1], 3)
def f67(xs: list[int], rounds: int) -> list[int]:
    for r in range(rounds):
        last = xs.pop()
        i = len(xs)
        while i > 0 and xs[i - 1] > last:
            i -= 1
        xs.insert(i, last + r)
        if i == len(xs) - 1:
            break
    return xs


# deskcheck: f68(3, 20)
# deskcheck: f68(7, 7)
# deskcheck: f68(50, 2)
def f68(a: int, b: int) -> tuple[int, str]:
    ops = ""
    while a < b:
        if b % 2 == 0 and b // 2 >= a:
            b //= 2
            ops += "h"
        elif b - a >= 5:
            b -= 5
            ops += "f"
        else:
            b -= 1
            ops += "o"
    return a - b, ops


# deskcheck: league([(2, 1), (0, 0), (1, 4)])
# deskcheck: league([(5, 0)])
# deskcheck: league([])
def league(games: list[tuple[int, int]]) -> tuple[int, int, str]:
    points = 0
    goals = 0
    form = ""
    for ours, theirs in games:
        goals += ours - theirs
        if ours > theirs:
            points += 3
            form += "W"
        elif ours == theirs:
            points += 1
            form += "D"
        else:
            form += "L"
    return points, goals, form


# deskcheck: f69([7, 12, 5, 9], [1, 2])
# deskcheck: f69([4, 6], [0, 5])
# deskcheck: f69([], [0, 0])
def f69(xs: list[int], box: list[int]) -> list[int]:
    lo, hi = min(box), max(box)
    for i, x in enumerate(xs):
        size = hi - lo + 1
        lo = (lo + x) % 8
        hi = lo + size % 5
        if i == 2:
            hi, lo = lo, -hi
    return [lo, hi, hi * lo]


# deskcheck: f70(9)
# deskcheck: f70(2)
# deskcheck: f70(0)
# deskcheck: f70(-1)
def f70(n: int) -> int:
    if n <= 0:
        return 3 - n
    if n % 2:
        low = f70(n - 2)
        return low + n
    small = f70(n // 2 - 1)
    return small * n - 1


# deskcheck: f71(1234, 2)
# deskcheck: f71(90817, 1)
# deskcheck: f71(5, 1)
def f71(n: int, width: int) -> list[int]:
    cut = 10 ** width
    blocks = []
    while n >= cut:
        block = n % cut
        blocks.append(block)
        n = (n - block) // cut
    blocks.append(n)
    total = sum(blocks)
    if total >= cut:
        blocks.append(total - cut)
    return blocks


# deskcheck: toner_stock(30, [12, 9, 15, 4], 25)
# deskcheck: toner_stock(5, [8], 10)
# deskcheck: toner_stock(0, [], 1)
def toner_stock(have: int, daily: list[int], order: int) -> list[int]:
    coming = 0
    track = []
    for use in daily:
        have += coming
        coming = 0
        have -= min(use, have)
        if have < 10:
            coming = order
        track.append(have)
    return track + [coming]


# deskcheck: f73("2h30", "0h45")
# deskcheck: f73("4h5", "1h55")
# deskcheck: f73("0h0", "0h59")
def f73(a: str, b: str) -> str:
    minutes = 0
    for part in (a, b):
        h, m = part.split("h")
        minutes += int(h) * 60 + int(m)
    hours = 0
    while minutes >= 60:
        minutes -= 60
        hours += 1
    if hours >= 6:
        hours -= 6
        return f"{hours}h{minutes} late"
    return f"{hours}h{minutes}"


# deskcheck: f74([10, 20, 30, 40])
# deskcheck: f74([7, 8])
# deskcheck: f74([15])
def f74(xs: list[int]) -> list[float]:
    out = []
    n = len(xs)
    for i in range(n - 1):
        mid = (xs[i] + xs[i + 1]) / 2
        out.append(mid)
    if n > 2:
        out.append(out[0] - out[-1])
    elif not out:
        out.append(xs[0] / 2)
    return out


# deskcheck: f75(5)
# deskcheck: f75(3)
# deskcheck: f75(1)
def f75(n: int) -> list[int]:
    flags = [0] * (n + 1)
    for step in range(2, n + 1):
        for k in range(step, n + 1, step):
            flags[k] ^= 1
    lit = []
    for i in range(1, n + 1):
        if flags[i]:
            lit.append(i)
    return lit


# deskcheck: turtle_turns([90, 90, -180, 45], 3)
# deskcheck: turtle_turns([360], 1)
# deskcheck: turtle_turns([-90, -90], 2)
def turtle_turns(turns: list[int], stride: int) -> tuple[int, int, int]:
    heading = x = y = 0
    for t in turns:
        heading = (heading + t) % 360
        if heading == 0:
            y += stride
        elif heading == 180:
            y -= stride
        elif heading == 90:
            x += stride
        elif heading == 270:
            x -= stride
    return x, y, heading


# deskcheck: f76([12, 7, 30, 18], 6)
# deskcheck: f76([5], 5)
# deskcheck: f76([1, 1], 4)
# deskcheck: f76([], 2)
def f76(xs: list[int], d: int) -> tuple[list[int], int]:
    whole = []
    left = 0
    for x in xs:
        q, r = divmod(x + left, d)
        whole.append(q)
        left = r
        if q > 5:
            d += 1
    return whole, left


# deskcheck: f77(-17, 5)
# deskcheck: f77(17, -5)
# deskcheck: f77(-20, -6)
# deskcheck: f77(3, 8)
def f77(a: int, b: int) -> list[int]:
    q = a // b
    r = a % b
    out = [q, r]
    if q < 0:
        fixed = -(abs(a) // abs(b))
        out.append(fixed)
        out.append(a - fixed * b)
    elif r:
        out.append(-a // b)
        out.append(q * b - r)
    out.append(out[0] * out[-1])
    return out


# deskcheck: exam_curve([55, 80, 62, 95], 60)
# deskcheck: exam_curve([20, 30], 50)
# deskcheck: exam_curve([88], 70)
def exam_curve(marks: list[int], goal: int) -> tuple[list[int], int]:
    mean = sum(marks) // len(marks)
    lift = goal + 10 - mean
    if lift < 0:
        lift = 0
    passed = 0
    for i in range(len(marks)):
        marks[i] = min(100, marks[i] + lift)
        if marks[i] >= goal:
            passed += 1
    return marks, passed * 100 // len(marks)


# deskcheck: f78([3, 1, 4], [1, 5])
# deskcheck: f78([6], [2, 7])
# deskcheck: f78([2, 2], [])
def f78(deck_a: list[int], deck_b: list[int]) -> tuple[list[int], list[int]]:
    turns = 0
    while deck_a and deck_b and turns < 3:
        a, b = deck_a.pop(0), deck_b.pop(0)
        if a >= b:
            deck_a.append(a - b)
        if b > a:
            deck_b += [b - a, a]
        turns += 1
    return deck_a, deck_b


# deskcheck: f79(600, [25, 50, 10])
# deskcheck: f79(81, [-100, 33])
# deskcheck: f79(40, [])
def f79(grams: int, cuts: list[int]) -> list[int]:
    eaten = []
    for percent in cuts:
        if percent < 0:
            grams += -percent
            continue
        bite = grams * percent // 100
        grams -= bite
        eaten.append(bite)
        if grams < 100:
            eaten.append(grams)
            break
    return eaten


# deskcheck: gate_stamp(9, 50, 25)
# deskcheck: gate_stamp(23, 30, 45)
# deskcheck: gate_stamp(0, 5, 5)
def gate_stamp(hour: int, minute: int, wait: int) -> list[str]:
    stamps = []
    for trip in range(1, 4):
        minute += wait * trip
        if minute >= 60:
            hour = (hour + minute // 60) % 24
            minute %= 60
        half = "am" if hour < 12 else "pm"
        stamps.append(f"{hour % 12 or 12}:{minute:02d}{half}")
    return stamps
