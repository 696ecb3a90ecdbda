class Lamp:
    def __init__(self):
        self.on = False
        self.clicks = 0

    def __repr__(self):
        return f"Lamp({self.on}, {self.clicks})"

    def click(self):
        self.on = not self.on
        self.clicks += 1


# deskcheck: flick(3)
# deskcheck: flick(4)
def flick(times: int) -> str:
    lamp = Lamp()
    for _ in range(times % 6):
        lamp.click()
    return "lit" if lamp.on else f"dark {lamp.clicks}"


# ---
def ladder(n):
    while n > 1:
        yield n
        n = n // 2 if n % 2 == 0 else n - 1


# deskcheck: g1(11)
# deskcheck: g1(16)
def g1(n: int) -> list[int]:
    r = []
    for x in ladder(n):
        r.insert(0, x)
    return r


# ---
def pairs(items):
    it = iter(items)
    for a in it:
        yield a, next(it, None)


# deskcheck: couples(["a", "b", "c"])
# deskcheck: couples(["x", "y"])
def couples(items: list[str]) -> list[str]:
    out = []
    for left, right in pairs(items):
        if right is None:
            out.append(left)
        else:
            out.append(right + left)
    return out


# ---
# deskcheck: manual_next([5, 8])
# deskcheck: manual_next([1])
# deskcheck: manual_next([2, 4, 6])
def manual_next(values: list[int]) -> str:
    it = iter(values)
    total = len(values)
    seen = 0
    note = "sum"
    try:
        while True:
            total += next(it) * 2
            seen += 1
    except StopIteration:
        note += str(seen)
    return note + str(total)


# ---
class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def __repr__(self):
        return f"{type(self).__name__}({self.size})"

    def perimeter(self):
        return self.sides * self.size


class Square(Shape):
    sides = 4


class Hexagon(Shape):
    sides = 6

    def perimeter(self):
        return super().perimeter() + 1


# deskcheck: fence([2, 3], True)
# deskcheck: fence([5], False)
def fence(sizes: list[int], six: bool) -> int:
    total = 0
    for size in sizes:
        shape = Hexagon(size) if six else Square(size)
        total += shape.perimeter()
    return total


# ---
class BadInput(ValueError):
    def __init__(self, field):
        super().__init__(f"bad {field}")
        self.field = field


def check(field, value):
    if not value:
        raise BadInput(field)
    return value.upper()


# deskcheck: form("ann", "")
# deskcheck: form("ann", "paris")
# deskcheck: form("", "rome")
def form(name: str, city: str) -> str:
    try:
        n = check("name", name)
        c = check("city", city)
    except BadInput as error:
        return error.field + "!" + str(error)
    return f"{n}@{c}"


# ---
def risky(n):
    try:
        if n % 3 == 0:
            return n // 3
        raise RuntimeError("not thirds")
    finally:
        n += 100


# deskcheck: g2([9, 4, 6])
# deskcheck: g2([1])
def g2(a: list[int]) -> list[int]:
    r = []
    for x in a:
        try:
            r.append(risky(x))
        except RuntimeError:
            r.append(-1)
    return r


# ---
def parse_age(text):
    try:
        return int(text)
    except ValueError as error:
        raise KeyError(text) from error


# deskcheck: ages("4,x")
# deskcheck: ages("30,12")
def ages(line: str) -> int:
    total = 0
    for part in line.split(","):
        try:
            total += parse_age(part)
        except KeyError as missing:
            total -= len(missing.args[0])
    return total


# ---
def deep(n):
    if n == 0:
        raise IndexError("bottom")
    return deep(n - 1) + 1


# deskcheck: dive(2)
# deskcheck: dive(0)
# deskcheck: dive(7)
def dive(n: int) -> str:
    try:
        deep(n % 4)
    except IndexError as e:
        return f"{e} {n}"
    return "never"


# ---
def outer(n):
    def inner(m):
        return m + n

    return inner(n) * inner(1)


