import { describe, expect, test } from "vitest";
import { releaseId, serverId, workspaceId } from "../ids/ids.ts";
import { testKeyring } from "../keyring/test-keyring.ts";
import { seal } from "../seal/seal.ts";
import { draftTicketLifetimeMs, draftUrl, draftVariables, openDraftTicket, sealDraftTicket } from "./draft-ticket.ts";

const nowMs = 1_800_000_000_000;
const keyring = testKeyring("k1");
const address = { publicUrl: "https://mcp.example", workspaceSlug: "acme", serverSlug: "wiki" };
const url = draftUrl(address);
const claims = {
  workspaceId: workspaceId.create(),
  serverId: serverId.create(),
  releaseId: releaseId.create(),
  holder: "usr_1",
  epoch: 2,
  variables: { cloudId: "site-1" },
};
const open = (ticket: string, at = nowMs, where = url) => openDraftTicket({ keyring, url: where, ticket, nowMs: at });

describe("a draft ticket", () => {
  test("opens at its own address with what was sealed, until its time is over", async () => {
    const { ticket, expiresAtMs } = await sealDraftTicket({ keyring, url, nowMs, claims });
    expect(open(ticket)).toEqual({ ...claims, use: "try_draft" });
    expect(expiresAtMs).toBe(nowMs + draftTicketLifetimeMs);
    expect(open(ticket, expiresAtMs - 1)).toBeDefined();
    expect(open(ticket, expiresAtMs)).toBeUndefined();
  });

  test("does not open at another server or workspace, nor when it was made for something else", async () => {
    const { ticket } = await sealDraftTicket({ keyring, url, nowMs, claims });
    expect(open(ticket, nowMs, draftUrl({ ...address, serverSlug: "other" }))).toBeUndefined();
    expect(open(ticket, nowMs, draftUrl({ ...address, workspaceSlug: "other" }))).toBeUndefined();
    const expiresAt = nowMs + 1_000;
    for (const purpose of ["access_token", "state"] as const)
      expect(open(await seal({ keyring, purpose, audience: url, expiresAt, claims }))).toBeUndefined();
    const shapeless = await seal({ keyring, purpose: "ticket", audience: url, expiresAt, claims });
    expect(open(shapeless)).toBeUndefined();
    expect(open("no ticket at all")).toBeUndefined();
  });
});

test("variables that could lead an address elsewhere are refused", () => {
  expect(draftVariables.safeParse({ cloudId: "11223344-a1b2" }).success).toBe(true);
  for (const value of ["", "..", "a..b", "a/b", "a?b", "a@b", "%2e", "-a", "a".repeat(256)])
    expect(draftVariables.safeParse({ cloudId: value }).success).toBe(false);
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`v${index}`, "a"]));
  expect(draftVariables.safeParse(many).success).toBe(false);
});
