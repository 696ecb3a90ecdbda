# deskcheck: f1(17, 5)
# deskcheck: f1(-17, 5)
# deskcheck: f1(17, -5)
def f1(a: int, b: int) -> tuple[int, int]:
    if b == 0:
        return (a, 0)
    q = a // b
    r = a % b
    q, r = q + r, q * b
    return (q, r)


# deskcheck: change_for(87)
# deskcheck: change_for(4)
# deskcheck: change_for(130)
def change_for(cents: int) -> list[int]:
    coins = []
    for coin in (50, 20, 5, 1):
        count, cents = divmod(cents, coin)
        coins.append(count)
    return coins


# deskcheck: f2(6, 11)
# deskcheck: f2(-3, 4)
def f2(x: int, y: int) -> int:
    z = x & y
    z |= 8
    z ^= x
    return z << 1


# deskcheck: odd_digits(48315)
# deskcheck: odd_digits(-207)
# deskcheck: odd_digits(0)
def odd_digits(n: int) -> int:
    n = abs(n)
    kept = 0
    while n > 0:
        n, digit = divmod(n, 10)
        if digit % 2 == 1:
            kept = kept * 10 + digit
    return kept


# deskcheck: late_fee(12, 5)
# deskcheck: late_fee(3, 5)
# deskcheck: late_fee(40, 5)
def late_fee(days: int, grace: int) -> float:
    if days <= grace:
        return 0.0
    fee = (days - grace) * 0.5
    if fee > 10:
        fee = 10 + (fee - 10) / 2
    return round(fee, 2)


# deskcheck: f3(7)
# deskcheck: f3(-8)
# deskcheck: f3(0)
def f3(n: int) -> str:
    s = bin(n)
    k = s.count("1")
    s = s.replace("0b", "")
    return s + "/" + str(k)


# deskcheck: hexed(255)
# deskcheck: hexed(-30)
# deskcheck: hexed(4096)
def hexed(value: int) -> int:
    text = hex(value)
    body = text.split("x")[1]
    size = len(body)
    return size * 100 + int(body[-1], 16)


# deskcheck: average_step([3, 7, 4, 12])
# deskcheck: average_step([5])
def average_step(path: list[int]) -> float:
    moved = 0
    for i in range(1, len(path)):
        moved += abs(path[i] - path[i - 1])
    if len(path) < 2:
        return 0.0
    return moved / (len(path) - 1)


# deskcheck: f4(5)
# deskcheck: f4(9)
def f4(n: int) -> list[int]:
    r = []
    for i in range(n % 10, 0, -2):
        r.append(i ** 2 - i)
    return r


# deskcheck: rounding(2.5, 3.5)
# deskcheck: rounding(-1.25, 7.8)
# deskcheck: rounding(0.5, 10.0)
def rounding(a: float, b: float) -> tuple[int, int, float]:
    low = round(a)
    high = round(b)
    mid = round((a + b) / 2, 1)
    return low, high, mid


# deskcheck: f5(3, 4, 5)
# deskcheck: f5(9, 2, 2)
# deskcheck: f5(6, 6, 1)
def f5(a: int, b: int, c: int) -> str:
    if a < b < c:
        return "up"
    if a > b > c:
        return "down"
    return "flat" if a == b or b == c else "mixed"


# deskcheck: pump(100, 7, 12)
# deskcheck: pump(20, 9, 0)
def pump(tank: int, out: int, refill: int) -> int:
    minutes = 0
    while tank > 10 and minutes < 9:
        tank -= abs(out)
        if minutes % 3 == 2:
            tank += refill
        minutes += 1
    return minutes * 1000 + tank


# deskcheck: f6([4, 0, -2, 9])
# deskcheck: f6([0, 0])
def f6(a: list[int]) -> int:
    p = 1
    for x in a:
        p *= x or 3
    return p


# deskcheck: temperature_word(31)
# deskcheck: temperature_word(-6)
# deskcheck: temperature_word(18)
def temperature_word(celsius: int) -> str:
    feeling = "mild"
    if celsius >= 25:
        feeling = "hot"
    elif celsius < 0:
        feeling = "freezing"
    elif celsius < 12:
        feeling = "cold"
    return feeling.upper() if abs(celsius) > 30 else feeling


# deskcheck: f7("42", 8)
# deskcheck: f7(" 7 ", -7)
# deskcheck: f7("4x", 8)
def f7(s: str, n: int) -> int:
    try:
        m = int(s)
    except ValueError:
        m = len(s)
    return m * n - n


# deskcheck: tank_level(50, [10, -70, 25, 40])
# deskcheck: tank_level(0, [5, 5])
def tank_level(level: int, changes: list[int]) -> tuple[int, int]:
    lost = 0
    for change in changes:
        level += change
        if level < 0:
            lost -= level
            level = 0
    return level, lost


