import type { JsonSchema, JsonValue } from "@breezeway/core";
import { text } from "../text/en.ts";
import { Disclosure } from "./disclosure.tsx";
import { describeType, limitsOf, schemaChildren, type SchemaChild } from "./schema-outline.ts";
import styles from "./schema-tree.module.css";

/** A schema as nested properties, opened level by level. */
export function SchemaTree({ schema }: { schema: JsonSchema }) {
  const children = schemaChildren(schema);
  if (children.length === 0)
    return <p className={styles["none"]}>{schema["type"] === "object" ? text.schema.nothing : describeType(schema)}</p>;
  return (
    <ul className={styles["tree"]}>
      {children.map((child) => (
        <Node key={child.name} child={child} depth={0} />
      ))}
    </ul>
  );
}

function Node({ child, depth }: { child: SchemaChild; depth: number }) {
  const children = schemaChildren(child.schema);
  const head = <NodeHead child={child} />;
  if (children.length === 0) return <li className={styles["leaf"]}>{head}</li>;
  return (
    <li>
      <Disclosure lazy summary={head} open={depth === 0 && children.length <= 8}>
        <ul className={styles["tree"]}>
          {children.map((entry) => (
            <Node key={entry.name} child={entry} depth={depth + 1} />
          ))}
        </ul>
      </Disclosure>
    </li>
  );
}

function NodeHead({ child: { name, schema, required } }: { child: SchemaChild }) {
  const limits = limitsOf(schema);
  return (
    <span className={styles["head"]}>
      <code>{name}</code> <span className={styles["type"]}>{describeType(schema)}</span>
      {required && <span className={styles["required"]}> {text.schema.required}</span>}
      {typeof schema["description"] === "string" && (
        <span className={styles["description"]}>{schema["description"]}</span>
      )}
      {limits.length > 0 && (
        <span className={styles["limits"]}>
          {limits.map(([label, value]) => (
            <span key={label}>
              {label} <code>{show(value)}</code>
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

const show = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
