#!/usr/bin/env python3
"""Measures how long training takes and how much memory it needs, on interactions drawn at random.

  measure.py [--interactions 200000,1000000] [--rank 64] [--search] [--work DIR]

Customers have one of 50 tastes and 50 products each on average; products are as popular as their rank to the power of
-0.8; there are 250 times fewer products than interactions. Without --search only the final fit is measured, with 8
iterations. Stages are as the command prints them; memory is the most that one of its processes held so far.
"""
import argparse
import bisect
import itertools
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

TASTES = 50
HISTORY = 50
PER_PRODUCT = 250


def draw(count, path):
    """Writes count distinct interactions, in order of their days."""
    chance = random.Random(count)
    products = max(200, count // PER_PRODUCT)
    weights = [list(itertools.accumulate(
        (rank + 1) ** -0.8 * (8 if chance.randrange(TASTES) < 3 else 1) for rank in range(products)))
        for _ in range(TASTES)]
    left = count
    with open(path, "w", encoding="utf-8") as file:
        file.write("customer,product,timestamp,country\n")
        customer = 0
        while left > 0:
            own = weights[chance.randrange(TASTES)]
            wanted = min(left, products // 2, max(2, int(chance.expovariate(1 / HISTORY))))
            bought = set()
            while len(bought) < wanted:
                bought.add(bisect.bisect(own, chance.random() * own[-1]))
            country = chance.randrange(20)
            for product in sorted(bought):
                file.write(f"c{customer},p{product},{1_700_000_000 + 86_400 * chance.randrange(365)},land {country}\n")
            left -= wanted
            customer += 1
    return customer, products


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interactions", default="200000,1000000")
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--work")
    options = parser.parse_args()
    command = str(pathlib.Path(__file__).resolve().parents[2] / "twospeed")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.work or scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for count in map(int, options.interactions.split(",")):
            file = folder / f"{count}.csv"
            customers, products = draw(count, file)
            arguments = [command, "model", "train", "--interactions", file, "--out", folder / "model", "--rank",
                         str(options.rank)]
            if not options.search:
                arguments += ["--iterations", "8", "--regularization", "0.01", "--blend-weight", "0.3"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.time()
            done = subprocess.run(arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
            if done.returncode != 0:
                sys.exit(done.stderr)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            memory = after.ru_maxrss / 1024
            fits = re.findall(r"Fit (\d+) of", done.stderr)
            print(f"{count} interactions, {customers} customers, {products} products, rank {options.rank}")
            print(f"  in all {time.time() - started:.1f} s, {processor:.1f} s of processor time, {fits[-1]} fits, {memory:.0f} MB at most")
            for stages in re.findall(r"(?:on all interactions|Wrote model \S+ to \S+): (.*)", done.stderr):
                print(f"  {stages}", flush=True)


if __name__ == "__main__":
    main()
