import { escapeXml } from "../content/storage-format.ts";

/** Small writers of storage format, so that the seed reads as text. */
export const p = (...sentences: readonly string[]): string => `<p>${sentences.join(" ")}</p>`;

export const h2 = (text: string): string => `<h2>${escapeXml(text)}</h2>`;

export const list = (...items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li><p>${item}</p></li>`).join("")}</ul>`;

export const steps = (...items: readonly string[]): string =>
  `<ol>${items.map((item) => `<li><p>${item}</p></li>`).join("")}</ol>`;

export const table = (head: readonly string[], ...rows: readonly (readonly string[])[]): string =>
  `<table data-layout="default"><tbody><tr>${head.map((cell) => `<th><p>${cell}</p></th>`).join("")}</tr>${rows
    .map((row) => `<tr>${row.map((cell) => `<td><p>${cell}</p></td>`).join("")}</tr>`)
    .join("")}</tbody></table>`;

export const code = (language: string, text: string): string =>
  `<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">${language}</ac:parameter><ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body></ac:structured-macro>`;

export const panel = (kind: "info" | "note" | "warning" | "tip", text: string): string =>
  `<ac:structured-macro ac:name="${kind}"><ac:rich-text-body>${p(text)}</ac:rich-text-body></ac:structured-macro>`;

export const status = (colour: "Green" | "Yellow" | "Red" | "Grey", title: string): string =>
  `<ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">${colour}</ac:parameter><ac:parameter ac:name="title">${title}</ac:parameter></ac:structured-macro>`;

export const toc = (): string =>
  '<ac:structured-macro ac:name="toc"><ac:parameter ac:name="maxLevel">3</ac:parameter></ac:structured-macro>';

export const childrenMacro = (): string => '<ac:structured-macro ac:name="children" />';

export const tasks = (...items: readonly (readonly [done: boolean, text: string])[]): string =>
  `<ac:task-list>${items
    .map(
      ([done, text], index) =>
        `<ac:task><ac:task-id>${index + 1}</ac:task-id><ac:task-status>${done ? "complete" : "incomplete"}</ac:task-status><ac:task-body>${text}</ac:task-body></ac:task>`,
    )
    .join("")}</ac:task-list>`;