# deskcheck: f8(1, 10)
# deskcheck: f8(3, 50)
# deskcheck: f8(0, 9)
def f8(a: int, b: int) -> int:
    c = 0
    while 0 < a < b:
        a = a * 2 + 1
        c += 1
    return a - c


# deskcheck: bit_walk(13)
# deskcheck: bit_walk(32)
# deskcheck: bit_walk(5)
def bit_walk(mask: int) -> list[int]:
    mask &= 63
    spots = []
    place = 0
    while mask:
        if mask & 1:
            spots.append(place)
        mask >>= 1
        place += 1
    return spots


# deskcheck: tax(1200)
# deskcheck: tax(300)
# deskcheck: tax(52000)
def tax(income: int) -> int:
    due = 0
    for floor, percent in ((10000, 40), (1000, 20), (500, 10)):
        if income > floor:
            due += (income - floor) * percent // 100
            income = floor
    return due


# deskcheck: f9(5.5, 2)
# deskcheck: f9(-7.2, 3)
def f9(x: float, k: int) -> tuple[int, float]:
    i = int(x)
    f = x - i
    i = i - k if i > 0 else i + k
    return (i, round(f, 3))


# deskcheck: seconds_to_clock(3725)
# deskcheck: seconds_to_clock(59)
# deskcheck: seconds_to_clock(86399)
def seconds_to_clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{minutes:02d}:{seconds:02d}"
    if hours:
        text = f"{hours}:{text}"
    return text


# deskcheck: f10(True, False, 3)
# deskcheck: f10(False, False, 0)
# deskcheck: f10(True, True, -1)
def f10(p: bool, q: bool, n: int) -> int:
    r = p + q
    r += not n
    if p and not q:
        r = -r
    return r * 2


# deskcheck: gain([3, 9, 2, 8])
# deskcheck: gain([10])
# deskcheck: gain([9, 4, 1])
def gain(prices: list[int]) -> int:
    best = 0
    low = prices[0] if prices else 0
    for p in prices:
        low = min(low, p)
        best = max(best, p - low)
    return best


# deskcheck: f11(29)
# deskcheck: f11(100)
# deskcheck: f11(-5)
def f11(n: int) -> int:
    if n < 0:
        n = -n + 1
    n = n // 3 + n % 3
    n -= n >> 2
    return n


