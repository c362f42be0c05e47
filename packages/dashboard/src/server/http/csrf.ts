import { createHmac } from "node:crypto";
import type { Config, Keyring } from "@breezeway/core";
import { equalInConstantTime, ServiceError } from "@breezeway/core";

export const csrfHeader = "x-csrf-token";

const tokenFor = (keyring: Keyring, keyId: string, sessionId: string): string =>
  createHmac("sha256", keyring.derive("csrf_token", keyId)).update(sessionId).digest("base64url");

/** The token that a session's requests carry; another site cannot read it. */
export const csrfToken = (keyring: Keyring, sessionId: string): string =>
  tokenFor(keyring, keyring.newestId, sessionId);

const refused = () =>
  new ServiceError("forbidden", {
    message: "This request did not come from the dashboard. Reload the page and try again.",
  });

/** A download is recorded, so another site must not be able to start one by a link. */
export const checkNotCrossSite = (request: Request): void => {
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") throw refused();
};

/** A request that changes something must come from our own pages, and say so where a session stands behind it. */
export const checkSameOrigin = (
  config: Pick<Config, "dashboardUrl" | "keyring">,
  request: Request,
  sessionId: string | undefined,
): void => {
  if (request.headers.get("origin") !== config.dashboardUrl) throw refused();
  if (sessionId === undefined) return;
  const sent = request.headers.get(csrfHeader);
  if (sent === null) throw refused();
  const isOurs = config.keyring.ids.some((keyId) =>
    equalInConstantTime(sent, tokenFor(config.keyring, keyId, sessionId)),
  );
  if (!isOurs) throw refused();
};
