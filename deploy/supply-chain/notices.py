"""Writes THIRD-PARTY-NOTICES.txt from a CycloneDX bill of materials, or with --check compares it. Exit 1 where a licence is not allowed or the file is another."""
import json
import sys

NOTICES = "THIRD-PARTY-NOTICES.txt"
ALLOWED = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"}
# Packages whose metadata names a page and no licence id; read there.
READ = {"Apache.Avro": "Apache-2.0", "K4os.Compression.LZ4": "MIT", "librdkafka.redist": "BSD-2-Clause"}


def licence(component):
    ids = [entry.get("expression") or entry["license"].get("id") for entry in component.get("licenses", [])]
    return READ.get(component["name"]) or (ids[0] if ids and ids[0] else "unknown")


def main():
    components = json.load(open(sys.argv[1]))["components"]
    rows = sorted({(c["name"], c["version"], licence(c)) for c in components if c["type"] == "library" and not c["name"].startswith("Streams.")})
    text = "Packages that the Streams service is built with (deploy/supply-chain/make writes this file).\n\n"
    text += "".join(f"{name} {version} · {kind}\n" for name, version, kind in rows)
    refused = [row for row in rows if row[2] not in ALLOWED]
    for name, version, kind in refused:
        print(f"{name} {version}: the licence '{kind}' is not one of {', '.join(sorted(ALLOWED))}; read it, then name it in deploy/supply-chain/notices.py or leave the package out")
    if "--check" in sys.argv:
        if open(NOTICES).read() != text:
            print(f"{NOTICES} is not what the build is made of: run deploy/supply-chain/make and commit it")
            return 1
    else:
        open(NOTICES, "w").write(text)
    print(f"{len(rows)} packages")
    return 1 if refused else 0


sys.exit(main())
