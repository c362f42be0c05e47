import { hkdfSync } from "node:crypto";
import { parseKeyring, Secret } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";

/**
 * Client ids outlive key rotation: a client never asks for a new one by itself. So they are sealed under a key
 * derived from the connection hash key, which is replaced only when it is compromised.
 */
export const createClientKeyring = (connectionHashKey: Secret): Keyring => {
  const key = hkdfSync("sha256", Buffer.from(connectionHashKey.reveal(), "base64"), "", "breezeway/1/clients", 32);
  const parsed = parseKeyring(Secret.of(`clients:${Buffer.from(key).toString("base64")}`));
  if (!parsed.ok) throw new Error("A derived key was refused.");
  return parsed.keyring;
};
