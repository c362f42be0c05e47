import { expect, test } from "vitest";
import { describeScope } from "./describe-scope.ts";

test.each([
  ["offline_access", "Stay signed in when the access token runs out"],
  ["read:page:confluence", "See page in confluence"],
  ["write:content-details", "Create and change content details"],
  ["repo", "repo"],
  ["constructor", "constructor"],
  ["toString:page", "toString:page"],
])("the scope %s reads %j", (scope, words) => {
  expect(describeScope(scope)).toBe(words);
});
