/** The whole style of the document: system fonts, both colour schemes, and a layout that also prints. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2330; --quiet: #5b6472; --ground: #fff; --line: #d9dde3; --band: #f5f6f8;
  --critical: #a3174f; --high: #b42318; --medium: #8a5300; --low: #175cd3; --negligible: #5b6472; --good: #067647; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --quiet: #a2abb8; --ground: #14181f; --line: #333b47; --band: #1c222b;
  --critical: #ff8db4; --high: #ff9a91; --medium: #f7b955; --low: #84b6ff; --negligible: #a2abb8; --good: #6fd6a2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 96rem; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
a { color: inherit; } code, .mono { font-family: ui-monospace, monospace; font-size: .92em; }
.verdict { border-left: .3rem solid var(--good); background: var(--band); padding: .7rem 1rem; margin: 1rem 0; font-weight: 600; }
.verdict.incomplete { border-color: var(--high); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; padding: 0; margin: .5rem 0; } .counts b { font-size: 1.3rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 5rem; }
th { position: sticky; top: 0; background: var(--band); white-space: nowrap; } td.summary, td.package { min-width: 16rem; } td small { color: var(--quiet); display: block; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium, .unknown { color: var(--medium); } .low { color: var(--low); } .negligible { color: var(--negligible); }
td.severity { font-weight: 600; white-space: nowrap; } summary { cursor: pointer; font-size: 1.15rem; font-weight: 600; margin: 2rem 0 .5rem; }
footer { margin-top: 2rem; color: var(--quiet); } @media print { body { max-width: none; padding: 0; } th { position: static; } }
`;
