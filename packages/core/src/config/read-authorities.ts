import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { codeOf } from "./read-settings.ts";

export interface Authorities {
  /** One PEM text for each certificate. */
  readonly pems: readonly string[];
  readonly problems: readonly string[];
}

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of `EXTRA_CA_FILE`, each of which must parse. */
export const readAuthorities = (path: string | undefined): Authorities => {
  if (path === undefined) return { pems: [], problems: [] };
  try {
    const pems = readFileSync(path, "utf8").match(certificate) ?? [];
    for (const pem of pems) void new X509Certificate(pem);
    return { pems, problems: pems.length > 0 ? [] : [`EXTRA_CA_FILE: "${path}" holds no certificate.`] };
  } catch (error) {
    return { pems: [], problems: [`EXTRA_CA_FILE: "${path}" cannot be read as certificates (${codeOf(error)}).`] };
  }
};
