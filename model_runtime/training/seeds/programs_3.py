def half(n):
    if n % 2:
        raise ArithmeticError(f"{n} is odd")
    return n // 2


# deskcheck: m1(12, 2)
# deskcheck: m1(6, 3)
# deskcheck: m1(8, 1)
def m1(n: int, k: int) -> int:
    for _ in range(k % 4):
        n = half(n)
    return n * 10


# ---
class Full(Exception):
    pass


class Locker:
    def __init__(self, size):
        self.size = size
        self.stuff = []

    def __repr__(self):
        return f"Locker({self.size}, {self.stuff})"

    def store(self, thing):
        if len(self.stuff) >= self.size:
            raise Full(thing)
        self.stuff.append(thing)


# deskcheck: fill_locker(["bag", "hat", "cap"], 2)
# deskcheck: fill_locker(["bag"], 3)
def fill_locker(things: list[str], size: int) -> int:
    locker = Locker(size)
    for thing in things:
        locker.store(thing)
    return len(locker.stuff) * size


# ---
def to_number(text):
    sign = 1
    if text.startswith("-"):
        sign, text = -1, text[1:]
    if text.isalpha() and len(text) != 3:
        return sign * len(text)
    return sign * int(text)


# deskcheck: sum_line("4 -6 10")
# deskcheck: sum_line("3")
# deskcheck: sum_line("1 two")
def sum_line(line: str) -> int:
    total = 0
    for word in line.split():
        total += to_number(word)
    return total


# ---
# deskcheck: m2([3, 1], 1)
# deskcheck: m2([3, 1], 5)
def m2(a: list[int], i: int) -> str:
    try:
        x = a[i]
        x += a[i - 1]
    except IndexError:
        x = -1
    else:
        x *= 2
    finally:
        a.append(i)
    return f"{x} {a}"


# ---
def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        print("miss", key)
        raise


# deskcheck: translate("a b", {"a": "1", "b": "2"})
# deskcheck: translate("c", {"a": "1"})
def translate(text: str, table: dict[str, str]) -> str:
    out = ""
    for key in text.split():
        try:
            out += lookup(table, key)
        except KeyError:
            out += "?"
    return out


# ---
class Meter:
    def __init__(self, limit):
        self.limit = limit
        self.count = 0

    def __repr__(self):
        return f"{self.count}/{self.limit}"

    def __call__(self, n=1):
        self.count = min(self.count + n, self.limit)
        return self.limit - self.count


# deskcheck: m3([2, 4], 9)
# deskcheck: m3([5, 5, 5], 7)
def m3(a: list[int], k: int) -> list[int]:
    meter = Meter(k)
    r = [meter()]
    for x in a:
        r.append(meter(x))
    return r


# ---
class Word:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f"W({self.text})"

    def __lt__(self, other):
        return len(self.text) < len(other.text)

    def __eq__(self, other):
        return self.text.lower() == other.text.lower()


# deskcheck: compare_words("Tea", "tea")
# deskcheck: compare_words("milk", "tea")
# deskcheck: compare_words("a", "bc")
def compare_words(a: str, b: str) -> str:
    x, y = Word(a), Word(b)
    if x == y:
        return "same"
    if y < x:
        x, y = y, x
    return str(x) + str(y)


# ---
class Base:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"{type(self).__name__}({self.n})"

    def run(self):
        return self.step() + 1

    def step(self):
        return self.n


class Doubler(Base):
    def step(self):
        return super().step() * 2


class Quiet(Base):
    def run(self):
        return 0


# deskcheck: m4(3, 5)
# deskcheck: m4(0, -1)
def m4(a: int, b: int) -> list[int]:
    jobs = [Base(a), Doubler(b), Quiet(a)]
    r = []
    for job in jobs:
        r.append(job.run())
    return r


# ---
class Event:
    def __init__(self, name, *tags, **info):
        self.name = name
        self.tags = tags
        self.info = info

    def __repr__(self):
        return f"Event({self.name!r})"

    def summary(self):
        return f"{self.name}{len(self.tags)}{sorted(self.info)}"


# deskcheck: plan("party", ["fun", "late"])
# deskcheck: plan("exam", [])
def plan(name: str, tags: list[str]) -> str:
    event = Event(name, *tags, room=4)
    if tags:
        event.info["first"] = tags[0]
    return event.summary()


