import { readRaw } from "../../api/read-raw.ts";
import { paths } from "../../shell/paths.ts";
import { text } from "../../text/en.ts";
import { Method } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Card, Stack } from "../../ui/layout.tsx";
import { LoadFailed } from "../../ui/load-failed.tsx";
import { SchemaTree } from "../../ui/schema-tree.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type ApiDocument, type Operation, operationsByArea } from "./api-document.ts";
import { PublicPage } from "./public-page.tsx";
import styles from "./public-page.module.css";
import { useLoad } from "./use-load.ts";

const said = text.apiReference;
const loadDocument = async (): Promise<ApiDocument> =>
  (await readRaw(paths.apiDocument)).json() as Promise<ApiDocument>;

/** The API in words, from its own OpenAPI document. */
export function Reference() {
  const { data, error, retry } = useLoad(loadDocument, "reference");
  return (
    <PublicPage title={said.title}>
      <header className={styles["intro"]}>
        <h1>{said.title}</h1>
        <p className={styles["lead"]}>{said.lead}</p>
        <p>
          <a href={paths.apiDocument}>{text.apiTokens.document}</a>
        </p>
      </header>
      {error && <LoadFailed error={error} onRetry={retry} />}
      {!data && !error && <Skeleton kind="page" lines={4} />}
      {data &&
        operationsByArea(data).map(({ area, operations }) => (
          <Card key={area} title={said.areas[area] ?? area}>
            <Stack gap={2}>
              {operations.map((operation) => (
                <OperationRow key={operation.id} operation={operation} />
              ))}
            </Stack>
          </Card>
        ))}
    </PublicPage>
  );
}

function OperationRow({ operation }: { operation: Operation }) {
  const { parameters, body, answer } = operation;
  const head = (
    <span className={styles["operation"]}>
      <Method method={operation.method} /> <code>{operation.path}</code>
      <span className={styles["summary"]}>
        <Prose text={operation.summary} />
      </span>
    </span>
  );
  return (
    <Disclosure lazy summary={head}>
      <Stack gap={3}>
        <p>
          <Prose text={operation.description} />
        </p>
        {parameters && <Part title={said.parameters} schema={parameters} />}
        {body && <Part title={said.body} schema={body} />}
        {answer && <Part title={said.answer} schema={answer} />}
      </Stack>
    </Disclosure>
  );
}

function Part({ title, schema }: { title: string; schema: Parameters<typeof SchemaTree>[0]["schema"] }) {
  return (
    <div>
      <h3>{title}</h3>
      <SchemaTree schema={schema} />
    </div>
  );
}

/** The document marks names with backticks, as Markdown does. */
function Prose({ text: sentence }: { text: string }) {
  return sentence.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
