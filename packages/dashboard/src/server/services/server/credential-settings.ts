import { providerId, ServiceError, sharedModes } from "@breezeway/core";
import type { CredentialSettings } from "@breezeway/core";
import type { CredentialDraft, ServerRow, WorkspaceTx } from "@breezeway/db";
import { getCredential, getProvider } from "@breezeway/db";
import { isAllowed } from "../../api/permissions.ts";
import type { Deps, WorkspaceContext } from "../../context.ts";

export const isSharedMode = (mode: CredentialSettings["mode"]): boolean =>
  (sharedModes as readonly string[]).includes(mode);

/** Who may call, unless the owner says otherwise: shared modes are guarded by access keys. */
export const accessFor = (
  mode: CredentialSettings["mode"],
  asked: ServerRow["access"] | undefined,
): ServerRow["access"] => {
  if (!isSharedMode(mode)) {
    if (asked !== undefined && asked !== "credential")
      throw new ServiceError("invalid_input", {
        message: "In this mode each user brings a credential of their own; access keys and public access do not apply.",
        at: "access",
      });
    return "credential";
  }
  if (asked === "credential")
    throw new ServiceError("invalid_input", {
      message: "All callers share one credential here: choose access keys, or public access in so many words.",
      at: "access",
    });
  return asked ?? "access_key";
};

/** Modes in which a secret of the owner's travels to the server's base URL. */
const carriesOwnSecret = (mode: CredentialSettings["mode"]): boolean => isSharedMode(mode) && mode !== "none";

/** Whoever may say where a shared secret is sent can read it: that takes the permission to manage credentials. */
export const checkMayAimSecret = (ctx: WorkspaceContext, mode: CredentialSettings["mode"]): void => {
  if (!carriesOwnSecret(mode)) return;
  if (!isAllowed(ctx.workspace.role, "credentials.manage"))
    throw new ServiceError("forbidden", {
      message: "This server uses a shared credential: only an admin or owner decides where it is sent.",
    });
  if (ctx.actor.kind === "api_token" && !ctx.actor.scopes.includes("credentials.manage"))
    throw new ServiceError("forbidden", {
      message: "This server uses a shared credential: an API token needs the scope credentials.manage for that.",
    });
};

/** A provider or credential that is named must be there, in this workspace or offered by the operator. */
export const checkReferences = async (tx: WorkspaceTx, deps: Deps, credential: CredentialDraft): Promise<void> => {
  if ("providerId" in credential && credential.providerId !== null) {
    const parsed = providerId.schema.safeParse(credential.providerId);
    const isKnown =
      parsed.success && (deps.operatorProviders.has(parsed.data) || (await getProvider(tx, parsed.data)) !== undefined);
    if (!isKnown) throw unknownReference("provider", "credential.providerId");
  }
  if ("credentialId" in credential && credential.credentialId !== null) {
    const found = await getCredential(tx, credential.credentialId);
    if (!found) throw unknownReference("credential", "credential.credentialId");
    if (found.kind !== credential.mode)
      throw new ServiceError("invalid_input", {
        message: `This credential is of another kind: ${found.kind}.`,
        at: "credential.credentialId",
      });
  }
};

const unknownReference = (what: string, at: string): ServiceError =>
  new ServiceError("invalid_input", { message: `There is no such ${what} in this workspace.`, at });
