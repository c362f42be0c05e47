import { afterAll, beforeAll, expect, it } from "vitest";
import { rawMcp } from "../support/raw-mcp.ts";
import { type OAuthServer, publishOAuthServer } from "./stage/emulated-atlassian.ts";
import { createWorkspace } from "./stage/publish.ts";
import { signInForTokens } from "./stage/sign-in.ts";
import { type Stage, startStage } from "./stage/stage.ts";

let stage: Stage;
let server: OAuthServer;

beforeAll(async () => {
  stage = await startStage({ replicas: 2 });
  server = await publishOAuthServer(stage, { workspace: await createWorkspace(stage, "acme"), slug: "wiki" });
});
afterAll(() => stage?.close());

it("x", async () => {
  const t = await signInForTokens({ mcpUrl: server.mcpUrl });
  const a = await rawMcp({
    url: server.mcpUrl,
    era: "modern",
    method: "tools/call",
    params: { name: server.nameOf("getSpaces"), arguments: {} },
    token: t.accessToken,
  });
  expect(a.status, a.text + stage.logs()).toBe(200);
});
