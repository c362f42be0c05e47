import type { ServerPolicy } from "@breezeway/core";
import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./policy-card.module.css";

const said = text.policy;

type NumberName = {
  [Name in keyof ServerPolicy]-?: NonNullable<ServerPolicy[Name]> extends number ? Name : never;
}[keyof ServerPolicy];

const numbers: readonly (readonly [name: NumberName, factor: number])[] = [
  ["callTimeoutMs", 1_000],
  ["maxResponseBytes", 1_000],
  ["maxResultCharacters", 1],
  ["callsPerMinutePerConnection", 1],
  ["maxConcurrentCalls", 1],
];

const lines = (typed: string): string[] =>
  typed
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Limits that hold for every call. */
export function PolicyCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [policy, setPolicy] = useState(server.policy);
  const [cidrs, setCidrs] = useState(server.policy.allowedClientCidrs.join("\n"));
  const [origins, setOrigins] = useState(server.policy.allowedOrigins.join("\n"));
  const save = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].$patch({
          param: scope,
          json: { policy: { ...policy, allowedClientCidrs: lines(cidrs), allowedOrigins: lines(origins) } },
        }),
      ),
    { stale: [keys.server(scope)], done: text.serverSettings.saved, showsError: true },
  );
  return (
    <Card title={said.title} note={said.note}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <fieldset disabled={!can("servers.edit")}>
          <Stack gap={5}>
            {save.error && (
              <Notice tone="bad" live title={save.error.message}>
                {save.error.at}
              </Notice>
            )}
            <Checkbox
              label={said.readOnly}
              hint={said.readOnlyHint}
              checked={policy.readOnly}
              onChange={() => setPolicy({ ...policy, readOnly: !policy.readOnly })}
            />
            <div className={styles["grid"]}>
              {numbers.map(([name, factor]) => (
                <TextField
                  key={name}
                  label={said.numbers[name][0]}
                  hint={said.numbers[name][1]}
                  type="number"
                  min={1}
                  required={name !== "callsPerMinutePerConnection"}
                  value={policy[name] === null ? "" : policy[name] / factor}
                  onChange={(event) =>
                    setPolicy({
                      ...policy,
                      [name]: event.target.value === "" ? null : Math.round(event.target.valueAsNumber * factor),
                    })
                  }
                />
              ))}
            </div>
            <TextArea
              label={said.cidrs}
              hint={said.cidrsHint}
              optional={text.common.optional}
              mono
              value={cidrs}
              onChange={(event) => setCidrs(event.target.value)}
            />
            <TextArea
              label={said.origins}
              hint={said.originsHint}
              optional={text.common.optional}
              mono
              value={origins}
              onChange={(event) => setOrigins(event.target.value)}
            />
            <Row>
              <Button type="submit" variant="primary" busy={save.busy}>
                {text.common.save}
              </Button>
            </Row>
          </Stack>
        </fieldset>
      </form>
    </Card>
  );
}
