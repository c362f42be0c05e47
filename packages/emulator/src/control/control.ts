import { Hono } from "hono";
import { z } from "zod";
import type { EmulatorControls, FaultKind, FaultRule, IssueTokenInput } from "../emulator.ts";

const app = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  redirectUris: z.array(z.string()),
  serviceAccount: z.boolean().default(false),
});

const headers = z.record(z.string(), z.string());
const bytes = z.number().int().min(0);
const faultShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("latency"), delayMs: z.number().min(0) }),
  z.object({
    kind: z.literal("status"),
    status: z.number().int(),
    body: z.string().optional(),
    headers: headers.optional(),
  }),
  z.object({ kind: z.literal("rate_limit"), retryAfterSeconds: z.number().int().optional() }),
  ...(
    [
      "token_refused",
      "scope_refused",
      "hang",
      "hang_after_headers",
      "reset",
      "truncate",
      "endless",
      "invalid_json",
      "set_cookie",
    ] as const
  ).map((kind) => z.object({ kind: z.literal(kind) })),
  z.object({ kind: z.literal("wrong_length"), declaredBytes: bytes }),
  z.object({ kind: z.literal("gzip_bomb"), inflatedBytes: bytes.optional() }),
  z.object({ kind: z.literal("huge_headers"), bytes: bytes.optional() }),
  z.object({ kind: z.literal("large_body"), bytes }),
  z.object({
    kind: z.literal("redirect"),
    location: z.string(),
    status: z.literal([301, 302, 303, 307, 308]).optional(),
  }),
]);

const ruleShape = z.object({
  fault: faultShape,
  method: z.string().optional(),
  pathIncludes: z.string().optional(),
  times: z.number().int().min(1).optional(),
});

const tokenShape = z.object({
  token: z.string().optional(),
  accountId: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  cloudIds: z.array(z.string()).optional(),
  expiresInSeconds: z.number().optional(),
});

const lifetimeShape = z.object({
  accessSeconds: z.number().optional(),
  refreshLeewaySeconds: z.number().optional(),
  accessTokenBytes: z.number().int().optional(),
});

/** The switches as JSON, for tests that run the emulator in another process. */
export const createControl = (controls: EmulatorControls): Hono => {
  const routes = new Hono();
  routes.put("/apps", async (context) => {
    controls.registerApp(app.parse(await context.req.json()));
    return context.json({});
  });
  routes.put("/consent", async (context) => {
    controls.setConsent(z.object({ mode: z.enum(["ask", "approve", "deny"]) }).parse(await context.req.json()).mode);
    return context.json({});
  });
  routes.put("/sites", async (context) => {
    controls.setSites(z.object({ cloudIds: z.array(z.string()) }).parse(await context.req.json()).cloudIds);
    return context.json({});
  });
  routes.post("/tokens", async (context) =>
    context.json({ token: controls.issueToken(present<IssueTokenInput>(tokenShape.parse(await context.req.json()))) }),
  );
  routes.post("/tokens/revoke", async (context) => {
    controls.revokeToken(z.object({ token: z.string() }).parse(await context.req.json()).token);
    return context.json({});
  });
  routes.put("/lifetimes", async (context) => {
    controls.setTokenLifetime(
      present<Parameters<EmulatorControls["setTokenLifetime"]>[0]>(lifetimeShape.parse(await context.req.json())),
    );
    return context.json({});
  });
  routes.post("/faults", async (context) => {
    const { fault, ...match } = ruleShape.parse(await context.req.json());
    controls.addFault({ ...present<Omit<FaultRule, "fault">>(match), fault: present<FaultKind>(fault) });
    return context.json({});
  });
  routes.delete("/faults", (context) => {
    controls.clearFaults();
    return context.json({});
  });
  routes.get("/requests", (context) => context.json({ requests: controls.recordedRequests() }));
  routes.delete("/requests", (context) => {
    controls.clearRecordings();
    return context.json({});
  });
  routes.put("/documents/:name", async (context) => {
    const name = z.enum(["v2", "v1", "dataCenter"]).parse(context.req.param("name"));
    controls.replaceDocument(name, z.record(z.string(), z.unknown()).parse(await context.req.json()));
    return context.json({});
  });
  routes.post("/advance", async (context) => {
    controls.advanceTime(z.object({ ms: z.number() }).parse(await context.req.json()).ms);
    return context.json({});
  });
  routes.post("/reset", (context) => {
    controls.reset();
    return context.json({});
  });
  routes.onError((error, context) =>
    context.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );
  return routes;
};

// Optional keys that zod leaves as `undefined` are taken out, as exact optional types ask.
const present = <Target extends object>(value: { readonly [Key in keyof Target]?: Target[Key] | undefined }): Target =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Target;