# deskcheck: g3([1, 2, 4])
# deskcheck: g3([-3])
def g3(a: list[int]) -> int:
    best = 0
    for x in a:
        y = outer(x)
        best = max(best, y)
    return best


# ---
def call(text, name, *args):
    method = getattr(text, name, None)
    return method(*args) if method else text


# deskcheck: piped("Hey you", "upper")
# deskcheck: piped(" a", "strip")
# deskcheck: piped("abc", "fly")
def piped(text: str, name: str) -> str:
    one = call(text, name)
    two = call(one, "replace", "a", "4")
    three = call(two, "center", 9)
    return three + name[:2]


# ---
def apply_all(functions, x):
    for f in functions:
        x = f(x)
    return x


# deskcheck: g4(5)
# deskcheck: g4(-2)
def g4(n: int) -> int:
    a = apply_all([abs, lambda v: v + 1], n)
    b = apply_all([lambda v: v * v], a)
    return b - a


# ---
from dataclasses import dataclass, field


@dataclass
class Cart:
    owner: str
    items: list = field(default_factory=list)

    def add(self, name, price):
        self.items.append((name, price))
        return len(self.items)


# deskcheck: shop("mia", [("pen", 2), ("ink", 7)])
# deskcheck: shop("bo", [])
def shop(owner: str, goods: list[tuple[str, int]]) -> str:
    cart = Cart(owner)
    n = 0
    for name, price in goods:
        n = cart.add(name, price)
    total = sum(p for _, p in cart.items)
    return f"{cart.owner}:{n}:{total}"


# ---
from dataclasses import dataclass


@dataclass(order=True)
class Card:
    rank: int
    suit: str


# deskcheck: hand([("s", 4), ("h", 9), ("d", 4)])
# deskcheck: hand([("s", 1)])
def hand(cards: list[tuple[str, int]]) -> str:
    held = []
    for suit, rank in cards:
        held.append(Card(rank, suit))
    held.sort()
    return "".join(c.suit for c in held)


# ---
from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    major: int
    minor: int = 0


# deskcheck: same_version(1, 2)
# deskcheck: same_version(3, 0)
def same_version(a: int, b: int) -> str:
    v = Version(a)
    w = Version(a, b)
    if v == w:
        return "equal"
    try:
        v.minor = b
    except AttributeError as error:
        return str(error)
    return "changed"


# ---
class Range2:
    def __init__(self, stop):
        self.stop = stop

    def __repr__(self):
        return f"Range2({self.stop})"

    def __iter__(self):
        i = 1
        while i < self.stop:
            yield i
            i *= 3


# deskcheck: g5(20)
# deskcheck: g5(2)
def g5(n: int) -> int:
    t = 0
    for x in Range2(n):
        t = t * 2 + x
    return t


# ---
class Countdown:
    def __init__(self, start):
        self.left = start

    def __repr__(self):
        return f"Countdown({self.left})"

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left


# deskcheck: launch(3)
# deskcheck: launch(5)
def launch(n: int) -> str:
    text = ""
    for second in Countdown(n % 6):
        text += str(second) + " "
    return text + "lift"


# ---
class Grid:
    def __init__(self, rows):
        self.rows = rows

    def __repr__(self):
        return f"Grid({self.rows})"

    def __getitem__(self, spot):
        r, c = spot
        return self.rows[r][c]

    def __setitem__(self, spot, value):
        self.rows[spot[0]][spot[1]] = value


# deskcheck: g6(5, 7)
# deskcheck: g6(0, -1)
def g6(a: int, b: int) -> int:
    g = Grid([[a, b], [b, a]])
    g[0, 1] = g[1, 0] + 1
    g[1, 1] = g[0, 0] - g[0, 1]
    return g[1, 1] * 2


