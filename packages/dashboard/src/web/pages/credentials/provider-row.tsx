import { useState } from "react";
import type { ProviderView, TestStep } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { keys, providersQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/code-block.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import styles from "./credentials.module.css";
import { SecretDialog } from "./secret-dialog.tsx";
import { TestSteps } from "./test-steps.tsx";

export function ProviderRow({
  provider,
  steps,
  onTested,
  onSignIn,
  onEdit,
}: {
  provider: ProviderView;
  steps: readonly TestStep[] | undefined;
  onTested: (steps: TestStep[]) => void;
  onSignIn: () => void;
  onEdit: () => void;
}) {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useState<"secret" | "delete">();
  const target = { param: { workspace: workspace.slug, providerId: provider.id } };
  const stale = [providersQuery(workspace.slug).queryKey, keys.workspace(workspace.slug)];
  const routes = api.workspaces[":workspace"].providers[":providerId"];
  const test = useAction(() => read(routes.test.$post(target)), { onDone: (result) => onTested(result.steps) });
  const remove = useAction(() => read(routes.$delete(target)), {
    stale,
    done: text.credentials.removed,
    onDone: () => setAsking(undefined),
  });
  const setSecret = useAction(
    (clientSecret: string) => read(routes.secret.$put({ ...target, json: { clientSecret } })),
    { stale, done: text.credentials.secretSet, onDone: () => setAsking(undefined) },
  );
  const isOurs = can("credentials.manage") && !provider.byOperator;
  return (
    <li>
      <div className={styles["main"]}>
        <span className={styles["name"]}>
          {provider.name} {provider.byOperator && <Badge>{text.credentials.byOperator}</Badge>}
          {provider.secretSetAt === null && provider.tokenRequest.clientAuthentication !== "none" && (
            <Badge tone="warn">{text.credentials.noSecret}</Badge>
          )}
        </span>
        <span className={styles["facts"]}>
          {provider.secretSetAt !== null && (
            <>
              {text.credentials.secretSetAt} <Moment at={provider.secretSetAt} /> ·{" "}
            </>
          )}
          {text.credentials.usedBy(provider.usedBy.map(({ name }) => name))}
        </span>
      </div>
      <Row>
        {can("credentials.manage") && (
          <Button size="small" busy={test.busy} onClick={() => test.run()}>
            {text.credentials.test}
          </Button>
        )}
        {isOurs && (
          <>
            <Button size="small" onClick={() => setAsking("secret")}>
              {text.credentials.replaceSecret}
            </Button>
            <Button size="small" onClick={onEdit}>
              {text.common.edit}
            </Button>
            <Button
              size="small"
              variant="quiet"
              disabled={provider.usedBy.length > 0}
              onClick={() => setAsking("delete")}
            >
              {text.common.remove}
            </Button>
          </>
        )}
      </Row>
      <div className={styles["full"]}>
        <CopyLine value={provider.callbackUrl} label={text.credentials.callback} />
      </div>
      {steps && (
        <div className={styles["full"]}>
          <TestSteps steps={steps} />
          {steps.some(({ state }) => state === "todo") && (
            <Button size="small" onClick={onSignIn}>
              {text.credentials.finishTest}
            </Button>
          )}
        </div>
      )}
      {isAsking === "secret" && (
        <SecretDialog
          title={text.credentials.replaceTitle(provider.name)}
          label={text.credentials.clientSecret}
          busy={setSecret.busy}
          onClose={() => setAsking(undefined)}
          onSave={setSecret.run}
        />
      )}
      <ConfirmDialog
        open={isAsking === "delete"}
        onClose={() => setAsking(undefined)}
        onConfirm={() => remove.run()}
        busy={remove.busy}
        title={text.credentials.removeTitle(provider.name)}
        confirm={text.common.remove}
      >
        <p>{text.credentials.removeText}</p>
      </ConfirmDialog>
    </li>
  );
}
