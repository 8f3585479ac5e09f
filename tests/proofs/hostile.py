"""The only place for what a document must never obey: markup that fetches, and text that breaks fonts or files."""

#: {url} is a listener on the loopback interface, {file} a file with a secret; each snippet fetches in a renderer without guard.
SNIPPETS = (
    '<img src="{url}/img">',
    '<img srcset="{url}/srcset 2x" src="{url}/img">',
    '<object data="{url}/object"></object>',
    '<embed src="{url}/embed">',
    '<iframe src="{url}/iframe"></iframe>',
    '<link rel="stylesheet" href="{url}/style.css">',
    '<link rel="attachment" href="{url}/attachment">',
    '<link rel="attachment" href="{file}">',
    '<a rel="attachment" href="{file}">Anlage</a>',
    "<style>@import url('{url}/import.css');</style>",
    "<style>@font-face{{font-family:x;src:url('{url}/font.woff2')}} *{{font-family:x !important}}</style>x",
    "<style>body{{background:url('{url}/background.png')}}</style>",
    "<style>*::before{{content:url('{url}/content.png')}}</style>",
    "<style>li{{list-style-image:url('{url}/list.png')}}</style><ul><li>x</li></ul>",
    "<style>p{{border-image:url('{url}/border.png') 1}}</style><p>x</p>",
    "<style>@page{{background:url('{url}/page.png')}}</style>",
    "<style>@color-profile --x{{src:url('{url}/profile.icc')}}</style>",
    '<p style="background-image:url({url}/inline.png)">x</p>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg-image.png" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{url}/svg-use.svg#x"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url("{url}/svg.css");</style></svg>',
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{url}/nested.png' width='9'/%3E%3C/svg%3E\">",
    '<base href="{url}/"><img src="relative.png">',
    '<img src="{file}">',
    '"><img src="{url}/attribute.png"><p title="',
    "</title></style></desc></svg><img src='{url}/closing.png'>",
    "url({url}/bare.png) {url}/bare @import '{url}/bare.css'; attr(x) string(y)",
    "{{% include '/etc/passwd' %}} {{{{ settings.SECRET_KEY }}}} <img src='{url}/template.png'>",
)

#: Signs no print font holds, signs that turn or hide text, signs no file may hold, formulas of spreadsheets.
STRANGE = (
    "مقهى الوالدين · 家长咖啡 · Кафе · ☕👩‍👧‍👦🇩🇪 · e\u0301 · ﬁ · ½ · ✓ ● \u2010 \u2011 \u202f",
    "\u202egnuztueD\u202c \u2066x\u2069 \u200b\u200d\ufeff\u00ad \ue000 \U0001f310 \U000e0041",
    "Null\x00 Glocke\x07 Escape\x1b[31m Ersatz\ud800 Ende\x7f\x85 \ufffe\uffff",
    '=HYPERLINK("http://x.example";"x") +1 -1 @SUMME(A1) \t=1+1',
    "&lt;b&gt; &amp; ]]> <!-- x --> <?xml ?> \\ \" ' ` % # {} $(x)",
)