# ---
class Bag:
    def __init__(self, *things):
        self.things = list(things)

    def __repr__(self):
        return f"Bag{tuple(self.things)}"

    def __contains__(self, thing):
        return thing in self.things

    def __add__(self, other):
        return Bag(*self.things, *other.things)


# deskcheck: packing("cup", "mug")
# deskcheck: packing("pen", "pen")
def packing(a: str, b: str) -> str:
    first = Bag(a, "pen")
    second = first + Bag(b)
    if b in first:
        return "duplicate " + b
    return str(second)


# ---
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"({self.x}, {self.y})"

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __bool__(self):
        return self.x != 0 or self.y != 0


# deskcheck: g7(3, 4)
# deskcheck: g7(2, 2)
def g7(a: int, b: int) -> str:
    v = Vector(a, b) - Vector(b, a)
    if not v:
        return "zero"
    w = -v
    return repr(w)


# ---
class Thermostat:
    def __init__(self):
        self._goal = 20

    def __repr__(self):
        return f"Thermostat({self._goal})"

    @property
    def goal(self):
        return self._goal

    @goal.setter
    def goal(self, value):
        self._goal = max(5, min(value, 30))


# deskcheck: set_goals([35, 18, 2])
# deskcheck: set_goals([21])
def set_goals(wishes: list[int]) -> list[int]:
    t = Thermostat()
    kept = [t.goal]
    for wish in wishes:
        t.goal = wish
        kept.append(t.goal)
    return kept


# ---
class Ticket:
    issued = 0

    def __init__(self, name):
        Ticket.issued += 1
        self.number = Ticket.issued
        self.name = name

    def __repr__(self):
        return f"{self.name}#{self.number}"


# deskcheck: issue(["ann", "bo"])
# deskcheck: issue(["cy"])
def issue(names: list[str]) -> list[str]:
    Ticket.issued = 10
    tickets = []
    for name in names:
        tickets.append(str(Ticket(name)))
    return tickets


# ---
class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    def __repr__(self):
        return f"{self.celsius}C"

    @classmethod
    def from_text(cls, text):
        return cls(int(text[:-1]))

    @staticmethod
    def is_valid(text):
        return text[-1:] == "C" and text[:-1].isdigit()


# deskcheck: read_temps(["21C", "hot", "5C"])
# deskcheck: read_temps(["70F"])
def read_temps(texts: list[str]) -> int:
    warmest = -1
    for text in texts:
        if Temperature.is_valid(text):
            t = Temperature.from_text(text)
            warmest = max(warmest, t.celsius)
    return warmest


# ---
def repeat(times):
    def decorate(fn):
        def run(text):
            for _ in range(times):
                text = fn(text)
            return text

        return run

    return decorate


@repeat(2)
def wrap(text):
    return "[" + text + "]"


# deskcheck: g8(["a", "bc"])
# deskcheck: g8(["z"])
def g8(xs: list[str]) -> str:
    r = ""
    for x in xs:
        r += wrap(x)
    return r


# ---
def counted(fn):
    def run(*args):
        run.calls += 1
        return fn(*args)

    run.calls = 0
    return run


@counted
def area(w, h):
    return w * h


# deskcheck: measure([2, 3, 4])
# deskcheck: measure([6])
def measure(sizes: list[int]) -> tuple[int, bool]:
    before = area.calls
    total = 0
    for s in sizes:
        total += area(s, s + 1)
    return total, area.calls - before == len(sizes)


# ---
cache = {}


def slow_square(n):
    if n in cache:
        return cache[n]
    cache[n] = n * n
    return cache[n]


# deskcheck: squares([3, 5, 3])
# deskcheck: squares([2])
def squares(values: list[int]) -> list[int]:
    cache.clear()
    out = []
    for v in values:
        out.append(slow_square(v))
    out.append(len(cache))
    return out


# ---
level = 0


def climb(by):
    global level
    level += by
    return level > 5


