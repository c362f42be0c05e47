import type { CredentialMode } from "@breezeway/core";

export const modeTexts: Record<CredentialMode, { readonly text: string; readonly stored: string }> = {
  oauth: {
    text: "Each user signs in at the provider; the tokens are sealed and handed to the user's own client.",
    stored: "Client ID and, encrypted, the client secret of the owner's application. No user token.",
  },
  passthrough: { text: "Each user's client sends a bearer token obtained elsewhere.", stored: "Nothing." },
  user_key: {
    text: "Each user enters a key on the authorize page; it is sealed into the token that their client gets.",
    stored: "Nothing.",
  },
  api_key: { text: "All callers share one API key of the owner.", stored: "That key, encrypted." },
  bearer: { text: "All callers share one bearer token of the owner.", stored: "That token, encrypted." },
  basic: { text: "All callers share one user name and password of the owner.", stored: "That pair, encrypted." },
  client_credentials: {
    text: "All callers share one service account; its token is fetched when needed and kept in memory.",
    stored: "Client ID and, encrypted, the client secret.",
  },
  none: { text: "The API asks for no credential.", stored: "Nothing." },
};

export const neverStored: readonly string[] = [
  "Access and refresh tokens of end users, in any form",
  "Passwords and keys that end users enter",
  "Arguments and results of tool calls",
  "Headers, query values and bodies of requests and answers",
  "E-mail addresses and IP addresses of the people who call tools",
];
