import { useInfiniteQuery } from "@tanstack/react-query";
import { api, read } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ChangeLog } from "../../ui/change-log.tsx";
import { Card } from "../../ui/layout.tsx";
import { QueryView } from "../../ui/query-view.tsx";

const said = text.account;
const pageSize = 10;

/** The account's own record, so that a change that its owner did not make is seen. */
export function AccountChanges() {
  const changes = useInfiniteQuery({
    queryKey: ["account", "changes"],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      read(
        api.account.changes.$get({
          query: { limit: String(pageSize), ...(pageParam !== "" && { cursor: pageParam }) },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
  return (
    <Card
      title={said.changes}
      note={said.changesNote}
      flush
      actions={
        changes.hasNextPage && (
          <Button busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
            {text.common.more}
          </Button>
        )
      }
    >
      <QueryView query={changes}>
        {({ pages }) => <ChangeLog changes={pages.flatMap((page) => page.changes)} />}
      </QueryView>
    </Card>
  );
}
