import type { JsonObject } from "@breezeway/core";
import type { DocumentServer } from "../import-result.ts";
import { objectAt } from "../json/json-object.ts";
import type { IssueList } from "./issue-list.ts";

/** What the owner should know about the document as a whole. */
export const addDocumentIssues = (issues: IssueList, root: JsonObject, servers: readonly DocumentServer[]): void => {
  const webhooks = Object.keys(objectAt(root, "webhooks") ?? {}).length;
  if (webhooks > 0)
    issues.add({
      severity: "info",
      code: "webhooks_ignored",
      pointer: "#/webhooks",
      message: `${webhooks} webhooks are requests that the API sends; they do not become tools.`,
      advice: "Nothing has to be done.",
    });
  const [server] = servers;
  if (server?.needsOwner === true)
    issues.add({
      severity: "warning",
      code: "server_needs_value",
      pointer: "#/servers/0",
      message: `The document does not say where the API is: its server is ${server.url === "" ? "not given" : server.url.slice(0, 200)}.`,
      advice: "Set the base URL of the source, and a value for each variable in it.",
    });
};
