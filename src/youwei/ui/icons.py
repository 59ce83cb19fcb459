"""Line drawings on a 24 by 24 grid. They only accompany words, so they are hidden from readers."""

PATHS = {
    "back": "M19 12H5M11 6l-6 6 6 6",
    "forward": "M5 12h14M13 6l6 6-6 6",
    "tick": "M5 12.5l4.5 4.5L19 7.5",
    "warning": "M12 4L2.5 20h19zM12 10v4.5M12 17.200v.3",
    "error": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9 9l6 6M15 9l-6 6",
    "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.5v.3",
    "lock": "M6 10.5h12V20H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14v2.5",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21",
    "speak": "M4 5h16v11.5h-9L6.5 20v-3.5H4zM8 9h8M8 12.5h5",
    "sealed": "M4 6h16v12.5H4zM4 7l8 6 8-6M12 13v2.5M9.5 18.5a2.5 2.5 0 1 1 5 0",
    "window": "M4 20V9l8-5 8 5v11zM9 20v-6h6v6M4 20h16",
    "results": "M4 20h16M6 20v-6h3v6M11 20V9h3v11M16 20V5h3v15",
    "list": (
        "M5 4h14v16H5zM8.5 8.5h.3M11.5 8.5h4.5M8.5 12h.3M11.5 12h4.5M8.5 15.5h.3M11.5 15.5h4.5"
    ),
    "file": "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6",
}