# deskcheck: g9([2, 3, 4])
# deskcheck: g9([1])
def g9(a: list[int]) -> list[bool]:
    global level
    level = 0
    r = []
    for x in a:
        r.append(climb(x))
    return r + [level == sum(a)]


# ---
def total(*numbers, start=0):
    for n in numbers:
        start += n
    return start


# deskcheck: bill([4, 6], 10)
# deskcheck: bill([], 3)
def bill(items: list[int], tip: int) -> int:
    plain = total(*items)
    tipped = total(*items, start=tip)
    if tipped > plain:
        return total(plain, tipped)
    return tipped


# ---
def settings(defaults, **changes):
    merged = {**defaults, **changes}
    return {k: v for k, v in merged.items() if v is not None}


# deskcheck: configure(12, "dark")
# deskcheck: configure(0, "")
def configure(size: int, theme: str) -> dict:
    base = {"size": 10, "theme": None}
    one = settings(base, size=size)
    two = settings(one, theme=theme or None, extra=size > 5)
    return two


# ---
def smallest(values):
    if len(values) == 1:
        return values[0]
    rest = smallest(values[1:])
    return rest if rest < values[0] else values[0]


# deskcheck: g10([5, 2, 8])
# deskcheck: g10([3])
# deskcheck: g10([])
def g10(a: list[int]) -> int:
    if not a:
        return 0
    m = smallest(a[:4])
    return m - len(a)


# ---
def reverse_words(words):
    if not words:
        return []
    head, *tail = words
    return reverse_words(tail) + [head]


# deskcheck: backwards("to be or")
# deskcheck: backwards("one")
def backwards(line: str) -> str:
    words = line.split()[:4]
    flipped = reverse_words(words)
    return " ".join(flipped)


# ---
def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


# deskcheck: parity([3, 4])
# deskcheck: parity([1, 0, 2])
def parity(values: list[int]) -> str:
    marks = ""
    for v in values[:3]:
        marks += "e" if is_even(abs(v) % 5) else "o"
    return marks


# ---
def spread(n, depth=0):
    if depth == 3 or n < 1:
        return [n]
    return [n] + spread(n - 2, depth + 1)


# deskcheck: g11(5, 1)
# deskcheck: g11(9, 4)
def g11(a: int, b: int) -> list[int]:
    x = spread(a)
    y = spread(b, depth=2)
    return x + y[::-1]


# ---
def running(values):
    best = None
    for v in values:
        if best is None or v > best:
            best = v
        yield best


# deskcheck: peaks([3, 1, 5, 2])
# deskcheck: peaks([4])
def peaks(values: list[int]) -> int:
    highs = list(running(values))
    changes = 0
    for a, b in zip(highs, highs[1:]):
        changes += a != b
    return changes


# ---
def both(first, second):
    yield from first
    yield "|"
    yield from second


# deskcheck: g12("ab", "c")
# deskcheck: g12("", "xyz")
def g12(s: str, t: str) -> str:
    r = ""
    for c in both(s, t):
        r = c + r
    return r


# ---
def alternate(a, b):
    while True:
        yield a
        yield b


# deskcheck: stripes(5)
# deskcheck: stripes(2)
def stripes(n: int) -> str:
    colors = alternate("red", "tan")
    row = []
    for _ in range(n % 7):
        row.append(next(colors)[0])
    return "".join(row)


# ---
class Timer:
    def __init__(self):
        self.log = []

    def __repr__(self):
        return f"Timer({self.log})"

    def __enter__(self):
        self.log.append("start")
        return self.log

    def __exit__(self, *details):
        self.log.append("stop")
        return False


