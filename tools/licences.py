#!/usr/bin/env python3
"""Lists the licences of everything in the software bill of materials, as a Markdown table.

    mvn -B cyclonedx:makeAggregateBom && tools/licences.py > target/licences.md

Exits with 1 when a library states no licence, naming it.
"""

import json
import pathlib
import sys

BOM = pathlib.Path(__file__).resolve().parent.parent / "target" / "bom.json"

# Libraries that state none in their description: what their own files say.
STATED_ELSEWHERE = {
    "oro:oro": "Apache-1.1",
    "org.apache.xbean:xbean-asm9-shaded": "Apache-2.0",
}


def licence(component):
    """The licences of a component, any of which applies; empty if it states none."""
    names = []
    for choice in component.get("licenses", []):
        stated = choice.get("license", {})
        names.append(choice.get("expression") or stated.get("id") or stated.get("name"))
    return " or ".join(names) or STATED_ELSEWHERE.get(f"{component['group']}:{component['name']}", "")


def main():
    if not BOM.exists():
        sys.exit(f"{BOM} is missing: run mvn -B cyclonedx:makeAggregateBom")
    components = [c for c in json.loads(BOM.read_text())["components"] if c["group"] != "dev.twospeed"]
    print("| library | version | licence |\n|---|---|---|")
    for component in sorted(components, key=lambda c: (c["group"], c["name"], c["version"])):
        print(f"| {component['group']}:{component['name']} | {component['version']} | {licence(component)} |")
    unknown = sorted({f"{c['group']}:{c['name']}" for c in components if not licence(c)})
    if unknown:
        sys.exit("no licence is stated by " + ", ".join(unknown))


if __name__ == "__main__":
    main()
