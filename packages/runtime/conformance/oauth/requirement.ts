import { it } from "vitest";
import { requirements } from "./requirements.ts";
import type { RequirementId } from "./requirements.ts";

/** A test that stands for a requirement of a specification, by its id. */
export const requirement = (id: RequirementId, title: string, run: () => void | Promise<void>): void =>
  it(`${title} [${id}: ${requirements[id].source}]`, run);
