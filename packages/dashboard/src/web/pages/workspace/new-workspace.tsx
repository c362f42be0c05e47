import { useState } from "react";
import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { toSlug } from "../../format/slug.ts";
import { paths } from "../../shell/paths.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

export function NewWorkspace() {
  const { workspaces } = useSession();
  const [name, setName] = useState("");
  const [typedSlug, setTypedSlug] = useState<string>();
  const [, navigate] = useLocation();
  const slug = typedSlug ?? toSlug(name);
  const create = useAction(() => read(api.workspaces.$post({ json: { name, slug } })), {
    stale: [keys.session],
    showsError: true,
    onDone: (workspace) => navigate(paths.workspace(workspace.slug)),
  });
  const { error } = create;
  return (
    <Page
      narrow
      title={workspaces.length === 0 ? text.workspaces.welcomeTitle : text.workspaces.newTitle}
      note={text.workspaces.welcomeNote}
    >
      <Card>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.run();
          }}
        >
          <Stack gap={5}>
            {error && !error.forField("name") && !error.forField("slug") && (
              <Notice tone="bad" live>
                {error.message}
              </Notice>
            )}
            <TextField
              label={text.workspaces.name}
              placeholder={text.workspaces.namePlaceholder}
              required
              autoFocus
              maxLength={80}
              value={name}
              error={error?.forField("name")}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={text.workspaces.slug}
              hint={text.workspaces.slugHint}
              lead="/mcp/"
              mono
              required
              maxLength={40}
              spellCheck={false}
              autoCapitalize="none"
              value={slug}
              error={error?.forField("slug")}
              onChange={(event) => setTypedSlug(event.target.value)}
            />
            <Row>
              <Button type="submit" variant="primary" busy={create.busy}>
                {text.workspaces.create}
              </Button>
            </Row>
          </Stack>
        </form>
      </Card>
    </Page>
  );
}