# deskcheck: stamps(23)
# deskcheck: stamps(6)
# deskcheck: stamps(11)
def stamps(cost: int) -> int | None:
    cost %= 40
    for sevens in range(cost // 7, -1, -1):
        rest = cost - sevens * 7
        if rest % 4 == 0:
            return sevens + rest // 4
    return None


# deskcheck: f12([1.5, 2.25, -0.75])
# deskcheck: f12([])
# deskcheck: f12([0.1, 0.2, 0.3])
def f12(a: list[float]) -> float:
    t = 0.0
    for x in a:
        t += x
    return t


# deskcheck: bounce(10.0, 3)
# deskcheck: bounce(7.5, 2)
def bounce(height: float, times: int) -> list[float]:
    heights = []
    for _ in range(min(times, 6)):
        height *= 0.5
        heights.append(height)
    heights.reverse()
    return heights


# deskcheck: f13(4, 2)
# deskcheck: f13(2, 7)
# deskcheck: f13(-3, 3)
def f13(a: int, b: int) -> int:
    b = abs(b) % 6
    c = a ** b
    d = pow(a, b, 7)
    return c - d


# deskcheck: ticket(9, True)
# deskcheck: ticket(40, False)
# deskcheck: ticket(70, True)
def ticket(age: int, member: bool) -> int:
    price = 20
    if age < 12 or age >= 65:
        price //= 2
    if member and price > 10:
        price -= 3
    return price


# deskcheck: digit_product_steps(39)
# deskcheck: digit_product_steps(884)
# deskcheck: digit_product_steps(7)
def digit_product_steps(n: int) -> list[int]:
    seen = [n]
    while n > 9:
        product = 1
        for d in str(n):
            product *= int(d)
        n = product
        seen.append(n)
    return seen


# deskcheck: f14(10, 3)
# deskcheck: f14(1, 1)
def f14(x: int, y: int) -> list[bool]:
    r = [x > y, x == y]
    r.append(x % 2 == y % 2)
    r.append(r[0] and not r[2])
    return r


# deskcheck: water_plants(5, 6)
# deskcheck: water_plants(3, 2)
def water_plants(can: int, garden: int) -> int:
    trips = 1
    left = can
    for plant in range(min(garden, 12)):
        if left <= 0:
            trips += 1
            left = can
        left -= 2
    return trips


# deskcheck: f15([5, 2, 8, 1])
# deskcheck: f15([3, 3])
def f15(a: list[int]) -> int:
    if not a:
        return 0
    h = max(a)
    l = min(a)
    m = sum(a) // len(a)
    return (h - m) * 10 + (m - l)


# deskcheck: score_dice([1, 5, 5, 2, 1])
# deskcheck: score_dice([6, 6])
def score_dice(dice: list[int]) -> int:
    score = 0
    for face in dice:
        if face == 1:
            score += 100
        elif face == 5:
            score += 50
        elif face > 6:
            return -1
    return score


# deskcheck: f16(1000, 7)
# deskcheck: f16(81, 3)
# deskcheck: f16(5, 9)
def f16(n: int, k: int) -> int:
    c = 0
    k = max(k, 2)
    while n >= k:
        n //= k
        c += 1
    return c


# deskcheck: weigh("3.5", "12")
# deskcheck: weigh("1e2", "0.5")
# deskcheck: weigh("9", "4")
def weigh(first: str, second: str) -> float:
    a = float(first) if first.isdigit() else 1.5
    b = float(second) if second[:1].isdigit() and second.isdigit() else len(second) / 2
    total = a + b
    if total > 10:
        total -= 10
    return total


# deskcheck: f17(12345)
# deskcheck: f17(-90)
# deskcheck: f17(8)
def f17(n: int) -> int:
    s = str(abs(n))
    t = s[::2]
    u = s[1::2] or "0"
    return int(t) - int(u)


# deskcheck: runs_of_gain([1, 2, 3, 1, 2])
# deskcheck: runs_of_gain([4, 4, 4])
def runs_of_gain(values: list[int]) -> int:
    longest = 0
    run = 0
    prev = None
    for v in values:
        run = run + 1 if prev is not None and v > prev else 1
        longest = max(longest, run)
        prev = v
    return longest


# deskcheck: f18(3, 14)
# deskcheck: f18(-4, 5)
def f18(a: int, b: int) -> list[int]:
    r = list(range(a, b, 4))
    s = range(b, a, -3)
    r.append(len(s))
    return r


# deskcheck: battery(80, [5, 30, 20])
# deskcheck: battery(15, [10, 10])
def battery(charge: int, uses: list[int]) -> str:
    for step, used in enumerate(uses):
        charge -= used
        if charge <= 0:
            return "dead at " + str(step)
    bars = charge // 20
    return "#" * bars + "." * (5 - bars)


# deskcheck: f19(6, 35)
# deskcheck: f19(-1, 2)
def f19(x: int, y: int) -> int:
    a = x ^ y
    b = x | y
    c = x & y
    assert a == b - c
    return a if a > c else c


# deskcheck: leap_gap(1999)
# deskcheck: leap_gap(2000)
# deskcheck: leap_gap(2097)
def leap_gap(year: int) -> int:
    waited = 0
    while year % 4 != 0 or (year % 100 == 0 and year % 400 != 0):
        year += 1
        waited += 1
    return waited


# deskcheck: f20(0.1, 3)
# deskcheck: f20(2.5, 2)
def f20(x: float, n: int) -> bool:
    a = x * n
    b = 0.0
    for _ in range(n % 8):
        b += x
    return a == b


# deskcheck: zigzag(9)
# deskcheck: zigzag(4)
def zigzag(n: int) -> int:
    pos = 0
    direction = 1
    for step in range(n % 12):
        pos += direction * step
        if abs(pos) > 3:
            direction = -direction
    return pos


# deskcheck: f21(47, 6)
# deskcheck: f21(-47, 6)
# deskcheck: f21(5, 0)
def f21(a: int, b: int) -> int:
    try:
        q, r = divmod(a, b)
    except ZeroDivisionError:
        return a
    return q - r


# deskcheck: ratio(9, 4)
# deskcheck: ratio(3, 0)
# deskcheck: ratio(10, 5)
def ratio(top: int, bottom: int) -> str:
    share = top / bottom
    if share == int(share):
        return str(int(share))
    return f"{share:.2f}"


# deskcheck: payday([120, 80, 45], 30)
# deskcheck: payday([10], 25)
def payday(wages: list[int], cut: int) -> list[int]:
    paid = []
    for wage in wages:
        net = wage - wage * cut // 100
        paid.append(net if net > 50 else wage)
    return paid


# deskcheck: f22(19)
# deskcheck: f22(64)
def f22(n: int) -> int:
    k = n.bit_length()
    m = (1 << k) - 1
    return m - n if n % 2 else m + n


# deskcheck: mood(0, "")
# deskcheck: mood(4, "fine")
# deskcheck: mood(0, "sad")
def mood(points: int, note: str) -> str:
    base = note or "blank"
    extra = points and points * 2
    flag = not points
    return f"{base}-{extra}-{flag}"


# deskcheck: f23([3, -1, 4, -1, 5])
# deskcheck: f23([-2, -2])
def f23(a: list[int]) -> int:
    b = c = 0
    for x in a:
        c = max(c + x, 0)
        b += c
    return b


# deskcheck: compound(200, 10, 3)
# deskcheck: compound(50, 5, 5)
def compound(start: int, percent: int, years: int) -> int:
    amount = start
    for year in range(1, min(years, 8) + 1):
        amount += amount * percent // 100
        if year % 2 == 0:
            amount -= 1
    return amount


# deskcheck: f24(314)
# deskcheck: f24(90210)
def f24(n: int) -> list[str]:
    r = []
    for i, c in enumerate(str(n)):
        r.append(c * (i + 1))
    r.sort()
    return r


# deskcheck: toggle_bits(5, [0, 1, 0])
# deskcheck: toggle_bits(0, [3, 2])
def toggle_bits(state: int, moves: list[int]) -> str:
    for m in moves:
        state ^= 1 << (m % 8)
    return format(state, "b")


# deskcheck: f25(25, 4)
# deskcheck: f25(7, 7)
def f25(a: int, b: int) -> int:
    while a > b > 0:
        a -= b
        b += 1
        if a == b:
            return 0
    return a * 100 + b


# deskcheck: elevator(3, [5, 5, 1])
# deskcheck: elevator(0, [-2, 4])
def elevator(floor: int, calls: list[int]) -> int:
    travel = 0
    for call in calls:
        gap = call - floor
        if gap == 0:
            travel += 1
        travel += abs(gap)
        floor = call
    return travel


# deskcheck: f26(8, 3)
# deskcheck: f26(3, 8)
# deskcheck: f26(4, 4)
def f26(x: int, y: int) -> int:
    a = x if x < y else y
    b = (x > y) - (x < y)
    return a * b + 1


# deskcheck: to_base(37, 3)
# deskcheck: to_base(100, 7)
# deskcheck: to_base(0, 4)
def to_base(value: int, base: int) -> str:
    base = min(max(base, 2), 9)
    value = abs(value)
    out = ""
    while value:
        out = f"{value % base}{out}"
        value //= base
    return out or "zero"


# deskcheck: steps_to_target(3, 20)
# deskcheck: steps_to_target(5, 6)
# deskcheck: steps_to_target(9, 2)
def steps_to_target(x: int, goal: int) -> int:
    steps = 0
    while x != goal and steps < 8:
        if x * 2 <= goal and x > 0:
            x *= 2
        else:
            x += 1 if x < goal else -1
        steps += 1
    return steps


# deskcheck: f27([7, 3, 9], 4)
# deskcheck: f27([1, 2], 0)
def f27(a: list[int], m: int) -> list[int]:
    b = []
    for x in a:
        b.append(x % m if m else x)
        m += 1
    return b


# deskcheck: median_of(4, 9, 1)
# deskcheck: median_of(2, 2, 8)
# deskcheck: median_of(-1, 0, -5)
def median_of(a: int, b: int, c: int) -> int:
    low = min(a, b, c)
    high = max(a, b, c)
    middle = a + b + c - low - high
    return middle


# deskcheck: f28(2, 3)
# deskcheck: f28(-2, 5)
def f28(a: int, b: int) -> int:
    a += b * 2
    b -= a
    a = -a // 2
    b = -b % 4
    return a * 10 + b


# deskcheck: parking(95)
# deskcheck: parking(20)
# deskcheck: parking(481)
def parking(minutes: int) -> int:
    if minutes <= 30:
        return 0
    hours = (minutes + 59) // 60
    cost = 2 * hours
    if hours > 6:
        cost = 14
    return cost


# deskcheck: f29(1.0, 2)
# deskcheck: f29(3.7, 3)
def f29(x: float, n: int) -> list[float]:
    out = []
    while n > 0 and len(out) < 6:
        x = x / 2 if n % 2 == 0 else x + 1
        out.append(round(x, 3))
        n -= 1
    return out


# deskcheck: even_out([1, 8, 6, 3])
# deskcheck: even_out([])
# deskcheck: even_out([-3, 2])
def even_out(values: list[int]) -> list[int]:
    carry = 0
    for i, v in enumerate(values):
        v += carry
        carry = v % 2
        values[i] = v - carry
    return values


# deskcheck: f30(15, 4)
# deskcheck: f30(2, 100)
def f30(n: int, k: int) -> str:
    a = n > k
    b = n % 5 == 0
    c = a != b
    return str(int(a)) + str(int(b)) + str(c)[0]
