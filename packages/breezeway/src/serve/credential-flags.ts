import { readFileSync } from "node:fs";
import { keyPlacement, processEnvironment, Secret, ServiceError } from "@breezeway/core";
import type { KeyPlacement } from "@breezeway/core";
import type { DocumentSecurityScheme } from "@breezeway/importer";

export const serveModes = ["passthrough", "none", "api_key", "bearer", "basic"] as const;
export type ServeMode = (typeof serveModes)[number];

/** How `serve` authenticates upstream; shared modes bring the secret along. */
export type ServeCredential =
  | { readonly mode: "passthrough" | "none" }
  | { readonly mode: "bearer" | "basic"; readonly secret: Secret }
  | { readonly mode: "api_key"; readonly secret: Secret; readonly placement: KeyPlacement };

/** The shared secret comes from the environment or a file, never from the command line, where other users could read it. */
export const readServeCredential = (input: {
  readonly mode: string;
  readonly apiKeyIn?: string | undefined;
  readonly apiKeyName?: string | undefined;
  readonly securitySchemes: readonly DocumentSecurityScheme[];
}): ServeCredential => {
  const mode = serveModes.find((known) => known === input.mode);
  if (!mode) throw refuse(`--auth takes one of ${serveModes.join(", ")}; "${input.mode}" is none of them.`);
  if (mode === "passthrough" || mode === "none") return { mode };
  const secret = readSecret(mode);
  if (mode !== "api_key") return { mode, secret };
  return { mode, secret, placement: readPlacement(input) };
};

const readSecret = (mode: ServeMode): Secret => {
  const env = processEnvironment();
  const file = env["UPSTREAM_CREDENTIAL_FILE"];
  const text = file === undefined ? env["UPSTREAM_CREDENTIAL"] : readFileSync(file, "utf8").trim();
  if (text === undefined || text === "")
    throw refuse(
      `--auth ${mode} sends one shared credential. Put it into UPSTREAM_CREDENTIAL or name its file in UPSTREAM_CREDENTIAL_FILE` +
        (mode === "basic" ? " (user:password)." : "."),
    );
  return Secret.of(text);
};

const readPlacement = (input: Parameters<typeof readServeCredential>[0]): KeyPlacement => {
  const declared = input.securitySchemes.find((scheme) => scheme.type === "api_key")?.placement;
  const placement = keyPlacement.safeParse({
    in: input.apiKeyIn ?? declared?.in,
    name: input.apiKeyName ?? declared?.name,
  });
  if (!placement.success)
    throw refuse(
      "The document does not say where the API key goes. Say it with --api-key-in header|query|cookie and --api-key-name NAME.",
    );
  return placement.data;
};

const refuse = (message: string): ServiceError => new ServiceError("invalid_input", { message });
