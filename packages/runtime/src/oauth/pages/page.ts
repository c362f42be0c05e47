import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  readonly title: string;
  readonly body: Html;
}

export const stylesheetPath = "/oauth/style.css";

/** The frame of every page that the data plane serves: no script, one stylesheet. */
export const renderPage = ({ title, body }: Page): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
      </head>
      <body>
        <main>${body}</main>
        <footer>
          <p><strong>Breezeway</strong> keeps no sign-in: it lives, sealed, in your application alone.</p>
        </footer>
      </body>
    </html>`;

/** Headers of every page. `hops` names where its form may lead. */
export const pageHeaders = (hops: readonly string[] = ["'self'"]): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "base-uri 'none'",
    `form-action ${hops.join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; "),
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  // `no-referrer` would make browsers send `Origin: null` with our own form.
  "referrer-policy": "same-origin",
});
