import { escapeXml as escape } from "../content/storage-format.ts";
import type { Account, Site } from "../identity/directory.ts";

export interface ConsentView {
  readonly title: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly accounts: readonly Account[];
  /** Empty where the account has no site. */
  readonly sites: readonly Site[];
  /** Sent back with the decision. */
  readonly hidden: Readonly<Record<string, string>>;
}

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#172b4d;background:#fff}" +
  "fieldset{border:1px solid #c1c7d0;border-radius:6px;margin:1rem 0}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}" +
  "@media(prefers-color-scheme:dark){body{color:#dfe1e6;background:#1d2125}}";

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${style}</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;

/** The page where the end user lets an app in, or does not. Buttons: `decision=approve` and `decision=deny`. */
export const consentPage = (view: ConsentView): string =>
  page(
    view.title,
    `<p>This is an emulator with made-up accounts. <strong>${escape(view.clientId)}</strong> asks for access and will be answered at ${escape(view.redirectUri)}.</p>` +
      `<form method="post">${Object.entries(view.hidden).map(hidden).join("")}` +
      `<p><label>Sign in as <select name="account">${view.accounts.map(option).join("")}</select></label></p>` +
      siteChoice(view.sites) +
      `<h2>Scopes</h2><ul>${view.scopes.map((scope) => `<li>${escape(scope)}</li>`).join("")}</ul>` +
      `<p><button name="decision" value="approve">Accept</button><button name="decision" value="deny">Cancel</button></p></form>`,
  );

/** A refusal that must not be sent to the app. */
export const errorPage = (title: string, message: string): string =>
  page(title, `<p role="alert">${escape(message)}</p>`);

const hidden = ([name, value]: readonly [string, string]): string =>
  `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`;

const option = (account: Account): string =>
  `<option value="${escape(account.accountId)}">${escape(account.displayName)}</option>`;

const siteChoice = (sites: readonly Site[]): string =>
  sites.length === 0
    ? "<p>This account has no site.</p>"
    : `<fieldset><legend>Use app on</legend>${sites
        .map(
          (site) =>
            `<p><label><input type="checkbox" name="cloudId" value="${escape(site.cloudId)}" checked> ${escape(site.name)}</label></p>`,
        )
        .join("")}</fieldset>`;
