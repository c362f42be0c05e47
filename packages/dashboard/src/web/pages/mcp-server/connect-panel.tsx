import { ExternalLink } from "lucide-react";
import type { ConnectView, Snippet } from "../../../server/api/releases.ts";
import { text } from "../../text/en.ts";
import { LinkButton } from "../../ui/button.tsx";
import { CodeBlock, CopyLine } from "../../ui/code-block.tsx";
import { Muted, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import styles from "./connect-panel.module.css";

/** The address, and for each client the way to use it. */
export function ConnectPanel({ connect }: { connect: ConnectView }) {
  return (
    <Stack gap={5}>
      <Stack gap={2}>
        <CopyLine value={connect.mcpUrl} label={text.server.address} />
        <Muted>{connect.signIn}</Muted>
      </Stack>
      <Tabs
        label={text.server.clients}
        tabs={worksFirst(connect.snippets).map((snippet) => ({
          value: snippet.client,
          label: snippet.label,
          content: <ClientSteps snippet={snippet} checkedOn={connect.checkedOn} />,
        }))}
      />
    </Stack>
  );
}

const worksFirst = (snippets: readonly Snippet[]): Snippet[] =>
  snippets.toSorted((a, b) => Number(b.works) - Number(a.works));

/** Where a client cannot connect, its steps are the reason. */
function ClientSteps({ snippet, checkedOn }: { snippet: Snippet; checkedOn: string }) {
  if (!snippet.works)
    return (
      <Notice tone="warn" title={text.server.cannot(snippet.label)}>
        {snippet.steps.join(" ")}
      </Notice>
    );
  return (
    <Stack gap={4}>
      {snippet.link !== null && (
        <Row>
          <LinkButton
            href={snippet.link.href}
            variant="primary"
            external
            icon={<ExternalLink size={15} aria-hidden="true" />}
          >
            {snippet.link.label}
          </LinkButton>
        </Row>
      )}
      <ol className={styles["steps"]}>
        {snippet.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {snippet.snippet !== null && (
        <CodeBlock code={snippet.snippet.text} label={snippet.snippet.file ?? snippet.label} />
      )}
      <Muted small>
        {text.server.works} <Moment at={checkedOn} mode="date" />
      </Muted>
    </Stack>
  );
}
