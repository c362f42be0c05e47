import { html } from "hono/html";
import type { Page } from "./page.ts";

/** A page that says one thing. */
export const messagePage = (input: {
  readonly title: string;
  readonly text: string;
  readonly requestId?: string;
}): Page => ({
  title: input.title,
  body: html`<h1>${input.title}</h1>
    <p>${input.text}</p>
    ${input.requestId === undefined ? "" : html`<p class="hint">Request <code>${input.requestId}</code></p>`}`,
});
