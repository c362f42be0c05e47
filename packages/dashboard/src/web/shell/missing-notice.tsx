import { Link } from "wouter";
import type { ServerView } from "../../server/api/servers.ts";
import { text } from "../text/en.ts";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { paths, type ServerPage } from "./paths.ts";
import { useServer, useServerScope } from "./scope.ts";

const pageOfMissing: Record<ServerView["missing"][number]["what"], ServerPage> = {
  provider: "sign-in",
  credential: "sign-in",
  tools: "tools",
  base_url: "documents",
  variable: "documents",
};

/** What a server lacks before it can be called or published, each with the page where it is set up. */
export function MissingNotice({ title }: { title: string }) {
  const { missing } = useServer();
  const scope = useServerScope();
  if (missing.length === 0) return null;
  return (
    <Notice tone="warn" title={title}>
      <Stack gap={1}>
        {missing.map(({ what, text: sentence }) => (
          <span key={sentence}>
            {sentence}{" "}
            <Link href={paths.serverPage(scope.workspace, scope.server, pageOfMissing[what])}>{text.server.fix}</Link>
          </span>
        ))}
      </Stack>
    </Notice>
  );
}