# deskcheck: timed([4, 2], 2)
# deskcheck: timed([4], 0)
def timed(values: list[int], by: int) -> list[str]:
    timer = Timer()
    try:
        with timer as log:
            for v in values:
                log.append(str(v // by))
    except ZeroDivisionError:
        timer.log.append("oops")
    return timer.log


# ---
from contextlib import suppress


# deskcheck: sum_valid(["4", "x", "7"])
# deskcheck: sum_valid(["none"])
def sum_valid(texts: list[str]) -> int:
    total = 0
    for text in texts:
        with suppress(ValueError):
            total += int(text)
            total *= 2
    return total


# ---
def need_positive(n):
    assert n > 0, f"{n} too small"
    return 10 // n


# deskcheck: shares([5, 2])
# deskcheck: shares([3, -4])
# deskcheck: shares([1, 0])
def shares(people: list[int]) -> list[int]:
    out = []
    for p in people:
        try:
            out.append(need_positive(p))
        except AssertionError:
            out.append(0)
    return out


# ---
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next

    def __repr__(self):
        return f"{self.value}>{self.next}"


# deskcheck: linked([3, 5])
# deskcheck: linked([1, 2, 4])
def linked(values: list[int]) -> int:
    head = None
    for v in values:
        head = Node(v, head)
    total = 0
    while head is not None:
        total = total * 2 + head.value
        head = head.next
    return total


# ---
class Player:
    def __init__(self, name):
        self.name = name
        self.hp = 10

    def __repr__(self):
        return f"{self.name}({self.hp})"

    def hit(self, other, power):
        other.hp -= power
        return other.hp <= 0


# deskcheck: duel(4, 3)
# deskcheck: duel(1, 6)
def duel(a: int, b: int) -> str:
    left, right = Player("left"), Player("right")
    for _ in range(3):
        if left.hit(right, a):
            return f"{left} wins"
        if right.hit(left, b):
            return f"{right} wins"
    return "draw"


# ---
class Inventory:
    def __init__(self):
        self.stock = {}

    def __repr__(self):
        return f"Inventory({self.stock})"

    def add(self, name, n=1):
        self.stock[name] = self.stock.get(name, 0) + n

    def take(self, name):
        if self.stock.get(name, 0) == 0:
            raise LookupError(name)
        self.stock[name] -= 1


# deskcheck: orders(["nut", "nut", "cog"], 1)
# deskcheck: orders(["cog"], 2)
def orders(wanted: list[str], n: int) -> list[str]:
    inv = Inventory()
    inv.add("nut", n)
    missing = []
    for name in wanted:
        try:
            inv.take(name)
        except LookupError as e:
            missing.append(e.args[0])
            inv.add(name)
    return missing


# ---
from enum import Enum


class Signal(Enum):
    STOP = 0
    WAIT = 1
    GO = 2


# deskcheck: signals([2, 1, 5])
# deskcheck: signals([0])
def signals(codes: list[int]) -> list[str]:
    names = []
    for code in codes:
        signal = Signal(code % 3)
        if signal is Signal.STOP:
            break
        names.append(signal.name.lower())
    return names


# ---
from collections import namedtuple

Item = namedtuple("Item", "name qty")


# deskcheck: restocks([("nut", 2), ("cog", 9)])
# deskcheck: restocks([("pin", 0)])
def restocks(rows: list[tuple[str, int]]) -> list[str]:
    low = []
    for row in rows:
        item = Item(*row)
        if item.qty < 5:
            item = item._replace(qty=5)
            low.append(f"{item.name}={item.qty}")
    return low


# ---
from functools import reduce


# deskcheck: g13([3, 4, 2])
# deskcheck: g13([7])
def g13(a: list[int]) -> int:
    t = reduce(lambda x, y: x * 2 + y, a, 1)
    u = sum(map(lambda x: x - 1, a))
    return t - u


# ---
from functools import partial


def scale(x, factor, shift=0):
    return x * factor + shift


# deskcheck: scaled([1, 5], 3)
# deskcheck: scaled([2], 0)
def scaled(values: list[int], factor: int) -> list[int]:
    grow = partial(scale, factor=factor)
    out = []
    for v in values:
        out.append(grow(v))
        out.append(grow(v, shift=1))
    return out
