"""The style sheet of a report as a page: calm on a screen, and right on A4.

Every text has at least 7:1 contrast to its ground, also on the darkest cell of a heat map; a test computes it.
"""

GROUND = "#ffffff"
TEXT = "#1b242c"
QUIET = "#46525d"
ACT = "#0b4f74"
WARN = "#703700"
RULE = "#c9d2d8"

STYLE = f"""
:root {{ color-scheme: light; }}
html {{ font-size: 16px; }}
body {{ font: 1rem/1.5 "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: {TEXT};
  background: {GROUND}; max-width: 60rem; margin: 2.5rem auto; padding: 0 1.25rem; }}
h1 {{ font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; }}
h2 {{ font-size: 1.4rem; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 2px solid {ACT}; }}
h3 {{ font-size: 1.05rem; margin: 2rem 0 .5rem; }}
p {{ max-width: 44rem; margin: .4rem 0; }}
.scope {{ font-size: 1.1rem; }}
.quiet, .note {{ color: {QUIET}; font-size: .9rem; }}
.summary {{ margin: 1.5rem 0; padding: .25rem 0 .25rem 1.1rem; border-left: 4px solid {ACT}; }}
.summary dl {{ margin: .4rem 0 .9rem; }}
.fact {{ display: grid; grid-template-columns: 13rem 1fr; column-gap: 1rem; padding: .2rem 0; border-bottom: 1px solid {RULE}; }}
.fact dt {{ color: {QUIET}; }}
.fact dd {{ margin: 0; max-width: 40rem; font-weight: 600; font-variant-numeric: tabular-nums; }}
.fact:first-child dd {{ font-size: 1.3rem; line-height: 1.3; }}
.summary .first {{ margin-top: .9rem; font-weight: 600; }}
.summary ol {{ margin-bottom: 1rem; }}
ol, .comment ul {{ max-width: 44rem; margin: .3rem 0; padding-left: 1.6rem; }}
.comment {{ margin-bottom: 1.5rem; }}
.comment h2 {{ font-size: 1.15rem; margin: 1.5rem 0 .5rem; padding: 0; border: 0; }}
.comment h3 {{ margin: 1rem 0 .3rem; }}
table {{ border-collapse: collapse; margin: .75rem 0; font-variant-numeric: tabular-nums; font-size: .9rem; }}
caption {{ text-align: left; font-weight: 600; padding-bottom: .3rem; }}
th, td {{ padding: .25rem 1.1rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid {RULE};
  font-weight: 400; }}
thead th {{ color: {QUIET}; border-bottom: 1px solid {QUIET}; vertical-align: bottom; }}
.number {{ text-align: right; white-space: nowrap; }}
th.number {{ white-space: normal; }}
.dense {{ font-size: .8rem; }}
.dense th, .dense td {{ padding-right: .55rem; }}
.heard {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
.wide {{ overflow-x: auto; }}
figure {{ margin: 1rem 0 1.5rem; }}
figcaption {{ font-weight: 600; margin-bottom: .4rem; }}
svg {{ display: block; width: 100%; max-width: 54rem; height: auto; }}
svg text {{ font-size: 12px; fill: {TEXT}; }}
svg .small {{ font-size: 11px; }}
svg .strong {{ font-weight: 600; }}
.rule {{ stroke: {RULE}; stroke-width: 1; }}
.interval {{ stroke: {ACT}; stroke-width: 2; }}
.point {{ fill: {ACT}; }}
.target {{ stroke: {WARN}; stroke-width: 3; }}
.bar, .cell {{ fill: {ACT}; }}
.cumulative {{ fill: none; stroke: {WARN}; stroke-width: 1.5; }}
.cumulative-point {{ fill: {WARN}; }}
.trend {{ fill: none; stroke: {ACT}; stroke-width: 1.75; }}
.trend-point {{ fill: {ACT}; }}
.band {{ fill: {ACT}; fill-opacity: .14; stroke: none; }}
.goal {{ stroke: {WARN}; stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }}
svg .axis {{ font-size: 10px; fill: {QUIET}; }}
svg .behind {{ fill: {WARN}; font-weight: 600; }}
@page {{ size: A4; margin: 16mm 14mm 18mm; }}
@media print {{
  html {{ font-size: 9.5pt; }}
  body {{ max-width: none; margin: 0; padding: 0; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  h2 {{ margin-top: 2rem; }}
  h2, h3, caption, figcaption {{ break-after: avoid; }}
  figure, table, tr, .summary, .fact {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
  .wide {{ overflow: visible; }}
  .dense {{ font-size: .75rem; }}
}}
"""
