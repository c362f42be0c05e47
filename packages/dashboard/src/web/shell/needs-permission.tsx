import { LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import type { Permission } from "../../server/api/permissions.ts";
import { text } from "../text/en.ts";
import { LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { paths } from "./paths.ts";
import { useCan, useWorkspace } from "./scope.ts";

/** A page for some roles only; to the others it says so. */
export function NeedsPermission({
  permission,
  title,
  children,
}: {
  permission: Permission;
  title: string;
  children: ReactNode;
}) {
  const can = useCan();
  const { slug, name, role } = useWorkspace();
  if (can(permission)) return children;
  return (
    <Page title={title} context={name}>
      <Card>
        <EmptyState
          icon={<LockKeyhole size={20} aria-hidden="true" />}
          title={text.session.noPermission}
          text={text.session.noPermissionText(text.roles[role])}
          action={<LinkButton href={paths.workspacePage(slug, "members")}>{text.session.rolesTitle}</LinkButton>}
        />
      </Card>
    </Page>
  );
}
