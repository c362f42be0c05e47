import { duration } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import styles from "./answer-view.module.css";
import type { CallAnswer } from "./call-tool.ts";
import { readResult, readUpstream, type ShownPart, type ShownResult, withoutUpstream } from "./read-result.ts";

const tones: Record<ShownResult["state"], Tone> = {
  ok: "good",
  tool_error: "warn",
  protocol_error: "bad",
  refused: "bad",
};

/** The answer as the model sees it, as data, and as it came over the wire. */
export function AnswerView({ answer }: { answer: CallAnswer }) {
  const result = readResult(answer.status, answer.body);
  const upstream = readUpstream(answer.body);
  const challenge = answer.headers.find(([name]) => name === "www-authenticate")?.[1];
  const raw = [
    `HTTP ${answer.status}`,
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
    "",
    typeof answer.body === "string" ? answer.body : JSON.stringify(withoutUpstream(answer.body), null, 2),
  ].join("\n");
  return (
    <Card
      title={
        <Row>
          {text.tryIt.answer}
          <Badge tone={tones[result.state]}>{text.tryIt.states[result.state]}</Badge>
          <Muted small>
            HTTP {answer.status} · {duration(answer.durationMs)}
          </Muted>
        </Row>
      }
    >
      <Tabs
        label={text.tryIt.answer}
        tabs={[
          {
            value: "model",
            label: text.tryIt.asModel,
            content: (
              <Stack>
                {result.parts.map((part, index) => (
                  <Part key={index} part={part} />
                ))}
                {challenge !== undefined && <CodeBlock label="WWW-Authenticate" code={challenge} />}
              </Stack>
            ),
          },
          ...(result.structured === undefined
            ? []
            : [
                {
                  value: "data",
                  label: text.tryIt.asData,
                  content: (
                    <CodeBlock tall label={text.tryIt.asData} code={JSON.stringify(result.structured, null, 2)} />
                  ),
                },
              ]),
          ...(upstream === undefined
            ? []
            : [
                {
                  value: "api",
                  label: text.tryIt.fromApi,
                  content: <CodeBlock tall label={text.tryIt.fromApi} code={JSON.stringify(upstream, null, 2)} />,
                },
              ]),
          { value: "raw", label: text.tryIt.asSent, content: <CodeBlock tall label={text.tryIt.asSent} code={raw} /> },
        ]}
      />
    </Card>
  );
}

function Part({ part }: { part: ShownPart }) {
  if (part.kind === "image") return <img className={styles["image"]} src={part.text} alt={text.tryIt.image} />;
  return <CodeBlock tall label={text.tryIt.answer} code={part.text} />;
}
