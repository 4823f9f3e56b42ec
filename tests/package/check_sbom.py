# check_sbom.py - each package's bill of materials is SPDX 2.3, and says what is in the package and what it depends on
# SPDX-License-Identifier: MIT
#
#     check_sbom.py PACKAGE.deb...
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FIELDS = {"spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "files",
          "relationships"}
CREATED = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def check_form(document):
    """What clause 6 to 11 of the specification ask for."""
    check(set(document) == FIELDS, f"fields {sorted(document)}")
    check((document["spdxVersion"], document["dataLicense"]) == ("SPDX-2.3", "CC0-1.0"), "version and licence")
    check(document["SPDXID"] == "SPDXRef-DOCUMENT", "identifier of the document")
    check(re.fullmatch(r"https://[^#]+", document["documentNamespace"]), "namespace")
    check(re.fullmatch(CREATED, document["creationInfo"]["created"]), "time")
    check(all(re.match("(Tool|Person|Organization): ", each) for each in document["creationInfo"]["creators"]), "creators")
    elements = [document] + document["packages"] + document["files"]
    identifiers = [element["SPDXID"] for element in elements]
    check(len(set(identifiers)) == len(identifiers), "an identifier is there twice")
    check(all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", each) for each in identifiers), "form of identifiers")
    for package in document["packages"]:
        check({"name", "versionInfo", "downloadLocation", "filesAnalyzed"} <= set(package), f"fields of {package}")
    for relation in document["relationships"]:
        check({relation["spdxElementId"], relation["relatedSpdxElement"]} <= set(identifiers), f"{relation} leads nowhere")


def related(document, one, kind):
    elements = {element["SPDXID"]: element for element in document["packages"] + document["files"]}
    return [elements[relation["relatedSpdxElement"]] for relation in document["relationships"]
            if relation["spdxElementId"] == one and relation["relationshipType"] == kind]


def check_facts(document, root, control, own):
    [package] = related(document, "SPDXRef-DOCUMENT", "DESCRIBES")
    check((package["name"], package["versionInfo"]) == (control["Package"], control["Version"]), "name and version")
    check(package["licenseDeclared"] == "MIT", "licence")
    there = {f"./{path.relative_to(root)}": path.read_bytes() for path in root.rglob("*")
             if path.is_file() and not path.is_symlink() and path != own}
    files = related(document, package["SPDXID"], "CONTAINS")
    check({file["fileName"] for file in files} == set(there), "not the files of the package")
    for file in files:
        for checksum in file["checksums"]:
            found = hashlib.new(checksum["algorithm"], there[file["fileName"]]).hexdigest()
            check(found == checksum["checksumValue"], f"{checksum['algorithm']} of {file['fileName']}")
    sums = sorted(hashlib.sha1(content).hexdigest() for content in there.values())
    check(package["packageVerificationCode"]["packageVerificationCodeValue"]
          == hashlib.sha1("".join(sums).encode()).hexdigest(), "sum of all files")
    wanted = {each.split()[0] for each in control["Depends"].split(", ")}
    check({each["name"] for each in related(document, package["SPDXID"], "DEPENDS_ON")} == wanted, "dependencies")


def main():
    for deb in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as directory:
            root = Path(directory)
            subprocess.run(["dpkg-deb", "-x", deb, directory], check=True)
            fields = subprocess.run(["dpkg-deb", "-f", deb, "Package", "Version", "Depends"], check=True, text=True,
                                    stdout=subprocess.PIPE).stdout
            control = dict(line.split(": ", 1) for line in fields.splitlines())
            [own] = root.rglob("*.spdx.json")
            document = json.loads(own.read_text(encoding="utf-8"))
            check_form(document)
            check_facts(document, root, control, own)
            print(f"{own.name}: {len(document['files'])} files, {len(document['packages']) - 1} dependencies")


main()
