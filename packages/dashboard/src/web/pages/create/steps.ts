import type { ApiError } from "../../api/api-error.ts";
import { isSecretTyped } from "../credentials/typed-secret.ts";
import type { SignInChoice } from "./credential.ts";
import { type InspectedDocument, isComplete } from "./draft.ts";

export const steps = ["document", "inspect", "sign-in", "name"] as const;
export type Step = (typeof steps)[number];

const isStep = (value: string | null): value is Step => steps.some((step) => step === value);

/** Whether the credential that was to be entered now is there: it is in no draft, so a reload asks for it again. */
export const isSecretComplete = ({ credential, secret }: SignInChoice): boolean =>
  secret === undefined || !("credentialId" in credential) || isSecretTyped(credential.mode, secret);

/** The step that the address names, or the first one before it that is not done. */
export const reachableStep = (
  wanted: string | null,
  draft: { documents: readonly InspectedDocument[]; signIn: SignInChoice },
): Step => {
  if (!isStep(wanted) || wanted === "document" || draft.documents.length === 0) return "document";
  if (wanted === "inspect" || !draft.documents.every(isComplete)) return "inspect";
  return wanted === "name" && isSecretComplete(draft.signIn) ? "name" : "sign-in";
};

const codesOfDocuments = new Set(["invalid_document", "egress_refused", "upstream_failed"]);
const owners: readonly (readonly [prefix: string, step: Step])[] = [
  ["sources", "inspect"],
  ["documentHash", "inspect"],
  ["credential", "sign-in"],
  ["secret", "sign-in"],
  ["access", "sign-in"],
];

/** The step where what the server refused can be put right. */
export const stepOfError = ({ at = "", code }: Pick<ApiError, "at" | "code">): Step => {
  if (codesOfDocuments.has(code)) return "inspect";
  return owners.find(([prefix]) => at === prefix || at.startsWith(`${prefix}.`))?.[1] ?? "name";
};
