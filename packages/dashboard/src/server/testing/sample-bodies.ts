import type { RouteName } from "../api/routes.ts";
import { notesDocument, uploadOf } from "./documents.ts";
import { providerBody } from "./furnish.ts";
import type { Furnished } from "./furnish.ts";
import { password } from "./people.ts";

const source = uploadOf(notesDocument());
const newSource = { source, documentHash: "0".repeat(64), baseUrl: "https://api.example.test" };

/** A body that each route's schema accepts; what the routes do with it is another matter. */
export const sampleBodies = (
  given: Pick<Furnished, "sourceId" | "key" | "releaseId">,
): Partial<Record<RouteName, object>> => ({
  updateWorkspace: { name: "Renamed" },
  deleteWorkspace: { confirmName: "x" },
  stopWorkspace: { reason: "drill" },
  changeMemberRole: { role: "editor" },
  createInvitation: { role: "viewer" },
  previewImport: { source },
  createServer: { name: "N", slug: "another", sources: [newSource], credential: { mode: "passthrough" } },
  updateServer: { name: "Renamed" },
  setServerCredential: { credential: { mode: "none" } },
  deleteServer: { confirmName: "x" },
  stopServer: { reason: "drill" },
  addSource: newSource,
  updateSource: { title: "Renamed" },
  previewReimport: { source },
  applyReimport: { source, documentHash: "0".repeat(64) },
  editTools: { edits: [{ sourceId: given.sourceId, key: given.key, enabled: false }] },
  selectTools: { rule: "all" },
  undoToolChange: { changeId: "chg_none" },
  tryDraft: { variables: { site: "one" } },
  publish: { acceptWarnings: true },
  discardDraft: { releaseId: given.releaseId },
  rollback: { releaseId: given.releaseId },
  createProvider: providerBody(),
  discoverProvider: { preset: "atlassian_cloud" },
  updateProvider: { name: "Renamed" },
  setProviderSecret: { clientSecret: "not-a-real-secret" },
  startProviderSignIn: { returnPath: "/x" },
  finishProviderSignIn: { ticket: "x", answer: "x" },
  createCredential: { name: "C", secret: { kind: "bearer", value: "not-a-real-secret" } },
  setCredentialSecret: { secret: { kind: "bearer", value: "not-a-real-secret" } },
  testCredential: {},
  createAccessKey: { name: "K" },
  revokeAllConnections: { confirmName: "x" },
  createApiToken: { name: "T", scopes: ["workspace.read"] },
  createWorkspace: { name: "W", slug: "w-w" },
  acceptInvitation: { token: "x".repeat(40) },
  updateAccount: { displayName: "N" },
  changePassword: { currentPassword: password, newPassword: password },
  changeEmail: { newEmail: "new@example.test", password },
  beginTotp: { password },
  confirmTotp: { setup: "x", code: "123456" },
  disableTotp: { password, code: "123456" },
  renewRecoveryCodes: { password, code: "123456" },
  deleteAccount: { password },
});
