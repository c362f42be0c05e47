import { readFileSync } from "node:fs";
import { demo, type Emulator } from "@breezeway/emulator";
import type { DocumentToImport } from "./publish-document.ts";
import { realDocument } from "./repository.ts";

const variables = { cloudId: { from: "owner", value: demo.cloudId } } as const;

/** The emulator's own two documents, by address. */
export const emulatorDocuments = (emulator: Emulator): readonly DocumentToImport[] => [
  { source: { kind: "url", url: emulator.urls.documents.v2 }, baseUrl: emulator.urls.api.confluenceV2, variables },
  { source: { kind: "url", url: emulator.urls.documents.v1 }, baseUrl: emulator.urls.api.confluenceV1, variables },
];

const realNames = { v2: "confluence/cloud-v2.2026-07.json", v1: "confluence/cloud-v1.2026-07.json" } as const;

export const hasRealDocuments = Object.values(realNames).every((name) => realDocument(name) !== undefined);

/** Atlassian's two documents as uploads, their calls going to the emulator. */
export const realDocuments = (emulator: Emulator): readonly DocumentToImport[] => [
  { source: upload(realNames.v2), baseUrl: emulator.urls.api.confluenceV2, variables },
  { source: upload(realNames.v1), baseUrl: emulator.urls.api.confluenceV1, variables },
];

const upload = (name: string): DocumentToImport["source"] => {
  const path = realDocument(name);
  if (path === undefined) throw new Error(`The real document ${name} is absent.`);
  return { kind: "upload", fileName: name.replace("confluence/", ""), content: readFileSync(path).toString("base64") };
};
