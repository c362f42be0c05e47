import { connectSnippets, connectSnippetsCheckedOn } from "@breezeway/core";
import type { ConnectSnippet } from "@breezeway/core";
import type { Context } from "hono";
import { html } from "hono/html";
import type { LiveServer } from "../live/live-server.ts";
import type { LiveServers } from "../live/live-servers.ts";
import { pageHeaders, renderPage } from "../oauth/pages/page.ts";
import type { Html } from "../oauth/pages/page.ts";

/** What a browser gets at an MCP endpoint: how to connect a client. `undefined` where nothing is published there. */
export const createInstallPage =
  ({ live }: { readonly live: Pick<LiveServers, "find"> }) =>
  async (c: Context): Promise<Response | undefined> => {
    const server = await live.find(c.req.param("workspace") ?? "", c.req.param("server") ?? "");
    if (server === undefined || server.stopped) return undefined;
    const { name } = server.release.manifest.server;
    const page = await renderPage({ title: `Connect to ${name}`, body: describeServer(server) });
    return new Response(page.toString(), { status: 200, headers: pageHeaders(["'none'"]) });
  };

const describeServer = (server: LiveServer): Html => {
  const { server: about } = server.release.manifest;
  const snippets = connectSnippets({ mcpUrl: server.resourceUrl, name: about.slug, ...bearerOf(server) });
  return html`<h1>${about.name}</h1>
    ${about.description === "" ? "" : html`<p>${about.description}</p>`}
    <p class="quiet">An MCP server with ${server.release.tools.size} tools. ${signInText(server)}</p>
    <h2 id="address">Address</h2>
    <p><code>${server.resourceUrl}</code></p>
    <h2 id="clients">Connect your application</h2>
    ${snippets.map(describeClient)}
    <p class="hint">Instructions compared with the applications' own documentation on ${connectSnippetsCheckedOn}.</p>`;
};

/** What a client must send where there is no sign-in page for it. */
const bearerOf = ({ release }: LiveServer): { readonly bearer?: string } => {
  const { credential, access } = release.manifest;
  if (credential.mode === "passthrough") return { bearer: "YOUR_API_TOKEN" };
  return access === "access_key" ? { bearer: "YOUR_ACCESS_KEY" } : {};
};

const signInText = ({ release }: LiveServer): string => {
  const { credential, access } = release.manifest;
  if (credential.mode === "oauth") return "You sign in with your own account; Breezeway keeps nothing of it.";
  if (credential.mode === "user_key")
    return `You enter your own ${credential.keyLabel}; Breezeway keeps nothing of it.`;
  if (credential.mode === "passthrough")
    return "You send your own API token with every request; Breezeway keeps nothing of it.";
  return access === "public" ? "It is open to everyone." : "You need an access key from its owner.";
};

const describeClient = (snippet: ConnectSnippet): Html =>
  html`<details>
    <summary>${snippet.label}${snippet.works ? "" : " (does not work with this server)"}</summary>
    <ol>
      ${snippet.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    ${
      snippet.snippet === undefined
        ? ""
        : html`${snippet.snippet.file === undefined ? "" : html`<p class="hint">${snippet.snippet.file}</p>`}
            <pre tabindex="0" aria-label="Text for ${snippet.label}"><code>${snippet.snippet.text}</code></pre>`
    }
    ${snippet.link === undefined ? "" : html`<p><a href="${snippet.link.href}">${snippet.link.label}</a></p>`}
  </details>`;
