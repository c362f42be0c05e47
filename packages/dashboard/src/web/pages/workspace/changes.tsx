import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useSearchParams } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys, serversQuery } from "../../api/queries.ts";
import { paths } from "../../shell/paths.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ChangeLog } from "../../ui/change-log.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Card, Row } from "../../ui/layout.tsx";
import { NothingMatches } from "../../ui/nothing-matches.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import styles from "./changes.module.css";

const said = text.changes;

/** Who changed what, with before and after, without secrets. */
export function Changes() {
  const workspace = useWorkspace();
  const [search, setSearch] = useSearchParams();
  const server = search.get("server") ?? "";
  const servers = useQuery(serversQuery(workspace.slug));
  const changes = useInfiniteQuery({
    queryKey: [...keys.workspace(workspace.slug), "changes", server],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.workspaces[":workspace"].changes.$get({
          param: { workspace: workspace.slug },
          query: { limit: "50", ...(server !== "" && { server }), ...(pageParam !== "" && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = changes.data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <Page title={text.nav.changes} context={workspace.name} note={said.note}>
      <div className={styles["filter"]}>
        <SelectField
          label={text.audit.server}
          hideLabel
          value={server}
          onChange={(event) =>
            setSearch(event.target.value === "" ? {} : { server: event.target.value }, { replace: true })
          }
          options={[
            { value: "", label: said.everything },
            ...(servers.data?.servers ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <Card flush>
        <QueryView query={changes}>
          {() =>
            rows.length === 0 ? (
              <NoChanges {...(server !== "" && { onClear: () => setSearch({}, { replace: true }) })} />
            ) : (
              <ChangeLog
                changes={rows.map(({ id, at, actor, text: said, before, after }) => ({
                  id,
                  at,
                  by: actor?.name ?? text.changes.system,
                  text: said,
                  before,
                  after,
                }))}
              />
            )
          }
        </QueryView>
      </Card>
      {changes.hasNextPage && (
        <Row>
          <Button busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
            {text.common.more}
          </Button>
        </Row>
      )}
    </Page>
  );
}

function NoChanges({ onClear }: { onClear?: () => void }) {
  const { slug } = useWorkspace();
  if (onClear) return <NothingMatches onClear={onClear} />;
  return (
    <EmptyState
      icon={<History size={20} aria-hidden="true" />}
      title={said.empty}
      text={said.emptyText}
      action={<LinkButton href={paths.workspace(slug)}>{text.errors.home}</LinkButton>}
    />
  );
}
