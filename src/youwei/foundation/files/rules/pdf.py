"""PDF (ISO 32000), written anew by qpdf: earlier revisions and unreachable objects do not survive.

Removed: document information and XMP everywhere, thumbnails, application data, attached files,
identifiers that all versions of a document share, words of colour profiles, scripts, actions that
start, send, play or open something (web links stay), form programs (XFA), signatures (they name the
signer and no longer fit), who wrote a note and when, EXIF and the like in JPEG and JPEG 2000
pictures, restrictions that need no password. Refused, because the reader would miss what was meant:
a password, a portfolio, a file pinned to a page, sound and film, a form that exists as XFA only.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from youwei.foundation.files.rules import jpeg, jpeg2000, pdf_bounds, profiles
from youwei.foundation.files.rules.refusals import FileBroken, FileLocked, HoldsFiles

UNPACKED = 64 * 1024 * 1024  # bytes of one stream that qpdf itself has to read
# Process-wide, therefore once and here: qpdf's guards against bombs are off by default.
set_qpdf_limits(flate_max_memory=UNPACKED, png_max_memory=UNPACKED, doc_max_warnings=200)

_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/GoToDp"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"),
}
_PINNED = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
# ISO 32000-2, table 6, without Crypt: a stream that is packed otherwise cannot be looked into.
_FILTERS = {
    *("/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode"),
    *("/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode", "/JPXDecode"),
}
_ABOUT_A_NOTE = ("/T", "/M", "/CreationDate", "/NM", "/Subj")
_TRACES = ("/PieceInfo", "/LastModified", "/AF", "/EF", "/RF", "/JS")
_OF_THE_WHOLE = (
    "/AA",
    "/Metadata",
    "/Perms",
    "/Legal",
    "/Requirements",
    "/PieceInfo",
    "/Extensions",
)
_WEB = ("http://", "https://", "mailto:")


def clean(content: bytes) -> bytes:
    """Raises FileBroken, FileLocked, HoldsFiles, PackageTooLarge, and whatever qpdf raises on
    damaged data.
    """
    pdf_bounds.check(content)
    try:
        # A damaged file is not guessed at: what a repair swallows could carry an author along.
        document = Pdf.open(BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise FileLocked from None
    with document:
        pages = len(document.pages)
        _scrub_whole(document)
        for thing in document.objects:
            for node in _nodes(thing):
                _scrub(node)
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            encryption=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    with Pdf.open(out) as written:  # a damaged file can be read and yet make no good one
        if not pages or len(written.pages) != pages:
            raise FileBroken
    return out.getvalue()


def _scrub_whole(document: Pdf) -> None:
    root = document.Root
    if "/Collection" in root or root.get("/NeedsRendering", False):
        raise HoldsFiles
    for key in _OF_THE_WHOLE:
        _drop(root, key)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        for key in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
            _drop(names, key)
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, "/XFA")
    for key in list(document.trailer.keys()):
        # The first half of /ID stays the same in all versions of a document: it would join them.
        if key not in {"/Root", "/Size", "/Encrypt", "/Prev", "/XRefStm"}:
            _drop(document.trailer, key)


def _nodes(thing: Object) -> Iterator[Dictionary | Stream]:
    """The dictionaries written inside this one object; what it points to has its own turn."""
    waiting = [thing]
    while waiting:
        node = waiting.pop()
        children: list[Object] = []
        if isinstance(node, Dictionary | Stream):
            yield node
            children = [node[key] for key in list(node.keys())]
        elif isinstance(node, Array):
            children = list(node)
        waiting += [
            child
            for child in children
            if isinstance(child, Dictionary | Array) and not child.is_indirect
        ]


def _scrub(node: Dictionary | Stream) -> None:
    for key in _TRACES:
        _drop(node, key)
    for key in ("/Metadata", "/Thumb"):
        if isinstance(node.get(key), Stream):
            _drop(node, key)
    if "/ByteRange" in node or node.get("/Type") == "/Sig" or _is_forbidden_action(node):
        _empty(node)
    elif "/Rect" in node and "/Subtype" in node:
        _scrub_annotation(node)
    if isinstance(node, Stream):
        _scrub_stream(node)


def _is_forbidden_action(node: Dictionary | Stream) -> bool:
    kind = node.get("/S")
    if kind == "/URI":
        return not str(node.get("/URI", "")).lower().startswith(_WEB)
    return isinstance(kind, Name) and str(kind) in _ACTIONS


def _scrub_annotation(node: Dictionary | Stream) -> None:
    kind = str(node.get("/Subtype"))
    if kind in _PINNED:
        raise HoldsFiles
    for key in _ABOUT_A_NOTE if kind != "/Widget" else ("/M",):  # /T of a widget names the field
        _drop(node, key)


def _scrub_stream(stream: Stream) -> None:
    for key in ("/F", "/FFilter", "/FDecodeParms"):  # data that would be read from another file
        _drop(stream, key)
    if stream.get("/Subtype") == "/XML":  # XMP, wherever it hangs
        stream.write(b"")
        return
    filters = stream.get("/Filter", Array())
    chain = [str(one) for one in (filters if isinstance(filters, Array) else [filters])]
    if not _FILTERS.issuperset(chain):
        raise FileBroken
    if chain == ["/DCTDecode"]:
        _keep_bare(stream, stream.read_raw_bytes())
    elif chain == ["/FlateDecode", "/DCTDecode"]:
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(stream.read_raw_bytes(), UNPACKED)
        if not unpacking.eof:
            raise FileBroken
        _keep_bare(stream, raw)
    elif chain == ["/JPXDecode"]:
        picture = jpeg2000.bare(stream.read_raw_bytes())
        stream.write(picture, filter=Name.JPXDecode)
    elif {"/DCTDecode", "/JPXDecode"} & set(chain):  # packed as no program packs
        raise FileBroken
    elif isinstance(stream.get("/N"), int) and "/Type" not in stream:
        _keep_numbers(stream)


def _keep_numbers(stream: Stream) -> None:
    """Of a colour profile; other streams that look like one are left alone."""
    content = stream.read_bytes()
    if profiles.is_profile(content):
        stream.write(profiles.bare(content))


def _keep_bare(stream: Stream, raw: bytes) -> None:
    how = stream.get("/DecodeParms")  # may say how the colours are coded
    how = how[-1] if isinstance(how, Array) and len(how) else how
    kept = how if isinstance(how, Dictionary) else None
    stream.write(jpeg.bare(raw), filter=Name.DCTDecode, decode_parms=kept)


def _empty(node: Dictionary | Stream) -> None:
    for key in list(node.keys()):
        if key != "/Length":
            _drop(node, key)


def _drop(node: Object, key: str) -> None:
    if key in node:
        del node[key]
