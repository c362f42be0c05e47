import { auditEventId, requestId } from "@breezeway/core";
import { expect, test } from "vitest";
import { createIdSource } from "./new-request-id.ts";

test("ids have the product's form and do not repeat", () => {
  const newRequestId = createIdSource("req");
  const ids = Array.from({ length: 1_000 }, newRequestId);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(requestId.schema.safeParse(id).success).toBe(true);
  expect(auditEventId.schema.safeParse(createIdSource("evt")()).success).toBe(true);
});
