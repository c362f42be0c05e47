// How people connect their client to one endpoint. Formats are their makers' and change: the date says when
// each was last compared with its documentation. Pure; nothing here is sent anywhere.
import { anyClient } from "./any-client.ts";
import { chatGpt, claude } from "./chat-apps.ts";
import { cursor, vsCode } from "./editors.ts";
import { endpointName } from "./endpoint.ts";
import type { ConnectInput, ConnectSnippet } from "./endpoint.ts";
import { claudeCode, codex, mcporter, openCode } from "./terminals.ts";

/** Day on which the clients' formats were last compared with their makers' documentation. */
export const connectSnippetsCheckedOn = "2026-11-20";

const clients = [claude, claudeCode, cursor, vsCode, chatGpt, codex, openCode, mcporter, anyClient];

/** Steps, text to copy and one-click link for each known client, in the order to show them. */
export const connectSnippets = (input: ConnectInput): readonly ConnectSnippet[] => {
  const endpoint = { ...input, name: endpointName(input.name) };
  return clients.map((describe) => describe(endpoint));
};
