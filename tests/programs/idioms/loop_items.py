# deskcheck: t1([{"n": "a", "v": 2}, {"n": "b", "v": 1}])
def t1(rows):
    for r in rows:
        r["v"] *= 10
        r["w"] = len(rows)
    return rows

# deskcheck: t2([[1, 2], [3]])
def t2(rows):
    for i, r in enumerate(rows):
        r.append(i)
        r[0] += 1
    return rows

# deskcheck: t3({"a": [1], "b": [2]})
def t3(d):
    for k, v in d.items():
        v.append(k)
    for v in d.values():
        v.pop(0)
    return d

# deskcheck: t4([[1], [1]])
def t4(rows):
    for r in rows:
        r.append(2)
    return rows

# deskcheck: t5(2)
def t5(n):
    row = [0]
    rows = [row, row]
    for r in rows:
        r.append(n)
    return rows, row

# deskcheck: t6([[1], [2]])
def t6(rows):
    other = rows
    for r in rows:
        r.append(3)
        other.append([4])
        if len(other) > 4:
            break
    return rows

# deskcheck: t7([[3], [4]])
def t7(rows):
    first = rows[0]
    for r in rows:
        r.append(9)
    return rows, first

# deskcheck: t8([[3], [4]])
def t8(rows):
    for r in rows:
        rows = [[3], r]
        r.append(5)
    return rows

# deskcheck: t9([[3], [4]])
def t9(rows):
    for r in rows:
        r = [7]
        r.append(5)
    return rows

# deskcheck: t10([[1, 2], [3, 4]])
def t10(grid):
    for row in grid:
        for j in range(len(row)):
            row[j] = row[j] * 2 if row[j] % 2 else 0
    return grid

# deskcheck: t11([[[1]], [[2]]])
def t11(cube):
    for plane in cube:
        for line in plane:
            line.append(0)
    return cube

# deskcheck: t12([{"tags": ["x"]}, {"tags": []}])
def t12(items):
    for item in items:
        item["tags"].append("new")
        item.setdefault("n", 0)
    return items

# deskcheck: t13([[1], [2]], [[1], [5]])
def t13(a, b):
    for r in a:
        r.append(8)
    for r in b:
        r.append(9)
    return a, b

class Box:
    def __init__(self, rows):
        self.rows = rows
    def work(self, rows):
        for r in rows:
            self.rows.pop(0)
            r.append(1)
        return rows

# deskcheck: t14([[1], [2]])
def t14(rows):
    return Box(rows).work(rows)

# deskcheck: t15([[2, 1], [3, 0]])
def t15(rows):
    out = []
    for r in rows:
        r.sort()
        out.append(r)
    out[0].append(6)
    return rows, out
