export { auditEventOf } from "./audit-event-of.ts";
export { createTestDatabase } from "./create-test-database.ts";
export type { TestDatabase, TestDatabaseOptions } from "./create-test-database.ts";
export { seedWorkspace } from "./seed.ts";
export type { SeededWorkspace } from "./seed.ts";
