def add(a, b):
    return a + b

def sub(a, b):
    return a - b

TABLE = {"add": add, "sub": sub}

# deskcheck: w2("sub", 2)
def w2(name, n):
    total = TABLE[name](5, n)
    f = add if total > 2 else sub
    total += f(1, n)
    total += (lambda q: q + 1)(n)
    return total + (add if n else sub)(1, 1)

# deskcheck: w3(3)
def w3(n):
    def make(k):
        def inner(x):
            return x * k
        return inner
    return make(n)(4) + make(2)(1)

# deskcheck: w4([1, 2])
def w4(xs):
    return apply_all([add, sub], *xs), list(map(add, xs, xs))

def apply_all(fs, a, b):
    return [f(a, b) for f in fs]

# deskcheck: w5([3, 1])
def w5(xs):
    steps = (sorted, len, lambda v: v)
    out = []
    for step in steps:
        out.append(step(xs))
    return out, str.upper("a")
