"""Files that are no honest YAML: what it is, the bytes of x.yaml, what its author reads."""

FORMS = [
    ("an anchor", b"a: &x 1\n", ["x.yaml:1: anchors and aliases (& and *) are not used here"]),
    ("an alias", b"a: 1\nb: *x\n", ["x.yaml:2: anchors and aliases (& and *) are not used here"]),
    ("a tag", b"a: !!python/name:os.system 1\n", ["x.yaml:1: tags (!) are not used here"]),
    ("a tagged key", b"!!str a: 1\n", ["x.yaml:1: tags (!) are not used here"]),
    (
        "two documents",
        b"a: 1\n---\nb: 1\n",
        ["x.yaml:2: a second document begins; use one file for each"],
    ),
    ("a list", b"- a\n", ["x.yaml:1: expected sections such as `themes:`"]),
    ("a word", b"hello\n", ["x.yaml:1: expected sections such as `themes:`"]),
    ("a mapping as key", b"? {a: 1}\n: 1\n", ["x.yaml:1: a key must be a word"]),
    (
        "another encoding",
        "a: 作风\n".encode("gb18030"),
        ["x.yaml:1: not UTF-8; save the file in that encoding"],
    ),
    (
        "a bidirectional override",
        "a: 1\nb: \u202eabc\n".encode(),
        ["x.yaml:2: holds a character that cannot be seen; type the line anew"],
    ),
    (
        "a zero-width space",
        "a\u200bb: 1\n".encode(),
        ["x.yaml:1: holds a character that cannot be seen; type the line anew"],
    ),
    (
        "a control character",
        b"a: 1\n\nb: \x07\n",
        ["x.yaml:3: holds a character that cannot be seen; type the line anew"],
    ),
    (
        "an escaped one",
        b'lights:\n  normal:\n    name: {zh: "\\u202e", en: x}\n    clause: x\n',
        ["x.yaml:3: lights: normal.name.zh: holds a character that cannot be seen"],
    ),
    ("an impossible escape", b'a: "\\UFFFFFFFF"\n', ["x.yaml: not YAML that can be read here"]),
    (
        "an open bracket",
        b"a: [1\n",
        ["x.yaml:2: not YAML: expected ',' or ']', but got '<stream end>'"],
    ),
    (
        "a tab",
        b"a:\n\tb: 1\n",
        ["x.yaml:2: not YAML: found character '\\t' that cannot start any token"],
    ),
    ("a deep nest", b"[" * 50_000, ["x.yaml:1: nested deeper than 12 levels"]),
    ("a big file", b"#" * 300_000, ["x.yaml: larger than 256 KB; divide it by topic"]),
    (
        "many values",
        b"a: [" + b"1," * 30_000 + b"1]",
        ["x.yaml:1: more than 20000 values; divide the file by topic"],
    ),
]
