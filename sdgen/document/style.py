"""The style sheet of documents in HTML. Colours are those of pictures; text has at least 4.5 : 1."""

from __future__ import annotations

from typing import Final

STYLE: Final = """\
:root{color-scheme:light dark;--page:#fff;--ink:#111827;--soft:#334155;--quiet:#55637a;--line:#e2e8f0;
--rule:#cfd7e2;--accent:#1d4ed8;--good:#15803d;--bad:#c81e1e;--warning:#b45309;--ground:#f8fafc}
@media(prefers-color-scheme:dark){:root{--page:#0d1117;--ink:#f1f5f9;--soft:#cbd5e1;--quiet:#9fb0c6;
--line:#232d3b;--rule:#37445a;--accent:#8db4ff;--good:#4ade80;--bad:#fb8585;--warning:#fbbf24;
--ground:#16202c}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:4.5rem 1.5rem 6rem;max-width:49rem;background:var(--page);color:var(--ink);
font:400 15.5px/1.5 Roboto,Helvetica,Arial,"Liberation Sans",Arimo,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
td a{text-decoration-color:var(--rule)}
.kind{margin:0;color:var(--quiet)}
h1{margin:0;font-size:2.6rem;line-height:1.15;letter-spacing:-.01em}
.lead{margin:.5rem 0 0;font-size:1.2rem;line-height:1.5;color:var(--soft);max-width:38rem}
.about{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:1rem 0 0;font-size:.9rem}
.about div{display:flex;gap:.5rem}.about dt{color:var(--quiet);font-weight:400}.about dd{margin:0;font-weight:500;overflow-wrap:anywhere}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));margin:2.2rem 0 0;
border-top:2px solid var(--ink);border-bottom:1px solid var(--rule)}
.numbers>div{padding:.9rem 1.2rem 1rem}.numbers>div:first-child{padding-left:0}
.numbers>div+div{border-left:1px solid var(--rule)}
.numbers small{display:block;font-size:.86rem;color:var(--quiet)}
.numbers b{display:block;font-weight:500;font-size:2rem;line-height:1.3;letter-spacing:-.01em}
.numbers p{margin:.1rem 0 0;font-size:.86rem;line-height:1.4;color:var(--soft)}
h2{margin:3.6rem 0 .6rem;font-size:1.6rem;line-height:1.25;letter-spacing:-.01em}
h3{margin:2.2rem 0 .3rem;font-size:1.12rem;line-height:1.35}
h4,h5,h6{margin:1.8rem 0 .3rem;font-size:1rem;line-height:1.4}
.number{font-weight:400;color:var(--quiet);margin-right:.35rem}
p{margin:0 0 .5rem}.quiet{color:var(--quiet)}p.quiet{font-size:.86rem}
.good{color:var(--good);font-weight:500}.bad{color:var(--bad);font-weight:500}
.warning{color:var(--warning);font-weight:500}.strong{font-weight:600}
ul{margin:.3rem 0 .6rem;padding-left:1.2rem}li{margin:.15rem 0}
dl{margin:.3rem 0 .6rem}dt{font-weight:600}dd{margin:0 0 .45rem}
.beside{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem}
.beside dt{font-weight:400;color:var(--quiet)}.beside dd{margin:0}
code{font:inherit;background:var(--ground);padding:0 .25em;border-radius:3px}
.open{margin:.8rem 0;padding:.1rem 0 .1rem .8rem;border-left:3px solid var(--warning)}
.open b{font-weight:500;color:var(--warning);margin-right:.3rem}
.scroll{overflow-x:auto;margin:.7rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}
caption{text-align:left;font-size:.88rem;color:var(--soft);padding-bottom:.3rem}
th,td{padding:.22rem .8rem .22rem 0;text-align:right;vertical-align:top;white-space:nowrap;
border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
.text{text-align:left;white-space:normal;min-width:6rem}
:not(.text)+.text{padding-left:.7rem}td a{white-space:nowrap}
thead th{font-weight:500;vertical-align:bottom;border-top:1.5px solid var(--ink);border-bottom:1px solid var(--ink)}
tbody tr:last-child>*{border-bottom:1.5px solid var(--ink)}
.more{font-size:.86rem;color:var(--quiet)}
details{margin:.8rem 0;padding:.5rem .8rem;background:var(--ground);font-size:.92rem}
summary{cursor:pointer;color:var(--soft);font-weight:500}details[open]>summary{margin-bottom:.5rem}
nav{margin:2.5rem 0 0}nav h2{margin:0 0 .3rem;padding-bottom:.2rem;font-size:1rem;font-weight:600;
letter-spacing:0;border-bottom:1px solid var(--ink)}
nav ol{list-style:none;margin:0;padding:0;columns:2 14rem;column-gap:2.5rem}
nav a{display:block;padding:.15rem 0;color:var(--ink);text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}nav a span{color:var(--quiet);margin-right:.6rem}
figure{margin:1.8rem calc(50% - min(50vw - 1rem,36rem)) 1.6rem}
.picture{overflow-x:auto}.picture svg{display:block;max-width:100%;height:auto;margin:0 auto}
figcaption{margin:.6rem auto 0;max-width:46rem;font-size:.88rem;line-height:1.45;color:var(--soft)}
.alone,.back{margin-left:.4rem;white-space:nowrap}.back{display:none}
figure:target{position:fixed;inset:0;z-index:1;margin:0;padding:1rem;overflow:auto;background:var(--page)}
figure:target .picture svg{max-width:none}
figure:target .alone{display:none}figure:target .back{display:inline}
@media(max-width:40rem){body{padding:2rem 1rem 4rem}h1{font-size:2rem}
.numbers{display:block}.numbers>div{padding-left:0}.numbers>div+div{border-left:0;border-top:1px solid var(--rule)}
.long{min-width:14rem}.longest{min-width:20rem}
caption{position:sticky;left:0;width:min(100%,calc(100vw - 2rem))}
.picture svg{min-width:34rem}}
@media print{@page{size:A4;margin:18mm}
body{padding:0;max-width:none;font-size:9.4pt}.alone,.back{display:none!important}
h2{break-before:page;margin-top:0}nav h2,.first{break-before:auto}
h2,h3,h4,caption{break-after:avoid}tr,.open,figure{break-inside:avoid}
figure{margin:1rem 0}figure:target{position:static}.picture svg{max-height:230mm}
.scroll,.picture{overflow:visible}a{color:inherit;text-decoration:none}thead{display:table-header-group}}
"""
