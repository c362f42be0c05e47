import type { ImportPreview } from "../../../server/api/imports.ts";
import { bytes, compact, count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { ClientBudget } from "../../ui/budget.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextField } from "../../ui/field.tsx";
import { FindingList, IssueList } from "../../ui/findings.tsx";
import { Card, Stack } from "../../ui/layout.tsx";
import { Stats } from "../../ui/stat.tsx";
import styles from "./document-review.module.css";
import { baseUrlPattern, type InspectedDocument, listTokens, selectTools, type Selection } from "./draft.ts";
import { VariableFields } from "./variable-fields.tsx";

/** What was found in one document, and the few things only the owner can say about it. */
export function DocumentReview({
  document,
  baseUrlError,
  onChange,
}: {
  document: InspectedDocument;
  baseUrlError?: string | undefined;
  onChange: (document: InspectedDocument) => void;
}) {
  const { preview } = document;
  return (
    <Stack gap={5}>
      <Card
        title={preview.document.title}
        note={[
          preview.document.version && text.create.version(preview.document.version),
          text.create.dialect(preview.document.dialect, bytes(preview.document.bytes)),
        ]
          .filter(Boolean)
          .join(" · ")}
      >
        <Stack gap={5}>
          <Stats
            items={[
              { label: text.create.tools, value: count(preview.tools.length) },
              { label: text.create.tokens, value: compact(preview.budget.tokens) },
              { label: text.create.scopes, value: count(preview.scopes.length) },
              { label: text.create.refused, value: count(preview.refused.length) },
            ]}
          />
          <BaseUrlFields document={document} error={baseUrlError} onChange={onChange} />
          <SelectionCards document={document} onChange={onChange} />
        </Stack>
      </Card>
      <Details preview={preview} />
    </Stack>
  );
}

function BaseUrlFields({
  document,
  error,
  onChange,
}: {
  document: InspectedDocument;
  error: string | undefined;
  onChange: (document: InspectedDocument) => void;
}) {
  const stated = document.preview.servers.flatMap((server) => server.variables);
  return (
    <>
      <TextField
        label={text.create.baseUrl}
        hint={text.create.baseUrlHint}
        mono
        required
        pattern={baseUrlPattern}
        title={text.create.baseUrlForm}
        spellCheck={false}
        error={error}
        value={document.baseUrl}
        onChange={(event) => onChange({ ...document, baseUrl: event.target.value })}
      />
      <VariableFields
        baseUrl={document.baseUrl}
        variables={document.variables}
        onChange={(variables) => onChange({ ...document, variables })}
        hints={Object.fromEntries(stated.map(({ name, description }) => [name, description]))}
      />
    </>
  );
}

function SelectionCards({
  document,
  onChange,
}: {
  document: InspectedDocument;
  onChange: (d: InspectedDocument) => void;
}) {
  const { tools, suggestion } = document.preview;
  const say = (selection: Selection) => {
    const selected = selectTools(tools, selection);
    return text.create.count(selected.length, count(selected.length), compact(listTokens(document.preview, selected)));
  };
  return (
    <ChoiceCards<Selection>
      legend={text.create.selection}
      value={document.selection}
      onChange={(selection) => onChange({ ...document, selection })}
      options={[
        ...(suggestion.recommended
          ? [
              {
                value: "suggested" as const,
                title: text.create.suggested,
                text: `${say("suggested")}. ${suggestion.reason}`,
              },
            ]
          : []),
        { value: "read_only", title: text.create.readOnly, text: say("read_only") },
        { value: "all", title: text.create.allTools, text: say("all") },
      ]}
    />
  );
}

function Details({ preview }: { preview: ImportPreview }) {
  const byTag = Object.groupBy(preview.tools, (tool) => tool.tags[0] ?? text.create.untagged);
  return (
    <Card title={text.create.details}>
      <Stack gap={2}>
        <Disclosure summary={text.findings.budget}>
          <ClientBudget budget={preview.budget} />
        </Disclosure>
        <Disclosure summary={text.create.operations}>
          {Object.entries(byTag).map(([tag, tools = []]) => (
            <Disclosure key={tag} summary={`${tag} (${count(tools.length)})`}>
              <ul className={styles["operations"]}>
                {tools.map((tool) => (
                  <li key={tool.key}>
                    <code>{tool.name}</code> <span>{tool.title}</span>
                  </li>
                ))}
              </ul>
            </Disclosure>
          ))}
        </Disclosure>
        {preview.scopes.length > 0 && (
          <Disclosure summary={text.create.scopesTitle(preview.scopes.length)}>
            <ul className={styles["operations"]}>
              {preview.scopes.map(({ scope, tools }) => (
                <li key={scope}>
                  <code>{scope}</code> <span>{count(tools)}</span>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {preview.findings.length > 0 && (
          <Disclosure summary={text.create.findingsTitle(preview.findings.length)}>
            <FindingList findings={preview.findings} />
          </Disclosure>
        )}
        {preview.issues.length > 0 && (
          <Disclosure summary={text.create.issuesTitle(preview.issues.length)}>
            <IssueList issues={preview.issues} />
          </Disclosure>
        )}
        {preview.refused.length > 0 && (
          <Disclosure summary={text.create.refusedTitle(preview.refused.length)}>
            <ul className={styles["operations"]}>
              {preview.refused.map((entry) => (
                <li key={entry.operation}>
                  <code>{entry.operation}</code> <span>{entry.reason}</span>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </Stack>
    </Card>
  );
}
