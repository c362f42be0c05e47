import { openSealed } from "@breezeway/core";
import type { Keyring, SealPurpose } from "@breezeway/core";
import type { z } from "zod";
import { lifetimes } from "./lifetimes.ts";

export interface OpenValueInput<Shape extends z.ZodType> {
  readonly keyring: Keyring;
  readonly purpose: SealPurpose;
  readonly audience: string;
  readonly token: string;
  readonly nowMs: number;
  readonly shape: Shape;
}

export interface OpenedValue<Claims> {
  readonly claims: Claims;
  readonly expiresAtMs: number;
}

/** Opens a sealed value and checks its shape; undefined for every reason it may be refused for. Tolerates the clock skew. */
export const openValue = <Shape extends z.ZodType>(
  input: OpenValueInput<Shape>,
): OpenedValue<z.infer<Shape>> | undefined => {
  const { keyring, purpose, audience, token, nowMs, shape } = input;
  const opened = openSealed({ keyring, purpose, audience, token, nowMs: nowMs - lifetimes.clockSkew });
  if (!opened.ok) return undefined;
  const parsed = shape.safeParse(opened.claims);
  return parsed.success ? { claims: parsed.data, expiresAtMs: opened.expiresAt } : undefined;
};

/** A value sealed by a clock that runs ahead of ours by more than the skew is refused. */
export const isFromTheFuture = (issuedAtMs: number, nowMs: number): boolean => issuedAtMs > nowMs + lifetimes.clockSkew;
