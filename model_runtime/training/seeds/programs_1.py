def double(n):
    return n + n


# deskcheck: f1([1, 4, 2])
# deskcheck: f1([7])
def f1(a: list[int]) -> int:
    t = 0
    for x in a:
        t += double(x) - 1
    return t


# ---
def is_short(word, limit=4):
    return len(word) < limit


# deskcheck: keep_short(["tree", "ox", "cat"])
# deskcheck: keep_short(["river", "stones"])
def keep_short(words: list[str]) -> list[str]:
    kept = []
    for word in words:
        if is_short(word):
            kept.append(word)
        elif is_short(word, limit=6):
            kept.append(word[:2])
    return kept


# ---
def fee(amount, *, percent=10):
    return amount * percent // 100


# deskcheck: invoice([200, 50], 20)
# deskcheck: invoice([99], 0)
def invoice(items: list[int], percent: int) -> int:
    subtotal = sum(items)
    if percent:
        return subtotal + fee(subtotal, percent=percent)
    return subtotal + fee(subtotal)


# ---
def mix(a, b):
    return a[0:1] + b[-1:]


# deskcheck: f2("sun", "moon")
# deskcheck: f2("", "x")
def f2(s: str, t: str) -> str:
    u = mix(s, t)
    v = mix(t, s)
    return u + mix(u, v)


# ---
# deskcheck: count_down(3)
# deskcheck: count_down(-1)
# deskcheck: count_down(4)
def count_down(n: int) -> str:
    n = n % 5
    if n <= 0:
        return "go"
    return str(n) + " " + count_down(n - 1)


# ---
# deskcheck: nested_sum([[1, 2], [3], []])
# deskcheck: nested_sum([[5, 5]])
def nested_sum(data: list[list[int]]) -> int:
    total = 0
    for part in data:
        if isinstance(part, list):
            total += nested_sum(part)
        else:
            total += part
    return total


# ---
def shrink(text):
    if len(text) < 3:
        return text
    return shrink(text[1:-1])


# deskcheck: core("abcdefg", 2)
# deskcheck: core("wxyz", 1)
def core(s: str, times: int) -> str:
    middle = shrink(s[:8])
    return middle * (times % 4)


# ---
class Counter:
    def __init__(self, start):
        self.value = start

    def __repr__(self):
        return f"Counter({self.value})"

    def bump(self, by=1):
        self.value += by
        return self


# deskcheck: f3(5, 3)
# deskcheck: f3(0, -2)
def f3(start: int, by: int) -> int:
    c = Counter(start)
    c.bump()
    c.bump(by).bump()
    return c.value


# ---
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def __repr__(self):
        return f"<{self.owner}: {self.balance}>"

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("insufficient funds")
        self.balance -= amount


# deskcheck: spend("ann", 50, [20, 40, 10])
# deskcheck: spend("bo", 5, [1])
def spend(owner: str, cash: int, wishes: list[int]) -> int:
    account = Account(owner, cash)
    failed = 0
    for wish in wishes:
        try:
            account.withdraw(wish)
        except ValueError:
            failed += 1
    return account.balance * 10 + failed


# ---
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)


# deskcheck: path_end(["r", "u", "u"])
# deskcheck: path_end(["l"])
def path_end(moves: list[str]) -> tuple[int, int]:
    p = Point(0, 0)
    steps = {"r": (1, 0), "l": (-1, 0), "u": (0, 1)}
    for m in moves:
        p = p.moved(*steps.get(m, (0, -1)))
    return p.x, p.y


# ---
# deskcheck: f4([3, 1, 2], 5)
# deskcheck: f4([], 1)
def f4(a: list[int], k: int) -> list[int]:
    def g(x):
        return x * k

    r = []
    for x in a:
        r.append(g(x) - k)
    return r


# ---
def make_adder(step):
    total = 0

    def add(n):
        nonlocal total
        total += n * step
        return total

    return add


# deskcheck: run_adder(2, [1, 5, 3])
# deskcheck: run_adder(-1, [4])
def run_adder(step: int, values: list[int]) -> list[int]:
    add = make_adder(step)
    out = []
    for v in values:
        out.append(add(v))
    return out


# ---
def evens(limit):
    n = 0
    while n < limit:
        yield n
        n += 2


# deskcheck: f5(7)
# deskcheck: f5(2)
def f5(n: int) -> int:
    t = 1
    for x in evens(n % 9):
        t += x * t
    return t


# ---
def chunks(text, size):
    for start in range(0, len(text), size):
        yield text[start:start + size]


# deskcheck: dashed("abcdefgh", 3)
# deskcheck: dashed("xy", 4)
def dashed(text: str, size: int) -> str:
    size = max(size, 2)
    parts = list(chunks(text, size))
    return "-".join(parts)


