import { PageError } from "../errors/oauth-error.ts";
import type { OAuthClient } from "./client.ts";
import type { FetchClientDocument } from "./fetch-client-document.ts";
import { isClientUrl } from "./metadata-document.ts";
import type { ClientUrlRules } from "./metadata-document.ts";
import { openRegisteredClient } from "./registration.ts";
import type { RegistrationContext } from "./registration.ts";

export interface ResolveClientInput extends RegistrationContext, ClientUrlRules {
  readonly clientId: string;
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
  const { clientId, fetchDocument } = input;
  if (!isClientUrl(clientId, input))
    throw new PageError(
      400,
      "This application is not known here",
      "Its identity is a URL of a kind that is not accepted.",
    );
  const document = await fetchDocument(clientId);
  if (document.ok) return document.client;
  throw new PageError(
    400,
    "This application could not be checked",
    `Its identity document at ${new URL(clientId).host} ${document.problem}. This is for the makers of the application to put right.`,
  );
};