# ---
def make_bank(balance):
    def move(n):
        nonlocal balance
        if balance + n < 0:
            return -1
        balance += n
        return balance

    return move


# deskcheck: m5(10, [4, -20, -3])
# deskcheck: m5(0, [5])
def m5(start: int, moves: list[int]) -> list[int]:
    move = make_bank(start)
    history = []
    for m in moves:
        history.append(move(m))
    return history


# ---
def every(n):
    count = 0

    def due():
        nonlocal count
        count += 1
        return count % n == 0

    return due


# deskcheck: reminders(["a", "b", "c", "d"], 2)
# deskcheck: reminders(["x"], 1)
def reminders(days: list[str], gap: int) -> str:
    due = every(max(gap, 1))
    text = ""
    for day in days:
        text += day.upper() if due() else day
    return text


# ---
def window(values, size):
    box = []
    for v in values:
        box.append(v)
        if len(box) == size:
            yield sum(box)
            box.pop(0)


# deskcheck: smooth([1, 4, 2, 6], 2)
# deskcheck: smooth([5], 3)
def smooth(values: list[int], size: int) -> list[int]:
    out = []
    for total in window(values, max(size, 1)):
        out.append(total // max(size, 1))
    return out


# ---
def take_while_small(values, limit):
    for v in values:
        if v >= limit:
            return
        yield v * 10


# deskcheck: m6([1, 3, 9, 2], 5)
# deskcheck: m6([8], 5)
def m6(a: list[int], k: int) -> tuple[int, int]:
    xs = tuple(take_while_small(a, k))
    n = len(a) - len(xs)
    return sum(xs), n


# ---
def talker():
    got = yield "hi"
    while got != "bye":
        got = yield got * 2


# deskcheck: chat(["a", "bc", "bye", "z"])
# deskcheck: chat(["q", "rr"])
def chat(lines: list[str]) -> list[str]:
    t = talker()
    heard = [next(t)]
    lines.append(heard[0])
    for line in lines:
        try:
            heard.append(t.send(line))
        except StopIteration:
            break
    return heard


# ---
def numbered(lines, start=1):
    for i, line in enumerate(lines, start):
        yield f"{i}:{line}"


# deskcheck: listing(["tea", "milk"], 5)
# deskcheck: listing(["x"], 0)
def listing(lines: list[str], start: int) -> str:
    plain = list(numbered(lines))
    shifted = list(numbered(lines, start))
    return plain[-1] + "|" + shifted[0]


# ---
def count_leaves(tree):
    n = 0
    for child in tree.values():
        n += count_leaves(child) if child else 1
    return n


# deskcheck: leaves("ab")
# deskcheck: leaves("aba")
def leaves(path: str) -> int:
    tree = {}
    for ch in path[:3]:
        tree = {ch: tree, "z": {}}
    return count_leaves(tree)


# ---
def pick_sums(values, target):
    if target == 0:
        return 1
    if target < 0 or not values:
        return 0
    return pick_sums(values[1:], target - values[0]) + pick_sums(values[1:], target)


# deskcheck: m7([2, 3], 5)
# deskcheck: m7([4], 4)
def m7(a: list[int], k: int) -> str:
    ways = pick_sums(a[:2], k)
    if ways == 0:
        return "none"
    return f"{ways} way" + "s" * (ways > 1)


# ---
def binary_text(n):
    if n < 2:
        return "ab"[n]
    return binary_text(n // 2) + binary_text(n % 2)


# deskcheck: encode([5, 2])
# deskcheck: encode([0])
def encode(values: list[int]) -> list[str]:
    out = []
    for v in values[:3]:
        out.append(binary_text(abs(v) % 8))
    return out


# ---
MENU = {"tea": 2, "cake": 5, "soup": 4}
DISCOUNT = 1


def cost(item):
    return MENU.get(item, 0)


# deskcheck: table_bill(["tea", "soup", "air"])
# deskcheck: table_bill(["cake", "cake"])
def table_bill(items: list[str]) -> int:
    total = 0
    for item in items:
        total += cost(item)
    if total > 8:
        total -= DISCOUNT
    return total


# ---
UNITS = (("h", 60), ("m", 1))


def minutes(text):
    for unit, factor in UNITS:
        if text.endswith(unit):
            return int(text[:-1]) * factor
    raise ValueError("no unit: " + text)


# deskcheck: m8(["2h", "30m"])
# deskcheck: m8(["1h"])
# deskcheck: m8(["5m", "9"])
def m8(xs: list[str]) -> int:
    t = 0
    for x in xs:
        t += minutes(x)
    return t


# ---
def on_start(state):
    state["on"] = True


def on_stop(state):
    state["on"] = False
    state["stops"] += 1


HANDLERS = {"start": on_start, "stop": on_stop}


# deskcheck: dispatch(["start", "stop", "jump"])
# deskcheck: dispatch(["start"])
def dispatch(events: list[str]) -> dict:
    state = {"on": False, "stops": 0}
    for event in events:
        if event in HANDLERS:
            HANDLERS[event](state)
        else:
            state["odd"] = event
    return state


# ---
def append_twice(target, x):
    target.append(x)
    target = target + [x]
    return target


# deskcheck: m9([1], 5)
# deskcheck: m9([], 0)
def m9(a: list[int], x: int) -> tuple[int, int]:
    b = append_twice(a, x)
    c = append_twice(b, x + 1)
    return len(a) * 10 + len(b), sum(c)


# ---
def swap_ends(items):
    if len(items) > 1:
        items[0], items[-1] = items[-1], items[0]


# deskcheck: swapped(["a", "b", "c"])
# deskcheck: swapped(["q"])
def swapped(items: list[str]) -> str:
    before = items[:]
    result = swap_ends(items)
    if before == items:
        return f"{result} same"
    return "".join(items)


# ---
def stats(values):
    low, high = min(values), max(values)
    return low, high, high - low


# deskcheck: m10([4, 9, 1], [7])
# deskcheck: m10([3], [])
def m10(a: list[int], b: list[int]) -> int:
    low, high, gap = stats(a)
    if gap > 3:
        *_, gap = stats(a + b)
    return low * high - gap


# ---
from dataclasses import dataclass


@dataclass
class Pet:
    name: str
    age: int = 1

    def older(self):
        self.age += 1
        return self


@dataclass
class Fish(Pet):
    tank: str = "small"


# deskcheck: pets("nemo", 3)
# deskcheck: pets("jaw", 0)
def pets(name: str, years: int) -> str:
    fish = Fish(name, tank="big")
    for _ in range(years % 4):
        fish.older()
    if fish.age > 2:
        fish.tank = "sea"
    return f"{fish.name} {fish.age} {fish.tank}"


# ---
from dataclasses import dataclass


@dataclass
class Job:
    name: str
    cost: int

    def __post_init__(self):
        self.cost = max(self.cost, 1)


# deskcheck: cheapest_job([("dig", 5), ("rest", -2)])
# deskcheck: cheapest_job([("fly", 9)])
def cheapest_job(rows: list[tuple[str, int]]) -> str | None:
    best = None
    for name, cost in rows:
        job = Job(name, cost)
        if best is None or job.cost < best.cost:
            best = job
    return best and best.name


# ---
class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __repr__(self):
        return f"M{self.rows}"

    def __mul__(self, k):
        return Matrix([[x * k for x in row] for row in self.rows])

    def trace(self):
        t = 0
        for i in range(len(self.rows)):
            t += self.rows[i][i]
        return t


# deskcheck: m11(2, 5, 3)
# deskcheck: m11(1, 0, -1)
def m11(a: int, b: int, k: int) -> int:
    m = Matrix([[a, b], [b, a]])
    n = m * k
    return n.trace() - m.trace()


# ---
class Polite:
    def greet(self):
        return "hello"


class Loud:
    def __repr__(self):
        return "loud"

    def greet(self):
        return "HEY"

    def shout(self):
        return self.greet() + "!"


class Guide(Polite, Loud):
    def __repr__(self):
        return "guide"


# deskcheck: greetings(2)
# deskcheck: greetings(1)
def greetings(n: int) -> list[str]:
    people = [Guide(), Loud()]
    said = []
    for p in people[:n % 3]:
        said.append(p.shout())
    return said


# ---
class Door:
    def __init__(self):
        self.state = "shut"

    def __repr__(self):
        return f"Door({self.state})"

    def act(self, verb):
        method = getattr(self, "do_" + verb, None)
        if method is None:
            return "what?"
        return method()

    def do_open(self):
        self.state = "open"
        return "creak"


# deskcheck: visit_door(["push", "open"])
# deskcheck: visit_door(["open"])
def visit_door(verbs: list[str]) -> str:
    door = Door()
    answers = []
    for verb in verbs:
        answers.append(door.act(verb))
    return f"{door} " + " ".join(answers)


# ---
class Config:
    def __init__(self, **values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"Config({self.__dict__})"

    def __getattr__(self, name):
        return f"<{name}>"


# deskcheck: m12(3, "red")
# deskcheck: m12(0, "")
def m12(n: int, color: str) -> str:
    c = Config(size=n, color=color)
    if hasattr(c, "size"):
        c.size += 1
    return f"{c.size}{c.color}{c.shape}"


# ---
def strict(fn):
    def check(a, b):
        if a > b:
            raise ValueError(f"{a} > {b}")
        return fn(a, b)

    return check


@strict
def between(low, high):
    return (low + high) // 2


# deskcheck: middles([1, 5, 3])
# deskcheck: middles([2, 9])
def middles(points: list[int]) -> list[int | str]:
    out = []
    for a, b in zip(points, points[1:]):
        try:
            out.append(between(a, b))
        except ValueError as e:
            out.append(str(e))
    return out


# ---
def safe(fn, *args, default=None):
    try:
        return fn(*args)
    except Exception as e:
        return default if default is not None else type(e).__name__


# deskcheck: m13("12", 0)
# deskcheck: m13("x1", 3)
def m13(s: str, n: int) -> list:
    r = [safe(int, s)]
    r.append(safe(divmod, 7, n, default=(0, 0)))
    r.append(safe(s.index, "2", default=-1))
    return r


# ---
def validate(user):
    if "name" not in user:
        raise KeyError("name")
    if user["age"] < 0:
        raise ValueError("age")
    return True


# deskcheck: register({"name": 1, "age": 30})
# deskcheck: register({"age": 5})
# deskcheck: register({"name": 2, "age": -4})
# deskcheck: register({"name": 3})
def register(user: dict[str, int]) -> str:
    try:
        validate(user)
    except (KeyError, ValueError) as e:
        return f"{type(e).__name__}: {e.args[0]}"
    user["id"] = len(user)
    return f"ok {user['id']}"


# ---
class Closed(Exception):
    pass


class Pipe:
    def __init__(self):
        self.buf = []
        self.open = True

    def __repr__(self):
        return f"Pipe({self.buf})"

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.open = False
        return kind is Closed

    def write(self, text):
        if not text:
            raise Closed
        self.buf.append(text)


# deskcheck: pour(["a", "b", "", "c"])
# deskcheck: pour(["x"])
def pour(parts: list[str]) -> str:
    pipe = Pipe()
    with pipe as p:
        for part in parts:
            p.write(part)
        p.write("end")
    return "".join(pipe.buf) + str(pipe.open)


# ---
# deskcheck: m14([3, 6, 4])
# deskcheck: m14([5, 10])
def m14(a: list[int]) -> int:
    def score(x):
        if x % 5 == 0:
            return bonus + x
        return x

    bonus = 1
    total = 0
    for x in a:
        total += score(x)
        bonus *= 3
    return total


# ---
# deskcheck: sort_rows([("b", 2), ("a", 2), ("c", 1)])
# deskcheck: sort_rows([("z", 0)])
def sort_rows(rows: list[tuple[str, int]]) -> str:
    def key(row):
        name, n = row
        return (-n, name)

    rows.sort(key=key)
    names = [name for name, _ in rows]
    return "".join(names)


# ---
def first(pred, items, default=None):
    for item in items:
        if pred(item):
            return item
    return default


# deskcheck: m15([3, 8, 5], 4)
# deskcheck: m15([1], 4)
def m15(a: list[int], k: int) -> list[int]:
    x = first(lambda v: v > k, a, default=0)
    y = first(lambda v: v % 2 == 0, a)
    return [x, y or -1]


# ---
import operator

OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def step(value, token):
    return OPS[token[0]](value, int(token[1:]))


# deskcheck: run_tape("+5 *3 -4")
# deskcheck: run_tape("*2")
# deskcheck: run_tape("+1 /2")
def run_tape(tape: str) -> int:
    value = 1
    for token in tape.split():
        if token[1:] == "":
            continue
        value = step(value, token)
    return value


# ---
from itertools import islice


def doubling(n):
    while True:
        yield n
        n *= 2


# deskcheck: m16(3, 4)
# deskcheck: m16(0, 2)
def m16(start: int, count: int) -> list[int]:
    count = count % 6
    xs = list(islice(doubling(start), count))
    xs.append(len(xs))
    return xs
