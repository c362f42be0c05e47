const verbs =
  "get|list|create|add|update|put|patch|post|delete|remove|set|find|search|fetch|read|show|index|save|query|count|retrieve|all|copy|move|enable|disable|cancel|start|stop|run|execute|call|invoke|upload|download|export|import|check|validate|test|submit|send|view|edit|store|destroy|upsert|replace|modify|insert|handle|handler|process|operation|default|root|apply|reset|restore|status|info|head|options|details|getall|getbyid|listall|findall|findone|getone|deleteall|byid";

const genericId = new RegExp(`^(?:${verbs})(?:_?\\d+)?$`, "i");
const numbered = /^.+_\d+$/;

/** Whether an operationId says nothing of what is operated on (`get`, `update_2`), or is a generator's duplicate (`getPage_1`). */
export const isGenericId = (id: string): boolean => genericId.test(id) || numbered.test(id);

const plumbing = /^(?:api|apis|rest|v\d+(?:\.\d+)*|latest|public|services?|\d+(?:\.\d+)*)$/i;

/** Words for an operation from its method and path: `GET /rest/api/content/{id}/label` → `get_content_by_id_label`. */
export const nameFromPath = (method: string, path: string): string => {
  const segments = (path.split("?")[0] ?? "").split("/").filter((segment) => segment !== "");
  const firstReal = segments.findIndex((segment) => !plumbing.test(segment));
  const rest = segments.slice(firstReal === -1 ? 0 : firstReal);
  const words = rest.map((segment, index) => segmentWords(segment, index === rest.length - 1));
  const name = [method.toLowerCase(), ...words].filter((word) => word !== "").join("_");
  return sanitise(name);
};

const segmentWords = (segment: string, isLast: boolean): string => {
  const whole = /^\{([^{}]+)\}$/.exec(segment)?.[1];
  if (whole === undefined) return segment.replace(/\{([^{}]+)\}/g, "$1");
  return isLast ? `by_${whole}` : "";
};

/** Only characters that every client takes; accents lose their marks. */
export const sanitise = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/g, "")
    .replace(/[^A-Za-z0-9_-]+/g, "_")
    .replace(/_{2,}/g, "_")
    .replace(/^[_-]+|[_-]+$/g, "");
