"""Prints how far the table of office holders was checked: the earliest end among the leaders of each country."""

import csv
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "servanda" / "actors" / "data" / "offices.csv"


def main() -> None:
    """Print the countries whose leaders are known for the shortest time."""
    until: dict[str, str] = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["iso3"] and row["effective"] == "1":
                known = row["verified_until"] or row["end"]
                until[row["iso3"]] = max(until.get(row["iso3"], ""), known)
    first = sorted(until.items(), key=lambda pair: (pair[1], pair[0]))[:5]
    told = ", ".join(f"{country} {day}" for country, day in first)
    print(f"office holders: {len(until)} countries; checked for the shortest time: {told}")


if __name__ == "__main__":
    main()
