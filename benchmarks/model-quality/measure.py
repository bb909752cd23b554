#!/usr/bin/env python3
"""Measures the model on real orders, with nothing but the model commands of ./twospeed.

  measure.py ORDERS.csv.gz [--cut 2011-08-01] [--rank 64] [--k 20] [--work DIR] [--json FILE]

ORDERS has the columns customer, product, timestamp, country and invoice (one row an order line). What was bought before
the cut is trained on, but only products with at least 5 buyers. Measured are, with what is known left out of the lists:

- known customers: what they bought from the cut on and had not bought before;
- unknown customers: of their first basket with at least m + 5 known products, m are given and the others are to be
  found, with and without their country. All lines of a basket have the same time, so the order is that of the product
  codes: "first" are the lowest. --line-order takes the order of the lines of the file instead.
"""
import argparse
import collections
import csv
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time

BASKETS = (1, 3, 5)
MIN_BUYERS = 5
REST = 5


def orders(path):
    opened = gzip.open(path, "rt", encoding="utf-8", newline="") if path.endswith(".gz") else open(path, newline="")
    with opened as file:
        yield from csv.DictReader(file)


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Trial:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.command = str(pathlib.Path(__file__).resolve().parents[2] / "twospeed")
        lines = list(orders(options.orders))
        before = [line for line in lines if line["timestamp"] < options.cut]
        self.after = [line for line in lines if line["timestamp"] >= options.cut]
        buyers = collections.defaultdict(set)
        for line in before:
            buyers[line["product"]].add(line["customer"])
        self.products = {product for product, who in buyers.items() if len(who) >= MIN_BUYERS}
        self.everybody_before = {line["customer"] for line in before}
        self.training = [line for line in before if line["product"] in self.products]
        self.countries = {line["customer"]: line["country"] for line in lines}

    def path(self, name):
        return str(self.folder / name)

    def run(self, *arguments):
        done = subprocess.run([self.command, "model", *arguments], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"twospeed model {arguments[0]} ended with {done.returncode}")
        return done.stdout

    def train(self):
        columns = ["customer", "product", "quantity", "timestamp", "country"]
        columns = [column for column in columns if column in self.training[0]]
        write(self.path("training.csv"), columns, ([line[c] for c in columns] for line in self.training))
        started = time.time()
        self.run(
            "train", "--interactions", self.path("training.csv"), "--out", self.path("model"),
            "--rank", str(self.options.rank), "--seed", str(self.options.seed))
        return time.time() - started

    def measure(self, name, histories, truth, with_country):
        write(self.path("histories.csv"), ["customer", "product"], histories)
        write(self.path("truth.csv"), ["customer", "product"], truth)
        arguments = [
            "recommend", "--model", self.path("model"), "--histories", self.path("histories.csv"),
            "--k", str(self.options.k), "--out", self.path("lists.csv")]
        if with_country:
            customers = dict.fromkeys(customer for customer, _ in histories)
            write(self.path("customers.csv"), ["customer", "country"], [(c, self.countries[c]) for c in customers])
            arguments += ["--customers", self.path("customers.csv")]
        self.run(*arguments)
        answer = json.loads(self.run(
            "evaluate", "--recommendations", self.path("lists.csv"), "--truth", self.path("truth.csv"),
            "--k", str(self.options.k), "--catalogue-size", str(len(self.products)), "--json"))
        text = "  ".join(
            f"{measure} {answer[measure]['mean']:.4f} ({answer[measure]['low']:.4f}-{answer[measure]['high']:.4f})"
            for measure in ("recall", "ndcg"))
        print(f"{name:34} {answer['customers']:5} customers  {text}", flush=True)
        return answer

    def known(self):
        had = collections.defaultdict(set)
        for line in self.training:
            had[line["customer"]].add(line["product"])
        truth = {
            (line["customer"], line["product"])
            for line in self.after
            if line["customer"] in had
            and line["product"] in self.products
            and line["product"] not in had[line["customer"]]}
        asked = {customer for customer, _ in truth}
        histories = [(customer, product) for customer in sorted(asked) for product in sorted(had[customer])]
        return histories, sorted(truth)

    def unknown(self, given):
        baskets = {}
        for line in self.after:
            if line["customer"] not in self.everybody_before:
                own = baskets.setdefault(line["customer"], {})
                basket = own.setdefault(line["invoice"], {})
                if line["product"] in self.products:
                    basket[line["product"]] = True
        histories, truth = [], []
        for customer, own in baskets.items():
            first = list(next(iter(own.values())))
            if not self.options.line_order:
                first.sort()
            if len(first) >= given + REST:
                histories += [(customer, product) for product in first[:given]]
                truth += [(customer, product) for product in first[given:]]
        return histories, truth


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("orders")
    parser.add_argument("--cut", default="2011-08-01")
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--k", type=int, default=20)
    parser.add_argument("--line-order", action="store_true")
    parser.add_argument("--work")
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(options, pathlib.Path(options.work or scratch))
        trial.folder.mkdir(parents=True, exist_ok=True)
        results = {"training_seconds": trial.train()}
        results["known"] = trial.measure("known", *trial.known(), with_country=True)
        for given in BASKETS:
            histories, truth = trial.unknown(given)
            for with_country in (False, True):
                name = f"unknown, {given} given" + (", with country" if with_country else "")
                results[name] = trial.measure(name, histories, truth, with_country)
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
