import { PageError } from "../errors/oauth-error.ts";
import type { OAuthClient } from "./client.ts";
import type { FetchClientDocument } from "./fetch-client-document.ts";
import type { FetchLimit } from "./fetch-shares.ts";
import { isClientUrl } from "./metadata-document.ts";
import type { ClientUrlRules } from "./metadata-document.ts";
import { openRegisteredClient } from "./registration.ts";
import type { RegistrationContext } from "./registration.ts";

export interface ResolveClientInput extends RegistrationContext, ClientUrlRules {
  readonly clientId: string;
  /** Address bucket of who asks. */
  readonly caller: string;
  readonly fetchDocument: FetchClientDocument;
}

/** Finds out who a client id is: a URL that serves its metadata, or an id that we sealed. Throws `PageError`. */
export const resolveClient = async (input: ResolveClientInput): Promise<OAuthClient> => {
  if (/^https?:/i.test(input.clientId)) return resolveDocument(input);
  const client = openRegisteredClient(input, input.clientId);
  if (client) return client;
  throw new PageError(
    400,
    "This application is not known here",
    "It presented an identity that this server did not give out. Remove the server from the application and add it again; it will then introduce itself anew.",
  );
};

const resolveDocument = async (input: ResolveClientInput): Promise<OAuthClient> => {
  const { clientId, caller, fetchDocument } = input;
  if (!isClientUrl(clientId, input))
    throw new PageError(
      400,
      "This application is not known here",
      "Its identity is a URL of a kind that is not accepted.",
    );
  const document = await fetchDocument({ clientId, caller });
  if (document.ok) return document.client;
  if ("busy" in document)
    throw new PageError(503, "This application cannot be checked just now", busyTexts[document.busy]);
  throw new PageError(
    400,
    "This application could not be checked",
    `Its identity document at ${new URL(clientId).host} ${document.problem}. This is for the makers of the application to put right.`,
  );
};

const waitText = "Wait a few seconds and start again from the application.";

const busyTexts: Readonly<Record<FetchLimit, string>> = {
  caller: `Too many applications are being checked for your network at once. ${waitText}`,
  host: `Too many identity documents are being read from the application's host at once. ${waitText}`,
  all: `Too many applications are being checked at once. ${waitText}`,
};
