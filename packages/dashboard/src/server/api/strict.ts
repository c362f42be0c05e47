import { z } from "zod";

/**
 * The same schema, refusing what it does not know at every depth: a field that was mistyped is an answer, not a silence.
 * Objects that say what else they take (`z.looseObject`, `.catchall`) keep that.
 */
export const strict = <Schema extends z.core.$ZodType>(schema: Schema): Schema => {
  const def: z.core.$ZodTypeDef = schema._zod.def;
  const changed = changedParts(def as KnownDef);
  return changed ? z.core.clone(schema, { ...def, ...changed }) : schema;
};

type KnownDef =
  | z.core.$ZodObjectDef
  | z.core.$ZodArrayDef
  | z.core.$ZodRecordDef
  | z.core.$ZodUnionDef
  | z.core.$ZodPipeDef
  | z.core.$ZodOptionalDef
  | z.core.$ZodNullableDef
  | z.core.$ZodDefaultDef
  | z.core.$ZodReadonlyDef
  | z.core.$ZodNonOptionalDef;

const changedParts = (def: KnownDef): object | undefined => {
  switch (def.type) {
    case "object":
      return {
        shape: Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, strict(field)])),
        catchall: def.catchall ?? z.never(),
      };
    case "array":
      return { element: strict(def.element) };
    case "record":
      return { valueType: strict(def.valueType) };
    case "union":
      return { options: def.options.map(strict) };
    case "pipe":
      return { in: strict(def.in) };
    case "optional":
    case "nullable":
    case "default":
    case "readonly":
    case "nonoptional":
      return { innerType: strict(def.innerType) };
    default:
      return undefined;
  }
};
