import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, objectAt, textAt, textsAt } from "../json/json-object.ts";
import type { Resolver } from "../references/resolver.ts";

/** Names of the document's schemes whose requirements list scopes. */
export const scopedSchemes = (root: JsonObject, resolver: Resolver): ReadonlySet<string> => {
  const schemes =
    objectAt(objectAt(root, "components") ?? {}, "securitySchemes") ?? objectAt(root, "securityDefinitions");
  const names = Object.keys(schemes ?? {}).filter((name) => {
    const scheme = resolver.follow(get(schemes ?? {}, name), `#/components/securitySchemes/${name}`);
    const type = scheme.ok ? textAt(scheme.node, "type")?.toLowerCase() : undefined;
    return type === "oauth2" || type === "openidconnect";
  });
  return new Set(names);
};

/**
 * Scopes of each acceptable alternative of one operation: its `security`, and both states of Atlassian's extension.
 * The first is the one to ask for.
 */
export const readScopeAlternatives = (
  operation: JsonObject,
  documentSecurity: JsonValue | undefined,
  scoped: ReadonlySet<string>,
): string[][] => {
  const security = get(operation, "security") ?? documentSecurity;
  const stated = Array.isArray(security)
    ? security.filter(isObject).flatMap((requirement) => {
        const names = Object.keys(requirement).filter((name) => scoped.has(name));
        return names.length === 0 ? [] : [names.flatMap((name) => textsAt(requirement, name))];
      })
    : [];
  return distinct([...stated, ...atlassianScopes(operation)].filter((scopes) => scopes.length > 0));
};

const atlassianScopes = (operation: JsonObject): string[][] => {
  const listed = get(operation, "x-atlassian-oauth2-scopes");
  if (!Array.isArray(listed)) return [];
  const entries = listed.filter(isObject);
  const ofState = (state: string) => entries.filter((entry) => (textAt(entry, "state") ?? "Current") === state);
  return [...ofState("Current"), ...ofState("Beta")].map((entry) => textsAt(entry, "scopes"));
};

const distinct = (alternatives: readonly string[][]): string[][] => {
  const seen = new Set<string>();
  return alternatives
    .map((scopes) => [...new Set(scopes)])
    .filter((scopes) => {
      const identity = scopes.toSorted().join(" ");
      if (seen.has(identity)) return false;
      seen.add(identity);
      return true;
    });
};
