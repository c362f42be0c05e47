/** The one stylesheet of the data plane's pages. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f8, #11161c);
  --card: light-dark(#ffffff, #1a2129);
  --ink: light-dark(#17212b, #e8edf2);
  --quiet: light-dark(#51606f, #a3b1bf);
  --line: light-dark(#d9e0e6, #313c47);
  --accent: light-dark(#0b6a7d, #5cc8dc);
  --on-accent: light-dark(#ffffff, #07242b);
  --wash: light-dark(#e9f4f6, #152b32);
  --warn: light-dark(#8a4b08, #f0b46b);
  --warn-wash: light-dark(#fdf3e4, #33261a);
  --bad: light-dark(#a3222f, #ff9a9a);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  grid-template-rows: 1fr auto;
  justify-items: center;
  padding: clamp(1rem, 5vh, 4rem) 1rem 1rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-wrap: pretty;
}
main {
  align-self: start;
  width: 100%;
  max-width: 33rem;
  padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 1rem;
}
h1 { margin: 0 0 .35rem; font-size: 1.45rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { margin: 1.6rem 0 .5rem; font-size: .95rem; }
p { margin: .35rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
.quiet, footer, .hint { color: var(--quiet); }
.hint { font-size: .9rem; }
strong, b { font-weight: 620; overflow-wrap: anywhere; }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; color: var(--quiet); }
ul { margin: 0; padding: 0; list-style: none; }
ol { margin: .5rem 0; padding-left: 1.4rem; }
pre { overflow-x: auto; margin: .5rem 0; padding: .65rem .85rem; border: 1px solid var(--line); border-radius: .6rem; }
pre code { overflow-wrap: normal; color: var(--ink); }
.abilities li { display: grid; grid-template-columns: 5.2rem 1fr; gap: .1rem 1rem; padding: .6rem 0; border-top: 1px solid var(--line); }
.abilities li:last-child { border-bottom: 1px solid var(--line); }
.abilities .hint { grid-column: 2; }
.abilities .deletes b { color: var(--bad); }
details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--quiet); }
details ul { margin-top: .5rem; }
details li { padding: .2rem 0; font-size: .92rem; }
fieldset { margin: 1.5rem 0 0; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: .5rem; font-size: .95rem; font-weight: 620; }
.option { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: .7rem; cursor: pointer; }
.option + .option { margin-top: .5rem; }
.option:has(:checked) { border-color: var(--accent); background: var(--wash); }
.option .hint { grid-column: 2; }
input[type="radio"] { width: 1.1rem; height: 1.1rem; margin: .2rem 0 0; accent-color: var(--accent); }
.field { margin-top: 1.25rem; }
.field label { display: block; margin-bottom: .3rem; font-size: .95rem; font-weight: 620; }
.field input {
  width: 100%; padding: .65rem .8rem; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--quiet); border-radius: .6rem;
}
.with-suffix { display: flex; align-items: center; gap: .5rem; }
.with-suffix input { flex: 1; min-width: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: 1.75rem; }
button { padding: .65rem 1.15rem; font: inherit; font-weight: 560; border-radius: .65rem; border: 1px solid var(--line); background: transparent; color: var(--ink); cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button:hover { filter: brightness(.96); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.note { margin-top: 1rem; padding: .75rem .9rem; border-radius: .7rem; background: var(--wash); font-size: .93rem; }
.note.warn { background: var(--warn-wash); color: var(--warn); }
.note.bad { background: var(--warn-wash); color: var(--bad); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1.2rem; margin: 1.2rem 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
footer { padding: 1.25rem; font-size: .85rem; text-align: center; }
@media (forced-colors: active) { .option:has(:checked) { border-width: 2px; } }
@media (prefers-reduced-motion: no-preference) { button, .option { transition: border-color .12s, background-color .12s; } }
`.trim();
