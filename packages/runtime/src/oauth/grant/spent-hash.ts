import { createHash } from "node:crypto";

/** The name under which a used value is remembered; nothing of the value can be had from it. */
export const spentHash = (kind: "state" | "code" | "refresh_token" | "test", id: string): Buffer =>
  createHash("sha256").update(`breezeway/spent/1/${kind}/${id}`).digest();
