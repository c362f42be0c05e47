import { demo } from "../demo.ts";
import { emulatorUrls } from "../emulator-urls.ts";
import { dataCenterOperations, dataCenterSchemas } from "../datacenter/operations.ts";
import { v1Schemas } from "../v1/schemas.ts";
import { v2Schemas } from "../v2/schemas.ts";
import { buildDocument } from "./build-document.ts";
import type { Operation, Schema } from "./operation.ts";
import { v1Operations, v2Operations } from "./operations.ts";

const version = "1.0.0";

const cloudId: Schema = { default: demo.cloudId, description: "Cloud id of the site." };

const cloudSecurity = (base: string, operations: readonly Operation[]): Record<string, Schema> => ({
  basicAuth: { type: "http", scheme: "basic", description: "E-mail address and API token." },
  oAuthDefinitions: {
    type: "oauth2",
    description: "Sign-in of the end user.",
    flows: {
      authorizationCode: {
        authorizationUrl: emulatorUrls(base).auth.authorize,
        tokenUrl: emulatorUrls(base).auth.token,
        scopes: Object.fromEntries(
          [...new Set(operations.flatMap((operation) => operation.scopes[0] ?? []))]
            .toSorted()
            .map((scope) => [scope, wordsOf(scope)]),
        ),
      },
    },
  },
});

/** The document of the v2 API: spaces, pages, comments, labels, attachments. */
export const v2Document = (base: string): Schema =>
  buildDocument({
    title: "Confluence emulator, REST API v2",
    description: "Spaces, pages, comments, labels and attachments of an emulated Confluence site with made-up content.",
    version,
    serverUrl: emulatorUrls(base).api.confluenceV2,
    serverVariables: { cloudId },
    operations: v2Operations,
    schemas: v2Schemas,
    securitySchemes: cloudSecurity(base, v2Operations),
    oauthScheme: "oAuthDefinitions",
  });

/** The document of the v1 API: search, and what v2 lacks. */
export const v1Document = (base: string): Schema =>
  buildDocument({
    title: "Confluence emulator, REST API v1",
    description: "Search by CQL, labels, moves, versions and files of an emulated Confluence site.",
    version,
    serverUrl: emulatorUrls(base).api.confluenceV1,
    serverVariables: { cloudId },
    operations: v1Operations,
    schemas: v1Schemas,
    securitySchemes: cloudSecurity(base, v1Operations),
    oauthScheme: "oAuthDefinitions",
  });

/** The document of the emulated Data Center. */
export const dataCenterDocument = (base: string): Schema =>
  buildDocument({
    title: "Confluence Data Center emulator",
    description: "Content, search and spaces of an emulated self-hosted Confluence.",
    version,
    serverUrl: emulatorUrls(base).dataCenter.base,
    operations: dataCenterOperations,
    schemas: dataCenterSchemas,
    securitySchemes: {
      basicAuth: { type: "http", scheme: "basic", description: "User name and password." },
      personalAccessToken: { type: "http", scheme: "bearer", description: "A personal access token." },
    },
  });

const wordsOf = (scope: string): string => {
  const [verb = "", noun = ""] = scope.split(":");
  const thing = noun.replaceAll(/[.-]/g, " ");
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${thing}`.trim();
};
