import { Link } from "wouter";
import { paths } from "../../shell/paths.ts";
import { pageOfMissing } from "../../shell/page-of-missing.ts";
import { useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";

/** What a draft lacks before it can be called, each with the page where it is set up. */
export function MissingNotice() {
  const { missing } = useServer();
  const scope = useServerScope();
  if (missing.length === 0) return null;
  return (
    <Notice tone="warn" title={text.tryIt.missing}>
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
