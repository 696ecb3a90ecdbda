"""A counter with one clerk: customers arrive, wait in line and are served."""


class Desk:
    """One clerk who serves one customer a turn."""

    def __init__(self, patience):
        self.patience = patience
        self.waiting = []
        self.lost = 0

    def arrive(self, name):
        if len(self.waiting) >= self.patience:
            self.lost += 1
            return False
        self.waiting.append(name)
        return True


def simulate(arrivals, patience):  # deskcheck: simulate([["Ann", "Bo", "Cy"], []], 2)
    desk = Desk(patience)
    served = []
    for names in arrivals:
        for name in names:
            desk.arrive(name)
        if desk.waiting:
            served.append(desk.waiting.pop(0))
    return served, desk.lost


def next_number(ticket, last):  # deskcheck: next_number(99, 99)
    """Give the ticket after `ticket`; the roll starts again after `last`."""
    if ticket == last:
        raise ValueError("the roll is empty")
    return ticket + 1
