import type { ServerRow, SourceRow } from "@breezeway/db";
import type { ServerView } from "../../api/servers.ts";

/** Names of the `{variables}` of a base URL. */
export const variablesOf = (baseUrl: string): string[] =>
  Array.from(baseUrl.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name);

/** What must be there before a server can be published. */
export const findMissing = (input: {
  readonly server: Pick<ServerRow, "credential">;
  readonly sources: readonly Pick<SourceRow, "title" | "baseUrl" | "variables">[];
  readonly toolsEnabled: number;
}): ServerView["missing"] => {
  const { credential } = input.server;
  const missing: ServerView["missing"] = [];
  if ("providerId" in credential && credential.providerId === null)
    missing.push({ what: "provider", text: "Configure the provider at which users sign in." });
  if ("credentialId" in credential && credential.credentialId === null)
    missing.push({ what: "credential", text: "Store the shared credential." });
  if (input.toolsEnabled === 0) missing.push({ what: "tools", text: "Turn at least one tool on." });
  for (const source of input.sources) {
    if (source.baseUrl === "" || !URL.canParse(source.baseUrl.replaceAll(/[{}]/g, "")))
      missing.push({ what: "base_url", text: `Give ${source.title} the address that calls go to.` });
    for (const name of variablesOf(source.baseUrl)) {
      const variable = source.variables[name];
      if (variable === undefined || (variable.from === "owner" && variable.value === ""))
        missing.push({ what: "variable", text: `Say where {${name}} in the address of ${source.title} comes from.` });
      else if (variable.from === "grant" && isSecretShared(credential) && hostOf(source.baseUrl).includes(`{${name}}`))
        missing.push({
          what: "variable",
          text: `Fix {${name}} in the host of ${source.title}: your credential goes to no host that callers name.`,
        });
    }
  }
  return missing;
};

const isSecretShared = (credential: ServerRow["credential"]): boolean =>
  "credentialId" in credential || credential.mode === "client_credentials";

const hostOf = (baseUrl: string): string => /^[^/]*\/\/[^/?#]*/.exec(baseUrl)?.[0] ?? baseUrl;
