"""Seeds of the fuzzers of the wire: tests/fuzz/corpus/{head,request,chunked,multipart,json}.

    python3 tests/reference/make_wire_corpus.py

Python 3.11, no packages. The seeds are examples to start from; tests/service holds the expected answers.
"""
import pathlib

CORPUS = pathlib.Path(__file__).parents[1] / "fuzz" / "corpus"
END = "Host: localhost\r\n\r\n"
PART = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhello\r\n"
FILE = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\nP\r\n"

HEADS = {
    "get": "GET /echo?a=b HTTP/1.1\r\n" + END,
    "old": "GET / HTTP/1.0\r\n" + END,
    "absolute": "GET http://localhost/a%20b HTTP/1.1\r\n" + END,
    "fields": "POST /a HTTP/1.1\r\nConnection: foo, close\r\nAccept: */*\r\nX-Empty:\r\n" + END,
    "expect": "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n" + END,
    "two-lengths": "POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n" + END,
    "folded": "GET / HTTP/1.1\r\nX: a\r\n b\r\n" + END,
    "empty-line": "\r\nGET / HTTP/1.1\r\n" + END,
    "version": "GET / HTTP/2.0\r\n" + END,
    "huge-length": "POST / HTTP/1.1\r\nContent-Length: 18446744073709551617\r\n" + END,
}
CHUNKED = {
    "plain": "5\r\nhello\r\n0\r\n\r\n",
    "extension": "5;a=\"b\"\r\nhello\r\nA\r\n0123456789\r\n0;x\r\nTrailer: 1\r\n\r\n",
    "negative": "-5\r\nhello\r\n",
    "huge": "ffffffffffffffff\r\n",
    "bare-feed": "5\nhello\n0\n\n",
}
REQUESTS = {
    "length": "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n" + END,
    "chunked": "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED["extension"],
    "pipeline": ("GET / HTTP/1.1\r\n" + END) * 3,
    "both": "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}
FORMS = {
    "one": PART + "--b--\r\n",
    "file": "\r\n" + PART + FILE + "--b--",
    "open": PART,
    "epilogue": PART + "--b--\r\nmore",
    "nested": "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed\r\n\r\n\r\n--b--",
    "quoted": "--b\r\nContent-Disposition: form-data; name=\"a\\\"b\"; filename*=UTF-8''x\r\n\r\n\r\n--b--\r\n",
    "almost": "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--\r\n-b\r\n--c\r\n--b--\r\n",
    "boundary": "multipart/form-data; charset=x; boundary=\"a'b\"",
}
JSONS = {
    "request": '{"prompt": "a cat", "width": 256, "cfg": 3.5, "seed": -1, "loras": [{"name": "x", "weight": 0.5}]}',
    "escapes": '{"a": "\\u00e4\\ud83d\\ude00\\n\\/\\"", "\\u0062": null}',
    "deep": "[" * 33 + "]" * 33,
    "twice": '{"a": 1, "\\u0061": 2}',
    "numbers": "[0, -0.0, 1e5, 1E-400, 12345678901234567890, 0.1]",
    "words": "[true, false, null]",
    "surrogate": '"\\ud800"',
    "base64": "iVBORw0KGgoAAAANSUhEUg==",
    "base64-space": "iVBO Rw0K\nGgo=",
}

for folder, seeds in {"head": HEADS, "request": HEADS | REQUESTS, "chunked": CHUNKED, "multipart": FORMS,
                      "json": JSONS}.items():
    (CORPUS / folder).mkdir(parents=True, exist_ok=True)
    for name, text in seeds.items():
        (CORPUS / folder / name).write_bytes(text.encode())
