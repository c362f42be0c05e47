import { html } from "hono/html";
import { classifyRedirectUri, redirectHost } from "../client/redirect-uri.ts";
import type { AuthorizeRequest } from "../authorize/authorize-request.ts";
import type { Html, Page } from "../pages/page.ts";
import { describeScope } from "./describe-scope.ts";
import type { ToolKind } from "./describe-tools.ts";
import type { Choice } from "./remembered-choice.ts";

/** What the person enters to show who they are; absent where the provider's own pages ask. */
export type KeyFields =
  | { readonly kind: "key"; readonly label: string }
  | { readonly kind: "pair"; readonly label: string }
  | { readonly kind: "access_key" };

export interface ConsentView {
  readonly request: AuthorizeRequest;
  readonly serverName: string;
  readonly workspaceSlug: string;
  /** Hosts that are called with the credential. */
  readonly destinations: readonly string[];
  readonly tools: readonly ToolKind[];
  readonly scopes: readonly string[];
  /** Name of the provider whose sign-in follows. */
  readonly providerName?: string;
  readonly keyFields?: KeyFields;
  /** Set where the person names the site. */
  readonly siteSuffix?: string;
  /** Other values of the base URL that the person gives. */
  readonly variables: readonly string[];
  /** Sealed request and CSRF token in one. */
  readonly form: string;
  readonly action: string;
  readonly choice?: Choice;
  readonly problem?: string;
}

export const consentPage = (view: ConsentView): Page => {
  const client = view.request.client.name || "An application without a name";
  return {
    title: `Connect ${client} to ${view.serverName}`,
    body: html`<h1>Connect <b>${client}</b> to <b>${view.serverName}</b></h1>
      <p class="quiet">${origin(view)}</p>
      ${warning(view)} ${problem(view.problem)}
      <h2>What ${client} will be able to do</h2>
      <ul class="abilities">
        ${view.tools.map(ability)}
      </ul>
      ${scopeList(view)}
      <form method="post" action="${view.action}">
        <input type="hidden" name="form" value="${view.form}" />
        ${accessChoice(view)} ${siteField(view)} ${view.variables.map(variableField)} ${keyFields(view.keyFields)}
        <p class="note">${whereItGoes(view)}</p>
        <div class="actions">
          <button type="submit" name="decision" value="allow" class="primary">
            ${view.providerName === undefined ? "Connect" : `Continue to ${view.providerName}`}
          </button>
          <button type="submit" name="decision" value="deny" formnovalidate>Cancel</button>
        </div>
      </form>`,
  };
};

const origin = ({ request }: ConsentView): Html => {
  const { verifiedHost } = request.client;
  const identity =
    verifiedHost === undefined
      ? html`It chose this name itself; nobody has checked it.`
      : html`Its identity is confirmed by <b>${verifiedHost}</b>.`;
  return html`${identity} Afterwards you return to <b>${returnAddress(request.redirectUri)}</b>.`;
};

const returnAddress = (redirectUri: string): string =>
  classifyRedirectUri(redirectUri) === "loopback"
    ? `a program on this computer (${redirectHost(redirectUri)})`
    : classifyRedirectUri(redirectUri) === "private_use"
      ? `the application behind ${redirectUri.split("/").slice(0, 3).join("/")}`
      : redirectHost(redirectUri);

/** https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization/security-considerations#localhost-redirect-uri-risks */
const warning = ({ request }: ConsentView): Html =>
  classifyRedirectUri(request.redirectUri) === "https"
    ? html``
    : html`<p class="note warn">
        Any program on this computer could ask like this. Continue only if you have just started to connect from a
        program you trust.
      </p>`;

const problem = (text: string | undefined): Html =>
  text === undefined ? html`` : html`<p class="note bad" role="alert">${text}</p>`;

const kinds = { reads: "Read", changes: "Change", deletes: "Delete" } as const;

const ability = ({ kind, count, examples }: ToolKind): Html =>
  html`<li class="${kind}">
    <b>${kinds[kind]}</b><span>${count === 1 ? "1 tool" : `${count} tools`}</span>
    <span class="hint">${examples.join(", ")}${count > examples.length ? ", …" : ""}</span>
  </li>`;

const scopeList = ({ scopes, providerName }: ConsentView): Html =>
  scopes.length === 0
    ? html``
    : html`<details>
        <summary>
          ${scopes.length === 1 ? "1 permission" : `${scopes.length} permissions`} asked for at ${providerName}
        </summary>
        <ul>
          ${scopes.map((scope) => html`<li>${describeScope(scope)} <code>${scope}</code></li>`)}
        </ul>
      </details>`;

const accessChoice = ({ tools, choice }: ConsentView): Html => {
  const writes = tools.some(({ kind }) => kind !== "reads");
  const reads = tools.some(({ kind }) => kind === "reads");
  if (!writes || !reads) return html`<input type="hidden" name="access" value="${writes ? "all" : "read_only"}" />`;
  const isReadOnly = choice?.readOnly === true;
  return html`<fieldset>
    <legend>What may it use?</legend>
    <label class="option">
      <input type="radio" name="access" value="all" ${isReadOnly ? "" : "checked"} />
      <span>Everything above</span>
    </label>
    <label class="option">
      <input type="radio" name="access" value="read_only" ${isReadOnly ? "checked" : ""} />
      <span>Reading only</span>
      <span class="hint">Tools that change or delete are refused, whatever it asks for.</span>
    </label>
  </fieldset>`;
};

const siteField = ({ siteSuffix, choice }: ConsentView): Html =>
  siteSuffix === undefined
    ? html``
    : html`<div class="field">
        <label for="site">Your site</label>
        <div class="with-suffix">
          <input
            id="site"
            name="site"
            value="${choice?.site ?? ""}"
            maxlength="200"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="site-hint"
          />
          <span class="quiet">${siteSuffix}</span>
        </div>
        <p class="hint" id="site-hint">May stay empty if your account has one site.</p>
      </div>`;

const variableField = (name: string): Html =>
  html`<div class="field">
    <label for="variable-${name}">${name}</label>
    <input
      id="variable-${name}"
      name="variable.${name}"
      required
      pattern="[A-Za-z0-9][A-Za-z0-9\\-]*"
      maxlength="63"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
    />
  </div>`;

const keyFields = (fields: KeyFields | undefined): Html => {
  switch (fields?.kind) {
    case undefined:
      return html``;
    case "pair":
      return html`<div class="field">
          <label for="user">E-mail address or user name</label>
          <input id="user" name="user" required maxlength="320" autocomplete="username" spellcheck="false" />
        </div>
        ${keyInput(fields.label)}`;
    case "key":
      return keyInput(fields.label);
    case "access_key":
      return keyInput("access key");
  }
};

const keyInput = (label: string): Html =>
  html`<div class="field">
    <label for="key">Your ${label}</label>
    <input id="key" name="key" type="password" required maxlength="4000" autocomplete="off" spellcheck="false" />
  </div>`;

const whereItGoes = (view: ConsentView): Html => {
  const destinations = view.destinations.join(", ");
  const by = html`This server is run by the workspace <b>${view.workspaceSlug}</b>`;
  return view.keyFields?.kind === "access_key"
    ? html`${by}, which calls <b>${destinations}</b> with its own credential.`
    : html`${by}. It calls <b>${destinations}</b> in your name, only when
        ${view.request.client.name || "the application"} asks it to.`;
};
