#!/usr/bin/env python3
"""Makes src/Sonde.Analysis/Detectors/LetterTable.cs: how likely each letter follows two others in names that people give.

Counts come from words of this machine's free software: the translated messages in /usr/share/locale (languages with Latin
letters) and the names of Debian packages. Only counts of three letters leave the lists. Prints how well the score tells
generated names from given ones. Run as: eng/letter-table.py [--write]
"""
import glob, gettext, math, random, re, subprocess, sys, unicodedata

LANGUAGES = "en en_GB de fr es it pt pt_BR nl sv da nb fi pl cs sk hu ro hr sl tr id ms et lv lt ca eu gl sq af eo vi ga".split()
A = "abcdefghijklmnopqrstuvwxyz"


def plain(text):
    text = text.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def words():
    found = set()
    for language in LANGUAGES:
        for path in glob.glob(f"/usr/share/locale/{language}/LC_MESSAGES/*.mo"):
            try:
                with open(path, "rb") as file:
                    catalog = gettext.GNUTranslations(file)._catalog
            except Exception:
                continue
            for original, text in catalog.items():
                for one in (original if isinstance(original, str) else original[0], text):
                    if isinstance(one, str):
                        found.update(w for w in re.findall(r"[a-z]{3,16}", plain(one)))
    packages = subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True).stdout
    for name in packages.split():
        found.update(w for w in re.findall(r"[a-z]{3,16}", name))
    # names are often two words in one
    return sorted(found)


def table(names):
    counts = [[[0.3] * 27 for _ in range(27)] for _ in range(27)]
    index = {c: i + 1 for i, c in enumerate(A)}
    for name in names:
        before, last = 0, 0
        for c in name:
            counts[before][last][index[c]] += 1
            before, last = last, index[c]
    bits = [[[0.0] * 27 for _ in range(27)] for _ in range(27)]
    for a in range(27):
        for b in range(27):
            total = sum(counts[a][b][1:])
            pair = [sum(counts[x][b][c] for x in range(27)) for c in range(27)]
            whole = sum(pair[1:])
            for c in range(1, 27):
                p = 0.75 * counts[a][b][c] / total + 0.2 * pair[c] / whole + 0.05 / 26
                bits[a][b][c] = -math.log2(p)
    return bits


def features(name, bits):
    letters = [c for c in name if c in A]
    digits = sum(c.isdigit() for c in name)
    changes = sum(x.isdigit() != y.isdigit() for x, y in zip(name, name[1:]) if x != "-" and y != "-")
    cost, n, before, last = 0.0, 0, 0, 0
    dear = 0
    for c in name:
        if c not in A:
            before, last = 0, 0
            continue
        i = A.index(c) + 1
        cost += bits[before][last][i]
        dear += bits[before][last][i] > 7
        n += 1
        before, last = last, i
    mean = cost / n if n else 4.7
    return [mean - 4.2, (mean - 4.2) * min(len(name), 30) / 10, digits / len(name), changes / len(name), dear / max(1, n), min(len(name), 30) / 10 - 1]


def generated(rng):
    kind = rng.randrange(6)
    n = rng.randint(8, 24)
    if kind == 0:
        return "".join(rng.choice(A) for _ in range(n))
    if kind == 1:
        return "".join(rng.choice("0123456789abcdef") for _ in range(n))
    if kind == 2:
        return "".join(rng.choice(A + "0123456789") for _ in range(n))
    if kind == 3:
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxy") for _ in range(rng.randint(7, 14)))
    if kind == 4:
        seed, out = rng.getrandbits(32), ""
        for _ in range(n):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            out += A[(seed >> 16) % 26]
        return out
    return "".join(rng.choice("bcdfghjklmnpqrstvwxz") for _ in range(rng.randint(6, 14)))


def given(rng, names):
    kind = rng.randrange(10)
    if kind < 4:
        return rng.choice(names)
    if kind < 8:
        return rng.choice(names) + rng.choice(["", "", "-"]) + rng.choice(names)
    if kind == 8:
        return rng.choice(names) + str(rng.randint(1, 999))
    return rng.choice(names)[: rng.randint(2, 4)] + rng.choice(names)


def main():
    rng = random.Random(7)
    names = words()
    rng.shuffle(names)
    half = len(names) * 9 // 10
    bits = table(names[:half])
    print(f"{len(names)} words")
    def sample(list_, count, seed):
        r = random.Random(seed)
        rows = [(features(given(r, list_), bits), 0) for _ in range(count)]
        rows += [(features(generated(r), bits), 1) for _ in range(count)]
        r.shuffle(rows)
        return rows
    train = sample(names[:half], 15000, 1)
    weights = [0.0] * 7
    for step in range(60):
        rate = 0.3 / (1 + step / 10)
        for x, y in train:
            z = weights[6] + sum(w * v for w, v in zip(weights, x))
            error = y - 1 / (1 + math.exp(-max(-30, min(30, z))))
            for i in range(6):
                weights[i] += rate * 0.05 * error * x[i]
            weights[6] += rate * 0.05 * error
    print("weights", [round(w, 3) for w in weights])
    test = sample(names[half:], 5000, 2)
    for limit in (0.5, 0.8, 0.9, 0.95, 0.99):
        z = math.log(limit / (1 - limit))
        hit = [0, 0]
        for x, y in test:
            hit[y] += weights[6] + sum(w * v for w, v in zip(weights, x)) >= z
        print(limit, "false", hit[0] / 5000, "found", hit[1] / 5000)
    if "--write" not in sys.argv:
        return
    step = 5
    cells = "".join(chr(35 + min(55, round(bits[a][b][c] * step))) if c else "#" for a in range(27) for b in range(27) for c in range(27))
    assert "\\" not in cells and '"' not in cells
    lines = [cells[i : i + 108] for i in range(0, len(cells), 108)]
    with open("src/Sonde.Analysis/Detectors/LetterTable.cs", "w") as out:
        out.write(
            "namespace Sonde.Analysis;\n\n"
            "/// <summary>How surprising a letter is behind two others, in names that people give; made by eng/letter-table.py.</summary>\n"
            "internal static class LetterTable\n{\n"
            "    /// <summary>Steps in a bit.</summary>\n"
            f"    public const double Step = {step};\n\n"
            "    /// <summary>Weights of the features of <see cref=\"NameScore\"/> in their order, and the constant.</summary>\n"
            "    public static ReadOnlySpan<double> Weights => [" + ", ".join(f"{w:.3f}" for w in weights) + "];\n\n"
            "    /// <summary>27 × 27 × 27 cells: the letters before (0 is the beginning), then the letter; a cell is a character from '#' on.</summary>\n"
            "    public static ReadOnlySpan<byte> Cells =>\n        "
        )
        out.write("\n            + ".join(f'"{line}"u8' for line in lines) + ";\n}\n")


main()
