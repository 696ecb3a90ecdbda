import math


# deskcheck: h1(7, 3)
# deskcheck: h1(-7, 3)
# deskcheck: h1(-9, -4)
def h1(a: int, b: int) -> list[int]:
    b = b or 1
    r = [a // b, a % b]
    r.append(int(a / b))
    r.append(r[0] - r[2])
    return r


# deskcheck: loan(100, 30)
# deskcheck: loan(60, 60)
# deskcheck: loan(45, 20)
def loan(owed: int, payment: int) -> list[int]:
    rest = []
    while owed > 0 and len(rest) < 7:
        owed = max(owed - payment, 0)
        owed += owed // 10
        rest.append(owed)
    return rest


# deskcheck: h2(9)
# deskcheck: h2(-4)
# deskcheck: h2(0)
def h2(n: int) -> int:
    s = (n > 0) - (n < 0)
    m = abs(n) * 3
    if s:
        return s * (m - 5)
    return m


# deskcheck: h3(13, 6)
# deskcheck: h3(8, 8)
def h3(x: int, y: int) -> tuple[int, int, int]:
    a = x & ~y
    b = ~x & 15
    c = x << 2 | y >> 1
    return (a, b, c)


# deskcheck: pages(47, 10)
# deskcheck: pages(30, 10)
# deskcheck: pages(0, 4)
def pages(lines: int, per_page: int) -> str:
    full, rest = divmod(lines, per_page)
    count = full + (rest > 0)
    if count == 1:
        return "1 page"
    return f"{count} pages, last {rest or per_page}"


# deskcheck: h4([3, 10, 6])
# deskcheck: h4([8])
def h4(a: list[int]) -> int:
    r = 0
    for x in a:
        r = r << 1 | x & 1
    return r ^ len(a)


# deskcheck: mirror_sum(123)
# deskcheck: mirror_sum(-40)
# deskcheck: mirror_sum(907)
def mirror_sum(n: int) -> int:
    sign = -1 if n < 0 else 1
    back = int(str(abs(n))[::-1])
    return n + sign * back


# deskcheck: h5(1000)
# deskcheck: h5(37)
# deskcheck: h5(6)
def h5(n: int) -> list[int]:
    r = []
    for k in (2, 3, 5, 7):
        c = 0
        while n > 1 and n % k == 0:
            n //= k
            c += 1
        r.append(c)
    return r


# deskcheck: speed(150.0, 2)
# deskcheck: speed(42.5, 0)
# deskcheck: speed(99.0, 4)
def speed(distance: float, hours: int) -> float:
    if hours == 0:
        return -1.0
    kmh = distance / hours
    if kmh > 50:
        kmh -= (kmh - 50) / 2
    return round(kmh, 1)


# deskcheck: h6(4.0)
# deskcheck: h6(-2.7)
# deskcheck: h6(3.5)
def h6(x: float) -> tuple[int, int, int]:
    a = math.floor(x)
    b = math.ceil(x)
    c = round(x)
    return (a, b, c)


# deskcheck: cone(3, 4)
# deskcheck: cone(5, 12)
def cone(r: int, h: int) -> float:
    slant = math.sqrt(r * r + h * h)
    whole = math.isqrt(r * r + h * h)
    if slant == whole:
        return slant * r
    return round(slant - whole, 3)


# deskcheck: h7("101", 2)
# deskcheck: h7("1f", 16)
# deskcheck: h7("19", 8)
def h7(s: str, b: int) -> int:
    try:
        n = int(s, b)
    except ValueError:
        n = -1
    return n * 2 + len(s)


# deskcheck: odometer([9, 9, 8])
# deskcheck: odometer([1, 9])
# deskcheck: odometer([9, 9])
def odometer(wheels: list[int]) -> list[int]:
    i = len(wheels) - 1
    while i >= 0:
        if wheels[i] < 9:
            wheels[i] += 1
            break
        wheels[i] = 0
        i -= 1
    return wheels


# deskcheck: h8(5, -2, 8)
# deskcheck: h8(1, 1, 1)
def h8(a: int, b: int, c: int) -> int:
    m = max(a, b, c)
    n = min(a, b, c)
    if m == n:
        return 0
    if a == m:
        return m - n + b
    return m - n - a


# deskcheck: savings(10, 9, 42)
# deskcheck: savings(0, 7, 20)
# deskcheck: savings(100, 1, 50)
def savings(start: int, weekly: int, goal: int) -> int:
    weeks = 0
    money = start
    while money < goal:
        weeks += 1
        money += weekly
        if weeks % 4 == 0:
            money += 3
        if weeks > 9:
            return -1
    return weeks


# deskcheck: h9(3)
# deskcheck: h9(6)
def h9(n: int) -> int:
    t = 1
    for i in range(2, n % 8 + 1):
        t = t * i if i % 2 else t + i
    return t


# deskcheck: rate_stars(4.3)
# deskcheck: rate_stars(2.75)
# deskcheck: rate_stars(7.0)
def rate_stars(score: float) -> str:
    score = min(score, 5.0)
    full = int(max(score, 0))
    half = score - full >= 0.5
    return "*" * full + ("+" if half else "")


# deskcheck: h10([2, 3, 5], 4)
# deskcheck: h10([1, -1, 2], 3)
def h10(c: list[int], x: int) -> int:
    r = 0
    for k in c:
        r = r * (x % 10) + k
    return r


# deskcheck: knots([5, 2, 9], [1, 2, 3])
# deskcheck: knots([4], [])
def knots(a: list[int], b: list[int]) -> int:
    total = 0
    for x, y in zip(a, b):
        total += x * y if x > y else x - y
    return total


# deskcheck: h11(120)
# deskcheck: h11(-35)
def h11(n: int) -> str:
    h = hex(abs(n))[2:]
    b = bin(abs(n))[2:]
    if n < 0:
        h, b = b, h
    return h + ":" + b[-3:]


# deskcheck: mean_gap([1.0, 2.5, 4.0])
# deskcheck: mean_gap([3.0])
def mean_gap(times: list[float]) -> float:
    gaps = []
    for i in range(len(times) - 1):
        gaps.append(times[i + 1] - times[i])
    return sum(gaps) / len(gaps) if gaps else 0.0


# deskcheck: h12(10, 4)
# deskcheck: h12(7, 1)
def h12(a: int, b: int) -> int:
    a, b = a + b, a - b
    a, b = a + b, a - b
    a //= 2
    return a * 10 + b


# deskcheck: countdown_by(20, 6)
# deskcheck: countdown_by(5, 2)
def countdown_by(top: int, step: int) -> list[int]:
    marks = []
    step = max(abs(step), 1)
    for value in range(min(top, 24), 0, -step):
        marks.append(value * value % 10)
        if len(marks) == 5:
            break
    return marks


# deskcheck: h13(6)
# deskcheck: h13(11)
# deskcheck: h13(27)
def h13(n: int) -> int:
    k = 0
    while n != 1 and k < 9:
        n = n // 2 if n % 2 == 0 else n + 3
        k += 1
    return k * n


# deskcheck: tip(48.0, 3)
# deskcheck: tip(20.5, 5)
# deskcheck: tip(10.0, 1)
def tip(bill: float, stars: int) -> float:
    percent = 5 * stars
    if percent > 20:
        percent = 20
    amount = bill * percent / 100
    return bill + max(amount, 1.0)


# deskcheck: h14(8, 12)
# deskcheck: h14(5, 5)
# deskcheck: h14(14, 3)
def h14(a: int, b: int) -> int:
    n = 0
    while a != b and n < 6:
        if a > b:
            a -= b // 2 + 1
        else:
            b -= a // 2 + 1
        n += 1
    return a + b + n


# deskcheck: sum_until_odd([2, 4, 8, 3, 6])
# deskcheck: sum_until_odd([1])
def sum_until_odd(values: list[int]) -> tuple[int, int]:
    total = used = 0
    for v in values:
        if v & 1:
            break
        total += v
        used += 1
    return total, used


# deskcheck: h15(True, 4)
# deskcheck: h15(False, 4)
def h15(p: bool, n: int) -> int:
    a = n + p
    b = n * p
    c = [n, -n][p]
    return a - b + c


# deskcheck: wind_chill(4, 20)
# deskcheck: wind_chill(-10, 45)
# deskcheck: wind_chill(15, 60)
def wind_chill(temp: int, wind: int) -> int:
    if temp > 10 or wind < 5:
        return temp
    feels = temp - wind // 6
    if feels < -15:
        feels = -15
    return feels


# deskcheck: h16([4, 9, 2, 7])
# deskcheck: h16([5, 5, 5])
def h16(a: list[int]) -> float:
    b = sorted(a)
    n = len(b)
    if n == 0:
        return 0.0
    m = n // 2
    return (b[m] + b[-m - 1]) / 2


# deskcheck: alternate_sum(48201)
# deskcheck: alternate_sum(-77)
def alternate_sum(n: int) -> int:
    total = 0
    sign = 1
    for digit in str(n).lstrip("-"):
        total += sign * int(digit)
        sign = -sign
    return total


# deskcheck: h17(1.5, 2.5)
# deskcheck: h17(4.0, 0.0)
def h17(x: float, y: float) -> float:
    try:
        z = x / y
    except ZeroDivisionError:
        z = x
    z = z * 4 // 1
    return z + x % 1


# deskcheck: bigger_half([5, 1, 4, 4])
# deskcheck: bigger_half([9, 2, 3])
def bigger_half(values: list[int]) -> str:
    cut = len(values) // 2
    left = sum(values[:cut])
    right = sum(values[cut:])
    if left == right:
        return "even"
    return f"left {left}" if left > right else f"right {right}"


# deskcheck: h18(90)
# deskcheck: h18(17)
def h18(n: int) -> int:
    c = 0
    for d in range(1, min(abs(n), 12) + 1):
        if n % d == 0:
            c += d
    return c - n


# deskcheck: coordinates(17, 5)
# deskcheck: coordinates(4, 4)
def coordinates(index: int, width: int) -> tuple[int, int]:
    width = width if width > 0 else 1
    row = index // width
    col = index % width
    if row % 2:
        col = width - 1 - col
    return row, col


# deskcheck: h19(100, 9)
# deskcheck: h19(5, 50)
def h19(a: int, b: int) -> str:
    c = f"{a:>5}|{b:<4}|"
    d = f"{a / 8:.1f}"
    e = f"{b:03d}"
    return c.strip() + d + e


# deskcheck: lucky(7, [3, 7, 21])
# deskcheck: lucky(0, [1])
def lucky(number: int, tickets: list[int]) -> int:
    prize = 0
    for t in tickets:
        if t == number:
            prize += 100
        elif number and t % number == 0:
            prize += 10
        else:
            prize -= 1
    return prize


# deskcheck: h20("7", "35")
# deskcheck: h20("10", "9")
# deskcheck: h20("a", "1")
def h20(a: str, b: str) -> list:
    r = [a < b, a + b]
    if a.isdigit() and b.isdigit():
        r.append(int(a) < int(b))
        r.append(int(a + b) - 1)
    return r


# deskcheck: parts_needed(25, [10, 4, 1])
# deskcheck: parts_needed(9, [5, 2])
def parts_needed(size: int, units: list[int]) -> list[int]:
    used = []
    for unit in units:
        if unit <= 0:
            continue
        used.append(size // unit)
        size -= used[-1] * unit
    used.append(size)
    return used


# deskcheck: h21(50, 8)
# deskcheck: h21(-3, 8)
def h21(a: int, m: int) -> int:
    m = m or 3
    x = a % m
    y = -a % m
    return x * 10 + y if x != y else x


# deskcheck: grow_plant(3, 4)
# deskcheck: grow_plant(10, 2)
def grow_plant(height: int, weeks: int) -> list[float]:
    record = [float(height)]
    for week in range(weeks % 6):
        height += height * 0.5 if week % 2 == 0 else -1
        record.append(height)
    return record


# deskcheck: h22([0, 3, 0, 5])
# deskcheck: h22([])
def h22(a: list[int]) -> int:
    x = any(a)
    y = all(a)
    z = a.count(0)
    return x * 100 + y * 10 + z


# deskcheck: close_enough(0.1, 0.2, 0.3)
# deskcheck: close_enough(1.5, 1.5, 3.0)
def close_enough(a: float, b: float, c: float) -> str:
    total = a + b
    if total == c:
        return "exact"
    diff = abs(total - c)
    return "close" if diff < 1e-9 else str(round(diff, 4))


# deskcheck: h23(9, 4)
# deskcheck: h23(-9, 4)
def h23(a: int, b: int) -> float:
    c = float(a)
    c /= 2
    c += b
    c *= -1
    return c // 3


# deskcheck: leftover_slices([8, 6], 5)
# deskcheck: leftover_slices([4], 0)
def leftover_slices(pizzas: list[int], guests: int) -> str:
    slices = sum(pizzas)
    if not guests:
        return f"all {slices}"
    each = slices // guests
    left = slices - each * guests
    return f"{each} each, {left} left"


# deskcheck: h24(300)
# deskcheck: h24(12)
# deskcheck: h24(-129)
def h24(n: int) -> int:
    m = n & 255
    if m > 127:
        m -= 256
    return m + (n >> 8)


# deskcheck: power_table(2, 4)
# deskcheck: power_table(-3, 3)
def power_table(base: int, rows: int) -> dict[int, int]:
    table = {}
    for exponent in range(rows % 6):
        table[exponent] = base ** exponent
        if abs(table[exponent]) > 1000:
            break
    return table


# deskcheck: h25("3.75")
# deskcheck: h25("-2")
# deskcheck: h25("abc")
def h25(s: str) -> int:
    try:
        x = float(s)
        n = int(x)
    except (ValueError, OverflowError):
        return len(s)
    return n if x == n else n * 100


# deskcheck: wrap_hour(22, 5)
# deskcheck: wrap_hour(3, -7)
# deskcheck: wrap_hour(11, 25)
def wrap_hour(hour: int, shift: int) -> str:
    moved = hour + shift
    days = moved // 24
    hour = moved % 24
    mark = "+" * days if days > 0 else "-" * -days
    return str(hour) + mark[:3]


# deskcheck: h26(4, 5, 6)
# deskcheck: h26(0, 2, 1)
def h26(a: int, b: int, c: int) -> bool:
    x = a < b <= c
    y = a == b or c != a
    z = not x ^ y
    return z and x
