import type { Permission } from "../../server/api/permissions.ts";
import { text } from "../text/en.ts";
import { Notice } from "../ui/notice.tsx";
import { useCan, useWorkspace } from "./scope.ts";

/** Said once on a page whose forms the viewer may read but not change. */
export function ReadOnlyNotice({ unless }: { unless: Permission }) {
  const can = useCan();
  const { role } = useWorkspace();
  return can(unless) ? null : <Notice>{text.session.readOnlyPage(text.roles[role])}</Notice>;
}