# ---
def first_negative(values):
    for v in values:
        if v < 0:
            yield v


# deskcheck: debt([4, -2, -9])
# deskcheck: debt([1, 2])
def debt(values: list[int]) -> int:
    found = next(first_negative(values), None)
    if found is None:
        return 0
    return -found


# ---
class TooLoud(Exception):
    pass


def speak(volume):
    if volume > 8:
        raise TooLoud(f"level {volume}")
    return "a" * max(volume, 0)


# deskcheck: concert([2, 9, 4])
# deskcheck: concert([1, 3])
def concert(volumes: list[int]) -> list[str]:
    heard = []
    for v in volumes:
        try:
            heard.append(speak(v))
        except TooLoud as problem:
            heard.append(str(problem))
    return heard


# ---
# deskcheck: f6("12", "0")
# deskcheck: f6("8", "3")
# deskcheck: f6("x", "1")
def f6(a: str, b: str) -> str:
    try:
        n = int(a) // int(b)
    except ZeroDivisionError:
        return "zero"
    except ValueError:
        return "text"
    else:
        n += 1
    return str(n)


# ---
# deskcheck: finally_log([3, 0])
# deskcheck: finally_log([6, 2, 0, 5])
def finally_log(divisors: list[int]) -> list[str]:
    log = []
    for d in divisors:
        try:
            log.append(str(12 // d))
        except ZeroDivisionError:
            log.append("inf")
            break
        finally:
            log.append(";")
    return log


# ---
class Box:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"Box{self.items}"

    def put(self, item):
        if item not in self.items:
            self.items.append(item)


# deskcheck: f7(["a", "b", "a"])
# deskcheck: f7([])
def f7(xs: list[str]) -> int:
    b = Box()
    for x in xs:
        b.put(x)
    if b:
        return len(b) * 10
    return -1


# ---
class Animal:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return type(self).__name__ + ":" + self.name

    def sound(self):
        return "..."


class Dog(Animal):
    def sound(self):
        return "woof" + super().sound()


# deskcheck: noises("rex", "kit")
# deskcheck: noises("a", "")
def noises(dog: str, other: str) -> list[str]:
    zoo = [Dog(dog), Animal(other)]
    out = []
    for animal in zoo:
        out.append(f"{animal.name} {animal.sound()}")
    return out


# ---
def logged(fn):
    def wrapper(x):
        result = fn(x)
        return f"{x}->{result}"

    return wrapper


@logged
def triple(n):
    return n * 3


# deskcheck: f8([2, -1])
# deskcheck: f8([10])
def f8(a: list[int]) -> str:
    r = []
    for x in a:
        r.append(triple(x))
    return "|".join(r)


# ---
def joined(*parts, sep="-"):
    return sep.join(parts)


# deskcheck: label("a", ["b", "c"])
# deskcheck: label("x", [])
def label(head: str, rest: list[str]) -> str:
    one = joined(head, *rest)
    two = joined(head, head, sep="")
    return one + "/" + two


# ---
def describe(name, **options):
    text = name
    for key, value in options.items():
        text += f" {key}={value}"
    return text


# deskcheck: f9("box", 3)
# deskcheck: f9("jar", 0)
def f9(name: str, size: int) -> str:
    a = describe(name)
    b = describe(name, size=size, big=size > 2)
    return b if len(b) > 10 else a


# ---
# deskcheck: f10(["bb", "a", "dddd", "ccc"])
# deskcheck: f10(["kiwi"])
def f10(xs: list[str]) -> list[str]:
    ys = sorted(xs, key=lambda s: -len(s))
    z = max(xs, key=len)
    return ys[:2] + [z[0]]


# ---
# deskcheck: calculate("add", 6, 3)
# deskcheck: calculate("sub", 2, 9)
# deskcheck: calculate("pow", 2, 2)
def calculate(name: str, a: int, b: int) -> int | None:
    ops = {"add": lambda x, y: x + y, "sub": lambda x, y: x - y}
    op = ops.get(name)
    if op is None:
        return None
    result = op(a, b)
    return result * 2


# ---
class Guard:
    def __init__(self, log):
        self.log = log

    def __repr__(self):
        return "Guard()"

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append("out" if kind is None else kind.__name__)
        return True


# deskcheck: guarded([4, 2], 1)
# deskcheck: guarded([4, 2], 5)
def guarded(values: list[int], index: int) -> list[str]:
    log = []
    with Guard(log):
        log.append(str(values[index]))
    log.append("end")
    return log


# ---
from contextlib import contextmanager


@contextmanager
def indent(lines, by):
    lines.append("{" + " " * by)
    yield by + 1
    lines.append("}")


# deskcheck: block("x", 2)
# deskcheck: block("", 1)
def block(text: str, by: int) -> list[str]:
    lines = []
    with indent(lines, by % 5) as depth:
        lines.append(text * depth)
    return lines


# ---
# deskcheck: ensure_order(3, 8)
# deskcheck: ensure_order(2, 5)
# deskcheck: ensure_order(9, 9)
def ensure_order(low: int, high: int) -> int:
    span = high - low
    assert span > -50, "far apart"
    if span < 0:
        low, high = high, low
    return high - low + span


# ---
class Rect:
    def __init__(self, w, h):
        self.w = w
        self.h = h

    def __repr__(self):
        return f"Rect({self.w}, {self.h})"

    @property
    def area(self):
        return self.w * self.h


# deskcheck: bigger((3, 4), (5, 2))
# deskcheck: bigger((1, 1), (1, 1))
def bigger(a: tuple[int, int], b: tuple[int, int]) -> int:
    first = Rect(*a)
    second = Rect(*b)
    if first.area > second.area:
        return first.area
    second.w += 1
    return second.area


# ---
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __repr__(self):
        return f"Money({self.cents})"

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __eq__(self, other):
        return self.cents == other.cents


# deskcheck: f11(30, 12)
# deskcheck: f11(5, 5)
def f11(a: int, b: int) -> str:
    x = Money(a)
    y = Money(b)
    if x == y:
        return "same"
    z = x + y
    return str(z)


# ---
def clean(name):
    return name.strip().lower()


def slug(name):
    return clean(name).replace(" ", "_")


# deskcheck: slugs([" My File ", "Notes"])
# deskcheck: slugs(["A b"])
def slugs(names: list[str]) -> dict[str, str]:
    table = {}
    for name in names:
        table[slug(name)] = clean(name)
    return table


# ---
def split_pair(text):
    left, _, right = text.partition("=")
    return left, right


# deskcheck: parse_options(["a=1", "b", "c=x=y"])
# deskcheck: parse_options([])
def parse_options(parts: list[str]) -> dict[str, str]:
    options = {}
    for part in parts:
        key, value = split_pair(part)
        options[key] = value or "yes"
    return options


# ---
def valid(n):
    if n < 0:
        raise ValueError(n)
    return n % 7


# deskcheck: checked_sum([8, 15, 3])
# deskcheck: checked_sum([8, -1, 3])
def checked_sum(values: list[int]) -> int:
    total = 0
    for v in values:
        total += valid(v)
    return total


# ---
class Stack:
    def __init__(self):
        self.data = []

    def __repr__(self):
        return f"Stack({self.data})"

    def push(self, x):
        self.data.append(x)

    def pop(self):
        return self.data.pop() if self.data else 0


# deskcheck: f12("34+")
# deskcheck: f12("92-5+")
# deskcheck: f12("+")
def f12(s: str) -> int:
    st = Stack()
    for c in s[:6]:
        if c == "+":
            st.push(st.pop() + st.pop())
        elif c == "-":
            st.push(st.pop() - st.pop())
        elif c.isdigit():
            st.push(int(c))
    return st.pop()


# ---
def tree_depth(node):
    if not node:
        return 0
    left, right = node
    return 1 + max(tree_depth(left), tree_depth(right))


# deskcheck: grow(2)
# deskcheck: grow(0)
def grow(n: int) -> int:
    node = ()
    for i in range(n % 4):
        node = (node, ()) if i % 2 else ((), node)
    return tree_depth(node)


# ---
def visit(node, children, order):
    order.append(node)
    for child in children.get(node, []):
        visit(child, children, order)


# deskcheck: preorder(1)
# deskcheck: preorder(3)
# deskcheck: preorder(9)
def preorder(root: int) -> list[int]:
    children = {1: [2, 3], 3: [4]}
    order = []
    visit(root, children, order)
    return order


# ---
def backoff(attempt, base=2):
    return base ** attempt


# deskcheck: total_wait(3, 5)
# deskcheck: total_wait(5, 100)
def total_wait(tries: int, cap: int) -> int:
    waited = 0
    for attempt in range(tries % 7):
        waited += min(backoff(attempt), cap)
    return waited


# ---
# deskcheck: shared_default(3)
# deskcheck: shared_default(7)
def shared_default(n: int) -> list[int]:
    def push(x, bag=[]):
        bag.append(x)
        return bag

    a = push(n)
    b = push(n + 1)
    return a + b[:1]


# ---
class Temp:
    unit = "C"

    def __init__(self, degrees):
        self.degrees = degrees

    def __repr__(self):
        return f"{self.degrees}{self.unit}"

    def heat(self, by):
        self.degrees += by
        if self.degrees > 100:
            self.unit = "!"


# deskcheck: f13(20, 90)
# deskcheck: f13(5, 5)
def f13(start: int, by: int) -> str:
    a = Temp(start)
    b = Temp(by)
    a.heat(by)
    b.heat(1)
    return str(a) + str(b)
